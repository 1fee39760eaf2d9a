import { type Kysely, sql } from 'kysely'

/** What is written where, and what is to be read anew for it: table, kind of thing, the column that names the thing. */
const WATCHED: readonly (readonly [table: string, kind: string, column: string])[] = [
  ['editions', 'edition', 'id'],
  ['revisions', 'edition', 'edition_id'],
  ['submissions', 'submission', 'id'],
  ['submission_descriptions', 'submission', 'submission_id'],
  ['submission_withdrawals', 'submission', 'submission_id'],
  ['questions', 'question', 'id'],
  ['question_facts', 'question', 'question_id'],
  ['library_entries', 'library', 'id'],
  ['library_versions', 'library', 'entry_id'],
  ['library_retirements', 'library', 'entry_id'],
  ['feedback', 'feedback', 'id'],
  ['feedback_facts', 'feedback', 'feedback_id'],
  ['evaluations', 'evaluation', 'id'],
  ['evaluation_versions', 'evaluation', 'evaluation_id'],
  ['units', 'unit', 'id'],
  ['unit_spellings', 'unit', 'unit_id'],
  ['unit_change_parts', 'unit', 'unit_id'],
  ['unit_contacts', 'unit', 'unit_id'],
  ['tasks', 'task', 'id'],
  ['task_texts', 'task', 'task_id'],
  ['tunes', 'tune', 'id'],
  ['tune_retirements', 'tune', 'tune_id'],
  ['announcements', 'announcement', 'id'],
  ['programmes', 'programme', 'id'],
]

/** What a later word about the thing changes without a new row. */
const REWRITTEN = new Set(['submission_withdrawals', 'announcements', 'programmes', 'units'])

/**
 * The index of all texts. Triggers note what is to be read anew: whatever writes, in whichever transaction, cannot forget
 * it, and what was noted is still there after a restart.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('search_changes')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('ref_id', 'text', (c) => c.notNull())
    // What was written while it was being read is read once more.
    .addColumn('times', 'integer', (c) => c.notNull().defaultTo(1))
    .addPrimaryKeyConstraint('search_changes_key', ['kind', 'ref_id'])
    .execute()

  // The texts as they are shown; their place in the index is their number.
  await schema
    .createTable('search_texts')
    .addColumn('number', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('ref_id', 'text', (c) => c.notNull())
    .addColumn('part_id', 'text')
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('context', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('search_texts_of').on('search_texts').columns(['kind', 'ref_id']).execute()

  // What is found is counted by its kind without a look at its text.
  await schema.createIndex('search_texts_kinds').on('search_texts').columns(['number', 'kind']).execute()

  // Folded words alone: what is shown lies in the table above.
  await sql`create virtual table search_index using fts5(
    title, body, content='', contentless_delete=1, prefix='1 2 3', tokenize='unicode61 remove_diacritics 0'
  )`.execute(db)

  for (const [table, kind, column] of WATCHED) {
    const note = (row: string) =>
      sql`insert into search_changes (kind, ref_id) values (${sql.lit(kind)}, ${sql.ref(`${row}.${column}`)})
        on conflict (kind, ref_id) do update set times = times + 1`
    await sql`create trigger ${sql.ref(`search_${table}_added`)} after insert on ${sql.table(table)}
      begin ${note('new')}; end`.execute(db)
    if (REWRITTEN.has(table)) {
      await sql`create trigger ${sql.ref(`search_${table}_rewritten`)} after update on ${sql.table(table)}
        begin ${note('new')}; end`.execute(db)
    }
    await sql`insert into search_changes (kind, ref_id)
      select distinct ${sql.lit(kind)}, ${sql.ref(column)} from ${sql.table(table)} where true on conflict do nothing`.execute(
      db,
    )
  }
}
