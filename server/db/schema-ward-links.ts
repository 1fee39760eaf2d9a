/** Ward stations, their links, what was taken and what was confirmed by hash. */
export interface WardLinkTables {
  ward_stations: WardStationsTable
  ward_links: WardLinksTable
  ward_link_terms: WardLinkTermsTable
  downloads: DownloadsTable
  take_confirmations: TakeConfirmationsTable
  media_checksums: MediaChecksumsTable
}

interface WardStationsTable {
  id: string
  name: string
  created_by: string
  created_at: number
}

/** Links of a ward station: the newest one counts, unless it was revoked. */
interface WardLinksTable {
  id: string
  ward_station_id: string
  secret: string
  secret_hash: string
  made_by: string
  made_at: number
  revoked_at: number | null
}

/** Until when a link holds: the newest row counts; null or no row: until it is revoked. */
interface WardLinkTermsTable {
  id: string
  link_id: string
  expires_at: number | null
  set_by: string
  set_at: number
}

interface DownloadsTable {
  id: string
  ward_station_id: string
  render_id: string
  file_name: string
  started_at: number
  ended_at: number
  first_byte: number
  bytes_sent: number
  bytes_total: number
  /** Closed cleanly by the client: 1 the whole file, 0 a part of it; null: nobody knows. */
  whole: number | null
  from_address: string
  /** To have the sound, to hear it in the page, or to read the script. */
  purpose: 'take' | 'listen' | 'read'
  /** 1: it came through a proxy, whose clean close says nothing of who stands behind it. */
  through_proxy: number
}

/** That somebody at a ward hashed a file that they have, and it was this one. */
interface TakeConfirmationsTable {
  id: string
  ward_station_id: string
  render_id: string
  file_name: string
  sha256: string
  confirmed_by: 'page' | 'player'
  confirmed_at: number
}

interface MediaChecksumsTable {
  sha256: string
  crc32: number
}
