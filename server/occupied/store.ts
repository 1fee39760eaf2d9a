import { randomUUID } from 'node:crypto'
import type { OccupiedSlot, OccupiedSlotMade } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

/** Notes a stretch of the week that belongs to somebody else. */
export async function addOccupied(db: Db, slot: OccupiedSlotMade, by: string, at: number): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('occupied_slots')
    .values({
      id,
      title: slot.title,
      weekdays: JSON.stringify(slot.weekdays),
      from_time: slot.from,
      until_time: slot.until,
      first_date: slot.firstDate ?? null,
      last_date: slot.lastDate ?? null,
      made_by: by,
      made_at: Math.round(at),
      removed_at: null,
    })
    .execute()
  return id
}

/** Takes a slot out of the week; false when there is none of that id. */
export async function removeOccupied(db: Db, id: string, at: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('occupied_slots')
    .set({ removed_at: Math.round(at) })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The slots in force, by their time of day. */
export async function listOccupied(db: Db): Promise<OccupiedSlot[]> {
  const rows = await db
    .selectFrom('occupied_slots')
    .innerJoin('accounts', 'accounts.id', 'occupied_slots.made_by')
    .selectAll('occupied_slots')
    .select('accounts.display_name')
    .where('removed_at', 'is', null)
    .orderBy('from_time')
    .orderBy('made_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    weekdays: JSON.parse(row.weekdays),
    from: row.from_time,
    until: row.until_time,
    made: { by: row.display_name, at: row.made_at },
    ...(row.first_date !== null && { firstDate: row.first_date }),
    ...(row.last_date !== null && { lastDate: row.last_date }),
  }))
}
