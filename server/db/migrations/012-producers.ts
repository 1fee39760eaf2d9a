import type { Kysely } from 'kysely'

/** Holidays and Tết as dated data; wards that produce: their accounts, their leaders, what others took up of theirs. */
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

  // Of an account the newest row counts; without a ward station it is the station's own (again). So with leaders.
  await db.schema
    .createTable('ward_accounts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('ward_station_id', 'text', (c) => c.references('ward_stations.id'))
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('ward_accounts_of').on('ward_accounts').columns(['account_id', 'set_at']).execute()
  await db.schema
    .createTable('ward_leaders')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('leader_id', 'text', (c) => c.notNull().references('leaders.id'))
    .addColumn('ward_station_id', 'text', (c) => c.references('ward_stations.id'))
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('ward_leaders_of').on('ward_leaders').columns(['leader_id', 'set_at']).execute()

  await db.schema
    .createTable('taken_items')
    .addColumn('submission_id', 'text', (c) => c.primaryKey().references('submissions.id'))
    .addColumn('edition_id', 'text', (c) => c.notNull().references('editions.id'))
    .addColumn('revision_id', 'text', (c) => c.notNull().references('revisions.id'))
    .addColumn('item_id', 'text', (c) => c.notNull())
    .addColumn('taken_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('taken_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('taken_items_of').on('taken_items').column('edition_id').execute()
}
