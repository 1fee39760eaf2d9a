import { asRunOf } from '../../schedules/index.ts'
import type { Db } from '../db/index.ts'
import { listEvents } from '../journal/index.ts'
import type { AiringRow } from './store.ts'

/** How long after its instant an airing without any trace in the journal counts as missed. */
export const GRACE_MS = 60_000

/**
 * The airings that occupy the device: still to come, or sounding. What was withdrawn, skipped, missed or is over leaves its
 * time to others.
 */
export async function standing(db: Db, rows: readonly AiringRow[], now: number): Promise<AiringRow[]> {
  const kept = rows.filter(({ withdrawnReason, skipped }) => withdrawnReason === undefined && skipped === undefined)
  const begun = kept.filter(({ startsAt }) => startsAt <= now).map(({ id }) => id)
  const events = Map.groupBy(await listEvents(db, begun, { withLevels: false }), ({ airingId }) => airingId)
  return kept.filter((row) => {
    if (row.startsAt > now) return true
    const { outcome, startedAt } = asRunOf(row.id, events.get(row.id) ?? [])
    return outcome === undefined && (startedAt !== undefined || row.startsAt + GRACE_MS >= now)
  })
}

/** The same, but without giving up on what is late: the on-air process decides by the programme's rule. */
export async function standingOrLate(db: Db, rows: readonly AiringRow[], now: number): Promise<AiringRow[]> {
  const kept = rows.filter(({ withdrawnReason, skipped }) => withdrawnReason === undefined && skipped === undefined)
  const begun = kept.filter(({ startsAt }) => startsAt <= now).map(({ id }) => id)
  const over = new Set(
    (await listEvents(db, begun, { withLevels: false }))
      .filter(({ event }) => event === 'outcome')
      .map(({ airingId }) => airingId),
  )
  return kept.filter(({ id }) => !over.has(id))
}
