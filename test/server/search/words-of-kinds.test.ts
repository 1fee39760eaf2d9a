import { expect, it } from 'vitest'
import type { SearchKind } from '../../../server/contract/index.ts'
import { resultsTab } from '../../../server/search/sheet.ts'
import { KIND_WORDS } from '../../../web/pages/search/kinds.ts'

it('says of what was found where it is in the same words on the page and in its sheet', () => {
  const kinds = Object.keys(KIND_WORDS) as SearchKind[]
  const found = kinds.map((kind) => ({ kind, refId: 'x', title: [], context: '', snippet: [], at: 0 }))
  expect(resultsTab(found).rows.map(([, words]) => words)).toEqual(kinds.map((kind) => KIND_WORDS[kind]))
})
