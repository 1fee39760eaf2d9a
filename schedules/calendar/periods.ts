import {
  addDays,
  type CalendarDate,
  type CalendarMonth,
  dateIn,
  dayNumber,
  daysInMonth,
  fromDayNumber,
  isCalendarDate,
  isoWeekday,
  monthOf,
  vietnameseDate,
} from './dates.ts'

/**
 * The period (kỳ) that an edition is of, as a key: a month `2026-11`, an ISO week `2026-W47`, a quarter `2026-Q4`, or a
 * listed date `2026-11-20`. Keys of one kind sort as text; across kinds `comparePeriods` does.
 */
export type Period = string

/** How long a period is. */
export type PeriodLength = 'month' | 'week' | 'quarter' | 'date'

/** Whether the text is the key of a period that exists (week 53 is not in every year). */
export function isPeriod(text: string): boolean {
  if (/^\d{4}-W\d{2}$/.test(text)) return !text.endsWith('W00') && weekOf(mondayOf(text)) === text
  return /^\d{4}-(Q[1-4]|0[1-9]|1[0-2])$/.test(text) || isCalendarDate(text)
}

/** Which kind of period a key names. Throws RangeError for what is no key. */
export function lengthOfPeriod(period: Period): PeriodLength {
  if (!isPeriod(period)) throw new RangeError(`no such period: ${period}`)
  if (period.length === 10) return 'date'
  if (period[5] === 'W') return 'week'
  return period[5] === 'Q' ? 'quarter' : 'month'
}

/** The period of a length in which a date lies. */
export function periodAround(date: CalendarDate, length: PeriodLength): Period {
  if (length === 'date') return date
  if (length === 'week') return weekOf(date)
  return length === 'month' ? monthOf(date) : `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`
}

/** The first date of a period: the 1st, the Monday, or the date itself. */
export function firstDateOf(period: Period): CalendarDate {
  const length = lengthOfPeriod(period)
  if (length === 'date') return period
  return length === 'week' ? mondayOf(period) : `${monthsOf(period)[0]}-01`
}

/** The last date of a period: the month's last day, the Sunday, or the date itself. */
export function lastDateOf(period: Period): CalendarDate {
  const length = lengthOfPeriod(period)
  if (length === 'date') return period
  if (length === 'week') return addDays(mondayOf(period), 6)
  const month = monthsOf(period).at(-1) ?? ''
  return dateIn(month, daysInMonth(month))
}

/** The calendar month in which a period begins: `2026-W53` begins in `2026-12`. */
export function monthOfPeriod(period: Period): CalendarMonth {
  return monthOf(firstDateOf(period))
}

/** The month of a quarter, 1 to 3; of another period the month in which it begins. */
export function monthInPeriod(period: Period, monthOfQuarter: number): CalendarMonth {
  return lengthOfPeriod(period) === 'quarter' ? (monthsOf(period)[monthOfQuarter - 1] ?? '') : monthOfPeriod(period)
}

/** The period of the same length that follows; of a date the following day. */
export function nextPeriod(period: Period): Period {
  return periodAround(addDays(lastDateOf(period), 1), lengthOfPeriod(period))
}

/** The period of the same length before it; of a date the day before. */
export function previousPeriod(period: Period): Period {
  return periodAround(addDays(firstDateOf(period), -1), lengthOfPeriod(period))
}

/** The month that lies `months` after another (before it when negative). */
export function addMonths(month: CalendarMonth, months: number): CalendarMonth {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const counted = year * 12 + number - 1 + months
  return `${String(Math.floor(counted / 12)).padStart(4, '0')}-${String((counted % 12) + 1).padStart(2, '0')}`
}

/** In order of time, whatever their lengths: by the first date, then the shorter one first. */
export function comparePeriods(a: Period, b: Period): number {
  return dayNumber(firstDateOf(a)) - dayNumber(firstDateOf(b)) || dayNumber(lastDateOf(a)) - dayNumber(lastDateOf(b))
}

/** As a station writes it: “tháng 11/2026”, “tuần 47 (16/11 – 22/11/2026)”, “quý IV/2026”, “ngày 20/11/2026”. */
export function periodTitle(period: Period): string {
  const length = lengthOfPeriod(period)
  const year = period.slice(0, 4)
  if (length === 'date') return `ngày ${vietnameseDate(period)}`
  if (length === 'quarter') return `quý ${['I', 'II', 'III', 'IV'][Number(period.slice(6)) - 1]}/${year}`
  if (length === 'month') return `tháng ${Number(period.slice(5))}/${year}`
  const [from, to] = [firstDateOf(period), lastDateOf(period)]
  const first = from.slice(0, 4) === to.slice(0, 4) ? vietnameseDate(from).slice(0, 5) : vietnameseDate(from)
  return `tuần ${Number(period.slice(6))} (${first} – ${vietnameseDate(to)})`
}

function monthsOf(period: Period): CalendarMonth[] {
  if (period[5] !== 'Q') return [period]
  const first = `${period.slice(0, 4)}-${String(Number(period.slice(6)) * 3 - 2).padStart(2, '0')}`
  return [first, addMonths(first, 1), addMonths(first, 2)]
}

/** ISO 8601: a week belongs to the year of its Thursday. */
function weekOf(date: CalendarDate): Period {
  const thursday = addDays(date, 4 - isoWeekday(date))
  const year = thursday.slice(0, 4)
  const week = Math.floor((dayNumber(thursday) - dayNumber(`${year}-01-01`)) / 7) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** ISO 8601: 4 January always lies in week 1. */
function mondayOf(week: Period): CalendarDate {
  const fourth = `${week.slice(0, 4)}-01-04`
  return fromDayNumber(dayNumber(fourth) - isoWeekday(fourth) + 1 + (Number(week.slice(6)) - 1) * 7)
}
