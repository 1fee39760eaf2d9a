import type { Db } from '../db/index.ts'

/** An edition as far as its period is asked for. */
export interface EditionPlace {
  id: string
  programmeId: string
  period: string
}

/** All editions with their programmes and periods. */
export async function listEditionPlaces(db: Db): Promise<EditionPlace[]> {
  const rows = await db.selectFrom('editions').select(['id', 'programme_id', 'period']).execute()
  return rows.map((row) => ({ id: row.id, programmeId: row.programme_id, period: row.period }))
}

/** When each programme came into the system, UTC ms. */
export async function programmesMadeAt(db: Db): Promise<Map<string, number>> {
  const rows = await db.selectFrom('programmes').select(['id', 'created_at']).execute()
  return new Map(rows.map((row) => [row.id, row.created_at]))
}
