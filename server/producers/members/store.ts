import { randomUUID } from 'node:crypto'
import type { WardAccount, WardLeader } from '../../contract/index.ts'
import type { Db } from '../../db/index.ts'

export interface Ward {
  id: string
  name: string
}

export interface Choice {
  /** Null: of the station itself. */
  wardStationId: string | null
  by: string
  at: number
}

/** The ward of an account; undefined: it is the station's own. */
export async function wardOf(db: Db, accountId: string): Promise<Ward | undefined> {
  const row = await db
    .selectFrom('ward_accounts')
    .leftJoin('ward_stations', 'ward_stations.id', 'ward_accounts.ward_station_id')
    .select(['ward_stations.id', 'ward_stations.name'])
    .where('account_id', '=', accountId)
    .orderBy('set_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return asWard(row)
}

/** The ward for which a leader approves; undefined: for the station itself. */
export async function wardOfLeader(db: Db, leaderId: string): Promise<Ward | undefined> {
  const row = await db
    .selectFrom('ward_leaders')
    .leftJoin('ward_stations', 'ward_stations.id', 'ward_leaders.ward_station_id')
    .select(['ward_stations.id', 'ward_stations.name'])
    .where('leader_id', '=', leaderId)
    .orderBy('set_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return asWard(row)
}

/** Every account that is a ward's. */
export async function listWardAccounts(db: Db): Promise<WardAccount[]> {
  const rows = await db.selectFrom('ward_accounts').select('account_id').distinct().execute()
  const found: WardAccount[] = []
  for (const { account_id: accountId } of rows) {
    const ward = await wardOf(db, accountId)
    if (ward) found.push({ accountId, wardStationId: ward.id, wardName: ward.name })
  }
  return found
}

/** Every leader who approves for a ward. */
export async function listWardLeaders(db: Db): Promise<WardLeader[]> {
  const rows = await db.selectFrom('ward_leaders').select('leader_id').distinct().execute()
  const found: WardLeader[] = []
  for (const { leader_id: leaderId } of rows) {
    const ward = await wardOfLeader(db, leaderId)
    if (ward) found.push({ leaderId, wardStationId: ward.id, wardName: ward.name })
  }
  return found
}

/** Notes whose an account is from now on. A new choice is newer than the one before, whatever the clock was set to. */
export async function chooseWard(db: Db, accountId: string, { wardStationId, by, at }: Choice): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { last } = await trx
      .selectFrom('ward_accounts')
      .select((eb) => eb.fn.max('set_at').as('last'))
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('ward_accounts')
      .values({
        id: randomUUID(),
        account_id: accountId,
        ward_station_id: wardStationId,
        set_by: by,
        set_at: after(last, at),
      })
      .execute()
  })
}

/** Notes for whom a leader approves from now on; the newest choice counts, as above. */
export async function chooseWardOfLeader(db: Db, leaderId: string, { wardStationId, by, at }: Choice): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { last } = await trx
      .selectFrom('ward_leaders')
      .select((eb) => eb.fn.max('set_at').as('last'))
      .where('leader_id', '=', leaderId)
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('ward_leaders')
      .values({
        id: randomUUID(),
        leader_id: leaderId,
        ward_station_id: wardStationId,
        set_by: by,
        set_at: after(last, at),
      })
      .execute()
  })
}

function after(last: number | null, at: number): number {
  return last === null ? at : Math.max(at, Number(last) + 1)
}

function asWard(row: { id: string | null; name: string | null } | undefined): Ward | undefined {
  return row && row.id !== null && row.name !== null ? { id: row.id, name: row.name } : undefined
}
