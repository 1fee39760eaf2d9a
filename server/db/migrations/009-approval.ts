import type { Kysely } from 'kysely'

/** What each person does; submitting, approving, returning; the keys of leaders; signed papers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db

  // What a person does at the station (JSON list): the newest row of an account counts, an empty list is everything.
  await schema
    .createTable('account_functions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('functions', 'text', (c) => c.notNull())
    .addColumn('chosen_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('chosen_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('account_functions_of').on('account_functions').column('account_id').execute()
}
