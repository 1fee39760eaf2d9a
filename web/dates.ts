/**
 * Instants and calendar dates as the station sees them. An instant is UTC milliseconds; a calendar date is `YYYY-MM-DD`
 * in the station's zone. The visitor's own zone plays no part anywhere.
 */

/** The zone of every station (issue: zone Asia/Ho_Chi_Minh). */
export const ZONE = 'Asia/Ho_Chi_Minh'

/** A wall-clock reading in the station's zone; `weekday` 0 is Sunday. */
export interface WallReading {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  weekday: number
}

const reader = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** What the station's wall clock and calendar show at an instant. */
export function wallReading(instant: number): WallReading {
  const read: Record<string, number> = {}
  for (const part of reader.formatToParts(instant)) read[part.type] = Number(part.value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read
  return { year, month, day, hour, minute, second, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() }
}

const two = (n: number) => String(n).padStart(2, '0')

/** The calendar date of an instant. */
export function calendarDate(instant: number): string {
  const { year, month, day } = wallReading(instant)
  return `${year}-${two(month)}-${two(day)}`
}

/** The instant at which the station's clock shows a date and a time of day `HH:MM` or `HH:MM:SS`. */
export function instantOf(date: string, time: string): number {
  const { year, month, day } = dateParts(date)
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number)
  const asIfUtc = Date.UTC(year, month - 1, day, hour, minute, second)
  const read = wallReading(asIfUtc)
  const ahead = Date.UTC(read.year, read.month - 1, read.day, read.hour, read.minute, read.second) - asIfUtc
  return asIfUtc - ahead
}

/** The calendar month `YYYY-MM` of an instant. */
export const calendarMonth = (instant: number) => calendarDate(instant).slice(0, 7)

/** Year, month and day of a calendar date; throws RangeError on anything else. */
export function dateParts(date: string): { year: number; month: number; day: number; weekday: number } {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  if (!found) throw new RangeError(`not a calendar date: ${date}`)
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])]
  return { year, month, day, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() }
}

/**
 * The date in what a person typed: “5/11/2026”, “05-11-2026”, “5.11.26”, and of the given year “5/11”. Undefined: no date that
 * exists.
 */
export function readDate(typed: string, year: number): string | undefined {
  const found = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2}))?$/.exec(typed.trim())
  if (!found) return undefined
  const [day, month, written] = [Number(found[1]), Number(found[2]), found[3]]
  const whole = written === undefined ? year : written.length === 2 ? 2000 + Number(written) : Number(written)
  const date = `${String(whole).padStart(4, '0')}-${two(month)}-${two(day)}`
  const moved = new Date(Date.UTC(whole, month - 1, day))
  const exists = moved.getUTCMonth() === month - 1 && moved.getUTCDate() === day
  return exists ? date : undefined
}

/** The date that lies `days` after another. */
export function addDays(date: string, days: number): string {
  const { year, month, day } = dateParts(date)
  const moved = new Date(Date.UTC(year, month - 1, day + days))
  return moved.toISOString().slice(0, 10)
}

/** The month that lies `months` after another. */
export function addMonths(month: string, months: number): string {
  const { year, month: m } = dateParts(`${month}-01`)
  return new Date(Date.UTC(year, m - 1 + months, 1)).toISOString().slice(0, 7)
}

/** The last date of a month. */
export function lastDate(month: string): string {
  return addDays(`${addMonths(month, 1)}-01`, -1)
}

/** The weeks that a wall calendar prints for a month: rows of seven dates, Monday first. */
export function monthWeeks(month: string): string[][] {
  const first = `${month}-01`
  const last = lastDate(month)
  let date = addDays(first, -((dateParts(first).weekday + 6) % 7))
  const weeks: string[][] = []
  while (date <= last) {
    weeks.push([0, 1, 2, 3, 4, 5, 6].map((n) => addDays(date, n)))
    date = addDays(date, 7)
  }
  return weeks
}
