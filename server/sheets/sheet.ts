/** undefined: the cell is left empty. */
export type Cell = string | number | undefined

/**
 * How the cells of a column are written: `text` stays text whatever it looks like (telephone numbers, “001”); `number` is a
 * number; `date` takes a `YYYY-MM-DD` and `instant` UTC milliseconds, both become real dates of Excel, dd/MM/yyyy, the latter with
 * the hour in the station's zone. A string in a column of numbers stays a string.
 */
export interface SheetColumn {
  title: string
  /** In characters of the standard font. */
  width: number
  kind: 'text' | 'number' | 'date' | 'instant'
}

/** One tab of a workbook: the titles in bold on its first line, which stays in sight. */
export interface Tab {
  /** Excel takes 31 characters without \ / ? * [ ] and :, no two alike; what is beyond is cut or replaced. */
  name: string
  columns: SheetColumn[]
  rows: Cell[][]
}

/** A tab as read: every cell as the text a person sees there, rows of equal length, empty rows at the end left out. */
export interface TabRead {
  name: string
  rows: string[][]
}

export interface SheetRead {
  tabs: TabRead[]
  /** Vietnamese sentences: an old encoding that was converted, tabs without cells. */
  warnings: string[]
}
