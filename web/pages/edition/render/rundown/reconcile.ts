import type { RundownSlot } from '../../../../../server/contract/index.ts'
import { type Content, isRead } from './content.ts'
import { anchored } from './order.ts'

const itemOf = (slot: RundownSlot) => (slot.source.from === 'script' ? slot.source.itemId : undefined)

/**
 * What a person edits, brought to the items that the script now has: edits, order and beds stay; an item that is gone goes,
 * a new one comes in behind the place that stands before it in `theirs`. The very same content when nothing is missing or
 * too much.
 */
export function reconcile(mine: Content, theirs: Content): Content {
  const items = new Set(theirs.slots.flatMap((slot) => itemOf(slot) ?? []))
  const gone = mine.slots.filter((slot) => isRead(slot) && !items.has(itemOf(slot) ?? ''))
  const held = new Set(mine.slots.flatMap((slot) => itemOf(slot) ?? []))
  const added = theirs.slots.filter((slot) => isRead(slot) && !held.has(itemOf(slot) ?? ''))
  if (gone.length === 0 && added.length === 0) return mine
  const slots = mine.slots.filter((slot) => !gone.includes(slot))
  for (const slot of added) slots.splice(placeFor(slot, slots, theirs.slots), 0, slot)
  return anchored(mine, slots, new Set(gone.map(({ id }) => id)))
}

/** Behind the nearest read before it that both have; without one before the first read. */
function placeFor(slot: RundownSlot, slots: readonly RundownSlot[], theirs: readonly RundownSlot[]): number {
  for (const before of theirs.slice(0, theirs.indexOf(slot)).toReversed()) {
    const item = itemOf(before)
    const place = item === undefined ? -1 : slots.findIndex((one) => itemOf(one) === item)
    if (place >= 0) return place + 1
  }
  const first = slots.findIndex(isRead)
  return first < 0 ? slots.length : first
}
