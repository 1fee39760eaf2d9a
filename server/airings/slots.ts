import {
  clashOf,
  instantOf,
  isCalendarDate,
  isInside,
  vietnameseDate,
  type WallTime,
  windowIn,
} from '../../schedules/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { type EditionNames, editionTitle } from '../programmes/index.ts'
import { newestVerified } from '../renders/index.ts'
import { type AiringRow, listAiringsBetween } from './store.ts'

export interface WantedSlot {
  date: string
  time: WallTime
  startsAt: number
}

const DAY_MS = 86_400_000

/** The instant of a wanted date and time; refuses a date that does not exist and an instant that has passed. */
export function wantedSlot(date: string, time: WallTime, now: number): WantedSlot {
  if (!isCalendarDate(date)) throw new StationError('no-such-date', { date: vietnameseDate(date) })
  const startsAt = instantOf(date, time, STATION_ZONE)
  if (startsAt <= now) throw new StationError('in-the-past', { date: vietnameseDate(date), time })
  return { date, time, startsAt }
}

/** The reason that must be kept with a date outside the rule's window; undefined inside it. Refuses a silent one. */
export function windowReason(edition: EditionNames, date: string, reason: string | undefined): string | undefined {
  const window = windowIn(edition.rule, edition.month)
  if (isInside(window, date)) return undefined
  const written = reason?.normalize('NFC').trim()
  if (written) return written
  throw new StationError('outside-window', {
    date: vietnameseDate(date),
    from: vietnameseDate(window.from),
    to: vietnameseDate(window.to),
  })
}

/** Refuses `clash` when a slot would sound together with another airing, or with another of the same request. */
export async function refuseClashes(
  db: Db,
  editionId: string,
  slots: readonly WantedSlot[],
  exceptId?: string,
): Promise<void> {
  const durationMs = (await newestVerified(db, editionId))?.durationMs
  const taken: { id: string; startsAt: number; durationMs: number | undefined; row?: AiringRow }[] = []
  const [first, last] = [Math.min(...slots.map((s) => s.startsAt)), Math.max(...slots.map((s) => s.startsAt))]
  for (const row of await listAiringsBetween(db, first - DAY_MS, last + DAY_MS)) {
    if (row.withdrawnReason !== undefined || row.id === exceptId) continue
    const length = row.editionId === editionId ? durationMs : (await newestVerified(db, row.editionId))?.durationMs
    taken.push({ id: row.id, startsAt: row.startsAt, durationMs: length, row })
  }
  for (const [place, slot] of slots.entries()) {
    const wanted = { id: `wanted-${place}`, startsAt: slot.startsAt, durationMs }
    const other = clashOf(wanted, taken)
    if (other) {
      const { row } = taken.find(({ id }) => id === other.id) ?? {}
      throw new StationError('clash', {
        other: row ? editionTitle(row.programmeName, row.month) : 'giờ vừa chọn trước đó',
        date: vietnameseDate(row?.date ?? slot.date),
        time: row?.time ?? slot.time,
      })
    }
    taken.push(wanted)
  }
}
