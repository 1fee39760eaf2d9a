import { randomUUID } from 'node:crypto'
import { firstDateOf, type Period, periodTitle } from '../../schedules/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'

export interface EditionRow {
  id: string
  programmeId: string
  period: Period
  createdBy: string
  createdAt: number
}

/** Adds the edition of a period; one a period and programme, and a second is told which one there is. */
export async function addEdition(
  db: Db,
  edition: { programmeId: string; period: Period; by: string; at: number },
): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const known = await trx
      .selectFrom('editions')
      .select('id')
      .where('programme_id', '=', edition.programmeId)
      .where('period', '=', edition.period)
      .executeTakeFirst()
    if (known) {
      throw new StationError('edition-exists', { period: periodTitle(edition.period), editionId: known.id })
    }
    const id = randomUUID()
    await trx
      .insertInto('editions')
      .values({
        id,
        programme_id: edition.programmeId,
        period: edition.period,
        begins_on: firstDateOf(edition.period),
        created_by: edition.by,
        created_at: edition.at,
      })
      .execute()
    return id
  })
}

/** All editions, the newest period first. */
export async function listEditions(db: Db): Promise<EditionRow[]> {
  const rows = await editionRows(db).orderBy('begins_on', 'desc').orderBy('editions.created_at', 'desc').execute()
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
    period: row.period,
    createdBy: row.display_name,
    createdAt: row.created_at,
  }
}
