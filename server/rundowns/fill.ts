import { createHash } from 'node:crypto'
import type { Bed, RundownSlot, Template, TemplateSlot, Tune } from '../contract/index.ts'
import { groupsOf, type Item, roundsOf, type Seated, type SlotGroup, seat } from './seats.ts'

/** What of a sound of the library a rundown asks for. */
export type Sound = Pick<Tune, 'id' | 'role' | 'inUse'>

/** What of a template decides how an edition is laid out. */
export type Frame = Pick<Template, 'slots' | 'beds' | 'treatment'>

/** A template with an edition's items in it. */
export interface Filled {
  slots: RundownSlot[]
  beds: Bed[]
  /** Vietnamese: what the template asks for and nobody has. */
  missing: string[]
  /** The slots of the library that sound again with each item: stings. */
  repeatingIds: ReadonlySet<string>
}

/**
 * Fills a template with the items of a script (pure). Every item sounds exactly once; items of one kind keep the order of
 * the script and an answer follows its question. A fixed sound that nobody has is left out; where the template cannot do
 * without, `missing` says so. The same input gives the same ids.
 */
export function fillTemplate(template: Frame, items: readonly Item[], sounds: readonly Sound[]): Filled {
  const seated = seat(template.slots, items)
  const placed: { place: number; slot: RundownSlot; repeats: boolean }[] = []
  const missing = new Set<string>()
  for (const group of groupsOf(template.slots)) {
    const rounds = roundsOf(template.slots, group, seated)
    for (const [turn, round] of (group.repeats ? rounds : [rounds[0] ?? []]).entries()) {
      for (const place of placesIn(group)) {
        const slot = template.slots[place]
        if (!slot || (turn === 0 && slot.skipFirst && slot.source.from === 'library' && group.repeats)) continue
        const here = slotsFor(template, slot, { place, round, repeats: group.repeats, sounds })
        for (const one of here) placed.push({ place, slot: one, repeats: group.repeats })
        if (here.length === 0 && !slot.optional && !isAllStrangers(template.slots, round)) {
          missing.add(missingSentence(slot, round))
        }
      }
    }
    if (group.repeats && rounds.length === 0)
      for (const sentence of emptyGroup(template.slots, group)) missing.add(sentence)
  }
  const homeless = seated.filter(({ place }) => place === undefined)
  for (const { item } of homeless) {
    placed.push({ place: template.slots.length, slot: readSlot(PLAIN, item, template), repeats: false })
  }
  return {
    slots: placed.map(({ slot }) => slot),
    beds: template.beds.flatMap((bed) => laidBed(bed, template.slots, placed)),
    missing: [...missing],
    repeatingIds: new Set(
      placed.filter(({ slot, repeats }) => repeats && slot.source.from === 'library').map(({ slot }) => slot.id),
    ),
  }
}

/** How a read stands that a template has no slot for. */
const PLAIN = { gapAfterMs: 700, fadeInMs: 0, fadeOutMs: 0, gainDb: 0 }

function placesIn({ from, to }: SlotGroup): number[] {
  return Array.from({ length: to - from + 1 }, (_, step) => from + step)
}

function slotsFor(
  template: Frame,
  slot: TemplateSlot,
  { place, round, repeats, sounds }: { place: number; round: Seated[]; repeats: boolean; sounds: readonly Sound[] },
): RundownSlot[] {
  if (slot.source.from === 'script') {
    return round.filter((one) => one.place === place).map(({ item }) => readSlot(slot, item, template))
  }
  const soundId = soundFor(slot, slot.source.soundId, sounds)
  if (soundId === undefined) return []
  return [
    {
      ...looksOf(slot),
      id: derivedId(slot.id, repeats ? (round[0]?.item.itemId ?? '') : ''),
      kind: slot.kind,
      title: slot.title,
      source: { from: 'library', soundId },
      treatment: { highPass: false, noiseReduction: 'off', deClick: 'off' },
      keep: [],
    },
  ]
}

function readSlot(
  slot: Pick<TemplateSlot, 'gapAfterMs' | 'fadeInMs' | 'fadeOutMs' | 'gainDb' | 'normMs'>,
  { itemId, kind, title }: Item,
  { treatment }: Pick<Frame, 'treatment'>,
): RundownSlot {
  return {
    ...looksOf(slot),
    id: itemId,
    kind,
    title,
    source: { from: 'script', itemId },
    treatment: { ...treatment },
    keep: [],
  }
}

function looksOf(slot: Pick<TemplateSlot, 'gapAfterMs' | 'fadeInMs' | 'fadeOutMs' | 'gainDb' | 'normMs'>) {
  const { gapAfterMs, fadeInMs, fadeOutMs, gainDb, normMs } = slot
  return { gapAfterMs, fadeInMs, fadeOutMs, gainDb, ...(normMs !== undefined && { normMs }) }
}

function soundFor(slot: TemplateSlot, named: string | undefined, sounds: readonly Sound[]): string | undefined {
  if (named !== undefined) return sounds.find(({ id }) => id === named)?.id
  return sounds.find(({ role, inUse }) => inUse && role === slot.kind)?.id
}

/** Short, the same each time, and apart for each turn of a repeating slot. */
function derivedId(slotId: string, itemId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([slotId, itemId]))
    .digest('hex')
    .slice(0, 24)
}

const MAY_BE_LEFT_OUT = 'hoặc đánh dấu phần này là “có thể vắng” trong khung chương trình'

function missingSentence({ title, source }: TemplateSlot, round: readonly Seated[]): string {
  if (source.from === 'library') {
    return `Chưa có âm thanh cho “${title}”: thêm vào kho âm thanh của đài, ${MAY_BE_LEFT_OUT}`
  }
  const [first] = round
  return first
    ? `“${first.item.title}” còn thiếu phần “${title}” đi cùng: viết thêm vào kịch bản, ${MAY_BE_LEFT_OUT}`
    : `Kịch bản chưa có “${title}”: viết thêm vào kịch bản, ${MAY_BE_LEFT_OUT}`
}

/** A read without a slot of its own kind is in nobody's pair: it misses no answer. */
function isAllStrangers(slots: readonly TemplateSlot[], round: readonly Seated[]): boolean {
  return round.length > 0 && round.every(({ item, place }) => place === undefined || slots[place]?.kind !== item.kind)
}

/** A group that has no items at all misses its reads, not its stings. */
function emptyGroup(slots: readonly TemplateSlot[], group: SlotGroup): string[] {
  return placesIn(group)
    .flatMap((place) => slots[place] ?? [])
    .filter(({ source, optional }) => source.from === 'script' && !optional)
    .map((slot) => missingSentence(slot, []))
}

/** A bed of the template over what stands in its run of slots; left out where nothing does. */
function laidBed(
  bed: Bed,
  slots: readonly TemplateSlot[],
  placed: readonly { place: number; slot: RundownSlot }[],
): Bed[] {
  const from = slots.findIndex(({ id }) => id === bed.fromSlotId)
  const to = slots.findIndex(({ id }) => id === bed.toSlotId)
  const under = from < 0 ? [] : placed.filter(({ place }) => place >= from && place <= to)
  const [first] = under
  const last = under.at(-1)
  return first && last ? [{ ...bed, fromSlotId: first.slot.id, toSlotId: last.slot.id }] : []
}
