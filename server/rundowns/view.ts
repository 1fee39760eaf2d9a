import type { Rundown, RundownSlotSeen } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { lengthMsOf } from './check.ts'
import { fitOf } from './fit.ts'
import { itemOf } from './follow.ts'
import { readIn, readLabel } from './reads.ts'
import { type Standing, standingRundown } from './standing.ts'

/** An edition's rundown as its page shows it. Refuses `not-found`. */
export async function rundownView(db: Db, editionId: string): Promise<Rundown> {
  const standing = await standingRundown(db, editionId)
  if (!standing) throw new StationError('not-found')
  const { number, beds, template, notes, missing, saved } = standing
  const { slots, totalMs } = timed(standing)
  return {
    editionId,
    number,
    slots,
    beds,
    targetLufs: template.targetLufs,
    fit: fitOf(totalMs, template.normMs),
    notes,
    missing,
    ...(totalMs !== undefined && { totalMs }),
    ...(template.normMs !== undefined && { normMs: template.normMs }),
    ...(saved && { saved }),
  }
}

/** The slots with their lengths and beginnings, as far as these are known; an overlap begins the next one earlier. */
function timed(standing: Standing): { slots: RundownSlotSeen[]; totalMs: number | undefined } {
  let startMs: number | undefined = 0
  let totalMs: number | undefined = 0
  const slots = standing.slots.map((slot): RundownSlotSeen => {
    const sound = soundOf(standing, slot)
    const durationMs = lengthMsOf(slot, sound?.durationMs)
    const missing = standing.missingIn.get(slot.id)
    const seen: RundownSlotSeen = {
      ...slot,
      fit: fitOf(durationMs, slot.normMs),
      takes: takesFor(standing, slot),
      ...(durationMs !== undefined && { durationMs }),
      ...(startMs !== undefined && { startMs }),
      ...(sound && { mediaSha256: sound.mediaSha256 }),
      ...(missing !== undefined && { missing }),
    }
    const endMs: number | undefined =
      startMs === undefined || durationMs === undefined ? undefined : startMs + durationMs
    totalMs = endMs === undefined || totalMs === undefined ? undefined : Math.max(totalMs, endMs)
    startMs = endMs === undefined ? undefined : Math.max(0, endMs + slot.gapAfterMs)
    return seen
  })
  return { slots, totalMs: slots.length === 0 ? undefined : totalMs }
}

function soundOf(
  { sounds, reads, kept }: Standing,
  slot: Standing['slots'][number],
): { mediaSha256: string; durationMs: number } | undefined {
  const { source } = slot
  return source.from === 'library' ? sounds.find(({ id }) => id === source.soundId) : readIn(slot, reads, kept)
}

function takesFor({ reads, takes }: Standing, slot: Standing['slots'][number]): RundownSlotSeen['takes'] {
  return (reads.get(itemOf(slot) ?? '') ?? []).map((take) => ({
    id: take.id,
    label: readLabel(take, takes),
    durationMs: take.durationMs,
    kept: take.choice === 'kept',
  }))
}
