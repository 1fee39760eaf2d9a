/** A template being edited and not yet saved, kept in this browser: a closed tab must not cost the work. */

import { putOn, type Shelf, takeFrom } from '../../shelf.ts'
import { SLOT_KINDS } from '../../slot-words.ts'
import type { Written } from './slots.ts'

export interface KeptTemplate {
  /** The revision that was edited. */
  parentNumber: number
  savedAt: number
  written: Written
}

const key = (programmeId: string) => `len-song.khung.${programmeId}`

/** Keeps it; false when the browser has no room. */
export const keepTemplate = (shelf: Shelf, programmeId: string, kept: KeptTemplate): boolean =>
  putOn(shelf, key(programmeId), kept)

export function forgetTemplate(shelf: Shelf, programmeId: string): void {
  shelf.removeItem(key(programmeId))
}

/** What was kept of a programme's template; anything unreadable counts as nothing. */
export const keptTemplate = (shelf: Shelf, programmeId: string): KeptTemplate | undefined =>
  takeFrom(shelf, key(programmeId), isKept)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isSlot = (slot: unknown) =>
  isObject(slot) &&
  SLOT_KINDS.some((kind) => kind === slot.kind) &&
  ['id', 'title', 'repeat'].every((name) => typeof slot[name] === 'string') &&
  isObject(slot.source) &&
  ['gapAfterMs', 'fadeInMs', 'fadeOutMs', 'gainDb'].every((name) => typeof slot[name] === 'number')

const isBed = (bed: unknown) =>
  isObject(bed) &&
  ['id', 'soundId', 'fromSlotId', 'toSlotId'].every((name) => typeof bed[name] === 'string') &&
  ['levelLu', 'duckDb', 'attackMs', 'releaseMs', 'fadeInMs', 'fadeOutMs', 'leadMs', 'tailMs'].every(
    (name) => typeof bed[name] === 'number',
  )

function isKept(read: unknown): read is KeptTemplate {
  if (!isObject(read) || typeof read.parentNumber !== 'number' || typeof read.savedAt !== 'number') return false
  const { written } = read
  if (!isObject(written) || !isObject(written.treatment) || typeof written.targetLufs !== 'number') return false
  if (!Array.isArray(written.slots) || !Array.isArray(written.beds)) return false
  return written.slots.every(isSlot) && written.beds.every(isBed)
}
