import { randomUUID } from 'node:crypto'
import type { WardReminderSheet } from '../../contract/index.ts'
import type { Db } from '../../db/index.ts'

/** A reminder as it was noted, with the edition that it was about. */
export type ReminderNoted = WardReminderSheet['reminders'][number] & { editionId: string }

/** Notes that wards were reminded. */
export async function addReminder(
  db: Db,
  reminder: Pick<ReminderNoted, 'editionId' | 'wards' | 'how'> & { text: string | undefined; by: string; at: number },
): Promise<void> {
  await db
    .insertInto('ward_reminders')
    .values({
      id: randomUUID(),
      edition_id: reminder.editionId,
      wards: JSON.stringify(reminder.wards),
      how: reminder.how,
      words: reminder.text ?? null,
      reminded_by: reminder.by,
      reminded_at: reminder.at,
    })
    .execute()
}

/** The reminders of these editions, the newest first. */
export async function listReminders(db: Db, editionIds: readonly string[]): Promise<ReminderNoted[]> {
  if (editionIds.length === 0) return []
  const rows = await db
    .selectFrom('ward_reminders')
    .innerJoin('accounts', 'accounts.id', 'ward_reminders.reminded_by')
    .selectAll('ward_reminders')
    .select('accounts.display_name')
    .where('edition_id', 'in', [...editionIds])
    .orderBy('reminded_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    editionId: row.edition_id,
    how: row.how,
    wards: JSON.parse(row.wards),
    reminded: { by: row.display_name, at: row.reminded_at },
    ...(row.words !== null && { text: row.words }),
  }))
}
