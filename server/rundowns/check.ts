import type { Bed, RundownSlot, Take, Tune } from '../contract/index.ts'
import { problemOfBeds } from '../templates/index.ts'
import { itemOf } from './follow.ts'
import type { Item } from './seats.ts'

/** A read that may sound for an item. */
export type Read = Pick<Take, 'id' | 'durationMs'>

export interface RundownFacts {
  /** Of the newest script, in its order. */
  items: readonly Item[]
  /** The whole library, what is retired too: an edition goes on sounding as it did. */
  sounds: readonly Pick<Tune, 'id' | 'durationMs'>[]
  /** The reads of an item's words that may sound, by item. */
  reads: ReadonlyMap<string, readonly Read[]>
  /** The read that sounds for an item where none is chosen, by item. */
  kept: ReadonlyMap<string, Read>
}

/**
 * What keeps a rundown from being saved, in Vietnamese and naming the slot; undefined when nothing (pure). Each item of the
 * script stands in it exactly once, sounds and reads exist, kept stretches lie in order inside the sound, an overlap is
 * no longer than what overlaps, beds run forwards.
 */
export function problemOfRundown(
  { slots, beds }: { slots: readonly RundownSlot[]; beds: readonly Bed[] },
  facts: RundownFacts,
): string | undefined {
  const twice = slots.find(({ id }, place) => slots.findIndex((slot) => slot.id === id) !== place)
  if (twice) return `phần “${twice.title}” bị lặp mã với một phần khác`
  return (
    problemOfItems(slots, facts.items) ??
    firstOf(slots, (slot) => problemOfSound(slot, facts) ?? problemOfKept(slot, facts)) ??
    firstOf(slots, (slot, place) => problemOfOverlap(slot, slots[place + 1], facts)) ??
    problemOfBeds(beds, slots, facts.sounds, () => true)
  )
}

function problemOfItems(slots: readonly RundownSlot[], items: readonly Item[]): string | undefined {
  const read = slots.flatMap((slot) => itemOf(slot) ?? [])
  const unknown = slots.find((slot) => {
    const itemId = itemOf(slot)
    return itemId !== undefined && !items.some((item) => item.itemId === itemId)
  })
  if (unknown) return `“${unknown.title}” không còn trong kịch bản mới nhất`
  const lost = items.find(({ itemId }) => !read.includes(itemId))
  if (lost) return `thiếu tiết mục “${lost.title}” của kịch bản`
  const doubled = items.find(({ itemId }) => read.filter((id) => id === itemId).length > 1)
  return doubled && `tiết mục “${doubled.title}” đứng ở hai phần`
}

function problemOfSound({ title, source }: RundownSlot, { sounds, reads }: RundownFacts): string | undefined {
  if (source.from === 'library') {
    return sounds.some(({ id }) => id === source.soundId)
      ? undefined
      : `âm thanh đã chọn cho phần “${title}” không có trong kho`
  }
  const isThere = source.takeId === undefined || reads.get(source.itemId)?.some(({ id }) => id === source.takeId)
  return isThere
    ? undefined
    : `bản thu đã chọn cho “${title}” không dùng được: không phải bản đọc lời mới nhất hoặc đã bỏ`
}

function problemOfKept(slot: RundownSlot, facts: RundownFacts): string | undefined {
  const { title, keep } = slot
  if (keep.length === 0) return undefined
  const wholeMs = wholeMsOf(slot, facts)
  if (wholeMs === undefined) return `“${title}” chưa có bản thu nên chưa cắt được`
  let endMs = 0
  for (const { fromMs, toMs } of keep) {
    if (toMs <= fromMs) return `đoạn giữ lại của “${title}” kết thúc trước khi bắt đầu`
    if (fromMs < endMs) return `các đoạn giữ lại của “${title}” chồng lên nhau hoặc sai thứ tự`
    endMs = toMs
  }
  // A page counts in whole milliseconds, a sound in frames.
  return endMs <= wholeMs + 1 ? undefined : `đoạn giữ lại của “${title}” dài quá bản thu`
}

function problemOfOverlap(slot: RundownSlot, next: RundownSlot | undefined, facts: RundownFacts): string | undefined {
  if (slot.gapAfterMs >= 0 || !next) return undefined
  const lengths = [slot, next].flatMap((one) => lengthMsOf(one, wholeMsOf(one, facts)) ?? [])
  return lengths.every((lengthMs) => -slot.gapAfterMs <= lengthMs)
    ? undefined
    : `“${slot.title}” và “${next.title}” chồng lên nhau lâu hơn độ dài của một trong hai`
}

/** How long a slot sounds of a sound so long; undefined while there is no sound. */
export function lengthMsOf({ keep }: Pick<RundownSlot, 'keep'>, wholeMs: number | undefined): number | undefined {
  if (wholeMs === undefined || keep.length === 0) return wholeMs
  return keep.reduce((sum, { fromMs, toMs }) => sum + Math.min(toMs, wholeMs) - Math.min(fromMs, wholeMs), 0)
}

function wholeMsOf({ source }: RundownSlot, { sounds, reads, kept }: RundownFacts): number | undefined {
  if (source.from === 'library') return sounds.find(({ id }) => id === source.soundId)?.durationMs
  const read =
    source.takeId === undefined
      ? kept.get(source.itemId)
      : reads.get(source.itemId)?.find(({ id }) => id === source.takeId)
  return read?.durationMs
}

function firstOf(
  slots: readonly RundownSlot[],
  problem: (slot: RundownSlot, place: number) => string | undefined,
): string | undefined {
  for (const [place, slot] of slots.entries()) {
    const found = problem(slot, place)
    if (found !== undefined) return found
  }
  return undefined
}
