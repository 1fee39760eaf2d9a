import { addDays, type CalendarDate, dateIn, dayNumber, daysInMonth, isCalendarDate, isoWeekday } from './dates.ts'
import {
  firstDateOf,
  lastDateOf,
  lengthOfPeriod,
  monthInPeriod,
  type Period,
  type PeriodLength,
  periodAround,
} from './periods.ts'

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

/** The same weekdays each week, 1 Monday … 7 Sunday. Bảo Lộc 2012, IV.3: “Hằng tuần trong năm 2012”. */
export interface WeeklyRule {
  kind: 'weekly'
  weekdays: number[]
}

/** n dates a quarter within a window of days of its first, second or third month. */
export interface QuarterlyRule {
  kind: 'quarterly'
  daysAQuarter: number
  monthOfQuarter: number
  fromDay: number
  toDay: number
}

/** The dates that a plan names, one edition each. */
export interface ListedDatesRule {
  kind: 'listed-dates'
  dates: CalendarDate[]
}

/** By which dates a programme airs. */
export type ProgrammeRule = DaysAMonthRule | WeeklyRule | QuarterlyRule | ListedDatesRule

/** From and to, both inside. */
export interface DateWindow {
  from: CalendarDate
  to: CalendarDate
}

const LENGTHS: Record<ProgrammeRule['kind'], PeriodLength> = {
  'days-a-month': 'month',
  weekly: 'week',
  quarterly: 'quarter',
  'listed-dates': 'date',
}

/** How long an edition's period is under a rule. */
export function periodLengthOf(rule: ProgrammeRule): PeriodLength {
  return LENGTHS[rule.kind]
}

/** The period to which a date belongs under a rule, whether or not it may air on that date. */
export function periodOf(rule: ProgrammeRule, date: CalendarDate): Period {
  return periodAround(date, periodLengthOf(rule))
}

/**
 * The dates of a period on which the rule may air, in order; none of a period of another length. A window ends on
 * min(toDay, last day of the month), so day 31 is outside one to the 30th, and February ends on its own last day.
 */
export function datesUnder(rule: ProgrammeRule, period: Period): CalendarDate[] {
  if (lengthOfPeriod(period) !== periodLengthOf(rule)) return []
  switch (rule.kind) {
    case 'days-a-month':
      return datesOf(daysOf(period, rule))
    case 'quarterly':
      return datesOf(daysOf(monthInPeriod(period, rule.monthOfQuarter), rule))
    case 'weekly':
      return datesOf({ from: firstDateOf(period), to: lastDateOf(period) }).filter((date) =>
        rule.weekdays.includes(isoWeekday(date)),
      )
    case 'listed-dates':
      return rule.dates.includes(period) ? [period] : []
  }
}

/** From the first to the last date on which the rule may air in a period; the whole period where it may on none. */
export function windowOf(rule: ProgrammeRule, period: Period): DateWindow {
  const dates = datesUnder(rule, period)
  return { from: dates[0] ?? firstDateOf(period), to: dates.at(-1) ?? lastDateOf(period) }
}

/** On how many distinct dates of a period the rule wants to be heard; never more than it has dates. */
export function datesWanted(rule: ProgrammeRule, period: Period): number {
  const dates = datesUnder(rule, period).length
  if (rule.kind === 'days-a-month') return Math.min(rule.daysAMonth, dates)
  return rule.kind === 'quarterly' ? Math.min(rule.daysAQuarter, dates) : dates
}

/** Whether the rule names its dates itself (weekly, listed) or leaves the choice within a window to people. */
export function isExact(rule: ProgrammeRule): boolean {
  return rule.kind === 'weekly' || rule.kind === 'listed-dates'
}

/** What makes a rule no rule. */
export type RuleFault = 'from-after-to' | 'too-few-days' | 'no-weekday' | 'no-date' | 'no-such-date'

/** Why a rule cannot be kept; undefined when it can. */
export function ruleFault(rule: ProgrammeRule): RuleFault | undefined {
  if (rule.kind === 'weekly') return rule.weekdays.length === 0 ? 'no-weekday' : undefined
  if (rule.kind === 'listed-dates') {
    if (rule.dates.length === 0) return 'no-date'
    return rule.dates.every(isCalendarDate) ? undefined : 'no-such-date'
  }
  if (rule.fromDay > rule.toDay) return 'from-after-to'
  const wanted = rule.kind === 'days-a-month' ? rule.daysAMonth : rule.daysAQuarter
  return wanted > rule.toDay - rule.fromDay + 1 ? 'too-few-days' : undefined
}

/** Days of a month as a window, cut to the days that the month has. */
export function daysOf(month: string, { fromDay, toDay }: { fromDay: number; toDay: number }): DateWindow {
  const last = Math.min(toDay, daysInMonth(month))
  return { from: dateIn(month, Math.min(fromDay, last)), to: dateIn(month, last) }
}

/** Whether a date lies in a window. */
export function isInside(window: DateWindow, date: CalendarDate): boolean {
  return window.from <= date && date <= window.to
}

/** All dates of a window, in order; empty when it ends before it begins. */
export function datesOf(window: DateWindow): CalendarDate[] {
  const count = dayNumber(window.to) - dayNumber(window.from) + 1
  return Array.from({ length: Math.max(0, count) }, (_, days) => addDays(window.from, days))
}
