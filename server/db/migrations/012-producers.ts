import type { Kysely } from 'kysely'

/** Holidays and Tết as dated data. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Of a date the newest row counts; without a name it is no holiday (any more).
  await db.schema
    .createTable('holidays')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('date', 'text', (c) => c.notNull())
    .addColumn('name', 'text')
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('holidays_on').on('holidays').column('date').execute()
}
