import { randomUUID } from 'node:crypto'
import type { ProgrammeKind, Template, TemplatePreset } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { kindOf } from '../programmes/index.ts'
import { findStation, targetLufsOf } from '../station/index.ts'
import { presetTemplate, type TemplateFields } from './presets.ts'

/** The template of a programme: its newest revision, or the one of its kind at the station's loudness where none was saved. */
export async function templateOf(db: Db, programmeId: string): Promise<Template> {
  const row = await templateRows(db)
    .where('programme_id', '=', programmeId)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  if (row) {
    const fields: TemplateFields = JSON.parse(row.template)
    return { programmeId, number: row.number, ...fields, saved: { by: row.display_name, at: row.saved_at } }
  }
  const station = await findStation(db)
  const targetLufs = targetLufsOf(station?.soundKind ?? 'fm')
  return { programmeId, number: 0, ...presetTemplate(await presetOf(db, programmeId), targetLufs) }
}

/** What a programme of a kind is made of before anybody says otherwise. */
const PRESETS: Record<ProgrammeKind, TemplatePreset> = {
  bulletin: 'bulletin',
  questions: 'questions',
  feature: 'feature',
  notices: 'notice',
}

async function presetOf(db: Db, programmeId: string): Promise<TemplatePreset> {
  const kind = await kindOf(db, programmeId)
  return kind === undefined ? 'bulletin' : PRESETS[kind]
}

/** Writes how long an edition is meant to be into a programme's template; undefined takes the norm away. */
export async function setNorm(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { programmeId, normMs, by }: { programmeId: string; normMs: number | undefined; by: string },
): Promise<void> {
  const { number, slots, beds, targetLufs, treatment, normMs: before } = await templateOf(db, programmeId)
  if (before === normMs) return
  const fields = { slots, beds, targetLufs, treatment, ...(normMs !== undefined && { normMs }) }
  await addTemplate(db, { programmeId, parentNumber: number, fields, by, at: Math.round(clock.now()) })
}

/**
 * Saves the next revision of a programme's template. Refuses `template-changed-meanwhile` when it was not made from the
 * newest one: nothing is overwritten.
 */
export async function addTemplate(
  db: Db,
  template: { programmeId: string; parentNumber: number; fields: TemplateFields; by: string; at: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const newest = await templateOf(trx, template.programmeId)
    if (newest.number !== template.parentNumber) {
      throw new StationError('template-changed-meanwhile', {
        number: newest.number,
        by: newest.saved?.by ?? 'Người khác',
      })
    }
    await trx
      .insertInto('programme_templates')
      .values({
        id: randomUUID(),
        programme_id: template.programmeId,
        number: newest.number + 1,
        template: JSON.stringify(template.fields),
        saved_by: template.by,
        saved_at: template.at,
      })
      .execute()
  })
}

/** The names of the programmes whose template names a sound of the library, for a slot or as a bed. */
export async function programmesNaming(db: Db, soundId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('programme_templates')
    .innerJoin('programmes', 'programmes.id', 'programme_templates.programme_id')
    .select(['programme_id', 'template', 'programmes.name'])
    .orderBy('programme_id')
    .orderBy('number', 'desc')
    .execute()
  const newest = rows.filter(({ programme_id }, place) => rows[place - 1]?.programme_id !== programme_id)
  return newest
    .filter(({ template }) => {
      const { slots, beds }: TemplateFields = JSON.parse(template)
      const named = slots.map(({ source }) => (source.from === 'library' ? source.soundId : undefined))
      return [...named, ...beds.map((bed) => bed.soundId)].includes(soundId)
    })
    .map(({ name }) => name)
}

function templateRows(db: Db) {
  return db
    .selectFrom('programme_templates')
    .innerJoin('accounts', 'accounts.id', 'programme_templates.saved_by')
    .select(['number', 'template', 'saved_at', 'accounts.display_name'])
}
