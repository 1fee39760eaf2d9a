import { randomUUID } from 'node:crypto'
import type { ItemKind } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { addRevision, findRevision, LONGEST_ITEM, listRevisions, tidyLine, tidyText } from '../scripts/index.ts'

/** An item for a script. */
export interface PlacedItem {
  kind: ItemKind
  title: string
  text: string
  unitName?: string | undefined
}

/**
 * Adds items to the newest script of an edition, as its next revision: behind what is there, before the words that close it.
 * The new revision is not approved, whatever the one before was. Answers the items' ids in the order given. Refuses
 * `not-found`, `text-too-long`, and `script-changed-meanwhile` when somebody saved in the same moment.
 */
export async function placeItems(
  db: Db,
  { editionId, items, by, at }: { editionId: string; items: readonly PlacedItem[]; by: string; at: number },
): Promise<string[]> {
  const long = items.find(({ text }) => text.length > LONGEST_ITEM)
  if (long) {
    throw new StationError('text-too-long', { length: new Intl.NumberFormat('vi-VN').format(long.text.length) })
  }
  const [newest] = await listRevisions(db, editionId)
  const before = (newest && (await findRevision(db, newest.id)))?.items ?? []
  const added = items.map((item) => ({
    itemId: randomUUID(),
    kind: item.kind,
    title: tidyLine(item.title),
    text: tidyText(item.text),
    unitName: item.unitName,
  }))
  const closing = before.findLastIndex(({ kind }) => kind !== 'sign-off') + 1
  const known = before.map(({ itemId, kind, title, text, unitName }) => ({ itemId, kind, title, text, unitName }))
  await addRevision(db, {
    editionId,
    parentId: newest?.id,
    source: 'written',
    items: [...known.slice(0, closing), ...added, ...known.slice(closing)],
    createdBy: by,
    createdAt: Math.round(at),
  })
  return added.map(({ itemId }) => itemId)
}
