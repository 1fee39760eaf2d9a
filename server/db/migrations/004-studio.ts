import type { Kysely } from 'kysely'

/**
 * The studio: recordings that are gone on with, reads made of other reads, fine peaks and findings of a read, how things are
 * said, how fast a person reads, whose read it is, and what was said of the sound.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db

  // A recording that was broken off and gone on with: each stretch of microphone is one session of it.
  await schema
    .createTable('recording_sessions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('recording_id', 'text', (c) => c.notNull().references('recordings.id'))
    .addColumn('first_chunk', 'integer', (c) => c.notNull())
    .addColumn('microphone', 'text', (c) => c.notNull())
    .addColumn('opened_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('recording_sessions_of').on('recording_sessions').column('recording_id').execute()
  // Where a chunk stands in its recording; unknown for chunks of before.
  await schema.alterTable('recording_chunks').addColumn('first_frame', 'bigint').execute()

  // A read cut from others: its pieces in order (JSON), and the read that it was begun from.
  await schema
    .createTable('take_edits')
    .addColumn('take_id', 'text', (c) => c.primaryKey().references('takes.id'))
    .addColumn('parent_take_id', 'text', (c) => c.notNull().references('takes.id'))
    .addColumn('pieces', 'text', (c) => c.notNull())
    .execute()

  // Looked at once: fine peaks as a file of the media, what was found in the sound (JSON), and by which version of the rules.
  await schema
    .createTable('take_surveys')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('take_id', 'text', (c) => c.notNull().references('takes.id'))
    .addColumn('peaks_sha256', 'text', (c) => c.notNull().references('media.sha256'))
    .addColumn('findings', 'text', (c) => c.notNull())
    .addColumn('loudness_lufs', 'double precision')
    .addColumn('rules_version', 'integer', (c) => c.notNull())
    .addColumn('surveyed_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('take_surveys_of').on('take_surveys').column('take_id').execute()
  // A read that could not be looked at, once for each try: after a few it is left alone until the rules change.
  await schema
    .createTable('take_survey_failures')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('take_id', 'text', (c) => c.notNull().references('takes.id'))
    .addColumn('rules_version', 'integer', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('failed_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('take_survey_failures_of').on('take_survey_failures').column('take_id').execute()

  // How the station says a written form: the newest row of a form counts; without `said` the rule holds again.
  await schema
    .createTable('spoken_forms')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('written', 'text', (c) => c.notNull())
    .addColumn('said', 'text')
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('spoken_forms_of').on('spoken_forms').column('written').execute()

  // Whose read an item of a revision is, and by when; the newest row counts, without a reader it is nobody's.
  await schema
    .createTable('read_assignments')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('revision_id', 'text', (c) => c.notNull().references('revisions.id'))
    .addColumn('item_id', 'text', (c) => c.notNull())
    .addColumn('reader_id', 'text', (c) => c.references('accounts.id'))
    .addColumn('due_on', 'text')
    .addColumn('assigned_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('assigned_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('read_assignments_of').on('read_assignments').columns(['revision_id', 'item_id']).execute()

  // Listening approval (nghe duyệt) of a read: remarks at a place, and verdicts; the newest verdict counts.
  await schema
    .createTable('take_remarks')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('take_id', 'text', (c) => c.notNull().references('takes.id'))
    .addColumn('at_ms', 'double precision')
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('take_remarks_of').on('take_remarks').column('take_id').execute()
  await schema
    .createTable('take_verdicts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('take_id', 'text', (c) => c.notNull().references('takes.id'))
    .addColumn('verdict', 'text', (c) => c.notNull())
    .addColumn('listener', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('given_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('take_verdicts_of').on('take_verdicts').column('take_id').execute()

  // Whether a programme's reads must be approved by listening before they are rendered and aired: the newest row counts.
  await schema
    .createTable('listening_rules')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('programme_id', 'text', (c) => c.notNull().references('programmes.id'))
    .addColumn('required', 'integer', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()

  // Files that come in pieces (tus) until they are whole.
  await schema
    .createTable('file_uploads')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('edition_id', 'text', (c) => c.notNull().references('editions.id'))
    .addColumn('item_id', 'text', (c) => c.notNull())
    .addColumn('revision_id', 'text', (c) => c.notNull().references('revisions.id'))
    .addColumn('file_name', 'text', (c) => c.notNull())
    .addColumn('media_type', 'text', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addColumn('modified_at', 'bigint')
    .addColumn('begun_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('begun_at', 'bigint', (c) => c.notNull())
    .addColumn('take_id', 'text', (c) => c.references('takes.id'))
    .addColumn('refusal', 'text')
    .execute()
}
