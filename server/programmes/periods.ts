import {
  addDays,
  type CalendarDate,
  datesIn,
  datesWantedIn,
  firstDateOf,
  intakeWindowOf,
  lastDateOf,
  lengthOfPeriod,
  type Period,
  type PeriodLength,
  type PlannedCourse,
  periodAfter,
  periodLengthOf,
  periodOn,
  periodsBetween,
  periodTitle,
  reviewWindowOf,
  vietnameseDate,
  wholeWindowIn,
} from '../../schedules/index.ts'
import type { ProgrammePeriod } from '../contract/index.ts'
import { StationError } from '../errors.ts'

/** How many days around today a person looks for a period of each length. */
const AROUND: Record<PeriodLength, { behind: number; ahead: number }> = {
  month: { behind: 62, ahead: 160 },
  week: { behind: 21, ahead: 49 },
  quarter: { behind: 100, ahead: 280 },
  date: { behind: 60, ahead: 400 },
}

/** A period of a programme with its windows, without its edition. */
export function programmePeriod(
  course: PlannedCourse,
  period: Period,
  today: CalendarDate,
): Omit<ProgrammePeriod, 'editionId'> {
  const intake = intakeWindowOf(course, period)
  const review = reviewWindowOf(course, period)
  return {
    period,
    title: periodTitle(period),
    airs: wholeWindowIn(course, period) ?? { from: firstDateOf(period), to: lastDateOf(period) },
    datesWanted: datesWantedIn(course, period),
    isCurrent: period === currentPeriod(course, today),
    ...(intake && { intake }),
    ...(review && { review }),
  }
}

/** The period of today; where it has no date to air (a programme that begins on its last day) the next one that has. */
function currentPeriod(course: PlannedCourse, today: CalendarDate): Period | undefined {
  const at = [today, course.startsOn].sort().at(-1) ?? today
  const period = periodOn(course, at)
  return period === undefined || datesIn(course, period).length > 0 ? period : periodAfter(course, period)
}

/** The periods around today among which a person chooses, in order of time; before the beginning the first ones. */
export function periodsAround(course: PlannedCourse, today: CalendarDate): Omit<ProgrammePeriod, 'editionId'>[] {
  const at = [today, course.startsOn].sort().at(-1) ?? today
  const around = course.rules.map(({ rule }) => AROUND[periodLengthOf(rule)])
  const span = {
    from: addDays(at, -Math.max(...around.map(({ behind }) => behind))),
    to: addDays(at, Math.max(...around.map(({ ahead }) => ahead))),
  }
  return periodsBetween(course, span)
    .filter((period) => {
      const { behind, ahead } = AROUND[lengthOfPeriod(period)]
      return lastDateOf(period) >= addDays(at, -behind) && firstDateOf(period) <= addDays(at, ahead)
    })
    .map((period) => programmePeriod(course, period, today))
}

/**
 * Refuses a period that an edition of the programme cannot be of: `before-start`, `after-end`, and `wrong-period` of a
 * length by which no rule of it ever went, or of a date that no rule lists.
 */
export function refuseForeignPeriod(programme: { name: string; course: PlannedCourse }, period: Period): void {
  const { startsOn, endsOn, rules } = programme.course
  const title = periodTitle(period)
  if (lastDateOf(period) < startsOn) {
    throw new StationError('before-start', { period: title, startsOn: vietnameseDate(startsOn) })
  }
  if (endsOn !== undefined && firstDateOf(period) > endsOn) {
    throw new StationError('after-end', { period: title, endsOn: vietnameseDate(endsOn) })
  }
  const isKnown = rules.some(
    ({ rule }) =>
      periodLengthOf(rule) === lengthOfPeriod(period) && (rule.kind !== 'listed-dates' || rule.dates.includes(period)),
  )
  if (!isKnown) throw new StationError('wrong-period', { programme: programme.name, period: title })
}
