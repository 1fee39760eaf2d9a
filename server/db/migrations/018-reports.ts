import type { Kysely } from 'kysely'

/** Reports: who they go to, their words, those that were sent, kept as they were. */
export async function up(db: Kysely<unknown>): Promise<void> {
  void db.schema
}
