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
  warnings: readonly string[]
  /** Whether it is the one in use for its role from now on. */
  isChosen: boolean
  createdBy: string
  createdAt: number
}

/** Adds a sound to the library. */
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
        warnings: JSON.stringify(tune.warnings),
        created_by: tune.createdBy,
        created_at: tune.createdAt,
      })
      .execute()
    if (tune.isChosen) await chooseTune(trx, { id, role: tune.role }, tune.createdBy, tune.createdAt)
  })
  return id
}

/** Notes that a sound is the one in use for its role. */
export async function chooseTune(db: Db, tune: Pick<Tune, 'id' | 'role'>, by: string, at: number): Promise<void> {
  await db
    .insertInto('tune_choices')
    .values({ id: randomUUID(), role: tune.role, tune_id: tune.id, chosen_by: by, chosen_at: at })
    .execute()
}

/** Offers a sound no more; a second time changes nothing. The one that was in use before takes its place. */
export async function retireTune(db: Db, tuneId: string, by: string, at: number): Promise<void> {
  await db
    .insertInto('tune_retirements')
    .values({ tune_id: tuneId, retired_by: by, retired_at: at })
    .onConflict((conflict) => conflict.column('tune_id').doNothing())
    .execute()
}

/** All sounds by role, the newest first, retired ones too, with the ones in use marked. */
export async function listTunes(db: Db): Promise<Tune[]> {
  const rows = await db
    .selectFrom('tunes')
    .leftJoin('accounts', 'accounts.id', 'tunes.created_by')
    .leftJoin('tune_retirements', 'tune_retirements.tune_id', 'tunes.id')
    .leftJoin('accounts as retirer', 'retirer.id', 'tune_retirements.retired_by')
    .selectAll('tunes')
    .select(['accounts.display_name', 'retirer.display_name as retirer', 'retired_at'])
    .orderBy('tunes.created_at', 'desc')
    .execute()
  const choices = await db.selectFrom('tune_choices').selectAll().orderBy('chosen_at', 'asc').execute()
  const offered = new Set(rows.filter(({ retired_at }) => retired_at === null).map(({ id }) => id))
  const inUse = new Map(
    choices.filter((choice) => offered.has(choice.tune_id)).map(({ role, tune_id }) => [role, tune_id]),
  )
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    title: row.title,
    rightsNote: row.rights_note,
    shipped: row.shipped === 1,
    inUse: row.role === 'bed' ? offered.has(row.id) : inUse.get(row.role) === row.id,
    mediaSha256: row.media_sha256,
    durationMs: row.duration_ms,
    warnings: JSON.parse(row.warnings),
    created: { by: row.shipped === 1 ? 'Lên Sóng' : (row.display_name ?? ''), at: row.created_at },
    ...(row.retired_at !== null && { retired: { by: row.retirer ?? '', at: row.retired_at } }),
  }))
}
