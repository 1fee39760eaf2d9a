/** A calendar date `YYYY-MM-DD`, belonging to no instant until a zone is named. */
export type CalendarDate = string
/** A calendar month `YYYY-MM`. */
export type CalendarMonth = string
/** A wall-clock time `HH:MM`, 24 hours. */
export type WallTime = string

const DAY_MS = 86_400_000

/** Whether the text is a date that exists (30/02 does not). */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  return fromDayNumber(dayNumber(text)) === text
}

/** Days since 1970-01-01: the arithmetic of dates. */
export function dayNumber(date: CalendarDate): number {
  const [year, month, day] = date.split('-').map(Number)
  return Math.floor(Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1) / DAY_MS)
}

/** The date of a day number. */
export function fromDayNumber(days: number): CalendarDate {
  return new Date(days * DAY_MS).toISOString().slice(0, 10)
}

/** The date `days` later (earlier when negative). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromDayNumber(dayNumber(date) + days)
}

/** 0 Sunday … 6 Saturday. */
export function weekday(date: CalendarDate): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7
}

/** 1 Monday … 7 Sunday (ISO 8601). */
export function isoWeekday(date: CalendarDate): number {
  return weekday(date) || 7
}

/** The month of a date. */
export function monthOf(date: CalendarDate): CalendarMonth {
  return date.slice(0, 7)
}

/** How many days a month has, leap years included. */
export function daysInMonth(month: CalendarMonth): number {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year ?? 0, number ?? 1, 0)).getUTCDate()
}

/** The date of a day of a month; the day is cut to the month's last one. */
export function dateIn(month: CalendarMonth, day: number): CalendarDate {
  return `${month}-${String(Math.min(day, daysInMonth(month))).padStart(2, '0')}`
}

/** `18/11/2026`, as dates are written in Viet Nam. */
export function vietnameseDate(date: CalendarDate): string {
  return date.split('-').reverse().join('/')
}
