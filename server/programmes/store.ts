import { randomUUID } from 'node:crypto'
import type { DaysAMonthRule, Programme, ProgrammeAirRules } from '../contract/index.ts'
import type { Db, Tables } from '../db/index.ts'
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

/** Changes what is given, all of it or nothing. */
export async function changeProgramme(
  db: Db,
  id: string,
  change: { name?: string; times?: string[]; rule?: DaysAMonthRule; airRules?: ProgrammeAirRules },
): Promise<void> {
  const values = {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.times !== undefined && { times: JSON.stringify(change.times) }),
    ...(change.rule !== undefined && { rule: JSON.stringify(change.rule) }),
  }
  await db.transaction().execute(async (trx) => {
    if (Object.keys(values).length > 0) await trx.updateTable('programmes').set(values).where('id', '=', id).execute()
    if (change.airRules) await putAirRules(trx, id, change.airRules)
  })
}

async function putAirRules(db: Db, programmeId: string, rules: ProgrammeAirRules): Promise<void> {
  const values = {
    priority: rules.priority,
    late: rules.late,
    slack_minutes: rules.slackMinutes,
    displaced: rules.displaced,
    reserve: rules.reserve,
    apology_id: rules.apologyId ?? null,
  }
  await db
    .insertInto('programme_air_rules')
    .values({ programme_id: programmeId, ...values })
    .onConflict((conflict) => conflict.column('programme_id').doUpdateSet(values))
    .execute()
}

/** All programmes, the oldest first. */
export async function listProgrammes(db: Db): Promise<Programme[]> {
  const pictures = await listPictures(db)
  const rows = await db
    .selectFrom('programmes')
    .leftJoin('programme_air_rules', 'programme_air_rules.programme_id', 'programmes.id')
    .selectAll('programmes')
    .select(['priority', 'late', 'slack_minutes', 'displaced', 'reserve', 'apology_id'])
    .orderBy('created_at')
    .execute()
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
      airRules: airRulesOf(row),
      rota: [...mine].map(([month, units]) => ({ month, units: units.map(({ name }) => name) })),
      ...(row.preset !== null && { preset: row.preset }),
      ...(pictures.has(row.id) && { pictureSha256: pictures.get(row.id)?.sha256 }),
    }
  })
}

/** The cover of a programme, as it is kept among the media. */
export interface Picture {
  sha256: string
  mediaType: 'image/jpeg' | 'image/png'
}

/** Notes the cover of a programme, or that it has none any more. */
export async function setPicture(
  db: Db,
  programmeId: string,
  picture: Picture | undefined,
  by: string,
  at: number,
): Promise<void> {
  await db
    .insertInto('programme_pictures')
    .values({
      id: randomUUID(),
      programme_id: programmeId,
      sha256: picture?.sha256 ?? null,
      media_type: picture?.mediaType ?? null,
      set_by: by,
      set_at: at,
    })
    .execute()
}

/** The cover of a programme. */
export async function findPicture(db: Db, programmeId: string): Promise<Picture | undefined> {
  return (await listPictures(db)).get(programmeId)
}

/** The covers by programme: the newest row of each counts. */
async function listPictures(db: Db): Promise<Map<string, Picture>> {
  const rows = await db.selectFrom('programme_pictures').selectAll().orderBy('set_at', 'asc').execute()
  const pictures = new Map<string, Picture>()
  for (const { programme_id, sha256, media_type } of rows) {
    if (sha256 === null || media_type === null) pictures.delete(programme_id)
    else pictures.set(programme_id, { sha256, mediaType: media_type })
  }
  return pictures
}

type AirRulesColumns = Omit<Tables['programme_air_rules'], 'programme_id'>
/** The columns of the rules as a left join gives them: all null where the station said nothing. */
type AirRulesRow = { [Column in keyof AirRulesColumns]: AirRulesColumns[Column] | null }

function airRulesOf(row: AirRulesRow): ProgrammeAirRules {
  const { priority, late, slack_minutes, displaced, reserve, apology_id } = row
  if (priority === null || late === null || slack_minutes === null || displaced === null || reserve === null) {
    return STANDARD_AIR_RULES
  }
  return {
    priority,
    late,
    slackMinutes: slack_minutes,
    displaced,
    reserve,
    ...(apology_id !== null && { apologyId: apology_id }),
  }
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
  airRules: ProgrammeAirRules
}

/** What an edition is called and by which rule it airs. */
export async function findEditionNames(db: Db, editionId: string): Promise<EditionNames | undefined> {
  const row = await db
    .selectFrom('editions')
    .innerJoin('programmes', 'programmes.id', 'editions.programme_id')
    .leftJoin('programme_air_rules', 'programme_air_rules.programme_id', 'programmes.id')
    .select(['editions.id', 'editions.month', 'programmes.id as programme_id', 'name', 'rule', 'times', 'starts_on'])
    .select(['priority', 'late', 'slack_minutes', 'displaced', 'reserve', 'apology_id'])
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
      airRules: airRulesOf(row),
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
