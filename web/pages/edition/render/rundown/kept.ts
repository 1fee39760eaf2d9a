/** A rundown being edited and not yet saved, kept in this browser: a power cut must not cost the work. */
import { putOn, type Shelf, takeFrom } from '../../../../shelf.ts'
import { SLOT_KINDS } from '../../../../slot-words.ts'
import type { Content } from './content.ts'

export interface KeptRundown {
  /** The revision that was edited. */
  parentNumber: number
  savedAt: number
  content: Content
}

const key = (editionId: string) => `len-song.bo-cuc.${editionId}`

/** Keeps it; false when the browser has no room. */
export const keepRundown = (shelf: Shelf, editionId: string, kept: KeptRundown): boolean =>
  putOn(shelf, key(editionId), kept)

export function forgetRundown(shelf: Shelf, editionId: string): void {
  shelf.removeItem(key(editionId))
}

/** What was kept of an edition's rundown; anything unreadable counts as nothing. */
export const keptRundown = (shelf: Shelf, editionId: string): KeptRundown | undefined =>
  takeFrom(shelf, key(editionId), isKept)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const hasAll = (value: Record<string, unknown>, type: 'string' | 'number', names: readonly string[]) =>
  names.every((name) => typeof value[name] === type)

const isRange = (range: unknown) => isObject(range) && hasAll(range, 'number', ['fromMs', 'toMs'])

const isSource = (source: unknown) =>
  isObject(source) &&
  (source.from === 'script' ? typeof source.itemId === 'string' : typeof source.soundId === 'string')

const isSlot = (slot: unknown) =>
  isObject(slot) &&
  SLOT_KINDS.some((kind) => kind === slot.kind) &&
  hasAll(slot, 'string', ['id', 'title']) &&
  hasAll(slot, 'number', ['gapAfterMs', 'fadeInMs', 'fadeOutMs', 'gainDb']) &&
  isSource(slot.source) &&
  isObject(slot.treatment) &&
  hasAll(slot.treatment, 'string', ['noiseReduction', 'deClick']) &&
  Array.isArray(slot.keep) &&
  slot.keep.every(isRange)

const isBed = (bed: unknown) =>
  isObject(bed) &&
  hasAll(bed, 'string', ['id', 'soundId', 'fromSlotId', 'toSlotId']) &&
  hasAll(bed, 'number', ['levelLu', 'duckDb', 'attackMs', 'releaseMs', 'fadeInMs', 'fadeOutMs', 'leadMs', 'tailMs'])

function isKept(read: unknown): read is KeptRundown {
  if (!isObject(read) || !hasAll(read, 'number', ['parentNumber', 'savedAt']) || !isObject(read.content)) return false
  const { slots, beds } = read.content
  return Array.isArray(slots) && Array.isArray(beds) && slots.every(isSlot) && beds.every(isBed)
}
