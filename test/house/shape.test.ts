import { describe, expect, test } from 'vitest'
import { list, PRODUCT, readAllText, readSources, topLevel } from './rules/house.ts'
import { lengthBreaches, machinePathBreaches, strangers, vagueNames } from './rules/shape.ts'

const house = readSources(PRODUCT)

describe('the shape of the house', () => {
  test('the top level holds what the card names', () => {
    expect(strangers(topLevel())).toEqual([])
  })

  test('no file is longer than 400 lines', () => {
    expect(list(lengthBreaches(house))).toEqual([])
  })

  test('every name says what is inside', () => {
    expect(vagueNames(house)).toEqual([])
  })

  test('nothing names a path of one machine', () => {
    expect(list(machinePathBreaches(readAllText()))).toEqual([])
  })
})

describe('the rules notice', () => {
  test('a stranger at the top level, but no hidden file', () => {
    expect(strangers(['server', 'scripts', '.npmrc', 'vite.config.ts'])).toEqual(['scripts', 'vite.config.ts'])
  })

  test('line 401', () => {
    expect(lengthBreaches([{ path: 'audio/x.ts', text: 'a\n'.repeat(400) }])).toHaveLength(0)
    expect(lengthBreaches([{ path: 'audio/x.ts', text: 'a\n'.repeat(401) }])).toHaveLength(1)
  })

  test('a drawer for odds and ends', () => {
    const paths = [
      'server/utils.ts',
      'web/lib/x.ts',
      'audio/helpers/index.ts',
      'audio/libasound.ts',
      'web/parts/Meter.svelte',
    ]
    expect(vagueNames(paths.map((path) => ({ path, text: '' })))).toHaveLength(3)
  })

  test.each([`cd /${'work'}/main`, `see ../${'shared'}/notes.md`, `open('/${'root'}/x')`, `'/${'home'}/lan/x'`])(
    'the path %s',
    (line) => {
      expect(machinePathBreaches([{ path: 'README.md', text: `\n${line}` }])).toMatchObject([{ line: 2 }])
    },
  )

  test('no harm in a web address or a word', () => {
    const text = 'https://example.org/network/x the framework/y ../sharedthing'
    expect(machinePathBreaches([{ path: 'README.md', text }])).toEqual([])
  })
})
