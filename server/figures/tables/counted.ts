import type { FigureRows, FigureUnit } from '../../contract/index.ts'

export type Cell = string | number | null
export type RowColumn = FigureRows['columns'][number]

/** How things of one kind are written as rows; with an amount, in the last column, the figure is the sum of it. */
export interface Listing<T> {
  columns: readonly RowColumn[]
  cells: (thing: T) => Cell[]
  href?: (thing: T) => string | undefined
  amount?: { title: string; of: (thing: T) => number }
}

/** A number with the things that were counted: the rows are made of the very same when somebody asks for them. */
export interface Counted {
  value: number
  planned: number | undefined
  rows: () => Omit<FigureRows, 'rowsKey' | 'title'>
}

/** Counts things, or sums what they amount to, to one decimal. `planned`: how much there should have been. */
export function counted<T>(things: readonly T[], listing: Listing<T>, planned?: number): Counted {
  const { columns, cells, href, amount } = listing
  return {
    value: amount ? oneDecimal(things.reduce((sum, thing) => sum + amount.of(thing), 0)) : things.length,
    planned,
    rows: () => ({
      columns: [...columns, ...(amount ? [{ title: amount.title, kind: 'number' as const }] : [])],
      rows: things.map((thing) => {
        const to = href?.(thing)
        return {
          cells: [...cells(thing), ...(amount ? [amount.of(thing)] : [])],
          ...(to !== undefined && { href: to }),
        }
      }),
      ...(amount && { sumOf: columns.length }),
    }),
  }
}

/** A figure as a report shows it. */
export function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10
}

export interface CountedColumn {
  key: string
  title: string
  unit: FigureUnit
}

export interface CountedLine {
  key: string
  title: string
  /** One for each column. */
  figures: readonly Counted[]
}

export interface CountedTable {
  key: string
  title: string
  lineTitle: string
  columns: readonly CountedColumn[]
  lines: readonly CountedLine[]
  notes: readonly string[]
  /** Its lines are dates: those of another span are no line of it. */
  isOfDates?: true
}

export interface CountedHeadline extends CountedColumn {
  counted: Counted
}

/** Everything that was counted of one span. */
export interface CountedSheet {
  headlines: readonly CountedHeadline[]
  tables: readonly CountedTable[]
  notes: readonly string[]
}
