import type { Kysely } from 'kysely'

/** The royalty ledger: the rates that the station fills in, and what people say of its lines. The rest is counted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db

  // Of the tables of one date the highest number counts; one without rates is called off.
  await schema
    .createTable('royalty_rates')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('number', 'integer', (c) => c.notNull().unique())
    .addColumn('from_date', 'text', (c) => c.notNull())
    .addColumn('rates', 'text')
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()
  // The highest number of a line counts, as a whole.
  await schema
    .createTable('royalty_corrections')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('line_id', 'text', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('correction', 'text', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('royalty_corrections_number', ['line_id', 'number'])
    .execute()
  // In which scripts a work stands is asked of all that were heard in a year.
  await schema.createIndex('revision_items_of_item').on('revision_items').columns(['item_id', 'revision_id']).execute()
}
