import type { Kysely } from 'kysely'

/** Papers of the month: what a confirmation or a plan for a power cut needs to say. */
export async function up(db: Kysely<unknown>): Promise<void> {
  void db.schema
}
