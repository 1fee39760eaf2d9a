import type { HandOver, HandOverFile } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

/** Notes a hand-over and the wards that it is for. */
export async function addHandOver(
  db: Db,
  made: {
    id: string
    editionId: string
    renderId: string
    way: HandOver['way']
    folderName: string
    path: string | undefined
    files: readonly HandOverFile[]
    wardStationIds: readonly string[]
    givenTo: string
    by: string
    at: number
  },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('hand_overs')
      .values({
        id: made.id,
        edition_id: made.editionId,
        render_id: made.renderId,
        way: made.way,
        folder_name: made.folderName,
        path: made.path ?? null,
        files: JSON.stringify(made.files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }))),
        given_to: made.givenTo,
        given_by: made.by,
        given_at: made.at,
      })
      .execute()
    for (const wardStationId of made.wardStationIds) {
      await trx
        .insertInto('hand_over_wards')
        .values({ hand_over_id: made.id, ward_station_id: wardStationId })
        .execute()
    }
  })
}

/** The hand-overs of an edition, the newest first. */
export async function listHandOvers(db: Db, editionId: string): Promise<HandOver[]> {
  const rows = await db
    .selectFrom('hand_overs')
    .innerJoin('accounts', 'accounts.id', 'hand_overs.given_by')
    .selectAll('hand_overs')
    .select('accounts.display_name')
    .where('edition_id', '=', editionId)
    .orderBy('given_at', 'desc')
    .execute()
  const wards = await wardsOf(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    id: row.id,
    editionId: row.edition_id,
    renderId: row.render_id,
    way: row.way,
    folderName: row.folder_name,
    files: JSON.parse(row.files),
    wards: wards.filter(({ handOverId }) => handOverId === row.id).map(({ id, name }) => ({ id, name })),
    givenTo: row.given_to,
    given: { by: row.display_name, at: row.given_at },
    ...(row.path !== null && { path: row.path }),
  }))
}

async function wardsOf(
  db: Db,
  handOverIds: readonly string[],
): Promise<{ handOverId: string; id: string; name: string }[]> {
  if (handOverIds.length === 0) return []
  const rows = await db
    .selectFrom('hand_over_wards')
    .innerJoin('ward_stations', 'ward_stations.id', 'hand_over_wards.ward_station_id')
    .select(['hand_over_id', 'ward_stations.id', 'ward_stations.name'])
    .where('hand_over_id', 'in', handOverIds)
    .execute()
  const order = new Intl.Collator('vi', { numeric: true })
  return rows
    .map(({ hand_over_id, id, name }) => ({ handOverId: hand_over_id, id, name }))
    .sort((a, b) => order.compare(a.name, b.name))
}

/** A hand-over to a ward: an edition that it has without having fetched it. */
export interface HandedOver {
  editionId: string
  renderId: string
  wardStationId: string
  at: number
}

/** Which wards were handed which of these editions, in order of time. */
export async function handedOver(db: Db, editionIds: readonly string[]): Promise<HandedOver[]> {
  if (editionIds.length === 0) return []
  const rows = await db
    .selectFrom('hand_overs')
    .innerJoin('hand_over_wards', 'hand_over_wards.hand_over_id', 'hand_overs.id')
    .select(['edition_id', 'render_id', 'ward_station_id', 'given_at'])
    .where('edition_id', 'in', editionIds)
    .orderBy('given_at')
    .execute()
  return rows.map((row) => ({
    editionId: row.edition_id,
    renderId: row.render_id,
    wardStationId: row.ward_station_id,
    at: row.given_at,
  }))
}
