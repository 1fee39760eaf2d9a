import { randomUUID } from 'node:crypto'
import type { Tune, TuneRole } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

export interface NewTune {
  role: TuneRole
  title: string
  rightsNote: string
  shipped: boolean
  mediaSha256: string
  durationMs: number
  createdBy: string
  createdAt: number
}

/** Adds a signature tune; it is used from now on. */
export async function addTune(db: Db, tune: NewTune): Promise<string> {
  const id = randomUUID()
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('tunes')
      .values({
        id,
        role: tune.role,
        title: tune.title,
        rights_note: tune.rightsNote,
        shipped: tune.shipped ? 1 : 0,
        media_sha256: tune.mediaSha256,
        duration_ms: tune.durationMs,
        created_by: tune.createdBy,
        created_at: tune.createdAt,
      })
      .execute()
    await insertChoice(trx, tune.role, id, tune.createdBy, tune.createdAt)
  })
  return id
}

/** Chooses the tune of its role; false when there is no such tune. */
export async function chooseTune(db: Db, tuneId: string, by: string, at: number): Promise<boolean> {
  const tune = await db.selectFrom('tunes').select('role').where('id', '=', tuneId).executeTakeFirst()
  if (!tune) return false
  await insertChoice(db, tune.role, tuneId, by, at)
  return true
}

/** All tunes by role, the newest first, with the one in use marked. */
export async function listTunes(db: Db): Promise<Tune[]> {
  const choices = await db.selectFrom('tune_choices').selectAll().orderBy('chosen_at', 'asc').execute()
  const inUse = new Map(choices.map((choice) => [choice.role, choice.tune_id]))
  const rows = await db
    .selectFrom('tunes')
    .leftJoin('accounts', 'accounts.id', 'tunes.created_by')
    .selectAll('tunes')
    .select('accounts.display_name')
    .orderBy('tunes.created_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    title: row.title,
    rightsNote: row.rights_note,
    shipped: row.shipped === 1,
    inUse: inUse.get(row.role) === row.id,
    mediaSha256: row.media_sha256,
    durationMs: row.duration_ms,
    created: { by: row.shipped === 1 ? 'Lên Sóng' : (row.display_name ?? ''), at: row.created_at },
  }))
}

async function insertChoice(db: Db, role: TuneRole, tuneId: string, by: string, at: number): Promise<void> {
  await db
    .insertInto('tune_choices')
    .values({ id: randomUUID(), role, tune_id: tuneId, chosen_by: by, chosen_at: at })
    .execute()
}
