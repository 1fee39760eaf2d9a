/** Players at ward stations: signs of life, journals that came home. */
export interface WardPlayersTables {
  ward_players: PlayersTable
  ward_player_entries: PlayerEntriesTable
}

/** One row a player: how it stands now. */
interface PlayersTable {
  ward_station_id: string
  /** The player's own name for itself, kept in its data folder. */
  player_id: string
  first_seen_at: number
  last_seen_at: number
  from_address: string
  /** Its last sign of life, JSON. */
  sign: string
}

/** Lines of players' journals. */
interface PlayerEntriesTable {
  ward_station_id: string
  id: string
  player_id: string
  seq: number
  /** In the ward computer's own time; less `clock_off_ms` it is the station's. */
  at: number
  clock_off_ms: number
  airing_id: string | null
  event: string
  /** JSON. */
  details: string
  received_at: number
}
