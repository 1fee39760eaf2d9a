import type { Kysely } from 'kysely'

/** Templates and rundowns, the kind of each script item, a third delivery and the quality sheet of a render. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db

  await schema
    .createTable('programme_templates')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('programme_id', 'text', (c) => c.notNull().references('programmes.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('template', 'text', (c) => c.notNull())
    .addColumn('saved_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('saved_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('programme_templates_numbered', ['programme_id', 'number'])
    .execute()

  await schema
    .createTable('rundowns')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('edition_id', 'text', (c) => c.notNull().references('editions.id'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('rundown', 'text', (c) => c.notNull())
    .addColumn('saved_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('saved_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('rundowns_numbered', ['edition_id', 'number'])
    .execute()

  await schema
    .alterTable('revision_items')
    .addColumn('kind', 'text', (c) => c.notNull().defaultTo('item'))
    .execute()

  await schema
    .alterTable('render_outcomes')
    .addColumn('mono_sha256', 'text', (c) => c.references('media.sha256'))
    .execute()
  await schema.alterTable('render_outcomes').addColumn('sheet', 'text').execute()
}
