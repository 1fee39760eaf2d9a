import { describe, expect, test } from 'vitest'
import {
  consoleBreaches,
  environmentBreaches,
  idleTestBreaches,
  spawnBreaches,
  sqlBreaches,
  timeBreaches,
} from './rules/effects.ts'
import { type HouseFile, list, PRODUCT, readSources } from './rules/house.ts'

const house = readSources(PRODUCT)
const tests = readSources(['test'])

describe('effects have one place each', () => {
  test('only files called run.ts start programs', () => {
    expect(list(spawnBreaches([...house, ...tests]))).toEqual([])
  })

  test('only server/config.ts reads the environment', () => {
    expect(list(environmentBreaches(house))).toEqual([])
  })

  test('only store.ts files and server/db hold SQL', () => {
    expect(list(sqlBreaches(house))).toEqual([])
  })

  test('only clocks ask the machine for the time', () => {
    expect(list(timeBreaches(house))).toEqual([])
  })

  test('nobody talks to the console', () => {
    expect(list(consoleBreaches([...house, ...tests]))).toEqual([])
  })

  test('every test counts', () => {
    expect(list(idleTestBreaches(tests))).toEqual([])
  })
})

describe('the rules notice', () => {
  test.each([
    [`import { spawn } from 'node:child_process'`, 'server/takes/routes.ts'],
    [`const { spawn } = await import('child_process')`, 'audio/rerun.ts'],
    [`import ffmpeg from 'fluent-ffmpeg'`, 'audio/probe/probe.ts'],
  ])('a program started by the wrong file: %s', (text, path) => {
    expect(spawnBreaches([sample(path, text)])).toHaveLength(1)
  })

  test('that run.ts and the FFmpeg door may', () => {
    expect(spawnBreaches([sample('audio/player/run.ts', `import { spawn } from 'node:child_process'`)])).toEqual([])
    expect(spawnBreaches([sample('audio/ffmpeg.ts', `import ffmpeg from 'fluent-ffmpeg'`)])).toEqual([])
  })

  test.each([`const zone = process.env.TZ`, `const e = process['env']`, `import { env } from 'node:process'`])(
    'the environment read elsewhere: %s',
    (text) => {
      expect(environmentBreaches([sample('server/app.ts', text)])).toHaveLength(1)
      expect(environmentBreaches([sample('server/config.ts', text)])).toHaveLength(0)
    },
  )

  test.each([
    `db.selectFrom('take').selectAll()`,
    `import { sql } from 'kysely'`,
    `import Database from 'better-sqlite3'`,
  ])('SQL outside a store: %s', (text) => {
    expect(sqlBreaches([sample('server/takes/routes.ts', text)])).toHaveLength(1)
    expect(sqlBreaches([sample('server/takes/store.ts', text)])).toHaveLength(0)
    expect(sqlBreaches([sample('server/db/open.ts', text)])).toHaveLength(0)
  })

  test('that a type of Kysely is no query', () => {
    expect(sqlBreaches([sample('server/deps.ts', `import type { Kysely } from 'kysely'`)])).toEqual([])
  })

  test.each([
    `Date.now()`,
    `const now = Date.now`,
    `new Date()`,
    `new Date`,
    `Date()`,
    `performance.now()`,
    `globalThis.performance.now()`,
    `process.hrtime.bigint()`,
    `import { performance } from 'node:perf_hooks'`,
  ])('a question for the time: %s', (text) => {
    expect(timeBreaches([sample('schedules/on-air.ts', text)])).toHaveLength(1)
    expect(timeBreaches([sample('schedules/clock.ts', text)])).toHaveLength(0)
  })

  test('that a date made from a known instant asks nobody', () => {
    expect(timeBreaches([sample('schedules/plan.ts', `new Date(instantMs); Date.UTC(2026, 0)`)])).toEqual([])
  })

  test('a word to the console from a component', () => {
    expect(consoleBreaches([sample('web/App.svelte', `<script>console.log(1)</script>`)])).toHaveLength(1)
  })

  test.each([`test.${'skip'}('x', f)`, `describe.${'only'}('x', f)`, `it.${'todo'}('x')`, `x${'it'}('x', f)`])(
    'a test that does not count: %s',
    (text) => {
      expect(idleTestBreaches([sample('test/x.test.ts', text)])).toHaveLength(1)
    },
  )
})

function sample(path: string, text: string): HouseFile {
  return { path, text }
}
