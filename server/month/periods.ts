import {
  addDays,
  type CalendarDate,
  firstDateOf,
  intakeWindowOf,
  type Period,
  type PlannedCourse,
  periodOn,
  periodsBetween,
  reviewWindowOf,
  wholeWindowIn,
} from '../../schedules/index.ts'
import { isWorkedOn, type PeriodWindows } from './windows.ts'

/** How far around a day periods are looked for: a quarter back, two ahead. */
const BEHIND_DAYS = 100
const AHEAD_DAYS = 200

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
  const around = periodsBetween(course, { from: addDays(today, -BEHIND_DAYS), to: addDays(today, AHEAD_DAYS) })
  const place = around.findIndex((period) => (present === undefined ? firstDateOf(period) > today : period === present))
  const next = present === undefined ? place : place + 1
  const others = place < 0 ? [] : [around[next], around[next + 1], around[place - 1]].filter((one) => one !== undefined)
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
