import { randomUUID } from 'node:crypto'
import type { EvaluationWritten } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import type { EvaluationRecord } from './rules.ts'

/** Keeps a new record. */
export async function addEvaluation(db: Db, written: EvaluationWritten, by: string, at: number): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const id = randomUUID()
    await trx
      .insertInto('evaluations')
      .values({ id, made_by: by, made_at: Math.round(at) })
      .execute()
    await insertVersion(trx, id, 1, written, by, at)
    return id
  })
}

/** Saves the next version of a record. Refuses `evaluation-changed-meanwhile` when it was not made from the newest one. */
export async function addVersion(
  db: Db,
  id: string,
  written: EvaluationWritten,
  by: string,
  at: number,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const newest = await trx
      .selectFrom('evaluation_versions')
      .innerJoin('accounts', 'accounts.id', 'evaluation_versions.saved_by')
      .select(['number', 'accounts.display_name'])
      .where('evaluation_id', '=', id)
      .orderBy('number', 'desc')
      .executeTakeFirst()
    if (!newest) throw new StationError('not-found')
    if (newest.number !== written.parentNumber) {
      throw new StationError('evaluation-changed-meanwhile', { by: newest.display_name })
    }
    await insertVersion(trx, id, newest.number + 1, written, by, at)
  })
}

/** Every record as it was last saved. */
export async function listRecords(db: Db): Promise<EvaluationRecord[]> {
  const rows = await db
    .selectFrom('evaluation_versions')
    .innerJoin('accounts', 'accounts.id', 'evaluation_versions.saved_by')
    .selectAll('evaluation_versions')
    .select('accounts.display_name')
    .orderBy('evaluation_id')
    .orderBy('number', 'desc')
    .execute()
  return rows
    .filter(({ evaluation_id }, place) => rows[place - 1]?.evaluation_id !== evaluation_id)
    .map((row) => ({
      id: row.evaluation_id,
      number: row.number,
      facts: JSON.parse(row.facts),
      saved: { by: row.display_name, at: row.saved_at },
    }))
}

async function insertVersion(
  db: Db,
  evaluationId: string,
  number: number,
  { parentNumber: _, ...facts }: EvaluationWritten,
  by: string,
  at: number,
): Promise<void> {
  await db
    .insertInto('evaluation_versions')
    .values({
      id: randomUUID(),
      evaluation_id: evaluationId,
      number,
      facts: JSON.stringify(facts),
      saved_by: by,
      saved_at: Math.round(at),
    })
    .execute()
}
