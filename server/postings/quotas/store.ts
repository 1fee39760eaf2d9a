import { randomUUID } from 'node:crypto'
import type { CalendarDate } from '../../../schedules/index.ts'
import type { QuotaPeriod } from '../../contract/index.ts'
import type { Db } from '../../db/index.ts'

/** A quota without the name of its unit, which depends on the day on which it is told. */
export interface QuotaRow {
  id: string
  unitId?: string
  channelId: string
  channelName: string
  per: QuotaPeriod
  itemsOwed: number
  fromDate: CalendarDate
  toDate?: CalendarDate
}

export interface NewQuotas {
  /** Undefined: the station itself. */
  unitIds: readonly (string | undefined)[]
  channelId: string
  per: QuotaPeriod
  itemsOwed: number
  fromDate: CalendarDate
  by: string
  at: number
}

/** Adds the same quota for several units, all of them or none. */
export async function addQuotas(db: Db, quotas: NewQuotas): Promise<void> {
  const rows = quotas.unitIds.map((unitId) => ({
    id: randomUUID(),
    unit_id: unitId ?? null,
    channel_id: quotas.channelId,
    per: quotas.per,
    items_owed: quotas.itemsOwed,
    from_date: quotas.fromDate,
    to_date: null,
    made_by: quotas.by,
    made_at: quotas.at,
  }))
  await db.transaction().execute(async (trx) => {
    for (const row of rows) await trx.insertInto('quotas').values(row).execute()
  })
}

/** Notes the last day on which a quota holds. */
export async function endQuota(db: Db, id: string, toDate: CalendarDate): Promise<void> {
  await db.updateTable('quotas').set({ to_date: toDate }).where('id', '=', id).execute()
}

/** All quotas, the oldest first. */
export async function listQuotas(db: Db): Promise<QuotaRow[]> {
  const rows = await db
    .selectFrom('quotas')
    .innerJoin('channels', 'channels.id', 'quotas.channel_id')
    .selectAll('quotas')
    .select('channels.name')
    .orderBy('made_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    channelId: row.channel_id,
    channelName: row.name,
    per: row.per,
    itemsOwed: row.items_owed,
    fromDate: row.from_date,
    ...(row.unit_id !== null && { unitId: row.unit_id }),
    ...(row.to_date !== null && { toDate: row.to_date }),
  }))
}
