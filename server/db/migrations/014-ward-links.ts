import type { Kysely } from 'kysely'

/** Links of ward stations: until when they hold, what downloads were for and through whom, what was confirmed by hash. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db

  // The newest row of a link counts; a link without one holds until it is revoked.
  await schema
    .createTable('ward_link_terms')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('link_id', 'text', (c) => c.notNull().references('ward_links.id'))
    .addColumn('expires_at', 'bigint')
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('ward_link_terms_of').on('ward_link_terms').columns(['link_id', 'set_at']).execute()

  // What was heard in the page is not a file that the ward has.
  await schema
    .alterTable('downloads')
    .addColumn('purpose', 'text', (c) => c.notNull().defaultTo('take'))
    .execute()
  // A proxy that took every byte says nothing of who stands behind it.
  await schema
    .alterTable('downloads')
    .addColumn('through_proxy', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await schema
    .createIndex('downloads_of_ward')
    .on('downloads')
    .columns(['ward_station_id', 'purpose', 'through_proxy', 'whole', 'ended_at'])
    .execute()
  await schema.createIndex('downloads_of_render').on('downloads').columns(['render_id', 'ended_at']).execute()

  await schema
    .createTable('take_confirmations')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('ward_station_id', 'text', (c) => c.notNull().references('ward_stations.id'))
    .addColumn('render_id', 'text', (c) => c.notNull().references('renders.id'))
    .addColumn('file_name', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('confirmed_by', 'text', (c) => c.notNull())
    .addColumn('confirmed_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('take_confirmed_once', ['ward_station_id', 'render_id', 'sha256', 'confirmed_by'])
    .execute()

  // What a .zip says of a file that it holds (APPNOTE.TXT 4.4.7), reckoned once for each file.
  await schema
    .createTable('media_checksums')
    .addColumn('sha256', 'text', (c) => c.primaryKey().references('media.sha256'))
    .addColumn('crc32', 'bigint', (c) => c.notNull())
    .execute()
}
