import type { Signed } from '../../contract/index.ts'
import type { Db } from '../../db/index.ts'

export interface TakenRow {
  submissionId: string
  itemId: string
  revisionNumber: number
  taken: Signed
}

/** Notes from which words of a ward a submission came; the first time counts. */
export async function noteTaken(
  db: Db,
  taken: { submissionId: string; editionId: string; revisionId: string; itemId: string; by: string; at: number },
): Promise<void> {
  await db
    .insertInto('taken_items')
    .values({
      submission_id: taken.submissionId,
      edition_id: taken.editionId,
      revision_id: taken.revisionId,
      item_id: taken.itemId,
      taken_by: taken.by,
      taken_at: taken.at,
    })
    .onConflict((conflict) => conflict.column('submission_id').doNothing())
    .execute()
}

/** What was taken up of an edition, the oldest first. */
export async function listTaken(db: Db, editionId: string): Promise<TakenRow[]> {
  const rows = await db
    .selectFrom('taken_items')
    .innerJoin('revisions', 'revisions.id', 'taken_items.revision_id')
    .innerJoin('accounts', 'accounts.id', 'taken_items.taken_by')
    .select(['submission_id', 'item_id', 'revisions.number', 'accounts.display_name', 'taken_at'])
    .where('taken_items.edition_id', '=', editionId)
    .orderBy('taken_at')
    .execute()
  return rows.map((row) => ({
    submissionId: row.submission_id,
    itemId: row.item_id,
    revisionNumber: row.number,
    taken: { by: row.display_name, at: row.taken_at },
  }))
}
