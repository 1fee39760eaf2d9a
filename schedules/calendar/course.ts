import { addDays, type CalendarDate, type WallTime } from './dates.ts'
import { firstDateOf, lastDateOf, lengthOfPeriod, nextPeriod, type Period } from './periods.ts'
import { type DateWindow, datesUnder, datesWanted, type ProgrammeRule, periodLengthOf, periodOf } from './rule.ts'

/** A rule and its times of day, in force from a date until the next one is. */
export interface DatedRule {
  from: CalendarDate
  rule: ProgrammeRule
  times: readonly WallTime[]
}

/**
 * The whole course of a programme: when it begins and ends, and the rules that held and will hold, the oldest first. Each
 * holds from its date to the day before the next one's; the first one holds from the beginning.
 */
export interface ProgrammeCourse<Rule extends DatedRule = DatedRule> {
  startsOn: CalendarDate
  /** The last date on which it may air; absent: it goes on. */
  endsOn?: CalendarDate | undefined
  rules: readonly Rule[]
}

/** The rule in force on a date; undefined before the programme begins and after it has ended. */
export function ruleOn<Rule extends DatedRule>(course: ProgrammeCourse<Rule>, date: CalendarDate): Rule | undefined {
  if (date < course.startsOn || (course.endsOn !== undefined && date > course.endsOn)) return undefined
  return course.rules.findLast(({ from }) => from <= date) ?? course.rules[0]
}

/** The times of day in force on a date; outside the programme's own time those of the rule that lies nearest. */
export function timesOn({ rules }: ProgrammeCourse, date: CalendarDate): readonly WallTime[] {
  return (rules.findLast(({ from }) => from <= date) ?? rules[0])?.times ?? []
}

/**
 * The rule that a period is planned by: the first of its own length that is in force in it, so that a change in the middle
 * of a period leaves its intake and review where they were. Undefined where none is.
 */
export function ruleOfPeriod<Rule extends DatedRule>(course: ProgrammeCourse<Rule>, period: Period): Rule | undefined {
  return stretches(course).find(
    ({ from, to, dated }) =>
      from <= lastDateOf(period) && to >= firstDateOf(period) && periodLengthOf(dated.rule) === lengthOfPeriod(period),
  )?.dated
}

/** The dates of a period on which the programme may air, each by the rule in force on it, in order. */
export function datesIn(course: ProgrammeCourse, period: Period): CalendarDate[] {
  return partsOf(course, period).flatMap(({ dates }) => dates)
}

/** The same as windows; a change of rules can leave a gap in the middle of a period, weekdays leave one in every week. */
export function windowsIn(course: ProgrammeCourse, period: Period): DateWindow[] {
  const windows: DateWindow[] = []
  for (const date of datesIn(course, period)) {
    const last = windows.at(-1)
    if (last && addDays(last.to, 1) === date) last.to = date
    else windows.push({ from: date, to: date })
  }
  return windows
}

/** From the first to the last date of a period on which the programme may air; undefined where it may on none. */
export function wholeWindowIn(course: ProgrammeCourse, period: Period): DateWindow | undefined {
  const dates = datesIn(course, period)
  const [from, to] = [dates[0], dates.at(-1)]
  return from === undefined || to === undefined ? undefined : { from, to }
}

/** Whether the programme may air on a date as part of a period. */
export function mayAirOn(course: ProgrammeCourse, period: Period, date: CalendarDate): boolean {
  return datesIn(course, period).includes(date)
}

/**
 * On how many distinct dates of a period the programme is to be heard: as many as the newest rule that has dates in it
 * wants, and under a rule that names its dates all of them; never more than there are dates.
 */
export function datesWantedIn(course: ProgrammeCourse, period: Period): number {
  const parts = partsOf(course, period)
  const newest = parts.at(-1)
  if (!newest) return 0
  const { rule } = newest.dated
  const all = parts.reduce((sum, { dates }) => sum + dates.length, 0)
  return rule.kind === 'weekly' || rule.kind === 'listed-dates' ? all : Math.min(datesWanted(rule, period), all)
}

