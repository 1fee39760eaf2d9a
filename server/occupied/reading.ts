import { type CalendarDate, isCalendarDate } from '../../schedules/index.ts'
import type { OccupiedSlotMade } from '../contract/index.ts'
import { type ColumnWords, columnsOf, type Table, textIn } from '../tables/index.ts'
import { fold } from '../vietnamese/index.ts'

const WORDS: ColumnWords<'title' | 'from' | 'until' | 'weekdays' | 'first' | 'last'> = {
  title: ['ten khung gio', 'noi dung', 'chuong trinh', 'tiep am', 'ten', 'dai'],
  from: ['tu gio', 'gio bat dau', 'bat dau', 'khung gio', 'thoi gian', 'gio'],
  until: ['den gio', 'gio ket thuc', 'ket thuc'],
  weekdays: ['thu trong tuan', 'ngay trong tuan', 'cac thu', 'thu', 'ngay'],
  first: ['tu ngay', 'ngay bat dau', 'ap dung tu'],
  last: ['den ngay', 'den het ngay', 'ngay ket thuc', 'ap dung den'],
}
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

export interface SlotsRead {
  slots: OccupiedSlotMade[]
  /** Vietnamese sentences: rows that say no time. */
  warnings: string[]
}

/**
 * The occupied slots of a table (pure), one a row, by the titles over its columns; “5h00–5h30” may stand in one cell. Without
 * weekdays a slot comes every day. A row whose times or days cannot be read is named and left out.
 */
export function slotsIn(table: Table): SlotsRead {
  const columns = columnsOf(table, WORDS, ['from'])
  if (!columns) {
    return {
      slots: [],
      warnings:
        table.length === 0
          ? []
          : ['Không thấy cột giờ; bảng cần dòng tên cột, ví dụ “Tên”, “Từ giờ”, “Đến giờ”, “Thứ”.'],
    }
  }
  const slots: OccupiedSlotMade[] = []
  const warnings: string[] = []
  for (const cells of columns.rows) {
    if (cells.every((cell) => cell.trim() === '')) continue
    const text = (key: keyof typeof WORDS) => textIn(cells, columns.of[key])
    const named = `“${cells.filter(Boolean).join(' ').slice(0, 60)}”`
    const times = timesIn([text('from'), text('until')].join(' – '))
    const weekdays = weekdaysIn(text('weekdays'))
    const [firstDate, lastDate] = [dateIn(text('first')), dateIn(text('last'))]
    if (!times) warnings.push(`${named}: không đọc được giờ, cần dạng 05:00 và 05:30, giờ cuối sau giờ đầu.`)
    else if (weekdays.length === 0)
      warnings.push(`${named}: không đọc được thứ, cần dạng “T2, T4, CN”, “T2–T6” hoặc “hằng ngày”.`)
    else if (firstDate === null || lastDate === null)
      warnings.push(`${named}: không đọc được ngày áp dụng, cần dạng 30/04/2027.`)
    else if (firstDate && lastDate && lastDate < firstDate) warnings.push(`${named}: ngày cuối trước ngày đầu.`)
    else {
      const title = text('title').replace(/\s+/g, ' ').slice(0, 200) || 'Tiếp âm'
      slots.push({ title, weekdays, ...times, ...(firstDate && { firstDate }), ...(lastDate && { lastDate }) })
    }
  }
  return { slots, warnings }
}

/** The first two times of a text: “5h–5h30”, “05:00 - 05:30”, “17 giờ 15 đến 18 giờ”; 24:00 is the end of the day. */
function timesIn(text: string): { from: string; until: string } | undefined {
  const times = [...text.normalize('NFC').matchAll(/(\d{1,2})\s*(?:[:.h]|giờ)\s*(\d{1,2})?/gi)].map(
    ([, hours, minutes]) => timeOf(Number(hours), Number(minutes ?? 0)),
  )
  const [from, until] = times
  return from && until && from < until ? { from, until } : undefined
}

function timeOf(hours: number, minutes: number): string | undefined {
  if (hours === 24 && minutes === 0) return '23:59'
  if (hours > 23 || minutes > 59) return undefined
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

/** “T2, T4, CN”, “Thứ Hai đến Thứ Sáu”, “2-6”, “hằng ngày”; nothing written is every day; none: it cannot be read. */
function weekdaysIn(text: string): number[] {
  const words = fold(text)
    .replace(/chu nhat|cn/g, '8')
    .replace(/\b(hai|ba|tu|nam|sau|bay)\b/g, (word) => NUMBERS[word] ?? word)
  if (words.trim() === '' || /hang ngay|moi ngay|ca tuan|hang tuan/.test(words)) return EVERY_DAY
  const days = new Set<number>()
  for (const [, first, last = first] of words.matchAll(/([2-8])(?:\s*(?:-|–|den)\s*(?:thu|t)?\s*([2-8]))?/g)) {
    for (let day = Number(first); day <= Number(last); day++) days.add(day - 1)
  }
  return [...days].toSorted((a, b) => a - b)
}

const NUMBERS: Readonly<Record<string, string>> = { hai: '2', ba: '3', tu: '4', nam: '5', sau: '6', bay: '7' }

/** Undefined: nothing is written; null: it is no date. */
function dateIn(text: string): CalendarDate | null | undefined {
  if (text.trim() === '') return undefined
  const [, day, month, year] = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text) ?? []
  if (day === undefined || month === undefined || year === undefined) return null
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isCalendarDate(date) ? date : null
}
