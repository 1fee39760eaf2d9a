import type { Bed, RundownSlot } from '../contract/index.ts'
import { type Filled, type Frame, fillTemplate, type Sound } from './fill.ts'
import type { Item } from './seats.ts'

/** A rundown as a person saved it. */
export interface SavedRundown {
  slots: readonly RundownSlot[]
  beds: readonly Bed[]
}

/** A saved rundown that fits the newest script again. */
export interface Followed {
  slots: RundownSlot[]
  beds: Bed[]
  /** Vietnamese: what changed by itself. */
  notes: string[]
}

/**
 * A saved rundown for the items of the newest script (pure): what a person arranged stays, slots of items that are gone go
 * with the sting that led to them, new items come where the template has them, and `notes` says so. The same items change
 * nothing.
 */
export function followScript(
  saved: SavedRundown,
  template: Frame,
  items: readonly Item[],
  sounds: readonly Sound[],
): Followed {
  const byId = new Map(items.map((item) => [item.itemId, item]))
  const kept = saved.slots.filter((slot) => slot.source.from === 'library' || byId.has(slot.source.itemId))
  const gone = saved.slots.filter((slot) => !kept.includes(slot))
  const there = new Set(kept.flatMap((slot) => itemOf(slot) ?? []))
  const added = items.filter(({ itemId }) => !there.has(itemId))

  const filled = fillTemplate(template, items, sounds)
  const slots = withoutIdleStings(saved.slots, kept)
  if (there.size === 0 && added.length > 0) {
    const notes = [...gone.map(goneSentence), ...added.map(addedSentence)]
    return { slots: filled.slots, beds: filled.beds, notes }
  }
  for (const { itemId } of inOrderOf(filled, added)) insert(slots, filled, itemId)
  const { beds, notes } = bedsOver(saved, slots)
  return {
    slots: slots.map((slot) => asInScript(slot, byId)),
    beds,
    notes: [...gone.map(goneSentence), ...added.map(addedSentence), ...notes],
  }
}

/** The item that a slot reads; undefined for a sound of the library. */
export function itemOf({ source }: Pick<RundownSlot, 'source'>): string | undefined {
  return source.from === 'script' ? source.itemId : undefined
}

function goneSentence({ title }: RundownSlot): string {
  return `Đã bỏ “${title}” khỏi bố cục vì kịch bản mới không còn tiết mục này`
}

function addedSentence({ title }: Item): string {
  return `Đã thêm “${title}” vào bố cục theo kịch bản mới`
}

/** The words of a read are the script's. */
function asInScript(slot: RundownSlot, byId: ReadonlyMap<string, Item>): RundownSlot {
  const item = byId.get(itemOf(slot) ?? '')
  return item ? { ...slot, kind: item.kind, title: item.title } : slot
}

/** Takes away the sting that led to a read that is gone; where none did (it was the first), the one that followed it. */
function withoutIdleStings(before: readonly RundownSlot[], kept: readonly RundownSlot[]): RundownSlot[] {
  const isKept = new Set(kept)
  const idle = new Set<RundownSlot>()
  for (const [place, slot] of before.entries()) {
    if (isKept.has(slot)) continue
    const [leading, following] = [before[place - 1], before[place + 1]]
    if (leading?.kind === 'sting' && !idle.has(leading)) idle.add(leading)
    else if (following?.kind === 'sting') idle.add(following)
  }
  return kept.filter((slot) => !idle.has(slot))
}

function inOrderOf({ slots }: Filled, added: readonly Item[]): Item[] {
  const placeOf = (item: Item) => slots.findIndex((slot) => itemOf(slot) === item.itemId)
  return [...added].sort((a, b) => placeOf(a) - placeOf(b))
}

/**
 * Puts a new item where the filled template has it: behind the read that stands before it there, or before the one that
 * follows, with the stings between them that the template repeats.
 */
function insert(slots: RundownSlot[], filled: Filled, itemId: string): void {
  const at = filled.slots.findIndex((slot) => itemOf(slot) === itemId)
  const slot = filled.slots[at]
  if (!slot) return
  const placeHere = (one: RundownSlot | undefined) => (one ? slots.findIndex(({ id }) => id === one.id) : -1)
  const readsHere = (one: RundownSlot) => {
    const read = itemOf(one)
    return read !== undefined && slots.some((here) => itemOf(here) === read)
  }
  const stingsBetween = (from: number, to: number) =>
    filled.slots.slice(from + 1, to).filter(({ id }) => filled.repeatingIds.has(id) && !slots.some((s) => s.id === id))

  const before = filled.slots.slice(0, at).findLastIndex(readsHere)
  const after = filled.slots.findIndex((one, place) => place > at && readsHere(one))
  const anchor = before >= 0 ? readPlace(slots, filled.slots[before]) : readPlace(slots, filled.slots[after]) - 1
  const leading = before >= 0 ? stingsBetween(before, at) : []
  slots.splice(anchor + 1, 0, ...leading, slot)
  const next = slots[placeHere(slot) + 1]
  if (after >= 0 && next && itemOf(next) !== undefined && itemOf(next) === itemOf(filled.slots[after] ?? slot)) {
    slots.splice(placeHere(slot) + 1, 0, ...stingsBetween(at, after))
  }
}

function readPlace(slots: readonly RundownSlot[], like: RundownSlot | undefined): number {
  const read = like && itemOf(like)
  return slots.findIndex((slot) => read !== undefined && itemOf(slot) === read)
}

/** The beds over what is left of their runs; one with nothing left goes. */
function bedsOver(saved: SavedRundown, slots: readonly RundownSlot[]): { beds: Bed[]; notes: string[] } {
  const placeOf = new Map(slots.map(({ id }, place) => [id, place]))
  const beds: Bed[] = []
  const notes: string[] = []
  for (const [number, bed] of saved.beds.entries()) {
    const from = saved.slots.findIndex(({ id }) => id === bed.fromSlotId)
    const to = saved.slots.findIndex(({ id }) => id === bed.toSlotId)
    const left = saved.slots.slice(from, to + 1).flatMap(({ id }) => placeOf.get(id) ?? [])
    const [first, last] = [slots[Math.min(...left)], slots[Math.max(...left)]]
    if (first && last) beds.push({ ...bed, fromSlotId: first.id, toSlotId: last.id })
    else notes.push(`Đã bỏ nhạc nền ${number + 1} vì các phần của nó không còn`)
  }
  return { beds, notes }
}
