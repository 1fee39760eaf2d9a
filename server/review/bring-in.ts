import { randomUUID } from 'node:crypto'
import type { Period } from '../../schedules/index.ts'
import type { BroughtIn, ReviewItem, Revision, ScriptItem } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { addEdition } from '../editions/index.ts'
import { StationError } from '../errors.ts'
import { addRevision, findRevision, LONGEST_ITEM, tidyLine, tidyText } from '../scripts/index.ts'
import { partsOf } from './parts.ts'
import { extendScript } from './rules.ts'
import { addOrigins, originsOf } from './store.ts'
import type { Table } from './table.ts'

/** As many items as a script may have (the contract of scripts). */
const MOST_ITEMS = 100
const LONGEST_TITLE = 300

type Written = Pick<ScriptItem, 'itemId' | 'kind' | 'title' | 'text'> & { unitName: string | undefined }

/**
 * Brings the chosen items that the script lacks into it, as its next revision, in the meeting's order; makes the edition where
 * there is none. An item that was in the script before keeps its id, so its reads and remarks are found again; one too long for
 * an item comes in parts. What the editors wrote stays as it is. Refuses `nothing-chosen`, `too-many-items`,
 * `script-changed-meanwhile`.
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
  const places = chosen.flatMap((item) => {
    if (item.inScript) return [{ item, itemId: item.inScript.itemId }]
    const known = origins.filter(({ placementId }) => placementId === item.placementId).map(({ itemId }) => itemId)
    return writtenOf(item, known).map((added) => ({ item, itemId: added.itemId, added }))
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

/** What an item is in a script: itself, or its parts. `known`: the ids that it had there before, the newest last. */
function writtenOf({ title, text, unitName }: ReviewItem, known: readonly string[]): Written[] {
  const parts = partsOf(tidyText(text), LONGEST_ITEM)
  const ids = idsFor(parts.length, known)
  const line = tidyLine(title)
  return parts.map((part, place) => {
    const which = parts.length === 1 ? '' : ` (phần ${place + 1}/${parts.length})`
    const room = LONGEST_TITLE - which.length
    return {
      itemId: ids[place] ?? randomUUID(),
      kind: 'item',
      title: `${line.length <= room ? line : `${line.slice(0, room - 1)}…`}${which}`,
      text: part,
      unitName: unitName?.slice(0, 300),
    }
  })
}

/** Parts keep their order by that of their ids: no more is remembered of where an item came from. */
function idsFor(count: number, known: readonly string[]): string[] {
  if (count === 1) return known.slice(-1)
  const made = Array.from({ length: Math.max(0, count - known.length) }, () => randomUUID())
  return [...known, ...made].sort().slice(0, count)
}

function asWritten({ itemId, kind, title, text, unitName }: Revision['items'][number]): Written {
  return { itemId, kind, title, text, unitName }
}
