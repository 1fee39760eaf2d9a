import type { Kysely } from 'kysely'

/**
 * Templates and rundowns, covers of programmes, the kind of each script item, what a sound of the library is like and
 * whether it is still offered, a third delivery and the quality sheet of a render.
 */
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
    .createTable('programme_pictures')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('programme_id', 'text', (c) => c.notNull().references('programmes.id'))
    .addColumn('sha256', 'text', (c) => c.references('media.sha256'))
    .addColumn('media_type', 'text')
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()

  await schema
    .createTable('tune_retirements')
    .addColumn('tune_id', 'text', (c) => c.primaryKey().references('tunes.id'))
    .addColumn('retired_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('retired_at', 'bigint', (c) => c.notNull())
    .execute()

  await schema
    .alterTable('tunes')
    .addColumn('warnings', 'text', (c) => c.notNull().defaultTo('[]'))
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
