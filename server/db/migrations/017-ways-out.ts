import type { Kysely } from 'kysely'

/** Ways out of the station: the public address, feeds, hand-overs on a stick, object storage. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db

  // The newest row counts; no origin: there is no public address any more.
  await schema
    .createTable('public_addresses')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('origin', 'text')
    .addColumn('proxies', 'text', (c) => c.notNull())
    .addColumn('exposed', 'text', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()

  await schema
    .createTable('address_tests')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('findings', 'text', (c) => c.notNull())
    .addColumn('tested_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('tested_at', 'bigint', (c) => c.notNull())
    .execute()

  await schema
    .createTable('address_arrivals')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('test_id', 'text', (c) => c.notNull().references('address_tests.id'))
    .addColumn('from_address', 'text', (c) => c.notNull())
    .addColumn('arrived_at', 'bigint', (c) => c.notNull())
    .execute()

  await schema
    .createTable('hand_overs')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('edition_id', 'text', (c) => c.notNull().references('editions.id'))
    .addColumn('render_id', 'text', (c) => c.notNull().references('renders.id'))
    .addColumn('way', 'text', (c) => c.notNull())
    .addColumn('folder_name', 'text', (c) => c.notNull())
    .addColumn('path', 'text')
    .addColumn('files', 'text', (c) => c.notNull())
    .addColumn('given_to', 'text', (c) => c.notNull())
    .addColumn('given_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('given_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('hand_overs_of').on('hand_overs').columns(['edition_id', 'given_at']).execute()

  await schema
    .createTable('hand_over_wards')
    .addColumn('hand_over_id', 'text', (c) => c.notNull().references('hand_overs.id'))
    .addColumn('ward_station_id', 'text', (c) => c.notNull().references('ward_stations.id'))
    .addPrimaryKeyConstraint('hand_over_wards_pk', ['hand_over_id', 'ward_station_id'])
    .execute()

  // The newest row counts.
  await schema
    .createTable('buckets')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('is_on', 'integer', (c) => c.notNull())
    .addColumn('endpoint', 'text', (c) => c.notNull())
    .addColumn('region', 'text', (c) => c.notNull())
    .addColumn('bucket', 'text', (c) => c.notNull())
    .addColumn('prefix', 'text', (c) => c.notNull())
    .addColumn('is_path_style', 'integer', (c) => c.notNull())
    .addColumn('access_key_id', 'text', (c) => c.notNull())
    .addColumn('secret_access_key', 'text', (c) => c.notNull())
    .addColumn('link_minutes', 'integer', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute()

  await schema
    .createTable('bucket_files')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('place', 'text', (c) => c.notNull())
    .addColumn('object_key', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addColumn('kept_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('bucket_files_of').on('bucket_files').columns(['place', 'sha256']).execute()
}
