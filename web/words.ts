/** Figures, dates and lengths as people at a station say and write them (dd/MM/yyyy, 24 hours, decimal comma). */
import { calendarDate, dateParts, wallReading } from './dates.ts'

const WEEKDAYS = ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'] as const
const two = (n: number) => String(n).padStart(2, '0')

/** The weekday of a calendar date: “Thứ Ba”. */
export const weekdayWords = (date: string) => WEEKDAYS[dateParts(date).weekday] ?? ''

/** “05:15”. */
export function timeWords(instant: number): string {
  const { hour, minute } = wallReading(instant)
  return `${two(hour)}:${two(minute)}`
}

/** The second that an instant is nearest to: a start 0.2 ms early is a start at 05:15:00, not at 05:14:59. */
export const nearestSecond = (instant: number) => Math.round(instant / 1000) * 1000

/** “05:15:07”. */
export function timeWithSeconds(instant: number): string {
  return `${timeWords(instant)}:${two(wallReading(instant).second)}`
}

/** “18/11/2026” of a calendar date. */
export function dateWords(date: string): string {
  const { year, month, day } = dateParts(date)
  return `${two(day)}/${two(month)}/${year}`
}

/** “Thứ Ba 18/11”. */
export function dayWords(date: string): string {
  const { month, day } = dateParts(date)
  return `${weekdayWords(date)} ${two(day)}/${two(month)}`
}

/** “Thứ Ba, 18/11/2026”. */
export const dayWithYear = (date: string) => `${weekdayWords(date)}, ${dateWords(date)}`

/** “05:15 Thứ Ba 18/11”: how an airing is named. */
export const slotWords = (date: string, time: string) => `${time} ${dayWords(date)}`

/** “14:05 ngày 18/11/2026”: how a signed moment is written. */
export const momentWords = (instant: number) => `${timeWords(instant)} ngày ${dateWords(calendarDate(instant))}`

/** A stretch of days, both inside: “01 – 10/11”, “28/11 – 05/12”, “20/11”; the year is the reader's own to know. */
export function spanWords(from: string, to: string): string {
  const [first, last] = [dateParts(from), dateParts(to)]
  const end = `${two(last.day)}/${two(last.month)}`
  if (from === to) return end
  return `${two(first.day)}${first.month === last.month ? '' : `/${two(first.month)}`} – ${end}`
}

/** “tháng 11/2026” of a month `YYYY-MM`. */
export function monthWords(month: string): string {
  const { year, month: m } = dateParts(`${month}-01`)
  return `tháng ${m}/${year}`
}

/** “Hôm nay”, “Ngày mai”, else “Thứ Ba 18/11”. */
export function nearDayWords(date: string, today: string): string {
  const apart = daysBetween(today, date)
  if (apart === 0) return 'Hôm nay'
  if (apart === 1) return 'Ngày mai'
  if (apart === -1) return 'Hôm qua'
  return dayWords(date)
}

/** The same inside a sentence: “hôm nay”, “ngày mai”, “Thứ Ba 18/11”. */
export function nearDayInside(date: string, today: string): string {
  const words = nearDayWords(date, today)
  return Math.abs(daysBetween(today, date)) <= 1 ? words.toLocaleLowerCase('vi') : words
}

/** Whole days from one calendar date to another. */
export function daysBetween(from: string, to: string): number {
  const [a, b] = [dateParts(from), dateParts(to)]
  return Math.round((Date.UTC(b.year, b.month - 1, b.day) - Date.UTC(a.year, a.month - 1, a.day)) / 86_400_000)
}

/** How far a day is that something is due on: “còn 3 ngày”, “ngày mai”, “hôm nay”, “quá hạn 2 ngày”. */
export function dueWords(dueOn: string, today: string): string {
  const left = daysBetween(today, dueOn)
  if (left === 0) return 'hôm nay'
  if (left === 1) return 'ngày mai'
  return left > 0 ? `còn ${left} ngày` : `quá hạn ${-left} ngày`
}

