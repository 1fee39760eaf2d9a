import type { Kysely } from 'kysely'

/**
 * The review meeting: what is decided on each item, in which order, what was said; and the editing that follows: drafts, versions
 * that were kept aside, remarks, and what an item of a script was made of.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db

  // A period's decision on an item; the newest row of a placement and period counts, without a decision it is undecided again.
  await schema
    .createTable('placement_decisions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('placement_id', 'text', (c) => c.notNull().references('placements.id'))
    .addColumn('programme_id', 'text', (c) => c.notNull().references('programmes.id'))
    .addColumn('placed_period', 'text', (c) => c.notNull())
    .addColumn('period', 'text', (c) => c.notNull())
    .addColumn('decision', 'text')
    .addColumn('reason', 'text')
    .addColumn('decided_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('decided_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createIndex('placement_decisions_of')
    .on('placement_decisions')
    .columns(['programme_id', 'period'])
    .execute()

  // The order of a period's items (JSON: ids of placements); the newest row counts.
  await schema
    .createTable('review_orders')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('programme_id', 'text', (c) => c.notNull().references('programmes.id'))
    .addColumn('period', 'text', (c) => c.notNull())
    .addColumn('placement_ids', 'text', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('review_orders_of').on('review_orders').columns(['programme_id', 'period']).execute()

  // The minutes of a period's meeting (JSON); the newest row counts.
  await schema
    .createTable('review_minutes')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('programme_id', 'text', (c) => c.notNull().references('programmes.id'))
    .addColumn('period', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('saved_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('saved_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('review_minutes_of').on('review_minutes').columns(['programme_id', 'period']).execute()

  // What an item of a script was made of; an item keeps its id through all revisions.
  await schema
    .createTable('item_origins')
    .addColumn('item_id', 'text', (c) => c.notNull())
    .addColumn('submission_id', 'text', (c) => c.notNull().references('submissions.id'))
    .addColumn('placement_id', 'text', (c) => c.references('placements.id'))
    .addColumn('brought_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('brought_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('item_origins_key', ['item_id', 'submission_id'])
    .execute()
  await schema.createIndex('item_origins_of').on('item_origins').column('submission_id').execute()

  // What a person types and has not saved: the one table here whose rows are written over, for it is no fact yet.
  await schema
    .createTable('script_drafts')
    .addColumn('edition_id', 'text', (c) => c.notNull().references('editions.id'))
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('window_id', 'text', (c) => c.notNull())
    .addColumn('base_id', 'text', (c) => c.references('revisions.id'))
    .addColumn('items', 'text', (c) => c.notNull())
    .addColumn('saved_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('script_drafts_key', ['edition_id', 'account_id'])
    .execute()

  // A text that met a newer revision or another window of the same person, as it was; and what became of it.
  await schema
    .createTable('side_versions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('edition_id', 'text', (c) => c.notNull().references('editions.id'))
    .addColumn('base_id', 'text', (c) => c.references('revisions.id'))
    .addColumn('why', 'text', (c) => c.notNull())
    .addColumn('items', 'text', (c) => c.notNull())
    .addColumn('kept_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('kept_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('side_versions_of').on('side_versions').column('edition_id').execute()
  await schema
    .createTable('side_outcomes')
    .addColumn('side_id', 'text', (c) => c.primaryKey().references('side_versions.id'))
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('revision_id', 'text', (c) => c.references('revisions.id'))
    .addColumn('decided_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('decided_at', 'bigint', (c) => c.notNull())
    .execute()

  // What was said of an item while it was edited; the newest state of a remark counts, without one it is open.
  await schema
    .createTable('item_remarks')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('edition_id', 'text', (c) => c.notNull().references('editions.id'))
    .addColumn('item_id', 'text', (c) => c.notNull())
    .addColumn('revision_id', 'text', (c) => c.notNull().references('revisions.id'))
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('item_remarks_of').on('item_remarks').column('edition_id').execute()
  await schema
    .createTable('item_remark_states')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('remark_id', 'text', (c) => c.notNull().references('item_remarks.id'))
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('item_remark_states_of').on('item_remark_states').column('remark_id').execute()
}
