import { randomUUID } from 'node:crypto'
import type { Bed, RundownSlot, Signed } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'

/** A revision of an edition's rundown: what a person arranged, or that the template is followed again. */
export type RundownFields = { slots: RundownSlot[]; beds: Bed[] } | { followsTemplate: true }

export interface SavedRevision {
  number: number
  fields: RundownFields
  saved: Signed
}

/** The newest revision of an edition's rundown; undefined when nobody ever saved one. */
export async function findSaved(db: Db, editionId: string): Promise<SavedRevision | undefined> {
  const row = await db
    .selectFrom('rundowns')
    .innerJoin('accounts', 'accounts.id', 'rundowns.saved_by')
    .select(['number', 'rundown', 'saved_at', 'accounts.display_name'])
    .where('edition_id', '=', editionId)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  return (
    row && {
      number: row.number,
      fields: JSON.parse(row.rundown),
      saved: { by: row.display_name, at: row.saved_at },
    }
  )
}

/**
 * Saves the next revision of an edition's rundown. Refuses `rundown-changed-meanwhile` when it was not made from the newest
 * one: nothing is overwritten.
 */
export async function addRundown(
  db: Db,
  rundown: { editionId: string; parentNumber: number; fields: RundownFields; by: string; at: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const newest = await findSaved(trx, rundown.editionId)
    const number = newest?.number ?? 0
    if (number !== rundown.parentNumber) {
      throw new StationError('rundown-changed-meanwhile', { number, by: newest?.saved.by ?? 'Người khác' })
    }
    await trx
      .insertInto('rundowns')
      .values({
        id: randomUUID(),
        edition_id: rundown.editionId,
        number: number + 1,
        rundown: JSON.stringify(rundown.fields),
        saved_by: rundown.by,
        saved_at: rundown.at,
      })
      .execute()
  })
}
