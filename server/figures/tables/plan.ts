import {
  type CalendarDate,
  datesIn,
  datesWantedIn,
  type Period,
  type PlannedCourse,
  periodsBetween,
  ruleOn,
} from '../../../schedules/index.ts'
import type { Days } from '../spans.ts'

/** What a programme's rules want of it within some days. */
export interface PlannedDays {
  /** On how many distinct dates it is to be heard in them. */
  dates: number
  /** The periods whose last date to air lies in them: those come to an end here. */
  closing: { period: Period; wanted: number; lastOn: CalendarDate }[]
  /** The periods that begin here and may be aired until later: nothing is wanted of them yet. */
  goingOn: { period: Period; lastOn: CalendarDate }[]
}

/**
 * What is wanted within the days (pure), each period by the rule that it is planned by. Of a rule that names its dates (weekly,
 * listed) those of the days count; of one that leaves them to the station (2 days a month) all of the period's in the span in
 * which its window ends, for until then it can be kept.
 */
export function plannedDays(course: PlannedCourse, days: Days): PlannedDays {
  const planned: PlannedDays = { dates: 0, closing: [], goingOn: [] }
  for (const period of periodsBetween(course, days)) {
    const dates = datesIn(course, period)
    const lastOn = dates.at(-1)
    if (lastOn === undefined || lastOn < days.from) continue
    const kind = ruleOn(course, lastOn)?.rule.kind
    const isNamed = kind === 'weekly' || kind === 'listed-dates'
    const wanted = datesWantedIn(course, period)
    if (isNamed) planned.dates += dates.filter((date) => days.from <= date && date <= days.to).length
    if (lastOn <= days.to) {
      if (!isNamed) planned.dates += wanted
      planned.closing.push({ period, wanted, lastOn })
    } else if (!isNamed && (dates[0] ?? lastOn) <= days.to) planned.goingOn.push({ period, lastOn })
  }
  return planned
}
