import { randomUUID } from 'node:crypto'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'

export interface EditionRow {
  id: string
  programmeId: string
  month: string
  createdBy: string
  createdAt: number
}

/** Adds the edition of a month; one a month and programme, and a second is told which one there is. */
export async function addEdition(
  db: Db,
  edition: { programmeId: string; month: string; by: string; at: number },
): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const known = await trx
      .selectFrom('editions')
      .select('id')
      .where('programme_id', '=', edition.programmeId)
      .where('month', '=', edition.month)
      .executeTakeFirst()
    if (known) {
      const month = edition.month.split('-').reverse().join('/')
      throw new StationError('edition-exists', { month, editionId: known.id })
    }
    const id = randomUUID()
    await trx
      .insertInto('editions')
      .values({
        id,
        programme_id: edition.programmeId,
        month: edition.month,
        created_by: edition.by,
        created_at: edition.at,
      })
      .execute()
    return id
  })
}

/** All editions, the newest month first. */
export async function listEditions(db: Db): Promise<EditionRow[]> {
  const rows = await editionRows(db).orderBy('month', 'desc').orderBy('editions.created_at', 'desc').execute()
  return rows.map(asEdition)
}

export async function findEdition(db: Db, id: string): Promise<EditionRow | undefined> {
  const row = await editionRows(db).where('editions.id', '=', id).executeTakeFirst()
  return row && asEdition(row)
}

function editionRows(db: Db) {
  return db
    .selectFrom('editions')
    .innerJoin('accounts', 'accounts.id', 'editions.created_by')
    .selectAll('editions')
    .select('accounts.display_name')
}

function asEdition(row: Awaited<ReturnType<ReturnType<typeof editionRows>['executeTakeFirstOrThrow']>>): EditionRow {
  return {
    id: row.id,
    programmeId: row.programme_id,
    month: row.month,
    createdBy: row.display_name,
    createdAt: row.created_at,
  }
}
