import { randomUUID } from 'node:crypto'
import type { Db } from '../db/index.ts'

/** A confirmed airing as it stands in the book. */
export interface AiringRow {
  id: string
  editionId: string
  programmeId: string
  programmeName: string
  month: string
  date: string
  time: string
  startsAt: number
  outsideWindowReason: string | undefined
  movedFromId: string | undefined
  confirmedBy: string
  confirmedAt: number
  withdrawnReason: string | undefined
}

export interface NewAiring {
  editionId: string
  date: string
  time: string
  startsAt: number
  outsideWindowReason: string | undefined
  movedFromId: string | undefined
  by: string
  at: number
}

/** Adds confirmed airings, all or none. `guard` runs in the same transaction and may refuse. */
export async function addAirings(
  db: Db,
  airings: readonly NewAiring[],
  guard: (trx: Db) => Promise<void>,
): Promise<string[]> {
  return db.transaction().execute(async (trx) => {
    await guard(trx)
    return insertAirings(trx, airings)
  })
}

/** Moves an airing: the old one is withdrawn, the new one names it. `guard` may refuse. */
export async function moveAiring(
  db: Db,
  oldId: string,
  airing: NewAiring,
  reason: string,
  guard: (trx: Db) => Promise<void>,
): Promise<string | undefined> {
  return db.transaction().execute(async (trx) => {
    await guard(trx)
    await insertWithdrawal(trx, oldId, reason, airing.by, airing.at)
    return (await insertAirings(trx, [airing]))[0]
  })
}

/** Withdraws an airing with the reason; a second call changes nothing. */
export async function withdrawAiring(db: Db, id: string, reason: string, by: string, at: number): Promise<void> {
  await insertWithdrawal(db, id, reason, by, at)
}

export async function findAiring(db: Db, id: string): Promise<AiringRow | undefined> {
  const row = await airingRows(db).where('airings.id', '=', id).executeTakeFirst()
  return row && asAiring(row)
}

export async function listAirings(db: Db, editionId: string): Promise<AiringRow[]> {
  const rows = await airingRows(db).where('airings.edition_id', '=', editionId).orderBy('starts_at').execute()
  return rows.map(asAiring)
}

/** Airings that start within [from, to), withdrawn ones too, in order. */
export async function listAiringsBetween(db: Db, from: number, to: number): Promise<AiringRow[]> {
  const rows = await airingRows(db)
    .where('starts_at', '>=', Math.floor(from))
    .where('starts_at', '<', Math.ceil(to))
    .orderBy('starts_at')
    .execute()
  return rows.map(asAiring)
}

async function insertAirings(db: Db, airings: readonly NewAiring[]): Promise<string[]> {
  const rows = airings.map((airing) => ({
    id: randomUUID(),
    edition_id: airing.editionId,
    date: airing.date,
    time: airing.time,
    starts_at: airing.startsAt,
    outside_window_reason: airing.outsideWindowReason ?? null,
    moved_from_id: airing.movedFromId ?? null,
    confirmed_by: airing.by,
    confirmed_at: airing.at,
    ordered_now: 0,
    makes_up_for_id: null,
  }))
  await db.insertInto('airings').values(rows).execute()
  return rows.map(({ id }) => id)
}

async function insertWithdrawal(db: Db, airingId: string, reason: string, by: string, at: number): Promise<void> {
  await db
    .insertInto('airing_withdrawals')
    .values({ airing_id: airingId, reason, withdrawn_by: by, withdrawn_at: at })
    .onConflict((conflict) => conflict.column('airing_id').doNothing())
    .execute()
}

function airingRows(db: Db) {
  return db
    .selectFrom('airings')
    .innerJoin('editions', 'editions.id', 'airings.edition_id')
    .innerJoin('programmes', 'programmes.id', 'editions.programme_id')
    .innerJoin('accounts', 'accounts.id', 'airings.confirmed_by')
    .leftJoin('airing_withdrawals', 'airing_withdrawals.airing_id', 'airings.id')
    .selectAll('airings')
    .select(['editions.programme_id', 'editions.month', 'programmes.name as programme_name', 'accounts.display_name'])
    .select('airing_withdrawals.reason as withdrawn_reason')
}

function asAiring(row: Awaited<ReturnType<ReturnType<typeof airingRows>['executeTakeFirstOrThrow']>>): AiringRow {
  return {
    id: row.id,
    editionId: row.edition_id,
    programmeId: row.programme_id,
    programmeName: row.programme_name,
    month: row.month,
    date: row.date,
    time: row.time,
    startsAt: row.starts_at,
    outsideWindowReason: row.outside_window_reason ?? undefined,
    movedFromId: row.moved_from_id ?? undefined,
    confirmedBy: row.display_name,
    confirmedAt: row.confirmed_at,
    withdrawnReason: row.withdrawn_reason ?? undefined,
  }
}
