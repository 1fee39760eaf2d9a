import { addDays, type CalendarDate, dateAt, instantOf, type WallTime } from '../../schedules/index.ts'

export interface FreeTime {
  date: CalendarDate
  time: WallTime
  startsAt: number
}

export interface FreeTimesAsked {
  now: number
  zone: string
  /** The dates on which the programme may air, and its own times of day. */
  dates: ReadonlySet<CalendarDate>
  times: readonly WallTime[]
  durationMs: number
  /** Stretches in which the device belongs to something else. UTC ms. */
  busy: readonly { from: number; until: number }[]
  most: number
}

/** How far ahead a time is looked for. */
export const FREE_TIMES_DAYS = 31
/** Before 5 o'clock and after 21 o'clock people complain (FIELD §2): such a time is never offered. */
const FIRST_HOUR = 5
const LAST_HOUR = 21
/** A time that is offered can still be chosen when it has been read. */
const LEAST_AHEAD_MS = 2 * 60_000

/**
 * The next free times at which an airing could sound instead, in order: the programme's own times on its dates
 * first, then every quarter of an hour there, then both outside it. None overlaps what is busy (pure).
 */
export function freeTimes(asked: FreeTimesAsked): FreeTime[] {
  const { now, zone, times, most } = asked
  const today = dateAt(now, zone)
  const dates = Array.from({ length: FREE_TIMES_DAYS }, (_, days) => addDays(today, days))
  const inside = dates.filter((date) => asked.dates.has(date))
  const outside = dates.filter((date) => !asked.dates.has(date))
  const found: FreeTime[] = []
  for (const [some, at] of [
    [inside, times],
    [inside, QUARTERS],
    [outside, times],
    [outside, QUARTERS],
  ] as const) {
    for (const date of some) {
      for (const time of at) {
        if (found.length === most) return inOrder(found)
        const startsAt = instantOf(date, time, zone)
        const isKnown = found.some((other) => other.startsAt === startsAt)
        if (!isKnown && isFree(startsAt, instantOf(date, `${LAST_HOUR}:00`, zone), asked)) {
          found.push({ date, time, startsAt })
        }
      }
    }
  }
  return inOrder(found)
}

function isFree(startsAt: number, dayEndsAt: number, { now, durationMs, busy }: FreeTimesAsked): boolean {
  const endsAt = startsAt + durationMs
  if (startsAt < now + LEAST_AHEAD_MS || endsAt > dayEndsAt) return false
  return !busy.some(({ from, until }) => from < endsAt && startsAt < until)
}

function inOrder(times: FreeTime[]): FreeTime[] {
  return times.toSorted((a, b) => a.startsAt - b.startsAt)
}

const QUARTERS: WallTime[] = Array.from({ length: (LAST_HOUR - FIRST_HOUR) * 4 }, (_, quarter) => {
  const [hour, minute] = [FIRST_HOUR + Math.floor(quarter / 4), (quarter % 4) * 15]
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
})
