import type { Bed, RundownSlot, ScriptItem, Signed, Template, Tune } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { findEditionNames } from '../programmes/index.ts'
import { findRevision, listRevisions } from '../scripts/index.ts'
import { listTakes } from '../takes/index.ts'
import { templateOf } from '../templates/index.ts'
import { listTunes } from '../tunes/index.ts'
import { fillTemplate } from './fill.ts'
import { followScript, itemOf } from './follow.ts'
import { keptOf, type ReadOfItem, readIn, readsOf, withUsableReads } from './reads.ts'
import { findSaved } from './store.ts'

/** An edition's rundown with all that it is judged by. */
export interface Standing {
  editionId: string
  programmeId: string
  number: number
  slots: RundownSlot[]
  beds: Bed[]
  template: Template
  items: readonly ScriptItem[]
  takes: readonly ReadOfItem[]
  sounds: readonly Tune[]
  /** Usable reads by item, the newest first. */
  reads: ReadonlyMap<string, readonly ReadOfItem[]>
  /** The kept read by item. */
  kept: ReadonlyMap<string, ReadOfItem>
  notes: string[]
  /** Vietnamese: what keeps it from being heard. */
  missing: string[]
  /** The same of one slot, by its id. */
  missingIn: ReadonlyMap<string, string>
  saved: Signed | undefined
}

/** The rundown of an edition as it stands now: as a person saved it, else the template filled. Undefined: no such edition. */
export async function standingRundown(db: Db, editionId: string): Promise<Standing | undefined> {
  const names = await findEditionNames(db, editionId)
  if (!names) return undefined
  const [newest] = await listRevisions(db, editionId)
  const items = (newest && (await findRevision(db, newest.id)))?.items ?? []
  const template = await templateOf(db, names.programmeId)
  const sounds = await listTunes(db)
  const takes = await listTakes(db, editionId)
  const saved = await findSaved(db, editionId)
  const reads = readsOf(items, takes)
  const kept = keptOf(reads)

  const laid =
    saved && 'slots' in saved.fields
      ? { ...followScript(saved.fields, template, items, sounds), missing: [] }
      : { ...fillTemplate(template, items, sounds), notes: [] }
  const { slots, notes } = withUsableReads(laid.slots, reads)
  const missingIn = new Map(
    slots.flatMap((slot) => {
      const why =
        itemOf(slot) !== undefined && !readIn(slot, reads, kept) ? noReadSentence(slot, items, takes) : undefined
      return why === undefined ? [] : [[slot.id, why] as const]
    }),
  )
  return {
    editionId,
    programmeId: names.programmeId,
    number: saved?.number ?? 0,
    slots,
    beds: laid.beds,
    template,
    items,
    takes,
    sounds,
    reads,
    kept,
    notes: [...laid.notes, ...notes],
    missing: items.length === 0 ? ['Chưa có kịch bản'] : [...laid.missing, ...missingIn.values()],
    missingIn,
    saved: saved?.saved,
  }
}

function noReadSentence(slot: RundownSlot, items: readonly ScriptItem[], takes: readonly ReadOfItem[]): string {
  const mine = takes.filter((take) => take.itemId === itemOf(slot))
  const textHash = items.find(({ itemId }) => itemId === itemOf(slot))?.textHash
  const isSentBack = mine.some(
    (take) => take.textHash === textHash && take.listening === 'sent-back' && take.choice !== 'discarded',
  )
  if (isSentBack) return `Tiết mục “${slot.title}”: bản thu bị trả lại khi nghe duyệt, cần thu lại`
  return mine.some(({ choice }) => choice === 'kept')
    ? `Tiết mục “${slot.title}” đã sửa sau khi thu: cần thu lại`
    : `Tiết mục “${slot.title}” chưa có bản thu được giữ`
}
