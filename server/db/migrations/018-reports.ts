import type { Kysely } from 'kysely'

/** Reports: who they go to, their words, those that were sent, kept as they were. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('report_recipients')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('recipient_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('kinds', 'text', (c) => c.notNull())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('due_after_days', 'integer', (c) => c.notNull())
    .addColumn('is_retired', 'integer', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()

  await schema
    .createTable('report_texts')
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('span', 'text', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('difficulties', 'text', (c) => c.notNull())
    .addColumn('proposals', 'text', (c) => c.notNull())
    .addColumn('plans', 'text', (c) => c.notNull())
    .addColumn('written_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('written_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('report_texts_key', ['scope', 'span', 'number'])
    .execute()

  await schema
    .createTable('sent_reports')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('span', 'text', (c) => c.notNull())
    .addColumn('from_date', 'text', (c) => c.notNull())
    .addColumn('to_date', 'text', (c) => c.notNull())
    .addColumn('scope_name', 'text', (c) => c.notNull())
    .addColumn('figures', 'text', (c) => c.notNull())
    .addColumn('texts', 'text', (c) => c.notNull())
    .addColumn('corrections', 'text', (c) => c.notNull())
    .addColumn('rows_sha256', 'text', (c) => c.notNull())
    .addColumn('docx_sha256', 'text', (c) => c.notNull().references('media.sha256'))
    .addColumn('xlsx_sha256', 'text', (c) => c.notNull().references('media.sha256'))
    .addColumn('sent_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('sent_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('sent_reports_of').on('sent_reports').columns(['scope', 'to_date']).execute()

  await schema
    .createTable('sent_report_recipients')
    .addColumn('sent_id', 'text', (c) => c.notNull().references('sent_reports.id'))
    .addColumn('place', 'integer', (c) => c.notNull())
    .addColumn('recipient_id', 'text')
    .addColumn('name', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('sent_report_recipients_key', ['sent_id', 'place'])
    .execute()

  await schema
    .createTable('sent_report_numbers')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('sent_id', 'text', (c) => c.notNull().references('sent_reports.id'))
    .addColumn('number', 'text', (c) => c.notNull())
    .addColumn('dated_on', 'text')
    .addColumn('noted_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('noted_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('sent_report_numbers_of').on('sent_report_numbers').columns(['sent_id']).execute()

  // What wards took within some days is read from the index alone: there are three hundred times as many downloads as editions.
  await schema
    .createIndex('downloads_taken')
    .on('downloads')
    .columns(['purpose', 'through_proxy', 'whole', 'ended_at', 'ward_station_id', 'render_id'])
    .execute()
}
