import { randomUUID } from 'node:crypto'
import type { OfficeSettings, OfficeSettingsWritten } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { BLANK_LETTERHEAD } from './letterhead.ts'

/** What the station set last; while nobody set anything, a blank letterhead and no cut-off day. */
export async function findOffice(db: Db): Promise<OfficeSettings> {
  const row = await db
    .selectFrom('office_settings')
    .innerJoin('accounts', 'accounts.id', 'office_settings.set_by')
    .selectAll('office_settings')
    .select('accounts.display_name')
    .orderBy('set_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return { letterhead: BLANK_LETTERHEAD }
  return {
    letterhead: { ...BLANK_LETTERHEAD, ...JSON.parse(row.letterhead) },
    ...(row.cut_off_day !== null && { cutOffDay: row.cut_off_day }),
    set: { by: row.display_name, at: row.set_at },
  }
}

/** Notes new settings; always newer than those before, whatever the clock was set to. */
export async function setOffice(
  db: Db,
  { letterhead, cutOffDay }: Pick<OfficeSettingsWritten, 'letterhead'> & { cutOffDay: number | undefined },
  { by, at }: { by: string; at: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const known = (await findOffice(trx)).set
    await trx
      .insertInto('office_settings')
      .values({
        id: randomUUID(),
        letterhead: JSON.stringify(letterhead),
        cut_off_day: cutOffDay ?? null,
        set_by: by,
        set_at: known ? Math.max(at, known.at + 1) : at,
      })
      .execute()
  })
}
