import type { CalendarDate } from '../../../schedules/index.ts'
import type { LaidAiring } from './airings.ts'
import { hourOf } from './desk.ts'
import type { Dice } from './dice.ts'
import type { LaidEdition } from './editions.ts'
import type { Rows } from './rows.ts'
import type { LaidStation } from './station.ts'

/** Every other ward says by itself that it aired; one in a hundred of those says that it did not. */
const SAYS = 2
const SAYS_NO = 0.01
/** One receipt in fifty has no known end; of half of those the ward's page has confirmed the hash. */
const NOT_KNOWN = 0.02
/** One word in a hundred comes with a recording, nearly all of which hold the edition. */
const RECORDED = 0.01
/** The last wards have players of their own, since the last year. */
const PLAYERS = 2

/** Writes the ward stations with their links. */
export function layWards(
  rows: Rows,
  dice: Dice,
  count: number,
  { accountId }: LaidStation,
  from: CalendarDate,
): string[] {
  return Array.from({ length: count }, (_, place) => {
    const id = dice.id()
    const at = hourOf(from, '08:00')
    rows.add('ward_stations', { id, name: `Trạm truyền thanh số ${place + 1}`, created_by: accountId, created_at: at })
    rows.add('ward_links', {
      id: dice.id(),
      ward_station_id: id,
      secret: dice.hash().slice(0, 32),
      secret_hash: dice.hash(),
      made_by: accountId,
      made_at: at,
      revoked_at: null,
    })
    return id
  })
}

/** Writes a receipt for every ward and edition, and what half of the wards say of it. */
export function layReceipts(
  rows: Rows,
  dice: Dice,
  wardIds: readonly string[],
  editions: readonly LaidEdition[],
  heard: readonly LaidAiring[],
): void {
  const airings = Map.groupBy(heard, ({ edition }) => edition)
  for (const edition of editions) {
    const { editionId, renderId, durationMs, readyAt, one } = edition
    const bytes = durationMs * 16
    const fileName = `ky-phat-${one.period}.mp3`
    const instants = (airings.get(edition) ?? []).map(({ startsAt }) => startsAt)
    for (const [place, wardId] of wardIds.entries()) {
      const startedAt = readyAt + dice.between(60_000, 40 * 3_600_000)
      const isKnown = !dice.happens(NOT_KNOWN)
      rows.add('downloads', {
        id: dice.id(),
        ward_station_id: wardId,
        render_id: renderId,
        file_name: fileName,
        started_at: startedAt,
        ended_at: startedAt + 20_000,
        first_byte: 0,
        bytes_sent: bytes,
        bytes_total: bytes,
        whole: isKnown ? 1 : null,
        from_address: '192.168.1.20',
        purpose: 'take',
        through_proxy: 0,
      })
      if (!isKnown && dice.happens(0.5)) {
        rows.add('take_confirmations', {
          id: dice.id(),
          ward_station_id: wardId,
          render_id: renderId,
          file_name: fileName,
          sha256: dice.hash(),
          confirmed_by: 'page',
          confirmed_at: startedAt + 30_000,
        })
      }
      if (place % SAYS !== 0 || instants.length === 0) continue
      const startsAt = dice.pick(instants)
      const isAired = !dice.happens(SAYS_NO)
      rows.add('ward_words', {
        id: dice.id(),
        ward_station_id: wardId,
        edition_id: editionId,
        word: isAired ? 'aired' : 'not-aired',
        starts_at: isAired ? startsAt : null,
        reason: isAired ? null : 'power-cut',
        note: '',
        said_by: null,
        from_address: '192.168.1.20',
        said_at: startsAt + 7_200_000,
      })
      if (isAired && dice.happens(RECORDED)) layRecording(rows, dice, { wardId, edition, startsAt })
    }
  }
}

/** Writes the journals of the wards' own players, of what was heard from a day on. */
export function layPlayers(
  rows: Rows,
  dice: Dice,
  wardIds: readonly string[],
  heard: readonly LaidAiring[],
  from: CalendarDate,
): void {
  const since = hourOf(from, '00:00')
  for (const wardId of wardIds.slice(-PLAYERS)) {
    const playerId = dice.id()
    let seq = 0
    for (const { airingId, startsAt, edition } of heard) {
      if (startsAt < since) continue
      const { masterSha256, durationMs } = edition
      const device = { id: 'loa', name: 'Loa', isNull: false }
      const events = [
        { event: 'first-sample', at: startsAt, details: { offsetMs: 0, startErrorMs: 0.4, device, masterSha256 } },
        { event: 'last-sample', at: startsAt + durationMs, details: { soundedMs: durationMs, skippedMs: 0 } },
        { event: 'outcome', at: startsAt + durationMs, details: { outcome: 'aired' } },
      ]
      for (const { event, at, details } of events) {
        seq += 1
        rows.add('ward_player_entries', {
          ward_station_id: wardId,
          id: dice.id(),
          player_id: playerId,
          seq,
          at,
          clock_off_ms: 0,
          airing_id: airingId,
          event,
          details: JSON.stringify(details),
          received_at: at + 60_000,
        })
      }
    }
    rows.add('ward_players', {
      ward_station_id: wardId,
      player_id: playerId,
      first_seen_at: since,
      last_seen_at: since,
      from_address: '192.168.1.21',
      sign: '{}',
    })
  }
}

function layRecording(
  rows: Rows,
  dice: Dice,
  { wardId, edition, startsAt }: { wardId: string; edition: LaidEdition; startsAt: number },
): void {
  const id = dice.id()
  const sha256 = dice.hash()
  const at = startsAt + 10_800_000
  rows.add('media', { sha256, bytes: edition.durationMs * 16, media_type: 'audio/mpeg', added_at: at })
  rows.add('ward_recordings', {
    id,
    ward_station_id: wardId,
    edition_id: edition.editionId,
    file_name: 'ban-thu.mp3',
    sha256,
    recorded_from: startsAt - 5000,
    brought_by: null,
    from_address: '192.168.1.20',
    received_at: at,
  })
  const isFound = !dice.happens(0.1)
  const found = { found: true, offsetMs: 5000, startErrorMs: 0, matched: 0.99, missing: [], speedPpm: 0 }
  rows.add('ward_proofs', {
    recording_id: id,
    master_sha256: isFound ? edition.masterSha256 : null,
    recording_ms: edition.durationMs + 10_000,
    result: JSON.stringify(isFound ? found : { found: false, matched: 0, missing: [] }),
    refusal: null,
    took_ms: 400,
    compared_at: at + 1000,
  })
}
