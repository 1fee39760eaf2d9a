import fc from 'fast-check'
import type { ItemKind, RundownSlot, TemplatePreset, TemplateSlot } from '../../../server/contract/index.ts'
import type { Frame, Sound } from '../../../server/rundowns/fill.ts'
import type { Item } from '../../../server/rundowns/seats.ts'
import { presetTemplate } from '../../../server/templates/index.ts'

export const READ_KINDS: readonly ItemKind[] = [
  'greeting',
  'headline',
  'item',
  'question',
  'answer',
  'notice',
  'sign-off',
]

/** The sounds that a new station has. */
export const SHIPPED: readonly Sound[] = [
  { id: 'nhac-hieu', role: 'intro', inUse: true },
  { id: 'nhac-cat', role: 'sting', inUse: true },
  { id: 'nhac-ket', role: 'outro', inUse: true },
]

export const preset = (name: TemplatePreset): Frame => presetTemplate(name, -23)

export function item(itemId: string, kind: ItemKind = 'item'): Item {
  return { itemId, kind, title: `Bài ${itemId}` }
}

/** A row of slots as one word each: the item read, or the kind of the sound. */
export function heard(slots: readonly Pick<RundownSlot, 'source' | 'kind'>[]): string[] {
  return slots.map(({ source, kind }) => (source.from === 'script' ? source.itemId : kind))
}

/** Scripts of up to twelve items of any kinds. */
export const anyItems: fc.Arbitrary<Item[]> = fc
  .array(fc.constantFrom(...READ_KINDS), { maxLength: 12 })
  .map((kinds) => kinds.map((kind, place) => item(`${place}`, kind)))

/** Libraries in which some roles have a sound, some none, and beds. */
export const anySounds: fc.Arbitrary<Sound[]> = fc
  .uniqueArray(fc.constantFrom('intro', 'opening-call', 'sting', 'hotline', 'outro', 'bed' as const), { maxLength: 6 })
  .map((roles) => roles.map((role) => ({ id: `am-${role}`, role, inUse: true })))

const anySlot: fc.Arbitrary<Omit<TemplateSlot, 'id'>> = fc
  .record({
    isRead: fc.boolean(),
    readKind: fc.constantFrom(...READ_KINDS),
    soundKind: fc.constantFrom('intro', 'sting', 'hotline', 'opening-call', 'outro' as const),
    named: fc.boolean(),
    repeat: fc.constantFrom('once', 'per-item' as const),
    skipFirst: fc.boolean(),
    optional: fc.boolean(),
    gapAfterMs: fc.integer({ min: -2000, max: 5000 }),
  })
  .map(({ isRead, readKind, soundKind, named, ...rest }) => ({
    ...rest,
    kind: isRead ? readKind : soundKind,
    title: isRead ? `Ô ${readKind}` : `Ô ${soundKind}`,
    source: isRead
      ? { from: 'script' as const }
      : { from: 'library' as const, ...(named && { soundId: `am-${soundKind}` }) },
    fadeInMs: 0,
    fadeOutMs: 0,
    gainDb: 0,
  }))

/** Templates as nobody would write them, each with a bed or two. */
export const anyFrame: fc.Arbitrary<Frame> = fc
  .tuple(fc.array(anySlot, { minLength: 1, maxLength: 10 }), fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 3 }))
  .map(([bare, runs]) => {
    const slots = bare.map((slot, place) => ({ ...slot, id: `o${place}` }))
    const idAt = (place: number) => `o${place % slots.length}`
    return {
      slots,
      beds: runs.map(([a, b], number) => ({
        id: `nen${number}`,
        soundId: 'am-bed',
        fromSlotId: idAt(Math.min(a % slots.length, b % slots.length)),
        toSlotId: idAt(Math.max(a % slots.length, b % slots.length)),
        levelLu: -12,
        duckDb: 12,
        attackMs: 200,
        releaseMs: 800,
        fadeInMs: 500,
        fadeOutMs: 1500,
        leadMs: 0,
        tailMs: 0,
      })),
      treatment: { highPass: true, noiseReduction: 'off', deClick: 'off' },
    }
  })
