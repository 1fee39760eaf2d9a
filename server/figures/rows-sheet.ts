import type { FigureRows } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'

const WIDTHS = { text: 44, number: 12, date: 13, instant: 18 } as const

/** The rows behind a figure as a sheet (pure). */
export function rowsTab({ title, columns, rows }: FigureRows): Tab {
  return {
    name: title,
    columns: columns.map((column) => ({ title: column.title, kind: column.kind, width: WIDTHS[column.kind] })),
    rows: rows.map(({ cells }) => cells.map((cell) => cell ?? undefined)),
  }
}
