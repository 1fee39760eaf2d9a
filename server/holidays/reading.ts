import { addDays, type CalendarDate, isCalendarDate } from '../../schedules/index.ts'
import { type ColumnWords, columnsOf, type Table, textIn } from '../tables/index.ts'

const WORDS: ColumnWords<'from' | 'to' | 'name'> = {
  from: ['tu ngay', 'ngay bat dau', 'ngay nghi', 'ngay'],
  to: ['den ngay', 'ngay ket thuc', 'den het'],
  name: ['ten ngay nghi', 'ten', 'dip', 'ngay le', 'noi dung', 'ly do'],
}
/** Nobody rests longer at one time; more is a mistake in the year. */
const LONGEST_DAYS = 31

export interface DaysRead {
  days: { date: CalendarDate; name: string }[]
  /** Vietnamese sentences. */
  warnings: string[]
}

/**
 * The days of a table (pure): with titles over the columns a day or a stretch a row, without them the first cell that is a
 * date and the first that is none. A row that says no day is named.
 */
export function daysIn(table: Table): DaysRead {
  const columns = columnsOf(table, WORDS, ['from'])
  const rows = columns?.rows ?? table
  const days = new Map<CalendarDate, string>()
  const warnings: string[] = []
  for (const [place, cells] of rows.entries()) {
    const dates = columns
      ? [textIn(cells, columns.of.from.slice(0, 1)), textIn(cells, columns.of.to)]
      : cells.filter((cell) => dateOf(cell) !== undefined)
    const name = columns && columns.of.name.length > 0 ? textIn(cells, columns.of.name) : nameAmong(cells)
    const [first, last = first] = dates.map((text) => dateOf(text)).filter((date) => date !== undefined)
    if (first === undefined || last === undefined || last < first || last > addDays(first, LONGEST_DAYS)) {
      warnings.push(
        `Dòng ${place + 1} (“${cells.filter(Boolean).join(' ').slice(0, 60)}”) không có ngày đọc được; cần dạng 30/04/2027.`,
      )
      continue
    }
    for (let date = first; date <= last; date = addDays(date, 1)) days.set(date, name || 'Ngày nghỉ')
  }
  return { days: [...days].map(([date, name]) => ({ date, name })), warnings }
}

function nameAmong(cells: readonly string[]): string {
  return (
    cells
      .find((cell) => /\p{L}/u.test(cell) && dateOf(cell) === undefined)
      ?.normalize('NFC')
      .trim() ?? ''
  )
}

/** “30/4/2027”, “30-04-2027” or “2027-04-30”. */
function dateOf(text: string): CalendarDate | undefined {
  const vietnamese = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text)
  const iso = /^\s*(\d{4})-(\d{2})-(\d{2})/.exec(text)
  const [, year, month, day] = vietnamese ? [0, vietnamese[3], vietnamese[2], vietnamese[1]] : (iso ?? [])
  if (year === undefined || month === undefined || day === undefined) return undefined
  const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isCalendarDate(date) ? date : undefined
}
