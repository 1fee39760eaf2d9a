import type { Kysely } from 'kysely'

/** Papers of the month: whom to call and where things are when there is no power or no sound. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The newest row counts.
  await db.schema
    .createTable('outage_settings')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('contacts', 'text', (c) => c.notNull())
    .addColumn('places', 'text', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()
}
