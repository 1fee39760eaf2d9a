import { randomUUID } from 'node:crypto'
import type { CalendarDate } from '../../schedules/index.ts'
import type { Urging, UrgingWay } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

/** Notes that units were urged. */
export async function addUrging(
  db: Db,
  urging: {
    programmeId: string
    period: string
    how: UrgingWay
    units: Urging['units']
    answerBy: CalendarDate
    text: string | undefined
    by: string
    at: number
  },
): Promise<void> {
  await db
    .insertInto('urgings')
    .values({
      id: randomUUID(),
      programme_id: urging.programmeId,
      period: urging.period,
      how: urging.how,
      units: JSON.stringify(urging.units),
      answer_by: urging.answerBy,
      words: urging.text ?? null,
      urged_by: urging.by,
      urged_at: urging.at,
    })
    .execute()
}

/** The urgings of a programme's period, the newest first. */
export async function listUrgings(db: Db, programmeId: string, period: string): Promise<Urging[]> {
  const rows = await db
    .selectFrom('urgings')
    .innerJoin('accounts', 'accounts.id', 'urgings.urged_by')
    .selectAll('urgings')
    .select('accounts.display_name')
    .where('programme_id', '=', programmeId)
    .where('period', '=', period)
    .orderBy('urged_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    how: row.how,
    units: JSON.parse(row.units),
    answerBy: row.answer_by,
    urged: { by: row.display_name, at: row.urged_at },
    ...(row.words !== null && { text: row.words }),
  }))
}

/** What the station set for its urgings. */
export interface KeptSettings {
  template: string
  by: string
  at: number
}

/** The settings that count: the newest. Undefined while nobody set any. */
export async function findSettings(db: Db): Promise<KeptSettings | undefined> {
  const row = await db
    .selectFrom('urging_settings')
    .innerJoin('accounts', 'accounts.id', 'urging_settings.set_by')
    .selectAll('urging_settings')
    .select('accounts.display_name')
    .orderBy('set_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { template: row.template, by: row.display_name, at: row.set_at }
}

/** Notes new settings; always newer than those before, whatever the clock was set to. */
export async function setSettings(
  db: Db,
  { template, by, at }: { template: string; by: string; at: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const known = await findSettings(trx)
    await trx
      .insertInto('urging_settings')
      .values({
        id: randomUUID(),
        template,
        set_by: by,
        set_at: known ? Math.max(at, known.at + 1) : at,
      })
      .execute()
  })
}
