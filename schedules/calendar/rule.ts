import {
  addDays,
  type CalendarDate,
  type CalendarMonth,
  dateIn,
  dayNumber,
  daysInMonth,
  type WallTime,
  weekday,
} from './dates.ts'

/**
 * n dates a month within a window of days. Sa Đéc 2023, III: “phát sóng 02 ngày/ tháng, thời gian thực hiện từ 15 - 30
 * tây hàng tháng”.
 */
export interface DaysAMonthRule {
  kind: 'days-a-month'
  daysAMonth: number
  fromDay: number
  toDay: number
}

/** From and to, both inside. */
export interface DateWindow {
  from: CalendarDate
  to: CalendarDate
}

/** Why a date or time deserves a second look. They warn and never forbid (FIELD: weekends, holidays, hours). */
export type DateWarning = 'saturday' | 'sunday' | 'public-holiday' | 'before-five' | 'after-nine-in-the-evening'

/**
 * The days of a month in which the rule may air: it ends on min(toDay, last day of the month), so day 31 is outside a
 * window to the 30th, and February ends on its own last day.
 */
export function windowIn(rule: DaysAMonthRule, month: CalendarMonth): DateWindow {
  const last = Math.min(rule.toDay, daysInMonth(month))
  return { from: dateIn(month, Math.min(rule.fromDay, last)), to: dateIn(month, last) }
}

/** Whether a date lies in a window. */
export function isInside(window: DateWindow, date: CalendarDate): boolean {
  return window.from <= date && date <= window.to
}

/**
 * The dates that the rule proposes for a month: spread over what is left of the window from `earliest` on, each the
 * first date of its share without a warning, never one that is confirmed already. Together with the confirmed dates
 * they make `daysAMonth`, or fewer where the window has no more days.
 */
export function proposeDates(
  rule: DaysAMonthRule,
  month: CalendarMonth,
  { earliest, confirmed = [] }: { earliest: CalendarDate; confirmed?: readonly CalendarDate[] },
): CalendarDate[] {
  const window = windowIn(rule, month)
  const inWindow = new Set(confirmed.filter((date) => isInside(window, date)))
  const free = datesOf({ from: earliest > window.from ? earliest : window.from, to: window.to }).filter(
    (date) => !inWindow.has(date),
  )
  const wanted = Math.min(Math.max(0, rule.daysAMonth - inWindow.size), free.length)
  return Array.from({ length: wanted }, (_, share) => {
    const of = free.slice(Math.floor((share * free.length) / wanted), Math.floor(((share + 1) * free.length) / wanted))
    return of.find((date) => warningsOn(date).length === 0) ?? of[0]
  }).filter((date) => date !== undefined)
}

/** What a person should know before airing on this date at this time. */
export function warningsOn(date: CalendarDate, time?: WallTime): DateWarning[] {
  const warnings: DateWarning[] = []
  if (weekday(date) === 6) warnings.push('saturday')
  if (weekday(date) === 0) warnings.push('sunday')
  if (PUBLIC_HOLIDAYS.has(date.slice(5))) warnings.push('public-holiday')
  if (time !== undefined && time < '05:00') warnings.push('before-five')
  if (time !== undefined && time >= '21:00') warnings.push('after-nine-in-the-evening')
  return warnings
}

/** All dates of a window, in order; empty when it ends before it begins. */
export function datesOf(window: DateWindow): CalendarDate[] {
  const count = dayNumber(window.to) - dayNumber(window.from) + 1
  return Array.from({ length: Math.max(0, count) }, (_, days) => addDays(window.from, days))
}

/** The holidays with a fixed solar date (Bộ luật Lao động 2019, điều 112). Lunar ones change yearly and are data. */
const PUBLIC_HOLIDAYS = new Set(['01-01', '04-30', '05-01', '09-02'])
