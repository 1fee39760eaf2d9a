import type { Kysely } from 'kysely'

/** What wards say of airings: aired, not aired and why, recordings that prove it; withdrawals that were seen; reminders. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db

  await schema
    .createTable('ward_words')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('ward_station_id', 'text', (c) => c.notNull().references('ward_stations.id'))
    .addColumn('edition_id', 'text', (c) => c.notNull().references('editions.id'))
    .addColumn('word', 'text', (c) => c.notNull())
    .addColumn('starts_at', 'bigint')
    .addColumn('reason', 'text')
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('said_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('from_address', 'text')
    .addColumn('said_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('ward_words_of').on('ward_words').columns(['edition_id', 'ward_station_id']).execute()
  await schema.createIndex('ward_words_at').on('ward_words').columns(['starts_at']).execute()

  await schema
    .createTable('ward_word_withdrawals')
    .addColumn('word_id', 'text', (c) => c.primaryKey().references('ward_words.id'))
    .addColumn('withdrawn_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('withdrawn_at', 'bigint', (c) => c.notNull())
    .execute()

  await schema
    .createTable('ward_recordings')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('ward_station_id', 'text', (c) => c.notNull().references('ward_stations.id'))
    .addColumn('edition_id', 'text', (c) => c.notNull().references('editions.id'))
    .addColumn('file_name', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull().references('media.sha256'))
    .addColumn('recorded_from', 'bigint')
    .addColumn('brought_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('from_address', 'text')
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createIndex('ward_recordings_of')
    .on('ward_recordings')
    .columns(['edition_id', 'ward_station_id'])
    .execute()

  // What came of comparing a recording, written once; a refusal in place of a result: it could not be compared.
  await schema
    .createTable('ward_proofs')
    .addColumn('recording_id', 'text', (c) => c.primaryKey().references('ward_recordings.id'))
    .addColumn('master_sha256', 'text')
    .addColumn('recording_ms', 'integer')
    .addColumn('result', 'text')
    .addColumn('refusal', 'text')
    .addColumn('took_ms', 'integer', (c) => c.notNull())
    .addColumn('compared_at', 'bigint', (c) => c.notNull())
    .execute()

  await schema
    .createTable('ward_recalls_seen')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('ward_station_id', 'text', (c) => c.notNull().references('ward_stations.id'))
    .addColumn('edition_id', 'text', (c) => c.notNull().references('editions.id'))
    .addColumn('recalled_at', 'bigint', (c) => c.notNull())
    .addColumn('seen_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createIndex('ward_recalls_seen_of')
    .on('ward_recalls_seen')
    .columns(['edition_id', 'ward_station_id', 'recalled_at'])
    .unique()
    .execute()

  await schema
    .createTable('ward_reminders')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('edition_id', 'text', (c) => c.notNull().references('editions.id'))
    // JSON list: the wards with what each was asked for.
    .addColumn('wards', 'text', (c) => c.notNull())
    .addColumn('how', 'text', (c) => c.notNull())
    .addColumn('words', 'text')
    .addColumn('reminded_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('reminded_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('ward_reminders_of').on('ward_reminders').columns(['edition_id', 'reminded_at']).execute()
}
