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

/** A period of a programme: the dates on which it may air, and how many of them are wanted. */
interface PlannedPeriod {
  period: Period
  dates: readonly CalendarDate[]
  lastOn: CalendarDate
  wanted: number
  /** Its rule names its dates; otherwise the station chooses among them. */
  isNamed: boolean
}

/**
 * What is wanted within the days (pure), each period by the rule that it is planned by. Of a rule that names its dates (weekly,
 * listed) those of the days count; of one that leaves them to the station (2 days a month) all of the period's in the span in
 * which its window ends, for until then it can be kept.
 */
export function plannedDays(course: PlannedCourse, days: Days): PlannedDays {
  const planned: PlannedDays = { dates: 0, closing: [], goingOn: [] }
  for (const { period, dates, lastOn, wanted, isNamed } of periodsOf(course, days)) {
    const [firstOn = lastOn] = dates
    if (lastOn < days.from || firstOn > days.to) continue
    if (isNamed) planned.dates += dates.filter((date) => days.from <= date && date <= days.to).length
    if (lastOn <= days.to) {
      if (!isNamed) planned.dates += wanted
      planned.closing.push({ period, wanted, lastOn })
    } else if (!isNamed) planned.goingOn.push({ period, lastOn })
  }
  return planned
}

/** A report asks of a year, then of each of its months: the periods of the year are looked up once. */
const known = new WeakMap<PlannedCourse, Days & { periods: readonly PlannedPeriod[] }>()

function periodsOf(course: PlannedCourse, { from, to }: Days): readonly PlannedPeriod[] {
  const before = known.get(course)
  if (before && before.from <= from && to <= before.to) return before.periods
  const periods = periodsBetween(course, { from, to }).flatMap((period): PlannedPeriod[] => {
    const dates = datesIn(course, period)
    const lastOn = dates.at(-1)
    if (lastOn === undefined) return []
    const kind = ruleOn(course, lastOn)?.rule.kind
    const isNamed = kind === 'weekly' || kind === 'listed-dates'
    return [{ period, dates, lastOn, isNamed, wanted: datesWantedIn(course, period) }]
  })
  known.set(course, { from, to, periods })
  return periods
}
