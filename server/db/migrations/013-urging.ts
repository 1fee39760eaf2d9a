import type { Kysely } from 'kysely'

/** Urging: who was urged when and how, and the words it is done with; the head of all papers, and when periods are closed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db

  await schema
    .createTable('urgings')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('programme_id', 'text', (c) => c.notNull().references('programmes.id'))
    .addColumn('period', 'text', (c) => c.notNull())
    .addColumn('how', 'text', (c) => c.notNull())
    // JSON list: the units with what was missing then.
    .addColumn('units', 'text', (c) => c.notNull())
    .addColumn('answer_by', 'text', (c) => c.notNull())
    .addColumn('words', 'text')
    .addColumn('urged_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('urged_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('urgings_of').on('urgings').columns(['programme_id', 'period', 'urged_at']).execute()

  // The newest row counts; an empty template is the one that is shipped.
  await schema
    .createTable('urging_settings')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('template', 'text', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()

  // The newest row counts; JSON: the letterhead.
  await schema
    .createTable('office_settings')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('letterhead', 'text', (c) => c.notNull())
    .addColumn('cut_off_day', 'integer')
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()
}
