import { randomUUID } from 'node:crypto'
import type { Pause } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

export interface NewPause {
  from: number
  until: number
  reason: string
  by: string
  at: number
}

/** Notes a pause of all schedules. */
export async function addPause(db: Db, pause: NewPause): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('pauses')
    .values({
      id,
      from_at: Math.round(pause.from),
      until_at: Math.round(pause.until),
      reason: pause.reason,
      made_by: pause.by,
      made_at: Math.round(pause.at),
    })
    .execute()
  return id
}

/** Lifts a pause; a second call changes nothing. */
export async function liftPause(db: Db, pauseId: string, by: string, at: number): Promise<void> {
  await db
    .insertInto('pause_endings')
    .values({ pause_id: pauseId, lifted_by: by, lifted_at: Math.round(at) })
    .onConflict((conflict) => conflict.column('pause_id').doNothing())
    .execute()
}

/** Pauses that touch [from, to), lifted ones too, in order; their ends are as they were planned. */
export async function listPauses(db: Db, from: number, to = Number.MAX_SAFE_INTEGER): Promise<Pause[]> {
  const rows = await pauseRows(db)
    .where('until_at', '>', Math.floor(from))
    .where('from_at', '<', Math.ceil(to))
    .execute()
  return rows.map(asPause)
}

export async function findPause(db: Db, id: string): Promise<Pause | undefined> {
  const row = await pauseRows(db).where('pauses.id', '=', id).executeTakeFirst()
  return row && asPause(row)
}

function pauseRows(db: Db) {
  return db
    .selectFrom('pauses')
    .innerJoin('accounts as maker', 'maker.id', 'pauses.made_by')
    .leftJoin('pause_endings', 'pause_endings.pause_id', 'pauses.id')
    .leftJoin('accounts as lifter', 'lifter.id', 'pause_endings.lifted_by')
    .selectAll('pauses')
    .select(['maker.display_name as made_by_name', 'lifter.display_name as lifted_by_name', 'lifted_at'])
    .orderBy('from_at')
    .orderBy('made_at')
}

function asPause(row: Awaited<ReturnType<ReturnType<typeof pauseRows>['executeTakeFirstOrThrow']>>): Pause {
  return {
    id: row.id,
    from: row.from_at,
    until: row.until_at,
    reason: row.reason,
    made: { by: row.made_by_name, at: row.made_at },
    ...(row.lifted_at !== null && { lifted: { by: row.lifted_by_name ?? '', at: row.lifted_at } }),
  }
}
