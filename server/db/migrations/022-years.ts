import type { Kysely } from 'kysely'

/** What a station of ten years is asked every day, answered by indices. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('journal_by_time').on('journal_entries').column('at').execute()
  await db.schema.createIndex('airings_making_up').on('airings').column('makes_up_for_id').execute()
}
