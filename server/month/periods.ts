import {
  addDays,
  type CalendarDate,
  intakeWindowOf,
  type Period,
  type PlannedCourse,
  periodAfter,
  periodBefore,
  periodOn,
  periodsBetween,
  reviewWindowOf,
  wholeWindowIn,
} from '../../schedules/index.ts'
import { isWorkedOn, type PeriodWindows } from './windows.ts'

/** How far ahead a programme that has not begun is looked for. */
const AHEAD_DAYS = 92

/** The windows of a period under the programme's rules. */
export function windowsOf(course: PlannedCourse, period: Period): PeriodWindows {
  return {
    intake: intakeWindowOf(course, period),
    review: reviewWindowOf(course, period),
    airing: wholeWindowIn(course, period),
  }
}

/** A period that a person has to do with on a day. */
export interface PeriodInSight {
  period: Period
  isPresent: boolean
  windows: PeriodWindows
}

/**
 * The periods of a programme that are in sight on a day (pure), the present one first: besides it the two that follow and the one
 * before where their intake or review is open, where somebody has opened an edition ahead, or where the last airing is still to
 * come. A week's items are taken in while the week before is on air.
 */
export function periodsInSight(
  course: PlannedCourse,
  today: CalendarDate,
  { hasEdition }: { hasEdition: (period: Period) => boolean },
): PeriodInSight[] {
  const present = periodOn(course, today)
  const first = present ?? periodsBetween(course, { from: today, to: addDays(today, AHEAD_DAYS) })[0]
  if (first === undefined) return []
  const next = present === undefined ? first : periodAfter(course, present)
  const afterNext = next && periodAfter(course, next)
  const before = periodBefore(course, first)
  const others = [next, afterNext, before].filter((period) => period !== undefined)
  const seen = (period: Period): PeriodInSight => ({
    period,
    isPresent: period === present,
    windows: windowsOf(course, period),
  })
  return [
    ...(present === undefined ? [] : [seen(present)]),
    ...others
      .map(seen)
      .filter(
        ({ period, windows }) =>
          isWorkedOn(windows, today) ||
          (hasEdition(period) && windows.airing !== undefined && windows.airing.to >= today),
      ),
    // A week that lies across the programme's first or last day may have no date of its own.
  ].filter(({ period, windows }) => windows.airing !== undefined || hasEdition(period))
}
