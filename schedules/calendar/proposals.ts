import { datesIn, datesWantedIn, type ProgrammeCourse, ruleOn } from './course.ts'
import type { CalendarDate } from './dates.ts'
import type { Period } from './periods.ts'
import { isExact } from './rule.ts'
import { type Holidays, warningsOn } from './warnings.ts'

export interface ProposalsAsked {
  /** No date before it is proposed. */
  earliest: CalendarDate
  confirmed?: readonly CalendarDate[]
  holidays?: Holidays
  /** Dates on which something else has the device at the programme's times: taken only when no other is left. */
  busy?: ReadonlySet<CalendarDate>
}

/**
 * The dates that a programme's rules propose for a period, never one that is confirmed already. Under a rule that names its
 * dates all that are left; within a window they are spread over what is left of it without holidays, each the first date of its
 * share without a warning, and together with the confirmed ones make as many as are wanted, or fewer where the window has no more days.
 */
export function proposeDates(course: ProgrammeCourse, period: Period, asked: ProposalsAsked): CalendarDate[] {
  const { earliest, confirmed = [], holidays, busy = new Set() } = asked
  const dates = datesIn(course, period)
  const inWindow = new Set(confirmed.filter((date) => dates.includes(date)))
  const left = dates.filter((date) => date >= earliest && !inWindow.has(date))
  const last = dates.at(-1)
  const rule = last === undefined ? undefined : ruleOn(course, last)?.rule
  if (rule && isExact(rule)) return left
  const wanted = Math.min(Math.max(0, datesWantedIn(course, period) - inWindow.size), left.length)
  const quiet = left.filter((date) => !busy.has(date))
  const workdays = quiet.filter((date) => !warningsOn(date, undefined, holidays).includes('public-holiday'))
  const free = [workdays, quiet].find(({ length }) => length >= wanted) ?? left
  return Array.from({ length: wanted }, (_, share) => {
    const of = free.slice(Math.floor((share * free.length) / wanted), Math.floor(((share + 1) * free.length) / wanted))
    return of.find((date) => warningsOn(date, undefined, holidays).length === 0) ?? of[0]
  }).filter((date) => date !== undefined)
}
