import { randomUUID } from 'node:crypto'
import type { Period } from '../../schedules/index.ts'
import type { BroughtIn, ReviewItem, Revision, ScriptItem } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { addEdition } from '../editions/index.ts'
import { StationError } from '../errors.ts'
import { addRevision, findRevision, LONGEST_ITEM, tidyLine, tidyText } from '../scripts/index.ts'
import { extendScript } from './rules.ts'
import { addOrigins, originsOf } from './store.ts'
import type { Table } from './table.ts'

/** As many items as a script may have (the contract of scripts). */
const MOST_ITEMS = 100

type Written = Pick<ScriptItem, 'itemId' | 'kind' | 'title' | 'text'> & { unitName: string | undefined }

/**
 * Brings the chosen items that the script lacks into it, as its next revision, in the meeting's order; makes the edition where
 * there is none. An item that was in the script before keeps its id, so its reads and remarks are found again. What the editors
 * wrote stays as it is. Refuses `nothing-chosen`, `submission-too-long`, `too-many-items`, `script-changed-meanwhile`.
 */
export async function bringIn(
  db: Db,
  wanted: { programmeId: string; period: Period; table: Table; by: string; at: number },
): Promise<BroughtIn> {
  const { programmeId, period, table, by, at } = wanted
  const chosen = table.items.filter(({ decision }) => decision === 'chosen')
  const missing = chosen.filter(({ inScript }) => inScript === undefined)
  if (missing.length === 0) throw new StationError('nothing-chosen')
  const origins = await originsOf(
    db,
    missing.map(({ placementId }) => placementId),
  )
  const places = chosen.map((item) => {
    if (item.inScript) return { item, itemId: item.inScript.itemId }
    const known = origins.findLast(({ placementId }) => placementId === item.placementId)
    const itemId = known?.itemId ?? randomUUID()
    return { item, itemId, added: writtenOf(item, itemId) }
  })
  const script = (table.newest?.items ?? []).map(asWritten)
  const items = extendScript(script, places)
  if (items.length > MOST_ITEMS) throw new StationError('too-many-items', { count: items.length, limit: MOST_ITEMS })
  const editionId = table.editionId ?? (await addEdition(db, { programmeId, period, by, at }))
  // First, so that an item never stands in a script without what it was made of.
  await addOrigins(
    db,
    places
      .filter(({ item }) => !item.inScript)
      .map(({ item, itemId }) => ({ itemId, submissionId: item.submissionId, placementId: item.placementId })),
    by,
    at,
  )
  const parentId = table.newest?.id
  const id = await addRevision(db, { editionId, parentId, source: 'review', items, createdBy: by, createdAt: at })
  const revision = await findRevision(db, id)
  return { editionId, revisionNumber: revision?.number ?? 1, added: missing.length }
}

function writtenOf({ title, text, unitName }: ReviewItem, itemId: string): Written {
  const tidy = tidyText(text)
  if (tidy.length > LONGEST_ITEM) {
    throw new StationError('submission-too-long', { title, length: new Intl.NumberFormat('vi-VN').format(tidy.length) })
  }
  const line = tidyLine(title)
  return {
    itemId,
    kind: 'item',
    title: line.length <= 300 ? line : `${line.slice(0, 299)}…`,
    text: tidy,
    unitName: unitName?.slice(0, 300),
  }
}

function asWritten({ itemId, kind, title, text, unitName }: Revision['items'][number]): Written {
  return { itemId, kind, title, text, unitName }
}
