import type { RundownSlot, ScriptItem, Take } from '../contract/index.ts'
import { mayBeUsed } from '../takes/index.ts'
import { itemOf } from './follow.ts'

/** What of a read a rundown asks for. */
export type ReadOfItem = Pick<
  Take,
  'id' | 'itemId' | 'textHash' | 'choice' | 'listening' | 'durationMs' | 'mediaSha256' | 'created'
>

/** The reads of each item's words as they stand now that nobody threw away or sent back, the newest first (pure). */
export function readsOf(
  items: readonly Pick<ScriptItem, 'itemId' | 'textHash'>[],
  takes: readonly ReadOfItem[],
): Map<string, ReadOfItem[]> {
  return new Map(
    items.map(({ itemId, textHash }) => [
      itemId,
      takes.filter((take) => take.itemId === itemId && take.textHash === textHash && mayBeUsed(take)),
    ]),
  )
}

/** The read that is kept for each item that has one (pure). */
export function keptOf(reads: ReadonlyMap<string, readonly ReadOfItem[]>): Map<string, ReadOfItem> {
  return new Map(
    [...reads].flatMap(([itemId, takes]) => {
      const kept = takes.find(({ choice }) => choice === 'kept')
      return kept ? [[itemId, kept] as const] : []
    }),
  )
}

/**
 * Lets go of chosen reads that may not sound any more, of older words, thrown away or sent back (pure): the kept read takes their
 * place, whole, for what was cut was cut of the other one. `notes` says so.
 */
export function withUsableReads(
  slots: readonly RundownSlot[],
  reads: ReadonlyMap<string, readonly ReadOfItem[]>,
): { slots: RundownSlot[]; notes: string[] } {
  const notes: string[] = []
  const usable = slots.map((slot): RundownSlot => {
    const { source } = slot
    if (source.from !== 'script' || source.takeId === undefined) return slot
    if (reads.get(source.itemId)?.some(({ id }) => id === source.takeId)) return slot
    const cut = slot.keep.length > 0 ? ', bỏ các chỗ đã cắt' : ''
    notes.push(`Bản thu đã chọn cho “${slot.title}” không còn dùng được: lấy bản thu được giữ${cut}`)
    return { ...slot, source: { from: 'script', itemId: source.itemId }, keep: [] }
  })
  return { slots: usable, notes }
}

/** The read that sounds in a slot, if there is one (pure). */
export function readIn(
  slot: Pick<RundownSlot, 'source'>,
  reads: ReadonlyMap<string, readonly ReadOfItem[]>,
  kept: ReadonlyMap<string, ReadOfItem>,
): ReadOfItem | undefined {
  const itemId = itemOf(slot)
  if (itemId === undefined || slot.source.from !== 'script') return undefined
  const { takeId } = slot.source
  return takeId === undefined ? kept.get(itemId) : reads.get(itemId)?.find(({ id }) => id === takeId)
}

/** How a read is called among those of its item: by its turn and by who brought it (pure). */
export function readLabel(take: ReadOfItem, takes: readonly ReadOfItem[]): string {
  const turn = takes.filter(({ itemId, created }) => itemId === take.itemId && created.at <= take.created.at).length
  return `Lần thu ${turn} · ${take.created.by}`
}