/** A length in words, at most two units: “45 giây”, “3 phút 20 giây”, “2 giờ 5 phút”, “3 ngày 4 giờ”. */
export function lengthWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const units: [number, string][] = [
    [Math.floor(seconds / 86_400), 'ngày'],
    [Math.floor(seconds / 3600) % 24, 'giờ'],
    [Math.floor(seconds / 60) % 60, 'phút'],
    [seconds % 60, 'giây'],
  ]
  const first = units.findIndex(([count]) => count > 0)
  if (first < 0) return '0 giây'
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}

/** What is left until something: “còn 3 phút 20 giây”; when the moment has come, “đến giờ”. Never promises too little. */
export function leftWords(ms: number): string {
  return ms <= 0 ? 'đến giờ' : `còn ${lengthWords(Math.ceil(ms / 1000) * 1000)}`
}

/** What is left of long work, as roughly as it is known: “còn khoảng 2 phút”, “còn khoảng 40 giây”, “còn vài giây”. */
export function aboutLeftWords(ms: number): string {
  if (ms < 7_500) return 'còn vài giây'
  if (ms < 55_000) return `còn khoảng ${Math.round(ms / 10_000) * 10} giây`
  if (ms < 57 * 60_000) return `còn khoảng ${Math.max(1, Math.round(ms / 60_000))} phút`
  return `còn khoảng ${lengthWords(Math.round(ms / 600_000) * 600_000)}`
}

/** A length as a clock, to the nearest second as in words: “3:20”, “1:03:20”. */
export const lengthClock = (ms: number) => secondsClock(Math.round(ms / 1000))

/** A place in what sounds, as a clock: a second counts when it is over. */
export const positionClock = (ms: number) => secondsClock(Math.floor(ms / 1000))

function secondsClock(asked: number): string {
  const seconds = Math.max(0, asked)
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** A number with a decimal comma, a true minus sign and points between thousands: “−23,0”, “1.250”. */
export function figure(value: number, decimals = 0): string {
  const fixed = Math.abs(value).toFixed(decimals)
  const [whole = '0', fraction] = fixed.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.')
  const isZero = Number(fixed) === 0
  return `${value < 0 && !isZero ? '−' : ''}${grouped}${fraction ? `,${fraction}` : ''}`
}

/** “−23,0 LUFS”; unknown is “chưa rõ”. */
export const lufsWords = (value: number | undefined) => (value === undefined ? 'chưa rõ' : `${figure(value, 1)} LUFS`)

/** “−1,2 dBTP”; unknown is “chưa rõ”. */
export const dbtpWords = (value: number | undefined) => (value === undefined ? 'chưa rõ' : `${figure(value, 1)} dBTP`)

/** A gain with its sign: “+3,2 dB”, “−1,0 dB”, “0,0 dB”. */
export function gainWords(db: number): string {
  const words = figure(db, 1)
  return `${db > 0 && words !== '0,0' ? '+' : ''}${words} dB`
}

/** A size: “840 byte”, “12,4 MB”, “1,2 GB” (powers of 1,000, as disks are sold). */
export function bytesWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} byte`
  const units = ['kB', 'MB', 'GB', 'TB']
  let value = bytes / 1000
  let unit = 0
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${figure(value, value >= 100 || unit === 0 ? 0 : 1)} ${units[unit]}`
}

/** A share in whole hundredths: “43%”. Never says that all is there when it is not. */
export const percentWords = (fraction: number) => `${Math.floor(Math.min(1, Math.max(0, fraction)) * 100)}%`

/** The kind of a file as a person would name it: “MP3”, “WAV”; empty when its name does not say. */
export const fileKind = (fileName: string) => /\.([a-z0-9]{1,5})$/i.exec(fileName)?.[1]?.toUpperCase() ?? ''

