import {
  clashOf,
  dateAt,
  firstDateOf,
  instantOf,
  isCalendarDate,
  lastDateOf,
  mayAirOn,
  timeAt,
  vietnameseDate,
  type WallTime,
  wholeWindowIn,
} from '../../schedules/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { occupiedBetween, occurrencesIn, type WeeklySlot } from '../occupied/index.ts'
import { endOfPause, listPauses } from '../pauses/index.ts'
import { type EditionNames, editionTitle } from '../programmes/index.ts'
import { newestVerified } from '../renders/index.ts'
import { standing } from './standing.ts'
import { type AiringRow, listAiringsBetween } from './store.ts'

export interface WantedSlot {
  date: string
  time: WallTime
  startsAt: number
}

const DAY_MS = 86_400_000
/** A slot whose length no render tells yet occupies its first minute. */
const UNKNOWN_LENGTH_MS = 60_000
/** As far ahead as anybody schedules. */
const FAR_AHEAD_DAYS = 400

/** The instant of a wanted date and time; refuses a date that does not exist and an instant that has passed. */
export function wantedSlot(date: string, time: WallTime, now: number): WantedSlot {
  if (!isCalendarDate(date)) throw new StationError('no-such-date', { date: vietnameseDate(date) })
  const startsAt = instantOf(date, time, STATION_ZONE)
  if (startsAt <= now) throw new StationError('in-the-past', { date: vietnameseDate(date), time })
  return { date, time, startsAt }
}

/** The reason that must be kept with a date outside the rule's window; undefined inside it. Refuses a silent one. */
export function windowReason(edition: EditionNames, date: string, reason: string | undefined): string | undefined {
  const { course, period } = edition
  if (mayAirOn(course, period, date)) return undefined
  const written = reason?.normalize('NFC').trim()
  if (written) return written
  const window = wholeWindowIn(course, period) ?? { from: firstDateOf(period), to: lastDateOf(period) }
  throw new StationError('outside-window', {
    date: vietnameseDate(date),
    from: vietnameseDate(window.from),
    to: vietnameseDate(window.to),
  })
}

/** What the slots are wanted for. */
export interface Wanting {
  editionId: string
  priority: 'normal' | 'high'
  now: number
  /** The airing that moves away. */
  exceptId?: string
}

/**
 * Refuses a slot that would sound together with another airing (`clash`; one of a more urgent programme may lie over a
 * less urgent one), with another of the same request, with somebody else's time (`clash-occupied`) or that would begin in
 * a pause of all schedules (`clash-pause`).
 */
export async function refuseClashes(db: Db, slots: readonly WantedSlot[], wanting: Wanting): Promise<void> {
  const { editionId, priority, now, exceptId } = wanting
  const durationMs = (await newestVerified(db, editionId))?.durationMs
  const [first, last] = [Math.min(...slots.map((s) => s.startsAt)), Math.max(...slots.map((s) => s.startsAt))]
  const taken: { id: string; startsAt: number; durationMs: number | undefined; row?: AiringRow }[] = []
  for (const row of await standing(db, await listAiringsBetween(db, first - DAY_MS, last + DAY_MS), now)) {
    if (row.id === exceptId || (priority === 'high' && row.priority === 'normal')) continue
    const length = row.editionId === editionId ? durationMs : (await newestVerified(db, row.editionId))?.durationMs
    taken.push({ id: row.id, startsAt: row.startsAt, durationMs: length, row })
  }
  const occupied = await occupiedBetween(db, first, last + DAY_MS)
  const pauses = await listPauses(db, first, last + 1)
  for (const [place, slot] of slots.entries()) {
    const endsAt = slot.startsAt + (durationMs ?? UNKNOWN_LENGTH_MS)
    const foreign = occupied.find((other) => other.startsAt < endsAt && slot.startsAt < other.endsAt)
    if (foreign) {
      throw new StationError('clash-occupied', {
        title: foreign.title,
        from: timeAt(foreign.startsAt, STATION_ZONE),
        until: timeAt(foreign.endsAt, STATION_ZONE),
        date: vietnameseDate(dateAt(foreign.startsAt, STATION_ZONE)),
      })
    }
    const pause = pauses.find((one) => one.from <= slot.startsAt && slot.startsAt < endOfPause(one))
    if (pause) {
      throw new StationError('clash-pause', {
        reason: pause.reason,
        date: vietnameseDate(slot.date),
        time: slot.time,
        until: dateAndTime(pause.until),
      })
    }
    const wanted = { id: `wanted-${place}`, startsAt: slot.startsAt, durationMs }
    const other = clashOf(wanted, taken)
    if (other) {
      const { row } = taken.find(({ id }) => id === other.id) ?? {}
      throw new StationError('clash', {
        other: row ? editionTitle(row.programmeName, row.period) : 'giờ vừa chọn trước đó',
        date: vietnameseDate(row?.date ?? slot.date),
        time: row?.time ?? slot.time,
      })
    }
    taken.push(wanted)
  }
}

/** Refuses `occupies-airing` when somebody else's stretch of the week would lie over an airing that is to come. */
export async function refuseOverAirings(db: Db, slot: WeeklySlot, now: number): Promise<void> {
  const rows = await standing(db, await listAiringsBetween(db, now, now + FAR_AHEAD_DAYS * DAY_MS), now)
  for (const row of rows) {
    const length = (await newestVerified(db, row.editionId))?.durationMs ?? UNKNOWN_LENGTH_MS
    if (occurrencesIn([slot], row.startsAt, row.startsAt + length, STATION_ZONE).length === 0) continue
    throw new StationError('occupies-airing', {
      other: editionTitle(row.programmeName, row.period),
      time: row.time,
      date: vietnameseDate(row.date),
    })
  }
}

/** “17:15 ngày 18/11/2026”. */
export function dateAndTime(instant: number): string {
  return `${timeAt(instant, STATION_ZONE)} ngày ${vietnameseDate(dateAt(instant, STATION_ZONE))}`
}
