import type { OnAirEventName } from '../../schedules/index.ts'
import type { WardJournalLine, WardSign } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

/** Sizes, and the light forms, of masters that may stand in a plan. */
export interface KnownSound {
  masterSha256: string
  masterBytes: number
  mp3: { sha256: string; bytes: number } | undefined
  mono: { sha256: string; bytes: number } | undefined
}

/** What is known of these masters' files; a master that is not in the media is left out. */
export async function soundsOfMasters(db: Db, masters: readonly string[]): Promise<Map<string, KnownSound>> {
  if (masters.length === 0) return new Map()
  const files = await db
    .selectFrom('media')
    .select(['sha256', 'bytes'])
    .where('sha256', 'in', [...masters])
    .execute()
  const light = await db
    .selectFrom('render_outcomes')
    .leftJoin('media as mp3', 'mp3.sha256', 'render_outcomes.mp3_sha256')
    .leftJoin('media as mono', 'mono.sha256', 'render_outcomes.mono_sha256')
    .select(['master_sha256', 'mp3.sha256 as mp3_sha256', 'mp3.bytes as mp3_bytes'])
    .select(['mono.sha256 as mono_sha256', 'mono.bytes as mono_bytes'])
    .where('master_sha256', 'in', [...masters])
    .execute()
  const lightOf = new Map(light.map((row) => [row.master_sha256, row]))
  return new Map(
    files.map(({ sha256, bytes }) => {
      const row = lightOf.get(sha256)
      return [
        sha256,
        {
          masterSha256: sha256,
          masterBytes: bytes,
          mp3: fileOf(row?.mp3_sha256, row?.mp3_bytes),
          mono: fileOf(row?.mono_sha256, row?.mono_bytes),
        },
      ]
    }),
  )
}

function fileOf(sha256: string | null | undefined, bytes: number | null | undefined) {
  return sha256 && bytes ? { sha256, bytes } : undefined
}

export interface SignTaken {
  wardStationId: string
  sign: WardSign
  at: number
  fromAddress: string
}

/** Notes how a player stands now. */
export async function takeSign(db: Db, { wardStationId, sign, at, fromAddress }: SignTaken): Promise<void> {
  const seen = { last_seen_at: at, from_address: fromAddress, sign: JSON.stringify({ ...sign, held: [] }) }
  await db
    .insertInto('ward_players')
    .values({ ward_station_id: wardStationId, player_id: sign.playerId, first_seen_at: at, ...seen })
    .onConflict((conflict) => conflict.columns(['ward_station_id', 'player_id']).doUpdateSet(seen))
    .execute()
}

/** Takes lines of a player's journal in, each once; says how many were new. */
export async function takeLines(
  db: Db,
  from: { wardStationId: string; playerId: string; at: number },
  lines: readonly WardJournalLine[],
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    let taken = 0
    for (const line of lines) {
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto('ward_player_entries')
        .values({
          ward_station_id: from.wardStationId,
          id: line.id,
          player_id: from.playerId,
          seq: line.seq,
          at: Math.round(line.at),
          clock_off_ms: Math.round(line.clockOffMs),
          airing_id: line.airingId ?? null,
          event: line.event,
          details: JSON.stringify(line.details),
          received_at: from.at,
        })
        .onConflict((conflict) => conflict.columns(['ward_station_id', 'id']).doNothing())
        .executeTakeFirst()
      taken += Number(numInsertedOrUpdatedRows ?? 0)
    }
    return taken
  })
}

export interface PlayerRow {
  wardStationId: string
  wardName: string
  playerId: string
  firstSeenAt: number
  lastSeenAt: number
  sign: WardSign
}

/** All players that ever said that they live, or those of one ward; whoever was heard of last first. */
export async function listPlayers(db: Db, wardStationId?: string): Promise<PlayerRow[]> {
  const all = db
    .selectFrom('ward_players')
    .innerJoin('ward_stations', 'ward_stations.id', 'ward_players.ward_station_id')
    .selectAll('ward_players')
    .select('ward_stations.name')
    .orderBy('last_seen_at', 'desc')
  const rows = await (wardStationId === undefined ? all : all.where('ward_station_id', '=', wardStationId)).execute()
  return rows.map((row) => ({
    wardStationId: row.ward_station_id,
    wardName: row.name,
    playerId: row.player_id,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    sign: JSON.parse(row.sign),
  }))
}

/** A line about an airing that is the station's own. Its instant is the ward computer's. */
export interface AiringLine {
  wardStationId: string
  playerId: string
  airingId: string
  editionId: string
  plannedAt: number
  at: number
  clockOffMs: number
  event: OnAirEventName
  details: Record<string, unknown>
}

export interface PlaysAsked {
  wardStationId?: string
  editionIds?: readonly string[]
  airingIds?: readonly string[]
}

/**
 * What players' journals say of the station's airings, in the order in which each player wrote it; without level curves and
 * without how far each was every ten seconds.
 */
export async function listAiringLines(db: Db, asked: PlaysAsked): Promise<AiringLine[]> {
  const { wardStationId, editionIds, airingIds } = asked
  if (editionIds?.length === 0 || airingIds?.length === 0) return []
  let query = db
    .selectFrom('ward_player_entries')
    .innerJoin('airings', 'airings.id', 'ward_player_entries.airing_id')
    .select(['ward_station_id', 'player_id', 'airings.id as airing_id', 'edition_id', 'starts_at'])
    .select(['at', 'clock_off_ms', 'event', 'details'])
    .where('event', 'not in', ['levels', 'sounding', 'media-problem', 'media-good'])
    .orderBy('player_id')
    .orderBy('seq')
  if (wardStationId !== undefined) query = query.where('ward_station_id', '=', wardStationId)
  if (editionIds !== undefined) query = query.where('edition_id', 'in', [...editionIds])
  if (airingIds !== undefined) query = query.where('airings.id', 'in', [...airingIds])
  const rows = await query.execute()
  return rows.map((row) => ({
    wardStationId: row.ward_station_id,
    playerId: row.player_id,
    airingId: row.airing_id,
    editionId: row.edition_id,
    plannedAt: row.starts_at,
    at: row.at,
    clockOffMs: row.clock_off_ms,
    event: row.event as OnAirEventName,
    details: JSON.parse(row.details),
  }))
}