/** How many syllables a Vietnamese text has: runs of letters or digits between spaces and punctuation. */
export const countSyllables = (text: string) => text.normalize('NFC').match(/[\p{L}\p{N}]+/gu)?.length ?? 0

/** Reading pace of radio news: 233 syllables a minute (a VOV thesis, see the contract of scripts). */
export const readingMs = (syllables: number) => (syllables / 233) * 60_000

/**
 * A time of day as people type it: “5h15”, “5h”, “05:15”, “17.15”, “0515”, “5 giờ 15”. Gives `HH:MM`, undefined when it
 * is none.
 */
export function readTime(typed: string): string | undefined {
  const found =
    /^(\d{1,2})\s*(?:[:.hg]|giờ)\s*(\d{1,2})?\s*(?:phút|p|')?$/iu.exec(typed.normalize('NFC').trim()) ??
    /^(\d{1,2})(\d{2})$/.exec(typed.trim()) ??
    /^(\d{1,2})$/.exec(typed.trim())
  if (!found) return undefined
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? '0')]
  return hour < 24 && minute < 60 ? `${two(hour)}:${two(minute)}` : undefined
}

/**
 * A time of day with its seconds as people type it: “04:58:30”, “4h58”, “4:58:30”. Gives `HH:MM:SS`, undefined when it is
 * none.
 */
export function readClock(typed: string): string | undefined {
  const text = typed.normalize('NFC').trim()
  const found = /^(\d{1,2})\s*(?:[:.hg]|giờ)\s*(\d{1,2})\s*(?:[:.mp']|phút)\s*(\d{1,2})\s*(?:s|giây)?$/iu.exec(text)
  const [time, second] = found ? [readTime(`${found[1]}:${found[2]}`), Number(found[3])] : [readTime(text), 0]
  return time !== undefined && second < 60 ? `${time}:${two(second)}` : undefined
}

/** A number as it stands in its field: no more decimals than it needs, no points between thousands. */
export function typedFigure(value: number, decimals: number): string {
  const fixed = value.toFixed(decimals)
  const short = decimals > 0 ? fixed.replace(/\.?0+$/, '') : fixed
  return (Number(short) === 0 ? '0' : short).replace('-', '−').replace('.', ',')
}

/** A number as people type it, decimal comma or point, any minus: “0,4”, “−23”, “-1.5”. Undefined when it is none. */
export function readNumber(typed: string): number | undefined {
  const found = /^([-−–+]?)\s*(?=[.,]?\d)(\d{0,7})(?:[.,](\d{1,6}))?$/.exec(typed.trim())
  if (!found) return undefined
  const value = Number(`${found[2] || '0'}.${found[3] ?? '0'}`)
  return found[1] === '' || found[1] === '+' || value === 0 ? value : -value
}

/**
 * A length as people type it: “28:00”, “1:02:30”, “28'30”, “28 phút”, “28 phút 30 giây”, “45 giây”. Gives milliseconds,
 * undefined when it is none; a bare number is none, for nobody knows its unit.
 */
export function readLength(typed: string): number | undefined {
  const text = typed.normalize('NFC').trim().toLocaleLowerCase('vi')
  const clock = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{2})$/.exec(text)
  const spoken =
    /^(?:(\d{1,2})\s*(?:h|giờ))?\s*(?:(\d{1,3})\s*(?:'|p|ph|phút))?\s*(?:(\d{1,4})\s*(?:"|''|s|giây)?)?$/u.exec(text)
  const hasUnit = /[^\d\s]/.test(text)
  const found = clock ?? (hasUnit ? spoken : undefined)
  if (!found) return undefined
  const [hours, minutes, seconds] = [Number(found[1] ?? 0), Number(found[2] ?? 0), Number(found[3] ?? 0)]
  const isNested = (hours > 0 && minutes > 59) || ((hours > 0 || minutes > 0) && seconds > 59)
  if (isNested || (clock !== null && seconds > 59)) return undefined
  return ((hours * 60 + minutes) * 60 + seconds) * 1000
}
