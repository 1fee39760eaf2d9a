import writeXlsxFile from 'write-excel-file/node'
import { dateAt, isCalendarDate, timeAt } from '../../schedules/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { type Cell, daySerial, type SheetColumn, type Tab, tabNames } from './sheet.ts'

const DATE_FORMAT = 'dd/mm/yyyy'
const INSTANT_FORMAT = 'dd/mm/yyyy hh:mm'
/** Excel writes the mark of its own language between thousands: a point in Vietnamese. */
const DONG_FORMAT = '#,##0'
const MINUTES_A_DAY = 24 * 60
/** What Excel takes in one cell. */
const LONGEST_CELL = 32_767
/** Letters of the sheet against those that widths are counted in, with a little to spare for words that wrap whole. */
const LETTER_SHARE = 1.1
const LINE_POINTS = 16
/** A longer text shows its beginning; the rest is in the cell. */
const MOST_LINES = 12
/** Wider than this a sheet is printed across. */
const UPRIGHT_WIDTH = 95

const TITLE = {
  type: String,
  fontWeight: 'bold',
  backgroundColor: '#E8EDF3',
  align: 'center',
  alignVertical: 'center',
  wrap: true,
  borderStyle: 'thin',
  borderColor: '#9AA5B1',
} as const

const INSIDE = { alignVertical: 'top', wrap: true, borderStyle: 'thin', borderColor: '#C9D1DA' } as const

/** Makes the workbook in this thread, whatever its size: for threads that have made its tabs themselves; all others `writeSheet`. */
export async function makeSheet(tabs: readonly Tab[]): Promise<Buffer> {
  const names = tabNames(tabs.map(({ name }) => name))
  const sheets = tabs.map(({ columns, rows }, place) => ({
    sheet: names[place] ?? '',
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    ...(columns.reduce((sum, { width }) => sum + width, 0) > UPRIGHT_WIDTH && { orientation: 'landscape' as const }),
    data: [
      columns.map(({ title }) => ({ ...TITLE, value: clean(title) })),
      ...rows.map((row) => {
        const height = heightOf(row, columns)
        return columns.map((column, at) => ({ ...cellOf(row[at], column), ...(height !== undefined && { height }) }))
      }),
    ],
  }))
  return writeXlsxFile(sheets, { fontFamily: 'Times New Roman', fontSize: 12 }).toBuffer()
}

/** The height of a row whose text takes several lines, for not every program reckons it by itself; in points. */
function heightOf(row: readonly Cell[], columns: readonly SheetColumn[]): number | undefined {
  const lines = columns.map(({ width, kind }, at) => (kind === 'text' ? linesOf(row[at], width) : 1))
  const most = Math.min(Math.max(1, ...lines), MOST_LINES)
  return most > 1 ? most * LINE_POINTS : undefined
}

function linesOf(value: Cell, width: number): number {
  if (typeof value !== 'string') return 1
  return value.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * LETTER_SHARE) / width)), 0)
}

function cellOf(value: Cell, { kind }: SheetColumn) {
  if (value === undefined || value === '') return { ...INSIDE, type: String, value: '' }
  if (kind === 'date' && typeof value === 'string' && isCalendarDate(value))
    return { ...INSIDE, type: Number, value: daySerial(value), format: DATE_FORMAT, align: 'center' as const }
  if (kind === 'instant' && typeof value === 'number' && Number.isFinite(value)) return instantCell(value)
  if (kind === 'number' && typeof value === 'number' && Number.isFinite(value))
    return { ...INSIDE, type: Number, value }
  if (kind === 'dong' && typeof value === 'number' && Number.isFinite(value))
    return { ...INSIDE, type: Number, value, format: DONG_FORMAT }
  return { ...INSIDE, type: String, value: clean(String(value)) }
}

function instantCell(instant: number) {
  const [hours = 0, minutes = 0] = timeAt(instant, STATION_ZONE).split(':').map(Number)
  const day = daySerial(dateAt(instant, STATION_ZONE))
  const value = day + (hours * 60 + minutes) / MINUTES_A_DAY
  return { ...INSIDE, type: Number, value, format: INSTANT_FORMAT, align: 'center' as const }
}

/** Text that XML can hold, no longer than Excel takes. */
function clean(text: string): string {
  const written = text
    .normalize('NFC')
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
  return written.length > LONGEST_CELL ? `${written.slice(0, LONGEST_CELL - 1)}…` : written
}
