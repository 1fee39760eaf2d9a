import { randomUUID } from 'node:crypto'
import { type CalendarDate, type Period, type PlannedCourse, ruleOn } from '../../schedules/index.ts'
import type { DatedRule, Producer, Programme, ProgrammeAirRules } from '../contract/index.ts'
import type { Db, Tables } from '../db/index.ts'
import { layRota, rotasByProgramme } from '../rota/index.ts'
import { addFacts, addRule, courseOf, listDated, type ProgrammeFacts } from './dated/index.ts'
import { editionTitle } from './titles.ts'

export interface NewProgramme {
  name: string
  preset: string | undefined
  facts: ProgrammeFacts
  rule: Omit<DatedRule, 'from'>
  /** The units of each month, in the order of the rota. */
  rota: { month: number; units: { name: string; aliases: readonly string[] }[] }[]
  by: string
  createdAt: number
}

/** Adds a programme with its rota; a unit that is known by name stays the same unit. */
export async function addProgramme(db: Db, programme: NewProgramme): Promise<string> {
  const id = randomUUID()
  const signature = { by: programme.by, at: programme.createdAt }
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('programmes')
      .values({ id, name: programme.name, preset: programme.preset ?? null, created_at: programme.createdAt })
      .execute()
    await addFacts(trx, id, programme.facts, signature)
    await addRule(trx, id, { from: programme.facts.startsOn, ...programme.rule }, signature)
    await layRota(trx, id, programme.rota, programme.createdAt)
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
  change: { name?: string; facts?: ProgrammeFacts; rule?: DatedRule; airRules?: ProgrammeAirRules },
  signature: { by: string; at: number },
): Promise<void> {
  const { name, facts, rule, airRules } = change
  await db.transaction().execute(async (trx) => {
    if (name !== undefined) await trx.updateTable('programmes').set({ name }).where('id', '=', id).execute()
    if (facts) await addFacts(trx, id, facts, signature)
    if (rule) await addRule(trx, id, rule, signature)
    if (airRules) await putAirRules(trx, id, airRules)
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

/**
 * All programmes, the oldest first. `rule` and `times` are those in force on a date; before a programme begins its first
 * ones, and where no date is asked about or it has ended its last ones.
 */
export async function listProgrammes(db: Db, on?: CalendarDate): Promise<Programme[]> {
  const pictures = await listPictures(db)
  const dated = await listDated(db)
  const norms = await listNorms(db)
  const rows = await db
    .selectFrom('programmes')
    .leftJoin('programme_air_rules', 'programme_air_rules.programme_id', 'programmes.id')
    .selectAll('programmes')
    .select(['priority', 'late', 'slack_minutes', 'displaced', 'reserve', 'apology_id'])
    .orderBy('created_at')
    .execute()
  const rotas = await rotasByProgramme(db, on)
  return rows.flatMap((row) => {
    const known = dated.get(row.id)
    const shown = known && ruleShown(courseOf({ ...known.facts, rules: known.rules }), known.rules, on)
    if (!known || !shown) return []
    const { from: _, ...inForce } = shown
    const normMs = norms.get(row.id)
    return {
      id: row.id,
      name: row.name,
      ...known.facts,
      ...inForce,
      rules: known.rules,
      airRules: airRulesOf(row),
      rota: rotas.get(row.id) ?? [],
      ...(normMs !== undefined && { normMs }),
      ...(row.preset !== null && { preset: row.preset }),
      ...(pictures.has(row.id) && { pictureSha256: pictures.get(row.id)?.sha256 }),
    }
  })
}

function ruleShown(course: PlannedCourse, rules: DatedRule[], on: CalendarDate | undefined): DatedRule | undefined {
  if (on === undefined) return rules.at(-1)
  return ruleOn({ ...course, rules }, on) ?? (on < course.startsOn ? rules[0] : rules.at(-1))
}

/** The norm of each programme's newest template, where it has one. */
async function listNorms(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('programme_templates as template')
    .select(['template.programme_id', 'template.template'])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('programme_templates as later')
            .select('later.id')
            .whereRef('later.programme_id', '=', 'template.programme_id')
            .whereRef('later.number', '>', 'template.number'),
        ),
      ),
    )
    .execute()
  const norms = new Map<string, number>()
  for (const { programme_id, template } of rows) {
    const { normMs }: { normMs?: number } = JSON.parse(template)
    if (normMs !== undefined) norms.set(programme_id, normMs)
  }
  return norms
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

/** The editions of a programme, by period. */
export async function listEditionIds(db: Db, programmeId: string): Promise<Map<Period, string>> {
  const rows = await db
    .selectFrom('editions')
    .select(['id', 'period'])
    .where('programme_id', '=', programmeId)
    .execute()
  return new Map(rows.map(({ id, period }) => [period, id]))
}

export interface EditionNames {
  editionId: string
  programmeId: string
  programmeName: string
  period: Period
  /** “Cải cách hành chính và cuộc sống, tháng 11/2026”. */
  title: string
  /** Who makes it. */
  producer: Producer
  /** By which rules it airs, and when its items are taken in and appraised. */
  course: PlannedCourse
  airRules: ProgrammeAirRules
}

/** What an edition is called and by which rules it airs. */
export async function findEditionNames(db: Db, editionId: string): Promise<EditionNames | undefined> {
  const row = await db
    .selectFrom('editions')
    .innerJoin('programmes', 'programmes.id', 'editions.programme_id')
    .leftJoin('programme_air_rules', 'programme_air_rules.programme_id', 'programmes.id')
    .select(['editions.id', 'editions.period', 'programmes.id as programme_id', 'name'])
    .select(['priority', 'late', 'slack_minutes', 'displaced', 'reserve', 'apology_id'])
    .where('editions.id', '=', editionId)
    .executeTakeFirst()
  const known = row && (await listDated(db, row.programme_id)).get(row.programme_id)
  if (!row || !known) return undefined
  return {
    editionId: row.id,
    programmeId: row.programme_id,
    programmeName: row.name,
    period: row.period,
    title: editionTitle(row.name, row.period),
    producer: known.facts.producer,
    course: courseOf({ ...known.facts, rules: known.rules }),
    airRules: airRulesOf(row),
  }
}