/** The period of a date by the rule in force on it; of listed dates the next one, or the last when none comes. */
export function periodOn(course: ProgrammeCourse, date: CalendarDate): Period | undefined {
  const dated = ruleOn(course, date)
  if (!dated) return undefined
  if (dated.rule.kind !== 'listed-dates') return periodOf(dated.rule, date)
  const dates = dated.rule.dates.toSorted()
  return dates.find((one) => one >= date) ?? dates.at(-1)
}

/** The periods with dates to air that touch a span of dates, in the order of their first dates to air. */
export function periodsBetween(course: ProgrammeCourse, span: DateWindow): Period[] {
  const found = new Map<Period, CalendarDate>()
  const note = (period: Period) => {
    const [first] = datesIn(course, period)
    if (first !== undefined) found.set(period, first)
  }
  for (const { from, to, dated } of stretches(course)) {
    const [first, last] = [later(from, span.from), earlier(to, span.to)]
    if (first > last) continue
    if (dated.rule.kind === 'listed-dates') {
      for (const date of dated.rule.dates) if (first <= date && date <= last) note(date)
      continue
    }
    for (let period = periodOf(dated.rule, first); firstDateOf(period) <= last; period = nextPeriod(period))
      note(period)
  }
  return [...found].sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([period]) => period)
}

/** The programme's next period after one, across changes of its rules; undefined when no more come within two years. */
export function periodAfter(course: ProgrammeCourse, period: Period): Period | undefined {
  const begins = beginsIn(course, period)
  for (const days of LOOKED_AT_DAYS) {
    const next = periodsBetween(course, { from: begins, to: addDays(begins, days) }).find(
      (one) => beginsIn(course, one) > begins,
    )
    if (next !== undefined) return next
  }
  return undefined
}

/** The programme's period before one, across changes of its rules; undefined when it has none within two years. */
export function periodBefore(course: ProgrammeCourse, period: Period): Period | undefined {
  const begins = beginsIn(course, period)
  for (const days of LOOKED_AT_DAYS) {
    const last = periodsBetween(course, { from: addDays(begins, -days), to: begins }).findLast(
      (one) => beginsIn(course, one) < begins,
    )
    if (last !== undefined) return last
  }
  return undefined
}

/** The nearest half-year first: nearly always it is enough. */
const LOOKED_AT_DAYS = [190, 731]
const FOR_EVER: CalendarDate = '9999-12-31'

interface Stretch<Rule extends DatedRule> {
  from: CalendarDate
  to: CalendarDate
  dated: Rule
}

/** The first date on which a period airs; of one that airs on none its own first date. */
function beginsIn(course: ProgrammeCourse, period: Period): CalendarDate {
  return datesIn(course, period)[0] ?? firstDateOf(period)
}

/** Each rule with the dates on which it is in force, in order; those that are never in force are left out. */
function stretches<Rule extends DatedRule>({
  startsOn,
  endsOn = FOR_EVER,
  rules,
}: ProgrammeCourse<Rule>): Stretch<Rule>[] {
  return rules
    .map((dated, place) => {
      const next = rules[place + 1]
      return {
        from: place === 0 ? startsOn : later(dated.from, startsOn),
        to: next && next.from <= endsOn ? dayBefore(next.from) : endsOn,
        dated,
      }
    })
    .filter(({ from, to }) => from <= to)
}

/** What each rule contributes to a period; those that contribute nothing are left out. */
function partsOf(course: ProgrammeCourse, period: Period): { dated: DatedRule; dates: CalendarDate[] }[] {
  return stretches(course)
    .map(({ from, to, dated }) => ({
      dated,
      dates: datesUnder(dated.rule, period).filter((date) => from <= date && date <= to),
    }))
    .filter(({ dates }) => dates.length > 0)
}

function later(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a > b ? a : b
}

function earlier(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a < b ? a : b
}

function dayBefore(date: CalendarDate): CalendarDate {
  return addDays(date, -1)
}
