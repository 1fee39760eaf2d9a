import { randomUUID } from 'node:crypto'
import type { DaysAMonthRule, Programme, ProgrammeAirRules } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { editionTitle } from './months.ts'

export interface NewProgramme {
  name: string
  rule: DaysAMonthRule
  times: string[]
  startsOn: string
  preset: string | undefined
  /** The units of each month, in the order of the rota. */
  rota: { month: number; units: { name: string; aliases: readonly string[] }[] }[]
  createdAt: number
}

/** Adds a programme with its rota; a unit that is known by name stays the same unit. */
export async function addProgramme(db: Db, programme: NewProgramme): Promise<string> {
  const id = randomUUID()
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('programmes')
      .values({
        id,
        name: programme.name,
        rule: JSON.stringify(programme.rule),
        times: JSON.stringify(programme.times),
        starts_on: programme.startsOn,
        preset: programme.preset ?? null,
        created_at: programme.createdAt,
      })
      .execute()
    for (const { month, units } of programme.rota) {
      for (const [place, unit] of units.entries()) {
        const unitId = await unitIdOf(trx, unit.name, unit.aliases)
        await trx.insertInto('rota_places').values({ programme_id: id, month, place, unit_id: unitId }).execute()
      }
    }
  })
  return id
}

/** Until the station says otherwise: joins late, may end an hour late, goes on after an emergency, has no reserve. */
export const STANDARD_AIR_RULES: ProgrammeAirRules = {
  priority: 'normal',
  late: 'join',
  slackMinutes: 60,
  displaced: 'resume',
  reserve: 'nothing',
}

export async function changeProgramme(
  db: Db,
  id: string,
  change: { name?: string; times?: string[]; rule?: DaysAMonthRule },
): Promise<void> {
  const values = {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.times !== undefined && { times: JSON.stringify(change.times) }),
    ...(change.rule !== undefined && { rule: JSON.stringify(change.rule) }),
  }
  if (Object.keys(values).length > 0) await db.updateTable('programmes').set(values).where('id', '=', id).execute()
}

export async function listProgrammes(db: Db): Promise<Programme[]> {
  const rows = await db.selectFrom('programmes').selectAll().orderBy('created_at').execute()
  const places = await db
    .selectFrom('rota_places')
    .innerJoin('units', 'units.id', 'rota_places.unit_id')
    .select(['programme_id', 'month', 'units.name'])
    .orderBy('month')
    .orderBy('place')
    .execute()
  return rows.map((row) => {
    const mine = Map.groupBy(
      places.filter(({ programme_id }) => programme_id === row.id),
      ({ month }) => month,
    )
    return {
      id: row.id,
      name: row.name,
      rule: JSON.parse(row.rule),
      times: JSON.parse(row.times),
      startsOn: row.starts_on,
      airRules: STANDARD_AIR_RULES,
      rota: [...mine].map(([month, units]) => ({ month, units: units.map(({ name }) => name) })),
      ...(row.preset !== null && { preset: row.preset }),
    }
  })
}

export interface EditionNames {
  editionId: string
  programmeId: string
  programmeName: string
  month: string
  /** “Cải cách hành chính và cuộc sống, tháng 11/2026”. */
  title: string
  rule: DaysAMonthRule
  times: string[]
  startsOn: string
}

/** What an edition is called and by which rule it airs. */
export async function findEditionNames(db: Db, editionId: string): Promise<EditionNames | undefined> {
  const row = await db
    .selectFrom('editions')
    .innerJoin('programmes', 'programmes.id', 'editions.programme_id')
    .select(['editions.id', 'editions.month', 'programmes.id as programme_id', 'name', 'rule', 'times', 'starts_on'])
    .where('editions.id', '=', editionId)
    .executeTakeFirst()
  return (
    row && {
      editionId: row.id,
      programmeId: row.programme_id,
      programmeName: row.name,
      month: row.month,
      title: editionTitle(row.name, row.month),
      rule: JSON.parse(row.rule),
      times: JSON.parse(row.times),
      startsOn: row.starts_on,
    }
  )
}

async function unitIdOf(db: Db, name: string, aliases: readonly string[]): Promise<string> {
  const known = await db.selectFrom('units').select('id').where('name', '=', name).executeTakeFirst()
  if (known) return known.id
  const id = randomUUID()
  await db
    .insertInto('units')
    .values({ id, name, aliases: JSON.stringify(aliases) })
    .execute()
  return id
}
