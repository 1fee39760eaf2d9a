import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { type Rundown, type RundownSlot, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { tidyLine } from '../scripts/index.ts'
import { problemOfRundown } from './check.ts'
import { itemOf } from './follow.ts'
import { readIn } from './reads.ts'
import { type Standing, standingRundown } from './standing.ts'
import { addRundown, type RundownFields } from './store.ts'
import { rundownView } from './view.ts'

const ById = Type.Object({ id: schema.Id })

/** What rundowns ask of other rooms. */
export interface RundownParts {
  /** Another choice of reads is worth writing the plan for. */
  onChange: () => Promise<void>
  /** Vietnamese: what a person should know before these sounds of the library are heard. */
  warningsOf: (soundIds: readonly string[]) => Promise<string[]>
}

/**
 * The rundown of an edition: seen, saved, filled anew from the template. Another order takes nothing off the air; only
 * another choice of reads is worth writing the plan for, and then `onChange` follows.
 */
export function registerRundowns(app: App, deps: Deps, { onChange, warningsOf }: RundownParts): void {
  const { db, clock, live } = deps

  app.get('/api/editions/:id/rundown', { schema: { params: ById, response: { 200: schema.Rundown } } }, (request) =>
    seen(request.params.id),
  )

  app.put(
    '/api/editions/:id/rundown',
    { schema: { params: ById, body: schema.RundownWritten, response: { 200: schema.Rundown } } },
    async (request) => {
      const before = await standing(request.params.id)
      const { parentNumber, beds } = request.body
      if (parentNumber !== before.number) {
        throw new StationError('rundown-changed-meanwhile', {
          number: before.number,
          by: before.saved?.by ?? 'Người khác',
        })
      }
      const slots = request.body.slots.map((slot) => asWritten(slot, before))
      const problem = problemOfRundown({ slots, beds }, before)
      if (problem !== undefined) throw new StationError('bad-rundown', { what: problem })
      return save(before, { slots: slots.map((slot) => pinned(slot, before)), beds }, personOf(request).id)
    },
  )

  app.post(
    '/api/editions/:id/rundown/refill',
    { schema: { params: ById, response: { 200: schema.Rundown } } },
    async (request) => save(await standing(request.params.id), { followsTemplate: true }, personOf(request).id),
  )

  async function save(before: Standing, fields: RundownFields, by: string) {
    const { editionId, number } = before
    await addRundown(db, { editionId, parentNumber: number, fields, by, at: Math.round(clock.now()) })
    const after = await standing(editionId)
    if (readsHeard(before).join() !== readsHeard(after).join()) await onChange()
    for (const what of ['rundowns', 'editions'] as const) live.tell({ event: 'changed', data: { what } })
    return seen(editionId)
  }

  async function seen(editionId: string): Promise<Rundown> {
    const view = await rundownView(db, editionId)
    const named = view.slots.flatMap(({ source }) => (source.from === 'library' ? source.soundId : []))
    return {
      ...view,
      notes: [...view.notes, ...(await warningsOf([...named, ...view.beds.map(({ soundId }) => soundId)]))],
    }
  }

  async function standing(editionId: string): Promise<Standing> {
    const found = await standingRundown(db, editionId)
    if (!found) throw new StationError('not-found')
    return found
  }
}

/** Words of a read are the script's; a title that somebody typed is one tidy line. */
function asWritten(slot: RundownSlot, { items }: Standing): RundownSlot {
  const item = items.find(({ itemId }) => itemId === itemOf(slot))
  return item ? { ...slot, kind: item.kind, title: item.title } : { ...slot, title: tidyLine(slot.title) || '…' }
}

/** What is cut is cut of one read: it stays with that one when another is kept for the item. */
function pinned(slot: RundownSlot, { reads, kept }: Standing): RundownSlot {
  if (slot.source.from !== 'script' || slot.keep.length === 0) return slot
  const takeId = readIn(slot, reads, kept)?.id
  return takeId === undefined ? slot : { ...slot, source: { ...slot.source, takeId } }
}

/** Which reads sound, in no order: the order is nothing to the plan. */
function readsHeard({ slots, reads, kept }: Standing): string[] {
  return slots.flatMap((slot) => readIn(slot, reads, kept)?.id ?? []).sort()
}
