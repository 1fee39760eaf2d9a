import type { Figure, FigureRows, FigureTable, ReportFigures } from '../../contract/index.ts'
import type { Counted, CountedSheet, CountedTable } from './counted.ts'

/** What was counted of a span, and of the one before it. */
export interface Compared {
  now: CountedSheet
  before: CountedSheet
}

type Shown = Pick<ReportFigures, 'headlines' | 'tables' | 'notes'>

/**
 * The figures with those of the span before beside them (pure). What was there before and is no more stands with 0; tables that are
 * empty in both are left out.
 */
export function shownFigures({ now, before }: Compared): Shown {
  const earlier = new Map(before.headlines.map(({ key, counted }) => [key, counted]))
  return {
    headlines: now.headlines.map(({ key, title, unit, counted }) => ({
      key,
      title,
      unit,
      figure: figureOf(`${HEADLINES}/${key}`, counted, earlier.get(key)),
    })),
    tables: now.tables.flatMap((table) => {
      const other = before.tables.find(({ key }) => key === table.key)
      const shown = shownTable(table, other)
      return shown.lines.length === 0 || shown.columns.length === 0 ? [] : [shown]
    }),
    notes: [...now.notes],
  }
}

/** The rows behind a figure (pure); undefined where there is no such figure. */
export function rowsOfKey({ now, before }: Compared, rowsKey: string): FigureRows | undefined {
  const [tableKey = '', columnKey = ''] = [rowsKey.slice(0, rowsKey.indexOf('/')), rowsKey.split('/').at(-1)]
  if (tableKey === HEADLINES) {
    const found = now.headlines.find(({ key }) => key === columnKey)
    return found && { rowsKey, title: found.title, ...found.counted.rows() }
  }
  const lineKey = rowsKey.slice(tableKey.length + 1, rowsKey.length - columnKey.length - 1)
  const table = now.tables.find(({ key }) => key === tableKey)
  const found = table && cellOf(table, lineKey, columnKey)
  if (found) return { rowsKey, title: found.title, ...found.counted.rows() }
  const earlier = before.tables.find(({ key }) => key === tableKey)
  const gone = earlier && !earlier.isOfDates ? cellOf(earlier, lineKey, columnKey) : undefined
  return gone && { rowsKey, title: gone.title, ...gone.counted.rows(), rows: [] }
}

/** The rows behind every figure that is shown (pure), by their key. */
export function allRows(compared: Compared, { headlines, tables }: Shown): Map<string, FigureRows> {
  const figures = [
    ...headlines.map(({ figure }) => figure),
    ...tables.flatMap(({ lines }) => lines.flatMap((line) => line.figures)),
  ]
  return new Map(
    figures.flatMap(({ rowsKey }): [string, FigureRows][] => {
      const rows = rowsOfKey(compared, rowsKey)
      return rows ? [[rowsKey, rows]] : []
    }),
  )
}

/** No table is called so. */
const HEADLINES = 'headlines'

function shownTable(table: CountedTable, before: CountedTable | undefined): FigureTable {
  const { key, title, lineTitle, columns, lines, notes, isOfDates } = table
  const earlier = isOfDates ? undefined : before
  const linesBefore = new Map((earlier?.lines ?? []).map((line) => [line.key, line]))
  const known = new Set(lines.map((line) => line.key))
  const gone = [...linesBefore.values()].filter((line) => !known.has(line.key))
  return {
    key,
    title,
    lineTitle,
    columns: [...columns],
    lines: [
      ...lines.map((line) => ({
        key: line.key,
        title: line.title,
        figures: line.figures.map((counted, place) =>
          figureOf(
            keyOf(key, line.key, columns[place]?.key),
            counted,
            linesBefore.get(line.key)?.figures[place] ?? (earlier ? NONE : undefined),
          ),
        ),
      })),
      ...gone.map((line) => ({
        key: line.key,
        title: line.title,
        figures: line.figures.map((counted, place) =>
          figureOf(keyOf(key, line.key, columns[place]?.key), NONE, counted),
        ),
      })),
    ],
    notes: [...notes],
  }
}

const NONE: Pick<Counted, 'value' | 'planned'> = { value: 0, planned: undefined }

function figureOf(
  rowsKey: string,
  { value, planned }: Pick<Counted, 'value' | 'planned'>,
  before: Pick<Counted, 'value'> | undefined,
): Figure {
  return {
    rowsKey,
    value,
    ...(before && { previous: before.value }),
    ...(planned !== undefined && { planned }),
  }
}

function keyOf(table: string, line: string, column: string | undefined): string {
  return `${table}/${line}/${column ?? ''}`
}

function cellOf({ title, columns, lines }: CountedTable, lineKey: string, columnKey: string) {
  const line = lines.find(({ key }) => key === lineKey)
  const place = columns.findIndex(({ key }) => key === columnKey)
  const counted = line?.figures[place]
  const column = columns[place]
  return line && counted && column ? { counted, title: `${title} – ${line.title}: ${column.title}` } : undefined
}
