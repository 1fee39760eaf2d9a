import { randomUUID } from 'node:crypto'
import type { Signed } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import type { Place, RotaRow } from './rules.ts'

/** A row with the programme it is of and who set it; nobody: it came with the programme. */
export interface KeptRow extends RotaRow {
  programmeId: string
  set: Signed | undefined
}

/** Everything that was ever said of a programme's rota, or of every programme's. */
export async function listRows(db: Db, programmeId?: string): Promise<KeptRow[]> {
  let query = db
    .selectFrom('rota_months')
    .leftJoin('accounts', 'accounts.id', 'rota_months.set_by')
    .selectAll('rota_months')
    .select('accounts.display_name')
  if (programmeId !== undefined) query = query.where('programme_id', '=', programmeId)
  const rows = await query.execute()
  let placesQuery = db
    .selectFrom('rota_month_units')
    .innerJoin('rota_months', 'rota_months.id', 'rota_month_units.rota_month_id')
    .selectAll('rota_month_units')
    .orderBy('place')
  if (programmeId !== undefined) placesQuery = placesQuery.where('programme_id', '=', programmeId)
  const places = Map.groupBy(await placesQuery.execute(), ({ rota_month_id }) => rota_month_id)
  return rows.map((row) => ({
    programmeId: row.programme_id,
    month: row.month,
    scope: row.scope,
    year: row.year,
    state: row.state,
    at: row.set_at,
    set: row.display_name === null ? undefined : { by: row.display_name, at: row.set_at },
    places: (places.get(row.id) ?? []).map(({ unit_id, items_owed }) => ({
      unitId: unit_id,
      itemsOwed: items_owed,
    })),
  }))
}

/** Notes what counts in a month from now on; it is newer than what was said before, whatever the clock was set to. */
export async function addRow(
  db: Db,
  row: Pick<RotaRow, 'month' | 'scope' | 'year' | 'state'> & {
    programmeId: string
    places: readonly Place[]
    by: string | null
    at: number
  },
): Promise<void> {
  const last = await db
    .selectFrom('rota_months')
    .select('set_at')
    .where('programme_id', '=', row.programmeId)
    .where('month', '=', row.month)
    .orderBy('set_at', 'desc')
    .executeTakeFirst()
  const id = randomUUID()
  await db
    .insertInto('rota_months')
    .values({
      id,
      programme_id: row.programmeId,
      month: row.month,
      scope: row.scope,
      year: row.year,
      state: row.state,
      set_by: row.by,
      set_at: last ? Math.max(row.at, last.set_at + 1) : row.at,
    })
    .execute()
  for (const [place, { unitId, itemsOwed }] of row.places.entries()) {
    await db
      .insertInto('rota_month_units')
      .values({ rota_month_id: id, place, unit_id: unitId, items_owed: itemsOwed })
      .execute()
  }
}

/** What a programme is called; undefined: no such programme. */
export async function programmeName(db: Db, programmeId: string): Promise<string | undefined> {
  const row = await db.selectFrom('programmes').select('name').where('id', '=', programmeId).executeTakeFirst()
  return row?.name
}
