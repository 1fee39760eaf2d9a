import { addDays, type CalendarDate, dateAt, instantOf } from '../../../schedules/index.ts'
import { STATION_ZONE } from '../../deps.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/**
 * The station's calendar for many thousand instants: what the zone says of a day is asked once. As exact as asking of each, for
 * the instants of a day of UTC lie in two days of the zone at most that border on each other.
 */
export class StationDays {
  readonly #days = new Map<number, Day>()
  readonly #beginnings = new Map<CalendarDate, number>()

  /** The date on which an instant lies. */
  dateAt(instant: number): CalendarDate {
    const { nextAt, date, next } = this.#around(instant)
    return instant < nextAt ? date : next
  }

  /** The hour of the wall clock, 0 … 23: the zone of the stations has changed no clock since 1975. */
  hourAt(instant: number): number {
    const { beganAt, nextAt } = this.#around(instant)
    return Math.min(23, Math.floor((instant - (instant < nextAt ? beganAt : nextAt)) / HOUR_MS))
  }

  #around(instant: number): Day {
    const day = Math.floor(instant / DAY_MS)
    const known = this.#days.get(day)
    if (known) return known
    const date = dateAt(day * DAY_MS, STATION_ZONE)
    const next = addDays(date, 1)
    const asked = { date, beganAt: this.#beginning(date), next, nextAt: this.#beginning(next) }
    this.#days.set(day, asked)
    return asked
  }

  #beginning(date: CalendarDate): number {
    const known = this.#beginnings.get(date) ?? instantOf(date, '00:00', STATION_ZONE)
    this.#beginnings.set(date, known)
    return known
  }
}

/** A date with its first instant, and the one after it. */
interface Day {
  date: CalendarDate
  beganAt: number
  next: CalendarDate
  nextAt: number
}
