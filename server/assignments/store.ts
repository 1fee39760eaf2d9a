import { randomUUID } from 'node:crypto'
import type { Db } from '../db/index.ts'
import { type Assignment, standingAssignments } from './rules.ts'

/** All decisions on whose reads an edition's items are, in whichever of its revisions. */
export async function listDecisions(db: Db, editionId: string): Promise<Assignment[]> {
  const rows = await db
    .selectFrom('read_assignments')
    .innerJoin('revisions', 'revisions.id', 'read_assignments.revision_id')
    .innerJoin('accounts as assigner', 'assigner.id', 'read_assignments.assigned_by')
    .leftJoin('accounts as reader', 'reader.id', 'read_assignments.reader_id')
    .selectAll('read_assignments')
    .select(['assigner.display_name as assigner', 'reader.display_name as reader'])
    .where('revisions.edition_id', '=', editionId)
    .execute()
  return rows.map((row) => ({
    itemId: row.item_id,
    reader: row.reader_id === null ? undefined : { id: row.reader_id, displayName: row.reader ?? '' },
    dueOn: row.due_on ?? undefined,
    assigned: { by: row.assigner, at: row.assigned_at },
  }))
}

/**
 * Notes whose reads these items are, all of them or none. What says the same as before is no new decision; a new one is always
 * newer than the one before, whatever the clock was set to.
 */
export async function addDecisions(
  db: Db,
  wanted: {
    editionId: string
    revisionId: string
    itemIds: readonly string[]
    readerId: string | undefined
    dueOn: string | undefined
    by: string
    at: number
  },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const standing = standingAssignments(await listDecisions(trx, wanted.editionId))
    const rows = wanted.itemIds.flatMap((itemId) => {
      const known = standing.get(itemId)
      if (known?.reader?.id === wanted.readerId && known?.dueOn === wanted.dueOn) return []
      return {
        id: randomUUID(),
        revision_id: wanted.revisionId,
        item_id: itemId,
        reader_id: wanted.readerId ?? null,
        due_on: wanted.dueOn ?? null,
        assigned_by: wanted.by,
        assigned_at: known ? Math.max(wanted.at, known.assigned.at + 1) : wanted.at,
      }
    })
    if (rows.length > 0) await trx.insertInto('read_assignments').values(rows).execute()
  })
}

/** The editions whose period begins on a date or after it, the oldest first. */
export async function editionsSince(db: Db, date: string): Promise<string[]> {
  const rows = await db
    .selectFrom('editions')
    .select('id')
    .where('begins_on', '>=', date)
    .orderBy('begins_on')
    .execute()
  return rows.map(({ id }) => id)
}

/** The account that brought a read. */
export async function makerOf(db: Db, takeId: string): Promise<string | undefined> {
  const row = await db.selectFrom('takes').select('created_by').where('id', '=', takeId).executeTakeFirst()
  return row?.created_by
}

/** A read, and who brought it. */
export interface ReadTake {
  itemId: string
  source: 'upload' | 'browser' | 'edit'
  parentTakeId: string | undefined
  bringer: { id: string; displayName: string }
}

/** These takes by id; such as there are not are left out. */
export async function listReadTakes(db: Db, takeIds: readonly string[]): Promise<Map<string, ReadTake>> {
  if (takeIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('takes')
    .innerJoin('accounts', 'accounts.id', 'takes.created_by')
    .leftJoin('take_edits', 'take_edits.take_id', 'takes.id')
    .select(['takes.id', 'item_id', 'source', 'parent_take_id', 'created_by', 'display_name'])
    .where('takes.id', 'in', [...takeIds])
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        itemId: row.item_id,
        source: row.source,
        parentTakeId: row.parent_take_id ?? undefined,
        bringer: { id: row.created_by, displayName: row.display_name },
      },
    ]),
  )
}

/** Whom each of these items is assigned to by its newest decision; items that are nobody's are left out. */
export async function standingReaders(
  db: Db,
  itemIds: readonly string[],
): Promise<Map<string, { id: string; displayName: string }>> {
  if (itemIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('read_assignments')
    .leftJoin('accounts', 'accounts.id', 'read_assignments.reader_id')
    .select(['item_id', 'reader_id', 'display_name'])
    .where('item_id', 'in', [...new Set(itemIds)])
    .orderBy('assigned_at')
    .execute()
  const standing = new Map<string, { id: string; displayName: string }>()
  for (const { item_id, reader_id, display_name } of rows) {
    if (reader_id === null) standing.delete(item_id)
    else standing.set(item_id, { id: reader_id, displayName: display_name ?? '' })
  }
  return standing
}
