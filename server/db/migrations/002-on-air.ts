import type { Kysely } from 'kysely'

/** What airing needs beyond the first month: rules for the bad day, emergencies, pauses, checks beforehand, proof. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db

  await schema
    .createTable('air_settings')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('reserve_device_id', 'text')
    .addColumn('reserve_device_name', 'text')
    .addColumn('return_input_id', 'text')
    .addColumn('return_input_name', 'text')
    .addColumn('live_input_id', 'text')
    .addColumn('live_input_name', 'text')
    .addColumn('live_input_tested_at', 'bigint')
    .addColumn('relay', 'text', (c) => c.notNull())
    .addColumn('alarm_hook', 'text')
    .addColumn('silence', 'text', (c) => c.notNull())
    .execute()

  await schema
    .createTable('programme_air_rules')
    .addColumn('programme_id', 'text', (c) => c.primaryKey().references('programmes.id'))
    .addColumn('priority', 'text', (c) => c.notNull())
    .addColumn('late', 'text', (c) => c.notNull())
    .addColumn('slack_minutes', 'integer', (c) => c.notNull())
    .addColumn('displaced', 'text', (c) => c.notNull())
    .addColumn('reserve', 'text', (c) => c.notNull())
    .addColumn('apology_id', 'text')
    .execute()

  await schema
    .createTable('announcements')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('file_name', 'text', (c) => c.notNull())
    .addColumn('original_sha256', 'text', (c) => c.notNull().references('media.sha256'))
    .addColumn('master_sha256', 'text', (c) => c.notNull().references('media.sha256'))
    .addColumn('duration_ms', 'double precision', (c) => c.notNull())
    .addColumn('frames', 'bigint', (c) => c.notNull())
    .addColumn('target_lufs', 'double precision', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('retired_at', 'bigint')
    .execute()

  await schema
    .createTable('emergencies')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('announcement_id', 'text', (c) => c.references('announcements.id'))
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('input_name', 'text')
    .addColumn('ordered_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('ordered_at', 'bigint', (c) => c.notNull())
    .execute()

  await schema
    .createTable('pauses')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('from_at', 'bigint', (c) => c.notNull())
    .addColumn('until_at', 'bigint', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .execute()

  await schema
    .createTable('pause_endings')
    .addColumn('pause_id', 'text', (c) => c.primaryKey().references('pauses.id'))
    .addColumn('lifted_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('lifted_at', 'bigint', (c) => c.notNull())
    .execute()

  await schema
    .createTable('occupied_slots')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('weekdays', 'text', (c) => c.notNull())
    .addColumn('from_time', 'text', (c) => c.notNull())
    .addColumn('until_time', 'text', (c) => c.notNull())
    .addColumn('first_date', 'text')
    .addColumn('last_date', 'text')
    .addColumn('made_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('removed_at', 'bigint')
    .execute()

  await schema
    .createTable('airing_skips')
    .addColumn('airing_id', 'text', (c) => c.primaryKey().references('airings.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('skipped_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('skipped_at', 'bigint', (c) => c.notNull())
    .execute()

  await schema
    .createTable('preflights')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('airing_id', 'text', (c) => c.notNull().references('airings.id'))
    .addColumn('moment', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('lines', 'text', (c) => c.notNull())
    .execute()
  await schema.createIndex('preflights_of_airing').on('preflights').columns(['airing_id', 'at']).execute()

  await schema
    .createTable('alarm_messages')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('alarm', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('result', 'text', (c) => c.notNull())
    .addColumn('said', 'text', (c) => c.notNull())
    .execute()

  await schema
    .createTable('proofs')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('airing_id', 'text', (c) => c.notNull().references('airings.id'))
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('file_name', 'text', (c) => c.notNull())
    .addColumn('recording_sha256', 'text', (c) => c.notNull().references('media.sha256'))
    .addColumn('recording_ms', 'double precision', (c) => c.notNull())
    .addColumn('master_sha256', 'text', (c) => c.notNull().references('media.sha256'))
    .addColumn('result', 'text', (c) => c.notNull())
    .addColumn('took_ms', 'double precision', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.references('accounts.id'))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('proofs_of_airing').on('proofs').columns(['airing_id', 'created_at']).execute()

  await schema
    .alterTable('airings')
    .addColumn('ordered_now', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await schema.alterTable('airings').addColumn('makes_up_for_id', 'text').execute()
}
