/** The rules by which a template (khung chương trình) is edited: data in, data out. */
import type { Bed, SlotKind, Template, TemplateSlot, TemplateWritten } from '../../../server/contract/index.ts'
import { SLOT_WORDS } from '../../slot-words.ts'

/** A template as it is written, without the revision it comes from. */
export type Written = Omit<TemplateWritten, 'parentNumber'>

type From = TemplateSlot['source']['from']

/** What is read for one edition (the kinds of a script's items). */
const READ: ReadonlySet<SlotKind> = new Set([
  'greeting',
  'headline',
  'item',
  'question',
  'answer',
  'notice',
  'sign-off',
])
/** What the library holds a role for. */
const FIXED: ReadonlySet<SlotKind> = new Set([
  'intro',
  'opening-call',
  'greeting',
  'sting',
  'notice',
  'hotline',
  'filler',
  'sign-off',
  'outro',
])

/** The most slots of a template (the contract). */
export const MOST_SLOTS = 60

/** Where the sound of a kind may come from, the usual way first. */
export function sourcesOf(kind: SlotKind): readonly From[] {
  const ways: From[] = []
  if (READ.has(kind)) ways.push('script')
  if (FIXED.has(kind)) ways.push('library')
  return ways
}

/** What may be edited of a stored template. */
export function writtenOf({ slots, beds, targetLufs, normMs, treatment }: Template): Written {
  return { slots, beds, targetLufs, treatment, ...(normMs === undefined ? {} : { normMs }) }
}

/** Whether two templates say the same, in whatever order their fields were written. */
export const isSame = (a: Written, b: Written): boolean => JSON.stringify(ordered(a)) === JSON.stringify(ordered(b))

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return fields.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, ordered(field)])
}

/** A slot of another kind: its title follows when it was the kind's own, its sound where the new kind allows. */
export function ofKind(slot: TemplateSlot, kind: SlotKind): TemplateSlot {
  const ways = sourcesOf(kind)
  const hasOwnTitle = slot.title !== SLOT_WORDS[slot.kind]
  const way = ways.includes(slot.source.from) ? slot.source.from : (ways[0] ?? 'library')
  return {
    ...slot,
    kind,
    title: hasOwnTitle ? slot.title : SLOT_WORDS[kind],
    // A sound that was chosen for one role does not fit another.
    source: way === 'script' ? { from: 'script' } : { from: 'library' },
  }
}

/** A new slot for the end of a group or of the whole. Stations leave 0.7 s between two parts. */
export function newSlot(kind: SlotKind, known: readonly TemplateSlot[]): TemplateSlot {
  const from = sourcesOf(kind)[0] ?? 'library'
  return {
    id: freeId('slot', known),
    kind,
    title: SLOT_WORDS[kind],
    source: { from },
    repeat: 'once',
    skipFirst: false,
    optional: false,
    gapAfterMs: 700,
    fadeInMs: 0,
    fadeOutMs: 0,
    gainDb: 0,
  }
}

/** A name that none of the others bears. */
export function freeId(stem: string, known: readonly { id: string }[]): string {
  const taken = new Set(known.map(({ id }) => id))
  let n = known.length + 1
  while (taken.has(`${stem}-${n}`)) n += 1
  return `${stem}-${n}`
}

/** One entry at another place; `to` is its index afterwards. Places outside the list change nothing. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const entry = list[from]
  if (entry === undefined || to < 0 || to >= list.length) return [...list]
  return list.toSpliced(from, 1).toSpliced(to, 0, entry)
}

/** Where a slot stands in its repeating group; undefined outside of one. */
export interface InGroup {
  isFirst: boolean
  isLast: boolean
  /** The group goes by pairs of question and answer, not by items. */
  isPaired: boolean
}

/** The repeating group around each slot: neighbours that repeat belong together. */
export function groupsOf(slots: readonly TemplateSlot[]): (InGroup | undefined)[] {
  const repeats = (index: number) => slots[index]?.repeat === 'per-item'
  return slots.map((_, index) => {
    if (!repeats(index)) return undefined
    let [first, last] = [index, index]
    while (repeats(first - 1)) first -= 1
    while (repeats(last + 1)) last += 1
    const isPaired = slots.slice(first, last + 1).some(({ kind }) => kind === 'question' || kind === 'answer')
    return { isFirst: index === first, isLast: index === last, isPaired }
  })
}

/**
 * The beds after the slots were moved or taken away: a bed whose end is gone holds on to the nearest slot of its run that
 * is still there, one whose ends changed places lies between them, and one with no slot left goes.
 */
export function bedsAfter(
  before: readonly TemplateSlot[],
  after: readonly TemplateSlot[],
  beds: readonly Bed[],
): Bed[] {
  const place = new Map(after.map(({ id }, index) => [id, index]))
  return beds.flatMap((bed) => {
    const ends = [bed.fromSlotId, bed.toSlotId].map((id) => before.findIndex((slot) => slot.id === id))
    const run = before.slice(Math.min(...ends), Math.max(...ends) + 1).filter(({ id }) => place.has(id))
    const hasFrom = place.has(bed.fromSlotId)
    const hasTo = place.has(bed.toSlotId)
    const from = hasFrom ? bed.fromSlotId : run[0]?.id
    const to = hasTo ? bed.toSlotId : run.at(-1)?.id
    if (from === undefined || to === undefined) return []
    const isTurned = (place.get(from) ?? 0) > (place.get(to) ?? 0)
    return [{ ...bed, fromSlotId: isTurned ? to : from, toSlotId: isTurned ? from : to }]
  })
}

/** A bed under the whole: 12 LU under the programme, 8 dB lower under speech, in and out over some seconds. */
export function newBed(soundId: string, { slots, beds }: Written): Bed | undefined {
  const [first, last] = [slots[0], slots.at(-1)]
  if (!first || !last) return undefined
  return {
    id: freeId('bed', beds),
    soundId,
    fromSlotId: first.id,
    toSlotId: last.id,
    levelLu: -12,
    duckDb: 8,
    attackMs: 200,
    releaseMs: 900,
    fadeInMs: 1000,
    fadeOutMs: 2500,
    leadMs: 0,
    tailMs: 0,
  }
}

/** Why a template may not be saved yet; undefined when it may. */
export function problemOf({ slots }: Written): string | undefined {
  if (slots.length === 0) return 'Khung chưa có phần nào.'
  if (!slots.some(({ source }) => source.from === 'script')) return 'Khung chưa có phần nào đọc theo kịch bản.'
  const untitled = slots.findIndex(({ title }) => title.trim() === '')
  if (untitled >= 0) return `Phần ${untitled + 1} chưa có tên.`
  return undefined
}
