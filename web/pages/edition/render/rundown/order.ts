import type { Bed, RundownSlot } from '../../../../../server/contract/index.ts'
import { type Content, isRead } from './content.ts'

/**
 * Neighbouring places that move as one: a question with what answers it, anything else alone. A read changes places with
 * other reads, so that the music between them stays where it is; a fixed sound goes wherever it is put.
 */
interface Block {
  readonly slots: readonly RundownSlot[]
  readonly isRead: boolean
}

function blocksOf(slots: readonly RundownSlot[]): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < slots.length; ) {
    const length = slots[at]?.kind === 'question' ? questionLength(slots, at) : 1
    const part = slots.slice(at, at + length)
    blocks.push({ slots: part, isRead: part.some(isRead) })
    at += length
  }
  return blocks
}

/** How many places from a question on belong to it: up to its last answer, over the music between them. */
function questionLength(slots: readonly RundownSlot[], at: number): number {
  let length = 1
  for (let next = at + 1; next < slots.length; next += 1) {
    const slot = slots[next]
    if (slot?.kind === 'answer') length = next - at + 1
    else if (!slot || isRead(slot)) break
  }
  return length
}

const flat = (blocks: readonly Block[]) => blocks.flatMap(({ slots }) => slots)
const blockWith = (blocks: readonly Block[], slotId: string) =>
  blocks.findIndex(({ slots }) => slots.some(({ id }) => id === slotId))

/** The ids that would move with a place, itself among them. */
export function movesWith(slots: readonly RundownSlot[], slotId: string): string[] {
  const blocks = blocksOf(slots)
  return blocks[blockWith(blocks, slotId)]?.slots.map(({ id }) => id) ?? []
}

/** Moves a place, and what belongs to it, one step up (−1) or down; the very same content when it cannot. */
export function moveSlot(content: Content, slotId: string, by: -1 | 1): Content {
  const blocks = blocksOf(content.slots)
  const from = blockWith(blocks, slotId)
  const block = blocks[from]
  if (!block) return content
  if (!block.isRead) {
    const to = from + by
    return to < 0 || to >= blocks.length ? content : soundMoved(content, blocks, from, by < 0 ? to : to + 1)
  }
  const rank = blocks.slice(0, from).filter((one) => one.isRead).length
  return readMoved(content, blocks, rank, rank + by)
}

/** Puts a place, and what belongs to it, before the place at `before` (the count of places: at the end). */
export function dropSlot(content: Content, slotId: string, before: number): Content {
  const blocks = blocksOf(content.slots)
  const from = blockWith(blocks, slotId)
  const block = blocks[from]
  if (!block) return content
  let starts = 0
  const above = blocks.filter((one) => {
    const middle = starts + one.slots.length / 2
    starts += one.slots.length
    return middle <= before
  })
  if (!block.isRead) return soundMoved(content, blocks, from, above.length)
  const rank = blocks.slice(0, from).filter((one) => one.isRead).length
  const reads = above.filter((one) => one.isRead)
  return readMoved(content, blocks, rank, reads.length - (reads.includes(block) ? 1 : 0))
}

/** Another order of the reads in the places that reads have. */
function readMoved(content: Content, blocks: readonly Block[], from: number, to: number): Content {
  const reads = blocks.filter((one) => one.isRead)
  if (to < 0 || to >= reads.length || to === from) return content
  reads.splice(to, 0, ...reads.splice(from, 1))
  let next = 0
  const after = blocks.map((one) => (one.isRead ? (reads[next++] ?? one) : one))
  const beds = content.beds.map((bed) => ({
    ...bed,
    fromSlotId: samePlace(bed.fromSlotId, blocks, after, 'first'),
    toSlotId: samePlace(bed.toSlotId, blocks, after, 'last'),
  }))
  return { slots: flat(after), beds }
}

/** Music under the second story stays under the second story, whichever that is now. */
function samePlace(slotId: string, before: readonly Block[], after: readonly Block[], edge: 'first' | 'last'): string {
  const index = blockWith(before, slotId)
  const [old, now] = [before[index]?.slots ?? [], after[index]?.slots ?? []]
  const offset = old.findIndex(({ id }) => id === slotId)
  const fromEnd = old.length - 1 - offset
  const at = edge === 'first' ? Math.min(offset, now.length - 1) : Math.max(0, now.length - 1 - fromEnd)
  return now[at]?.id ?? slotId
}

function soundMoved(content: Content, blocks: readonly Block[], from: number, before: number): Content {
  const moved = blocks[from]
  if (!moved || before === from || before === from + 1) return content
  const after = [...blocks.slice(0, before), moved, ...blocks.slice(before)].filter(
    (one, index) => one !== moved || index === before,
  )
  return anchored(content, flat(after), new Set(moved.slots.map(({ id }) => id)))
}

/** Puts a fixed sound after a place (at the beginning without one). */
export function insertSlot(content: Content, afterSlotId: string | undefined, slot: RundownSlot): Content {
  const blocks = blocksOf(content.slots)
  const at = afterSlotId === undefined ? -1 : blockWith(blocks, afterSlotId)
  const before = flat(blocks.slice(0, at + 1))
  const slots = [...before, slot, ...flat(blocks.slice(at + 1))]
  return { ...content, slots }
}

/** Takes a fixed sound out. A read stays: every item of the script is heard. */
export function removeSlot(content: Content, slotId: string): Content {
  const slot = content.slots.find(({ id }) => id === slotId)
  if (!slot || isRead(slot) || content.slots.length === 1) return content
  return anchored(
    content,
    content.slots.filter(({ id }) => id !== slotId),
    new Set([slotId]),
  )
}

/** Other places under the same beds: a bed loses an edge that went away, and goes when nothing is left above it. */
export function anchored(content: Content, slots: readonly RundownSlot[], gone: ReadonlySet<string>): Content {
  const placeOf = new Map(slots.map(({ id }, place) => [id, place]))
  const beds = content.beds.flatMap((bed): Bed[] => {
    const run = runOf(content.slots, bed)
    const staying = run.filter(({ id }) => !gone.has(id) && placeOf.has(id))
    const over = (staying.length > 0 ? staying : run.filter(({ id }) => placeOf.has(id))).map(({ id }) => id)
    const sorted = over.toSorted((a, b) => (placeOf.get(a) ?? 0) - (placeOf.get(b) ?? 0))
    const [first, last] = [sorted[0], sorted.at(-1)]
    return first === undefined || last === undefined ? [] : [{ ...bed, fromSlotId: first, toSlotId: last }]
  })
  return { slots, beds }
}

/** The places above a bed, in order; none when its edges are not there. */
export function runOf(slots: readonly RundownSlot[], bed: Pick<Bed, 'fromSlotId' | 'toSlotId'>): RundownSlot[] {
  const from = slots.findIndex(({ id }) => id === bed.fromSlotId)
  const to = slots.findIndex(({ id }) => id === bed.toSlotId)
  return from < 0 || to < 0 ? [] : slots.slice(Math.min(from, to), Math.max(from, to) + 1)
}
