import type { Db } from '../../../db/index.ts'
import { listOutside } from '../../../outside/index.ts'

/** The ward stations. */
export async function listWards(db: Db): Promise<{ wardStationId: string; name: string }[]> {
  const rows = await db.selectFrom('ward_stations').select(['id', 'name']).execute()
  return rows.map(({ id, name }) => ({ wardStationId: id, name }))
}

/** How long the newest render of each edition is, ms. */
export async function lengthsOfEditions(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('renders')
    .innerJoin('render_outcomes', 'render_outcomes.render_id', 'renders.id')
    .select(['edition_id', 'duration_ms'])
    .where('outcome', '=', 'verified')
    .orderBy('requested_at')
    .execute()
  return new Map(
    rows.flatMap(({ edition_id, duration_ms }) => (duration_ms === null ? [] : [[edition_id, duration_ms]])),
  )
}

/** The editions of which wards may have told anything that happened within [from, to) (UTC ms). */
export async function editionsToldOf(db: Db, from: number, to: number): Promise<string[]> {
  const words = await db
    .selectFrom('ward_words')
    .select('edition_id')
    .distinct()
    .where((eb) =>
      eb.or([
        eb.and([eb('starts_at', '>=', from), eb('starts_at', '<', to)]),
        eb.and([eb('starts_at', 'is', null), eb('said_at', '>=', from), eb('said_at', '<', to)]),
      ]),
    )
    .execute()
  const recordings = await db
    .selectFrom('ward_recordings')
    .select('edition_id')
    .distinct()
    .where((eb) =>
      eb.or([
        eb.and([eb('received_at', '>=', from), eb('received_at', '<', to)]),
        eb.and([eb('recorded_from', '>=', from - DAY_MS), eb('recorded_from', '<', to)]),
      ]),
    )
    .execute()
  const played = await db
    .selectFrom('airings')
    .select('edition_id')
    .distinct()
    .where('starts_at', '>=', from - DAY_MS)
    .where('starts_at', '<', to + DAY_MS)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('ward_player_entries')
          .select('ward_player_entries.id')
          .whereRef('ward_player_entries.airing_id', '=', 'airings.id'),
      ),
    )
    .execute()
  const outside = (await listOutside(db, { from, to })).map(({ editionId }) => editionId)
  return [...new Set([...[...words, ...recordings, ...played].map(({ edition_id }) => edition_id), ...outside])]
}

/**
 * Another text whenever anything was added that tells of wards before `to` (UTC ms). All of it is only ever added to, so that
 * counting it is enough; what may be renamed is in it as it is. Downloads are counted from `downloadsFrom` on: nobody adds older ones.
 */
export async function markOfWards(
  db: Db,
  { downloadsFrom, to }: { downloadsFrom: number; to: number },
): Promise<string> {
  const { countAll } = db.fn
  const taken = (whole: 0 | 1 | null) =>
    db
      .selectFrom('downloads')
      .where('purpose', '=', 'take')
      .where('through_proxy', '=', 0)
      .where('whole', whole === null ? 'is' : '=', whole)
      .where('ended_at', '>=', downloadsFrom)
      .where('ended_at', '<', to)
      .select(countAll().as('n'))
  const all = (
    table:
      | 'take_confirmations'
      | 'renders'
      | 'render_outcomes'
      | 'editions'
      | 'ward_words'
      | 'ward_word_withdrawals'
      | 'ward_recordings'
      | 'ward_proofs'
      | 'ward_player_entries'
      | 'outside_airings',
  ) => db.selectFrom(table).select(countAll().as('n'))
  const counts = await db
    .selectNoFrom([
      taken(1).as('whole'),
      taken(0).as('parts'),
      taken(null).as('broken'),
      all('take_confirmations').as('confirmed'),
      all('renders').as('renders'),
      all('render_outcomes').as('outcomes'),
      all('editions').as('editions'),
      all('ward_words').as('words'),
      all('ward_word_withdrawals').as('taken_back'),
      all('ward_recordings').as('recordings'),
      all('ward_proofs').as('proofs'),
      all('ward_player_entries').as('entries'),
      all('outside_airings').as('outside'),
    ])
    .executeTakeFirstOrThrow()
  return JSON.stringify([counts, await listWards(db)])
}

const DAY_MS = 86_400_000
