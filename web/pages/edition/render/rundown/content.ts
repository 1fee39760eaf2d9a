import type { Bed, Rundown, RundownSlot, RundownSlotSeen } from '../../../../../server/contract/index.ts'

/** What a person edits in a rundown: the places and the music under them. Never changed in place. */
export interface Content {
  readonly slots: readonly RundownSlot[]
  readonly beds: readonly Bed[]
}

/** What of a rundown can be edited: without what the station found out about it. */
export function contentOf(rundown: Pick<Rundown, 'slots' | 'beds'>): Content {
  return { slots: rundown.slots.map(written), beds: rundown.beds }
}

function written(seen: RundownSlotSeen): RundownSlot {
  const { id, kind, title, source, gapAfterMs, fadeInMs, fadeOutMs, gainDb, treatment, keep, normMs } = seen
  return {
    id,
    kind,
    title,
    source,
    gapAfterMs,
    fadeInMs,
    fadeOutMs,
    gainDb,
    treatment,
    keep,
    ...(normMs !== undefined && { normMs }),
  }
}

/** Whether two contents would be saved as the same. */
export function isSameContent(a: Content, b: Content): boolean {
  return a === b || canonical(a) === canonical(b)
}

/** Independent of the order in which fields were written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** The same content with one place changed. */
export function withSlot(content: Content, slotId: string, change: Partial<RundownSlot>): Content {
  return { ...content, slots: content.slots.map((slot) => (slot.id === slotId ? { ...slot, ...change } : slot)) }
}

/** The same content with one bed changed. */
export function withBed(content: Content, bedId: string, change: Partial<Bed>): Content {
  return { ...content, beds: content.beds.map((bed) => (bed.id === bedId ? { ...bed, ...change } : bed)) }
}

/** Whether a place is read for this edition, and not a fixed sound of the library. */
export const isRead = (slot: Pick<RundownSlot, 'source'>) => slot.source.from === 'script'
