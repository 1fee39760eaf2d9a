import { randomUUID } from 'node:crypto'
import type { ItemRemark } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'

/** What was said of the items of an edition, in whichever revision, the oldest first. */
export async function listItemRemarks(db: Db, editionId: string): Promise<ItemRemark[]> {
  const rows = await db
    .selectFrom('item_remarks')
    .innerJoin('revisions', 'revisions.id', 'item_remarks.revision_id')
    .innerJoin('accounts', 'accounts.id', 'item_remarks.made_by')
    .selectAll('item_remarks')
    .select(['revisions.number', 'display_name'])
    .where('item_remarks.edition_id', '=', editionId)
    .orderBy('made_at')
    .execute()
  const states = await db
    .selectFrom('item_remark_states')
    .innerJoin('item_remarks', 'item_remarks.id', 'item_remark_states.remark_id')
    .innerJoin('accounts', 'accounts.id', 'item_remark_states.set_by')
    .select(['remark_id', 'state', 'display_name', 'set_at'])
    .where('item_remarks.edition_id', '=', editionId)
    .orderBy('set_at')
    .execute()
  const standing = new Map(states.map((row) => [row.remark_id, row]))
  return rows.map((row) => {
    const state = standing.get(row.id)
    return {
      id: row.id,
      itemId: row.item_id,
      revisionNumber: row.number,
      text: row.text,
      made: { by: row.display_name, at: row.made_at },
      ...(state?.state === 'done' && { done: { by: state.display_name, at: state.set_at } }),
    }
  })
}

export async function addItemRemark(
  db: Db,
  remark: { editionId: string; itemId: string; revisionId: string; text: string; by: string; at: number },
): Promise<void> {
  await db
    .insertInto('item_remarks')
    .values({
      id: randomUUID(),
      edition_id: remark.editionId,
      item_id: remark.itemId,
      revision_id: remark.revisionId,
      text: remark.text,
      made_by: remark.by,
      made_at: remark.at,
    })
    .execute()
}

/** Notes that a remark was dealt with, or is open again; resolves to its edition. Refuses `not-found`. */
export async function setRemarkState(
  db: Db,
  remarkId: string,
  { isDone, by, at }: { isDone: boolean; by: string; at: number },
): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const remark = await trx
      .selectFrom('item_remarks')
      .select('edition_id')
      .where('id', '=', remarkId)
      .executeTakeFirst()
    if (!remark) throw new StationError('not-found')
    const newest = await trx
      .selectFrom('item_remark_states')
      .select(['state', 'set_at'])
      .where('remark_id', '=', remarkId)
      .orderBy('set_at', 'desc')
      .executeTakeFirst()
    if ((newest?.state === 'done') === isDone) return remark.edition_id
    await trx
      .insertInto('item_remark_states')
      .values({
        id: randomUUID(),
        remark_id: remarkId,
        state: isDone ? 'done' : 'open',
        set_by: by,
        // A later state is later, whatever the clock was set to.
        set_at: newest ? Math.max(at, newest.set_at + 1) : at,
      })
      .execute()
    return remark.edition_id
  })
}
