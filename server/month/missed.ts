import {
  addDays,
  type CalendarDate,
  datesWantedIn,
  type ProgrammeCourse,
  periodsBetween,
  periodTitle,
  wholeWindowIn,
} from '../../schedules/index.ts'
import type { MissedPeriod } from '../contract/index.ts'

/** How far back periods are called to mind; reports know them all. */
const REMEMBERED_DAYS = 366

/** What is known of an edition when its period is counted. */
export interface EditionHeard {
  editionId: string
  /** On how many distinct dates it was heard. */
  datesHeard: number
}

/**
 * The periods of the last year that were aired on fewer dates than their rule wants, the newest first (pure): the weeks missed
 * of “Hằng tuần trong năm 2012” (Bảo Lộc 2012, IV.3). A period counts once its last date is over, and only where the programme
 * was in the system before that: nobody is told of what was before.
 */
export function missedPeriods(
  course: ProgrammeCourse,
  {
    today,
    knownFrom,
    editions,
  }: { today: CalendarDate; knownFrom: CalendarDate; editions: ReadonlyMap<string, EditionHeard> },
): MissedPeriod[] {
  const yearAgo = addDays(today, -REMEMBERED_DAYS)
  return periodsBetween(course, { from: knownFrom > yearAgo ? knownFrom : yearAgo, to: today })
    .flatMap((period): MissedPeriod[] => {
      const window = wholeWindowIn(course, period)
      if (!window || window.to >= today || window.to < knownFrom) return []
      const edition = editions.get(period)
      const datesWanted = datesWantedIn(course, period)
      const datesHeard = edition?.datesHeard ?? 0
      if (datesHeard >= datesWanted) return []
      return [
        {
          period,
          title: periodTitle(period),
          datesHeard,
          datesWanted,
          ...(edition && { editionId: edition.editionId }),
        },
      ]
    })
    .reverse()
}
