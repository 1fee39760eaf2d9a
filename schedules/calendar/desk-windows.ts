import { type DatedRule, datesIn, type ProgrammeCourse, ruleOfPeriod } from './course.ts'
import { addDays, type CalendarDate } from './dates.ts'
import { addMonths, firstDateOf, monthInPeriod, type Period } from './periods.ts'
import { type DateWindow, daysOf, type ProgrammeRule } from './rule.ts'

/**
 * When the desk does something for a period: on days of the month in which it airs or of one before (Sa Đéc 2023, II: items
 * are sent “từ 01 - 10 tây hàng tháng”, appraised and approved “từ 10 - 15”), or so many days before its first airing.
 */
export type DeskWindow =
  | { kind: 'days-of-month'; fromDay: number; toDay: number; monthsBefore: number }
  | { kind: 'days-before'; fromDays: number; toDays: number }

/** A rule with the windows in which its items are taken in, and appraised and approved. */
export interface PlannedRule extends DatedRule {
  intakeWindow?: DeskWindow | undefined
  reviewWindow?: DeskWindow | undefined
}

/** The course of a programme with its desk windows. */
export type PlannedCourse = ProgrammeCourse<PlannedRule>

/** When the items of a period are taken in; both days inside. Undefined where the programme says nothing. */
export function intakeWindowOf(course: PlannedCourse, period: Period): DateWindow | undefined {
  const dated = ruleOfPeriod(course, period)
  return dated?.intakeWindow && datesOfDesk(dated.intakeWindow, dated.rule, period, firstAiring(course, period))
}

/** When the items of a period are appraised, edited and approved; both days inside. Undefined where nothing is said. */
export function reviewWindowOf(course: PlannedCourse, period: Period): DateWindow | undefined {
  const dated = ruleOfPeriod(course, period)
  return dated?.reviewWindow && datesOfDesk(dated.reviewWindow, dated.rule, period, firstAiring(course, period))
}

/** The dates of a desk window for a period that airs first on a date. */
export function datesOfDesk(
  window: DeskWindow,
  rule: ProgrammeRule,
  period: Period,
  firstAirsOn: CalendarDate,
): DateWindow {
  if (window.kind === 'days-before') {
    return { from: addDays(firstAirsOn, -window.fromDays), to: addDays(firstAirsOn, -window.toDays) }
  }
  const month = monthInPeriod(period, rule.kind === 'quarterly' ? rule.monthOfQuarter : 1)
  return daysOf(addMonths(month, -window.monthsBefore), window)
}

/** Whether a desk window ends before it begins. */
export function isBackwards(window: DeskWindow): boolean {
  return window.kind === 'days-before' ? window.fromDays < window.toDays : window.fromDay > window.toDay
}

function firstAiring(course: PlannedCourse, period: Period): CalendarDate {
  return datesIn(course, period)[0] ?? firstDateOf(period)
}
