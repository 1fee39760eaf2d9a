import type { Kysely } from 'kysely'

/**
 * The registers: questions of the people and their answers, contacts and what the library says with them, works, feedback,
 * evaluations. What happens to an entry is a numbered row of facts; what it is, is read from all of them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db

  // Dân hỏi – Chính quyền trả lời. Words, asker, consent, sending, answer … are facts (JSON), in their order.
  await schema
    .createTable('questions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('via', 'text', (c) => c.notNull())
    .addColumn('received_on', 'text', (c) => c.notNull())
    .addColumn('received_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('questions_number', ['year', 'number'])
    .execute()
  await schema
    .createTable('question_facts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('question_id', 'text', (c) => c.notNull().references('questions.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('facts', 'text', (c) => c.notNull())
    .addColumn('noted_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('noted_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('question_facts_number', ['question_id', 'number'])
    .execute()
  // How an asker is reached: here and nowhere else. The newest row counts; null takes the number away.
  await schema
    .createTable('question_telephones')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('question_id', 'text', (c) => c.notNull().references('questions.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('telephone', 'text')
    .addColumn('noted_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('noted_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('question_telephones_number', ['question_id', 'number'])
    .execute()
  // One paper to an agency, with one question or several.
  await schema
    .createTable('question_dispatches')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('unit_id', 'text', (c) => c.references('units.id'))
    .addColumn('unit_name', 'text', (c) => c.notNull())
    .addColumn('sent_on', 'text', (c) => c.notNull())
    .addColumn('due_on', 'text', (c) => c.notNull())
    .addColumn('sent_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('sent_at', 'bigint', (c) => c.notNull())
    .execute()

  // Address, telephone, e-mail of an office, kept once. The newest row that is valid on a date counts on it.
  await schema
    .createTable('contacts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('made_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createTable('contact_facts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('contact_id', 'text', (c) => c.notNull().references('contacts.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('valid_from', 'text', (c) => c.notNull())
    .addColumn('facts', 'text', (c) => c.notNull())
    .addColumn('noted_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('noted_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('contact_facts_number', ['contact_id', 'number'])
    .execute()

  // Hotline announcements, spots and award works. The newest version counts.
  await schema
    .createTable('library_entries')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createTable('library_versions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('entry_id', 'text', (c) => c.notNull().references('library_entries.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('contact_id', 'text', (c) => c.references('contacts.id'))
    .addColumn('facts', 'text', (c) => c.notNull())
    .addColumn('saved_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('saved_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('library_versions_number', ['entry_id', 'number'])
    .execute()
  // The sounds of an entry, each a sound of the station's library; the newest counts.
  await schema
    .createTable('library_sounds')
    .addColumn('tune_id', 'text', (c) => c.primaryKey().references('tunes.id'))
    .addColumn('entry_id', 'text', (c) => c.notNull().references('library_entries.id'))
    .addColumn('file_name', 'text', (c) => c.notNull())
    .addColumn('added_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('added_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('library_sounds_of').on('library_sounds').column('entry_id').execute()
  // An entry whose text was put into an edition's script.
  await schema
    .createTable('library_items')
    .addColumn('item_id', 'text', (c) => c.primaryKey())
    .addColumn('entry_id', 'text', (c) => c.notNull().references('library_entries.id'))
    .addColumn('edition_id', 'text', (c) => c.notNull().references('editions.id'))
    .addColumn('placed_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('placed_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('library_items_of').on('library_items').column('entry_id').execute()
  await schema
    .createTable('library_retirements')
    .addColumn('entry_id', 'text', (c) => c.primaryKey().references('library_entries.id'))
    .addColumn('retired_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('retired_at', 'bigint', (c) => c.notNull())
    .execute()

  // Ý kiến, kiến nghị of listeners. The newest version says what was said; the newest step how far it is.
  await schema
    .createTable('feedback')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('received_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('feedback_number', ['year', 'number'])
    .execute()
  await schema
    .createTable('feedback_facts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('feedback_id', 'text', (c) => c.notNull().references('feedback.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('facts', 'text', (c) => c.notNull())
    .addColumn('noted_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('noted_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('feedback_facts_number', ['feedback_id', 'number'])
    .execute()

  // Sơ kết, tổng kết, kiểm tra: who, what was found, what follows. The newest version counts.
  await schema
    .createTable('evaluations')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('made_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createTable('evaluation_versions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('evaluation_id', 'text', (c) => c.notNull().references('evaluations.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('facts', 'text', (c) => c.notNull())
    .addColumn('saved_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('saved_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('evaluation_versions_number', ['evaluation_id', 'number'])
    .execute()
}
