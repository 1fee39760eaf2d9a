import { randomUUID } from 'node:crypto'
import { firstDateOf, type Period } from '../../schedules/index.ts'
import type { Db } from '../db/index.ts'

/** A confirmed airing as it stands in the book. */
export interface AiringRow {
  id: string
  editionId: string
  programmeId: string
  programmeName: string
  period: Period
  /** Of its programme: the more urgent one takes the device. */
  priority: 'normal' | 'high'
  /** How long after its planned end it may still sound. */
  slackMs: number | undefined
  date: string
  time: string
  startsAt: number
  outsideWindowReason: string | undefined
  movedFromId: string | undefined
  makesUpForId: string | undefined
  /** “Phát ngay”. */
  orderedNow: boolean
  confirmedBy: string
  confirmedById: string
  confirmedAt: number
  withdrawnReason: string | undefined
  /** “Bỏ qua lượt này”. */
  skipped: { by: string; reason: string } | undefined
}

export interface NewAiring {
  editionId: string
  date: string
  time: string
  startsAt: number
  outsideWindowReason: string | undefined
  movedFromId?: string | undefined
  makesUpForId?: string | undefined
  orderedNow?: boolean
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

/** Notes that an airing will not sound (“Bỏ qua lượt này”); a second call changes nothing. */
export async function skipAiring(db: Db, id: string, reason: string, by: string, at: number): Promise<void> {
  await db
    .insertInto('airing_skips')
    .values({ airing_id: id, reason, skipped_by: by, skipped_at: Math.round(at) })
    .onConflict((conflict) => conflict.column('airing_id').doNothing())
    .execute()
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

/** The airings that make up for these and were not withdrawn. */
export async function listMakeUps(db: Db, ids: readonly string[]): Promise<AiringRow[]> {
  if (ids.length === 0) return []
  const rows = await airingRows(db)
    .where('makes_up_for_id', 'in', [...ids])
    .where('airing_withdrawals.airing_id', 'is', null)
    .orderBy('starts_at')
    .execute()
  return rows.map(asAiring)
}

/** The newest comparison of each of these airings with a recording of what was received, where there is one. */
export async function newestProofs(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { found: boolean; matched: number }>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('proofs')
    .select(['airing_id', 'result'])
    .where('airing_id', 'in', [...ids])
    .orderBy('created_at')
    .execute()
  return new Map(
    rows.map(({ airing_id, result }) => {
      const { found, matched } = JSON.parse(result)
      return [airing_id, { found: found === true, matched: Number(matched) }]
    }),
  )
}

/** Editions of a programme before a period, the newest first. */
export async function listEditionsBefore(
  db: Db,
  programmeId: string,
  period: Period,
  most: number,
): Promise<{ id: string; period: Period }[]> {
  return db
    .selectFrom('editions')
    .select(['id', 'period'])
    .where('programme_id', '=', programmeId)
    .where('begins_on', '<', firstDateOf(period))
    .orderBy('begins_on', 'desc')
    .limit(most)
    .execute()
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
    ordered_now: airing.orderedNow ? 1 : 0,
    makes_up_for_id: airing.makesUpForId ?? null,
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
    .leftJoin('programme_air_rules', 'programme_air_rules.programme_id', 'programmes.id')
    .leftJoin('airing_withdrawals', 'airing_withdrawals.airing_id', 'airings.id')
    .leftJoin('airing_skips', 'airing_skips.airing_id', 'airings.id')
    .leftJoin('accounts as skipper', 'skipper.id', 'airing_skips.skipped_by')
    .selectAll('airings')
    .select(['editions.programme_id', 'editions.period', 'programmes.name as programme_name', 'accounts.display_name'])
    .select(['priority', 'slack_minutes'])
    .select(['airing_withdrawals.reason as withdrawn_reason', 'airing_skips.reason as skip_reason'])
    .select('skipper.display_name as skipped_by_name')
}

function asAiring(row: Awaited<ReturnType<ReturnType<typeof airingRows>['executeTakeFirstOrThrow']>>): AiringRow {
  return {
    id: row.id,
    editionId: row.edition_id,
    programmeId: row.programme_id,
    programmeName: row.programme_name,
    period: row.period,
    priority: row.priority ?? 'normal',
    slackMs: row.slack_minutes === null ? undefined : row.slack_minutes * 60_000,
    date: row.date,
    time: row.time,
    startsAt: row.starts_at,
    outsideWindowReason: row.outside_window_reason ?? undefined,
    movedFromId: row.moved_from_id ?? undefined,
    makesUpForId: row.makes_up_for_id ?? undefined,
    orderedNow: row.ordered_now === 1,
    confirmedBy: row.display_name,
    confirmedById: row.confirmed_by,
    confirmedAt: row.confirmed_at,
    withdrawnReason: row.withdrawn_reason ?? undefined,
    skipped: row.skip_reason === null ? undefined : { by: row.skipped_by_name ?? '', reason: row.skip_reason },
  }
}
