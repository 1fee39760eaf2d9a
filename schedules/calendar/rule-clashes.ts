import { datesIn, datesWantedIn, type ProgrammeCourse, periodsBetween, ruleOn } from './course.ts'
import type { CalendarDate, WallTime } from './dates.ts'
import type { Period } from './periods.ts'
import { type DateWindow, isExact } from './rule.ts'
import { instantOf } from './zone.ts'

/** A programme on the one device of a station. */
export interface OnDevice {
  programmeId: string
  course: ProgrammeCourse
  /** How long it sounds: its norm; without one a minute is taken. */
  durationMs: number | undefined
}

/** A stretch of the device's time. UTC ms. */
export interface Stretch {
  startsAt: number
  endsAt: number
}

/** An airing that follows from a rule alone: nobody has to choose its date. */
export interface RuleAiring extends Stretch {
  programmeId: string
  period: Period
  date: CalendarDate
  time: WallTime
}

/** Where a programme's rules leave it no choice but to sound together with something else. */
export interface RuleClash {
  date: CalendarDate
  time: WallTime
  startsAt: number
  /** What is in the way: the place in the list that was given. */
  other: number
}

const UNKNOWN_LENGTH_MS = 60_000

/** The airings of a span of dates that follow from the rules alone (weekly and listed dates), in order. */
export function ruleAirings(programme: OnDevice, span: DateWindow, zone: string): RuleAiring[] {
  return periodsBetween(programme.course, span)
    .flatMap((period) => airingsIn(programme, period, zone))
    .filter(({ date }) => span.from <= date && date <= span.to && isExactOn(programme.course, date))
    .sort((a, b) => a.startsAt - b.startsAt)
}

/**
 * What a programme would have to sound together with over a span of dates: each airing that its rules name and that lies
 * over a busy stretch; and of a period in whose window fewer free dates are left than are wanted, the dates that are not.
 * A window with enough free dates clashes with nothing: other dates are proposed.
 */
export function ruleClashes(
  programme: OnDevice,
  span: DateWindow,
  busy: readonly Stretch[],
  zone: string,
): RuleClash[] {
  const sorted = busy.map((stretch, place) => ({ ...stretch, place })).sort((a, b) => a.startsAt - b.startsAt)
  const longest = Math.max(0, ...sorted.map(({ startsAt, endsAt }) => endsAt - startsAt))
  const clashes: RuleClash[] = []
  for (const period of periodsBetween(programme.course, span)) {
    const found = airingsIn(programme, period, zone)
      .filter(({ date }) => span.from <= date && date <= span.to)
      .flatMap((airing) => {
        const other = overlapping(sorted, airing, longest)
        return other === undefined ? [] : [{ airing, other }]
      })
    const taken = new Set(found.map(({ airing }) => airing.date))
    const dates = datesIn(programme.course, period)
    const isShort = dates.length - taken.size < datesWantedIn(programme.course, period)
    for (const { airing, other } of found) {
      const { date, time, startsAt } = airing
      if (isShort || isExactOn(programme.course, date)) clashes.push({ date, time, startsAt, other })
    }
  }
  return clashes.sort((a, b) => a.startsAt - b.startsAt)
}

/** The dates of a period on which a programme's times lie over a busy stretch. */
export function busyDates(
  programme: OnDevice,
  period: Period,
  busy: readonly Stretch[],
  zone: string,
): Set<CalendarDate> {
  return new Set(
    airingsIn(programme, period, zone)
      .filter(({ startsAt, endsAt }) => busy.some((other) => other.startsAt < endsAt && startsAt < other.endsAt))
      .map(({ date }) => date),
  )
}

/** Every date of a period with the times in force on it: of a window more than will ever sound. */
function airingsIn({ programmeId, course, durationMs }: OnDevice, period: Period, zone: string): RuleAiring[] {
  return datesIn(course, period).flatMap((date) =>
    (ruleOn(course, date)?.times ?? []).map((time) => {
      const startsAt = instantOf(date, time, zone)
      return { programmeId, period, date, time, startsAt, endsAt: startsAt + (durationMs ?? UNKNOWN_LENGTH_MS) }
    }),
  )
}

function isExactOn(course: ProgrammeCourse, date: CalendarDate): boolean {
  const rule = ruleOn(course, date)?.rule
  return rule !== undefined && isExact(rule)
}

/** The first of the sorted stretches that an airing lies over. */
function overlapping(
  sorted: readonly (Stretch & { place: number })[],
  { startsAt, endsAt }: Stretch,
  longestMs: number,
): number | undefined {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.startsAt ?? 0) <= startsAt - longestMs) low = middle + 1
    else high = middle
  }
  for (let place = low; place < sorted.length; place += 1) {
    const other = sorted[place]
    if (!other || other.startsAt >= endsAt) return undefined
    if (other.endsAt > startsAt) return other.place
  }
  return undefined
}
