import type { Kysely } from 'kysely'

/** The log of what was aired: notes that are added to its lines, and yearly archive packages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db

  // Of airings, emergencies and airings outside the system alike: the line's id is of any of them.
  await schema
    .createTable('log_notes')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('line_id', 'text', (c) => c.notNull())
    .addColumn('field', 'text')
    .addColumn('right_value', 'text')
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('corrects_id', 'text', (c) => c.unique().references('log_notes.id'))
    .addColumn('made_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('log_notes_of').on('log_notes').columns(['line_id', 'made_at']).execute()

  await schema
    .createTable('archive_packages')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('with_masters', 'integer', (c) => c.notNull())
    .addColumn('files', 'text', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addColumn('editions', 'integer', (c) => c.notNull())
    .addColumn('lacks', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('archive_packages_of').on('archive_packages').columns(['year', 'made_at']).execute()

  await schema
    .createTable('archive_copies')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('package_id', 'text', (c) => c.notNull().references('archive_packages.id'))
    .addColumn('path', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .execute()

  // How far an airing was stands in the journal every ten seconds: most questions pass over those lines.
  await schema.createIndex('journal_events_of_airing').on('journal_entries').columns(['airing_id', 'event']).execute()
}
