import type { ItemKind, ScriptItem, SlotKind, TemplateSlot } from '../contract/index.ts'

/** What of a script's item decides where it stands. */
export type Item = Pick<ScriptItem, 'itemId' | 'kind' | 'title'>

/** An item and the place of its slot in the template; undefined where a template has no slot for reads at all. */
export interface Seated {
  item: Item
  place: number | undefined
}

/** Kinds that open or close a programme: an item that has no slot of its own does not belong beside them. */
const FRAME: readonly SlotKind[] = ['greeting', 'headline', 'sign-off']

/**
 * Gives every item of a script its slot in a template, in the order of the script (pure). Items of a kind go to the slots
 * of that kind: one to each slot that sounds once, the rest to the one that repeats (or to the last). A kind without a
 * slot sits with the ordinary items, so that no read is ever lost.
 */
export function seat(slots: readonly TemplateSlot[], items: readonly Item[]): Seated[] {
  const stranger = kindForStrangers(slots)
  const seatKind = (kind: ItemKind) => (placesOf(slots, kind).length > 0 ? kind : stranger)
  const places = new Map<string, number | undefined>()
  for (const [kind, group] of Map.groupBy(items, (item) => seatKind(item.kind))) {
    const share = kind === undefined ? [] : shareOut(slots, placesOf(slots, kind), group.length)
    for (const [index, { itemId }] of group.entries()) places.set(itemId, share[index])
  }
  return items.map((item) => ({ item, place: places.get(item.itemId) }))
}

/** Neighbouring slots that repeat, from and to both included; a slot that sounds once is alone. */
export interface SlotGroup {
  from: number
  to: number
  repeats: boolean
}

/** The groups of a template in their order (pure). */
export function groupsOf(slots: readonly TemplateSlot[]): SlotGroup[] {
  const groups: SlotGroup[] = []
  for (const [place, { repeat }] of slots.entries()) {
    const repeats = repeat === 'per-item'
    const last = groups.at(-1)
    if (repeats && last?.repeats) last.to = place
    else groups.push({ from: place, to: place, repeats })
  }
  return groups
}

/**
 * The rounds of a group: which items sound in its first turn, in its second … (pure). A turn goes on while items come in
 * the order of the slots; an answer stays with its question, and a second answer with the first.
 */
export function roundsOf(slots: readonly TemplateSlot[], group: SlotGroup, seated: readonly Seated[]): Seated[][] {
  const mine = seated.filter(({ place }) => place !== undefined && place >= group.from && place <= group.to)
  if (!group.repeats) return mine.length > 0 ? [mine] : []
  const opening = slots.findIndex(({ source }, place) => place >= group.from && source.from === 'script')
  const rounds: Seated[][] = []
  for (const one of mine) {
    const round = rounds.at(-1)
    const last = round?.at(-1)
    if (round && last && goesOn(last, one, opening)) round.push(one)
    else rounds.push([one])
  }
  return rounds
}

function goesOn(last: Seated, next: Seated, opening: number): boolean {
  if (last.place === undefined || next.place === undefined) return false
  if (next.place !== last.place) return next.place > last.place
  const isReply = next.item.kind === 'answer' && (last.item.kind === 'question' || last.item.kind === 'answer')
  return next.place !== opening || isReply
}

function placesOf(slots: readonly TemplateSlot[], kind: SlotKind): number[] {
  return slots.flatMap((slot, place) => (slot.source.from === 'script' && slot.kind === kind ? [place] : []))
}

function kindForStrangers(slots: readonly TemplateSlot[]): SlotKind | undefined {
  const reads = slots.filter(({ source }) => source.from === 'script')
  const best =
    reads.find(({ kind }) => kind === 'item') ??
    reads.find(({ repeat }) => repeat === 'per-item') ??
    reads.find(({ kind }) => !FRAME.includes(kind)) ??
    reads[0]
  return best?.kind
}

/** The places of `count` items over the slots of their kind, in order. */
function shareOut(slots: readonly TemplateSlot[], places: readonly number[], count: number): number[] {
  const repeating = places.findIndex((place) => slots[place]?.repeat === 'per-item')
  const wide = repeating >= 0 ? repeating : places.length - 1
  const after = places.length - 1 - wide
  const inWide = Math.max(count > wide ? 1 : 0, count - wide - after)
  const row = [
    ...places.slice(0, wide),
    ...Array.from({ length: inWide }, () => places[wide] ?? 0),
    ...places.slice(wide + 1),
  ]
  return row.slice(0, count)
}
