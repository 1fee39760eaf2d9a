import { columnsOf, type Table, textIn } from '../tables/index.ts'
import { fold } from '../vietnamese/index.ts'

/** A unit, or several together, as a line of a rota names them. */
export interface RotaLine {
  written: string
  itemsOwed: number
}

export interface RotaRead {
  /** By month, 1–12, in the order of the table; a month that is named without anybody has no lines. */
  months: Map<number, RotaLine[]>
  /** Vietnamese sentences about lines that could not be read. */
  warnings: string[]
}

const COLUMNS = {
  items: ['so tin bai', 'so tin', 'so bai', 'so luong', 'chi tieu', 'tin bai'],
  month: ['thang', 'thoi gian', 'ky'],
  unit: ['don vi', 'co quan', 'dia phuong', 'phong ban', 'ten don vi'],
} as const

/** A rota month owes at most this much; more is a slip of the keyboard or a year. */
const MOST_ITEMS = 99

/**
 * Reads a rota out of a table (pure), in the two shapes that papers have: a line for each month with its units (“Tháng | Đơn vị”,
 * one or more columns of units, a month's cell spanning several lines), or a line for each unit with a column for each month
 * (“x” or a figure where it owes). Units are parted by a new line or “;” alone, never by “và” or “-”. Undefined: neither shape.
 */
export function rotaLinesOf(table: Table): RotaRead | undefined {
  return byMonthColumns(table) ?? byMonthLines(table)
}

/** The month that a cell names: “Tháng 1”, “01”, “T1”, “tháng 3/2026”, “01/03/2026”. Undefined: none; NaN: one that there is not. */
export function monthIn(cell: string): number | undefined {
  const text = fold(cell).trim()
  const found =
    /^(?:thang|t)?\s*\.?\s*(\d{1,2})$/.exec(text) ??
    /^(?:thang\s*)?(\d{1,2})\s*(?:[/\-.]|nam)\s*(?:nam\s*)?\d{4}$/.exec(text) ??
    /^\d{1,2}\/(\d{1,2})\/\d{4}$/.exec(text)
  if (!found) return undefined
  const month = Number(found[1])
  return month >= 1 && month <= 12 ? month : Number.NaN
}

function byMonthLines(table: Table): RotaRead | undefined {
  const titled = columnsOf(table, COLUMNS, ['month', 'unit'])
  const columns = titled ? titled.of : untitledColumns(table)
  if (!columns) return undefined
  const months = new Map<number, RotaLine[]>()
  const warnings: string[] = []
  let month: number | undefined
  for (const [place, cells] of (titled?.rows ?? table).entries()) {
    const cell = textIn(cells, columns.month.slice(0, 1))
    const named = monthIn(cell)
    if (Number.isNaN(named) || (cell !== '' && named === undefined)) {
      warnings.push(`Dòng ${place + 1}: không hiểu tháng “${cell}” nên bỏ qua dòng này.`)
      month = undefined
      continue
    }
    if (named !== undefined) month = named
    if (month === undefined) continue
    const owed = itemsIn(textIn(cells, columns.items))
    if (owed === undefined) warnings.push(`Dòng ${place + 1}: số tin, bài chưa đúng nên lấy là 1.`)
    const lines = textIn(cells, columns.unit)
      .split(/[;\n]/)
      .map((written) => written.replace(/\s+/gu, ' ').trim())
      .filter((written) => /[\p{L}\d]/u.test(written))
      .map((written) => ({ written, itemsOwed: owed ?? 1 }))
    months.set(month, [...(months.get(month) ?? []), ...lines])
  }
  return months.size === 0 ? undefined : { months, warnings }
}

/** At least as many columns with months for titles as a quarter has: then the units stand in the lines. */
const LEAST_MONTH_COLUMNS = 3

function byMonthColumns(table: Table): RotaRead | undefined {
  const place = table.findIndex((cells) => cells.filter(isMonthTitle).length >= LEAST_MONTH_COLUMNS)
  const titles = table[place]
  if (!titles) return undefined
  const columns = titles.flatMap((cell, column) => (isMonthTitle(cell) ? [{ column, month: monthIn(cell) ?? 0 }] : []))
  const months = new Map<number, RotaLine[]>(columns.map(({ month }) => [month, []]))
  const warnings: string[] = []
  const first = Math.min(...columns.map(({ column }) => column))
  for (const [row, cells] of table.slice(place + 1).entries()) {
    const written = cells.slice(0, first).findLast((cell) => /\p{L}/u.test(cell))
    if (written === undefined) continue
    for (const { column, month } of columns) {
      const cell = (cells[column] ?? '').trim()
      if (cell === '' || cell === '0' || cell === '-') continue
      const owed = /^\d+$/.test(cell) ? itemsIn(cell) : 1
      if (owed === undefined) warnings.push(`Dòng ${row + 1}, tháng ${month}: số tin, bài chưa đúng nên lấy là 1.`)
      months.get(month)?.push({ written: written.replace(/\s+/gu, ' ').trim(), itemsOwed: owed ?? 1 })
    }
  }
  return { months, warnings }
}

function isMonthTitle(cell: string): boolean {
  const month = /thang|^t\d/.test(fold(cell).trim()) ? monthIn(cell) : undefined
  return month !== undefined && !Number.isNaN(month)
}

/** Without titles: the column whose cells are months, and the one with the most words beside it. */
function untitledColumns(table: Table): Record<keyof typeof COLUMNS, number[]> | undefined {
  const widest = Math.max(...table.map((cells) => cells.length))
  const columns = Array.from({ length: widest }, (_, column) => column)
  const count = (column: number, test: (cell: string) => boolean) =>
    table.filter((cells) => test((cells[column] ?? '').trim())).length
  const named = (cell: string) => /thang/.test(fold(cell)) && !Number.isNaN(monthIn(cell) ?? Number.NaN)
  const month =
    columns.find((column) => count(column, named) * 2 > table.length) ??
    columns.find((column) => count(column, (cell) => !Number.isNaN(monthIn(cell) ?? Number.NaN)) * 2 > table.length)
  const unit = columns.find(
    (column) => column !== month && count(column, (cell) => /\p{L}{2}/u.test(cell)) * 2 > table.length,
  )
  return month === undefined || unit === undefined ? undefined : { month: [month], unit: [unit], items: [] }
}

/** Nothing written owes one; undefined: what is written is no figure that can be meant. */
function itemsIn(text: string): number | undefined {
  const figure = /\d+/.exec(text)?.[0]
  if (figure === undefined) return text === '' ? 1 : undefined
  const items = Number(figure)
  return items >= 1 && items <= MOST_ITEMS ? items : undefined
}
