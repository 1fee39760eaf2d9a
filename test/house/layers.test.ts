import { describe, expect, test } from 'vitest'
import { type HouseFile, list, PRODUCT, readSources } from './rules/house.ts'
import { contractBreaches, cycles, doorBreaches, layerBreaches, pageBreaches } from './rules/layers.ts'

const house = readSources(PRODUCT)

describe('who may import whom', () => {
  test('schedules and audio import nothing of ours, server only doors, web only the contract, nobody a test', () => {
    expect(list(layerBreaches(house))).toEqual([])
  })

  test('a folder is entered through its door', () => {
    expect(list(doorBreaches(house))).toEqual([])
  })

  test('a page is entered through one file', () => {
    expect(list(pageBreaches(house))).toEqual([])
  })

  test('the contract can be loaded by a browser', () => {
    expect(list(contractBreaches(house))).toEqual([])
  })

  test('no files need one another in a circle', () => {
    expect(cycles(house)).toEqual([])
  })
})

describe('the table notices', () => {
  const ways: readonly [string, string][] = [
    ['a static import', `import { a } from '../audio/index.ts'`],
    ['an import for types', `import type { A } from '../audio/index.ts'`],
    ['an import for its side effects', `import '../audio/index.ts'`],
    ['a dynamic import', `const a = await import('../audio/index.ts')`],
    ['a passing-on', `export * from '../audio/index.ts'`],
    ['a type written as import()', `let a: import('../audio/index.ts').A`],
    ['a require', `const a = require('../audio/index.ts')`],
    ['an address of code', `new Worker(new URL('../audio/worker.ts', import.meta.url))`],
  ]
  test.each(ways)('%s', (_, text) => {
    expect(layerBreaches([sample('schedules/x.ts', text)])).toHaveLength(1)
    expect(layerBreaches([sample('schedules/x.ts', text.replace('../audio', './audio'))])).toHaveLength(0)
  })

  test('an import in either script of a component, with its line', () => {
    const text = `<script module lang="ts">\nimport '../audio/index.ts'\n</script>\n<script>\nimport b from '../server/app.ts'\n</script>\n<p>import '../audio/index.ts'</p>`
    expect(layerBreaches([sample('web/X.svelte', text)]).map(({ line }) => line)).toEqual([2, 5])
  })

  test('the inside of another layer where only its door is open', () => {
    expect(layerBreaches([sample('server/x.ts', `import '../audio/player/index.ts'`)])).toHaveLength(1)
    expect(layerBreaches([sample('server/x.ts', `import '../audio/index.ts'`)])).toHaveLength(0)
    expect(layerBreaches([sample('web/x.ts', `import '../server/contract/scripts.ts'`)])).toHaveLength(1)
    expect(layerBreaches([sample('web/x.ts', `import '../server/contract/index.ts'`)])).toHaveLength(0)
  })

  test('an import of a test, and an alias', () => {
    expect(layerBreaches([sample('server/x.ts', `import '../test/builders.ts'`)])).toHaveLength(1)
    expect(layerBreaches([sample('web/x.ts', `import '$lib/x.ts'`)])).toHaveLength(1)
  })

  test('a reach past a door, from beside it and from above', () => {
    expect(doorBreaches([sample('server/takes/routes.ts', `import '../media/store.ts'`)])).toHaveLength(1)
    expect(doorBreaches([sample('server/app.ts', `import './db/migrations/index.ts'`)])).toHaveLength(1)
    expect(doorBreaches([sample('server/app.ts', `import './db/index.ts'`)])).toHaveLength(0)
    expect(doorBreaches([sample('server/takes/routes.ts', `import '../errors.ts'; import './store.ts'`)])).toHaveLength(
      0,
    )
  })

  test('a second way into a page', () => {
    const app = sample('web/App.svelte', `<script>import Today from './pages/today/Today.svelte'</script>`)
    const thief = sample('web/pages/airs/Airs.svelte', `<script>import Row from '../today/Row.svelte'</script>`)
    expect(pageBreaches([app])).toHaveLength(0)
    expect(pageBreaches([app, thief])).toHaveLength(1)
  })

  test('a contract that needs Node or the rest of the server', () => {
    expect(contractBreaches([sample('server/contract/x.ts', `import 'node:fs'; import '../errors.ts'`)])).toHaveLength(
      2,
    )
    expect(contractBreaches([sample('server/contract/x.ts', `import { Type } from 'typebox'`)])).toHaveLength(0)
  })

  test('a circle, but not one of types alone', () => {
    const b = sample('audio/b.ts', `import { a } from './a.ts'`)
    expect(cycles([sample('audio/a.ts', `import { b } from './b.ts'`), b])).toEqual([
      'audio/a.ts → audio/b.ts → audio/a.ts',
    ])
    expect(cycles([sample('audio/a.ts', `import type { B } from './b.ts'`), b])).toEqual([])
  })
})

function sample(path: string, text: string): HouseFile {
  return { path, text }
}
