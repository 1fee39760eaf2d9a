import type { Kysely } from 'kysely'

/** Players at ward stations: signs of life, journals that came home. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // How each stands now: the newest sign of life alone is of use to anybody.
  await db.schema
    .createTable('ward_players')
    .addColumn('ward_station_id', 'text', (c) => c.notNull().references('ward_stations.id'))
    .addColumn('player_id', 'text', (c) => c.notNull())
    .addColumn('first_seen_at', 'bigint', (c) => c.notNull())
    .addColumn('last_seen_at', 'bigint', (c) => c.notNull())
    .addColumn('from_address', 'text', (c) => c.notNull())
    .addColumn('sign', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('ward_players_key', ['ward_station_id', 'player_id'])
    .execute()

  // A line's id is the player's own: of another ward it may be the same without harm.
  await db.schema
    .createTable('ward_player_entries')
    .addColumn('ward_station_id', 'text', (c) => c.notNull().references('ward_stations.id'))
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('player_id', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('clock_off_ms', 'bigint', (c) => c.notNull())
    .addColumn('airing_id', 'text')
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('details', 'text', (c) => c.notNull())
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('ward_player_entries_key', ['ward_station_id', 'id'])
    .execute()
  await db.schema
    .createIndex('ward_player_entries_of')
    .on('ward_player_entries')
    .columns(['airing_id', 'ward_station_id'])
    .execute()
}
