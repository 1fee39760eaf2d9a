import type { Kysely } from 'kysely'

/** What units send: their links, submissions and files, where they are placed, what is alike, postings and quotas. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db

  // The link of a unit: the newest one counts, unless it was revoked.
  await schema
    .createTable('unit_links')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('unit_id', 'text', (c) => c.notNull().references('units.id'))
    .addColumn('secret', 'text', (c) => c.notNull())
    .addColumn('secret_hash', 'text', (c) => c.notNull().unique())
    .addColumn('made_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('revoked_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('revoked_at', 'bigint')
    .execute()
  await schema.createIndex('unit_links_of').on('unit_links').column('unit_id').execute()

  // A receipt. Either a link or an account brought it.
  await schema
    .createTable('submissions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('receipt_code', 'text', (c) => c.notNull().unique())
    .addColumn('entry_key', 'text', (c) => c.notNull().unique())
    .addColumn('via', 'text', (c) => c.notNull())
    .addColumn('unit_link_id', 'text', (c) => c.references('unit_links.id'))
    .addColumn('sender_name', 'text')
    .addColumn('entered_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('entered_at', 'bigint', (c) => c.notNull())
    .execute()

  // What is written about it: the highest number counts; number 1 is what was sent.
  await schema
    .createTable('submission_descriptions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('submission_id', 'text', (c) => c.notNull().references('submissions.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('word_count', 'integer', (c) => c.notNull())
    .addColumn('unit_id', 'text', (c) => c.references('units.id'))
    .addColumn('author', 'text')
    .addColumn('year', 'integer')
    .addColumn('award', 'text')
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('source_name', 'text')
    .addColumn('contact', 'text')
    .addColumn('note', 'text')
    .addColumn('topics', 'text', (c) => c.notNull())
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addColumn('described_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('described_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('submission_descriptions_number', ['submission_id', 'number'])
    .execute()
  await schema
    .createIndex('submission_descriptions_received')
    .on('submission_descriptions')
    .column('received_at')
    .execute()

  // Files as they came, and what was read in them. One that no description names belongs to nothing yet.
  await schema
    .createTable('submission_files')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('unit_link_id', 'text', (c) => c.references('unit_links.id'))
    .addColumn('received_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('sha256', 'text', (c) => c.notNull().references('media.sha256'))
    .addColumn('file_name', 'text', (c) => c.notNull())
    .addColumn('media_type', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('title', 'text')
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('warnings', 'text', (c) => c.notNull())
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('submission_files_same').on('submission_files').column('sha256').execute()
  await schema
    .createIndex('submission_files_of_link')
    .on('submission_files')
    .columns(['unit_link_id', 'received_at'])
    .execute()
  await schema
    .createTable('submission_description_files')
    .addColumn('description_id', 'text', (c) => c.notNull().references('submission_descriptions.id'))
    .addColumn('place', 'integer', (c) => c.notNull())
    .addColumn('file_id', 'text', (c) => c.notNull().references('submission_files.id'))
    .addPrimaryKeyConstraint('submission_description_files_pk', ['description_id', 'place'])
    .execute()
  await schema
    .createIndex('submission_description_files_file')
    .on('submission_description_files')
    .column('file_id')
    .execute()

  // Taken out of the register, until it is restored.
  await schema
    .createTable('submission_withdrawals')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('submission_id', 'text', (c) => c.notNull().references('submissions.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('withdrawn_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('withdrawn_at', 'bigint', (c) => c.notNull())
    .addColumn('restored_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('restored_at', 'bigint')
    .execute()
  await schema.createIndex('submission_withdrawals_of').on('submission_withdrawals').column('submission_id').execute()

  // Found again from the texts at any time: word triples in bands, and the pairs that were found alike.
  await schema
    .createTable('submission_bands')
    .addColumn('submission_id', 'text', (c) => c.notNull().references('submissions.id'))
    .addColumn('band', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('submission_bands_pk', ['submission_id', 'band'])
    .execute()
  await schema.createIndex('submission_bands_band').on('submission_bands').column('band').execute()
  await schema
    .createTable('submission_likenesses')
    .addColumn('submission_id', 'text', (c) => c.notNull().references('submissions.id'))
    .addColumn('other_id', 'text', (c) => c.notNull().references('submissions.id'))
    .addColumn('likeness', 'double precision', (c) => c.notNull())
    .addColumn('is_same_file', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('submission_likenesses_pk', ['submission_id', 'other_id'])
    .execute()
  await schema.createIndex('submission_likenesses_other').on('submission_likenesses').column('other_id').execute()

  // An item in a programme's period, with the last day in time as it stood then.
  await schema
    .createTable('placements')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('submission_id', 'text', (c) => c.notNull().references('submissions.id'))
    .addColumn('programme_id', 'text', (c) => c.notNull().references('programmes.id'))
    .addColumn('period', 'text', (c) => c.notNull())
    .addColumn('due_on', 'text')
    .addColumn('placed_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('placed_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('placements_in').on('placements').columns(['programme_id', 'period']).execute()
  await schema.createIndex('placements_of').on('placements').column('submission_id').execute()
  await schema
    .createTable('placement_removals')
    .addColumn('placement_id', 'text', (c) => c.primaryKey().references('placements.id'))
    .addColumn('removed_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('removed_at', 'bigint', (c) => c.notNull())
    .execute()

  await schema
    .createTable('channels')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('url', 'text')
    .addColumn('needs_approval', 'integer', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('retired_at', 'bigint')
    .execute()
  await schema
    .createTable('postings')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('submission_id', 'text', (c) => c.notNull().references('submissions.id'))
    .addColumn('channel_id', 'text', (c) => c.notNull().references('channels.id'))
    .addColumn('asked_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('asked_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('postings_once', ['submission_id', 'channel_id'])
    .execute()
  await schema.createIndex('postings_on').on('postings').column('channel_id').execute()
  // What became of it, in the order of `number`: the newest word of each kind counts.
  await schema
    .createTable('posting_events')
    .addColumn('posting_id', 'text', (c) => c.notNull().references('postings.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('approver', 'text')
    .addColumn('remark', 'text')
    .addColumn('url', 'text')
    .addColumn('posted_on', 'text')
    .addColumn('recorded_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('recorded_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('posting_events_pk', ['posting_id', 'number'])
    .execute()

  // What is owed on a channel, by a unit or, without one, by the station itself.
  await schema
    .createTable('quotas')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('unit_id', 'text', (c) => c.references('units.id'))
    .addColumn('channel_id', 'text', (c) => c.notNull().references('channels.id'))
    .addColumn('per', 'text', (c) => c.notNull())
    .addColumn('items_owed', 'integer', (c) => c.notNull())
    .addColumn('from_date', 'text', (c) => c.notNull())
    .addColumn('to_date', 'text')
    .addColumn('made_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .execute()
}
