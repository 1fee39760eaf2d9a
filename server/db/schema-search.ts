import type { Generated } from 'kysely'
import type { SearchKind } from '../contract/index.ts'

/** The index of all texts. */
export interface SearchTables {
  search_changes: SearchChangesTable
  search_texts: SearchTextsTable
  search_index: SearchIndexTable
}

/** What is to be read anew, noted by triggers. */
interface SearchChangesTable {
  kind: 'edition' | 'tune' | 'announcement' | Exclude<SearchKind, 'script' | 'sound'>
  ref_id: string
  /** How often it was written since it was last read. */
  times: Generated<number>
}

interface SearchTextsTable {
  number: Generated<number>
  kind: SearchKind
  ref_id: string
  part_id: string | null
  title: string
  /** Where it stands: the edition's title, the unit's name. */
  context: string
  body: string
  at: number
}

/** FTS5: folded words; `rowid` is the number of the text. */
interface SearchIndexTable {
  rowid: number
  title: string
  body: string
}
