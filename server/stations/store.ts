import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Download, WardStation } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { editionTitle } from '../programmes/index.ts'
import { type TakenPart, wholeTakes } from './coverage.ts'

/** 192 bits: nobody guesses a link. */
const SECRET_BYTES = 24

export interface LinkMade {
  wardStationId: string
  by: string
  at: number
}

export async function addWardStation(db: Db, ward: { name: string; by: string; at: number }): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const known = await trx.selectFrom('ward_stations').select('id').where('name', '=', ward.name).executeTakeFirst()
    if (known) throw new StationError('name-taken', { name: ward.name })
    const id = randomUUID()
    await trx
      .insertInto('ward_stations')
      .values({ id, name: ward.name, created_by: ward.by, created_at: ward.at })
      .execute()
    await insertLink(trx, { wardStationId: id, by: ward.by, at: ward.at })
    return id
  })
}

/** Gives a ward station a new secret link; the old one stops working in the same instant. */
export async function renewLink(db: Db, link: LinkMade): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await revoke(trx, link.wardStationId, link.at)
    await insertLink(trx, link)
  })
}

/** Ends the link of a ward station. */
export async function revokeLink(db: Db, wardStationId: string, at: number): Promise<void> {
  await revoke(db, wardStationId, at)
}

export async function listWardStations(db: Db): Promise<WardStation[]> {
  const rows = await db
    .selectFrom('ward_stations')
    .innerJoin('accounts', 'accounts.id', 'ward_stations.created_by')
    .leftJoin('ward_links', (join) =>
      join.onRef('ward_links.ward_station_id', '=', 'ward_stations.id').on('ward_links.revoked_at', 'is', null),
    )
    .selectAll('ward_stations')
    .select(['accounts.display_name', 'ward_links.secret'])
    .execute()
  const takes = wholeTakes(await listCleanParts(db))
  const last = (id: string) =>
    takes
      .filter(({ wardStationId }) => wardStationId === id)
      .map(({ completedAt }) => completedAt)
      .sort((a, b) => b - a)[0]
  const order = new Intl.Collator('vi', { numeric: true })
  return rows
    .map((row) => {
      const lastDownloadAt = last(row.id)
      return {
        id: row.id,
        name: row.name,
        created: { by: row.display_name, at: row.created_at },
        ...(row.secret !== null && { linkPath: `/tram/${row.secret}` }),
        ...(lastDownloadAt !== undefined && { lastDownloadAt }),
      }
    })
    .sort((a, b) => order.compare(a.name, b.name))
}

/** The ward station of a secret, looked up by its hash so that the time taken tells nothing of it. */
export async function findBySecret(db: Db, secret: string): Promise<{ id: string; name: string } | undefined> {
  return db
    .selectFrom('ward_links')
    .innerJoin('ward_stations', 'ward_stations.id', 'ward_links.ward_station_id')
    .select(['ward_stations.id', 'ward_stations.name'])
    .where('secret_hash', '=', hashOf(secret))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
}

export interface NewDownload {
  wardStationId: string
  renderId: string
  fileName: string
  startedAt: number
  endedAt: number
  firstByte: number
  bytesSent: number
  bytesTotal: number
  whole: boolean | undefined
  fromAddress: string
}

export async function addDownload(db: Db, download: NewDownload): Promise<void> {
  await db
    .insertInto('downloads')
    .values({
      id: randomUUID(),
      ward_station_id: download.wardStationId,
      render_id: download.renderId,
      file_name: download.fileName,
      started_at: Math.round(download.startedAt),
      ended_at: Math.round(download.endedAt),
      first_byte: download.firstByte,
      bytes_sent: download.bytesSent,
      bytes_total: download.bytesTotal,
      whole: download.whole === undefined ? null : download.whole ? 1 : 0,
      from_address: download.fromAddress,
    })
    .execute()
}

/** The newest downloads first. */
export async function listDownloads(db: Db, most?: number): Promise<Download[]> {
  const all = db
    .selectFrom('downloads')
    .innerJoin('ward_stations', 'ward_stations.id', 'downloads.ward_station_id')
    .innerJoin('renders', 'renders.id', 'downloads.render_id')
    .innerJoin('editions', 'editions.id', 'renders.edition_id')
    .innerJoin('programmes', 'programmes.id', 'editions.programme_id')
    .selectAll('downloads')
    .select(['ward_stations.name as ward_name', 'programmes.name as programme_name', 'editions.period'])
    .orderBy('started_at', 'desc')
  const rows = await (most === undefined ? all : all.limit(most)).execute()
  return rows.map((row) => ({
    id: row.id,
    wardName: row.ward_name,
    editionTitle: editionTitle(row.programme_name, row.period),
    fileName: row.file_name,
    startedAt: row.started_at,
    bytesSent: row.bytes_sent,
    bytesTotal: row.bytes_total,
    fromAddress: row.from_address,
    ...(row.whole !== null && { whole: row.whole === 1 }),
  }))
}

/** How many ward stations took a render whole, and how many there are. */
export async function wardsReached(db: Db, renderId: string | undefined): Promise<{ took: number; all: number }> {
  const all = await db
    .selectFrom('ward_links')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow()
  const took = wholeTakes(renderId === undefined ? [] : await listCleanParts(db, renderId))
  return { took: took.length, all: Number(all.count) }
}

/** The parts of files that were taken and closed cleanly, in the order in which they ended. */
async function listCleanParts(db: Db, renderId?: string): Promise<TakenPart[]> {
  const all = db.selectFrom('downloads').selectAll().where('whole', 'is not', null).orderBy('ended_at')
  const rows = await (renderId === undefined ? all : all.where('render_id', '=', renderId)).execute()
  return rows.map((row) => ({
    wardStationId: row.ward_station_id,
    renderId: row.render_id,
    fileName: row.file_name,
    firstByte: row.first_byte,
    bytes: row.bytes_sent,
    bytesTotal: row.bytes_total,
    endedAt: row.ended_at,
  }))
}

/** The newest editions, whatever their state. */
export async function listNewestEditions(
  db: Db,
  most: number,
): Promise<{ editionId: string; programmeName: string; period: string }[]> {
  const rows = await db
    .selectFrom('editions')
    .innerJoin('programmes', 'programmes.id', 'editions.programme_id')
    .select(['editions.id', 'programmes.name', 'editions.period'])
    .orderBy('editions.begins_on', 'desc')
    .orderBy('editions.created_at', 'desc')
    .limit(most)
    .execute()
  return rows.map(({ id, name, period }) => ({ editionId: id, programmeName: name, period }))
}

async function revoke(db: Db, wardStationId: string, at: number): Promise<void> {
  await db
    .updateTable('ward_links')
    .set({ revoked_at: at })
    .where('ward_station_id', '=', wardStationId)
    .where('revoked_at', 'is', null)
    .execute()
}

async function insertLink(db: Db, { wardStationId, by, at }: LinkMade): Promise<void> {
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  await db
    .insertInto('ward_links')
    .values({
      id: randomUUID(),
      ward_station_id: wardStationId,
      secret,
      secret_hash: hashOf(secret),
      made_by: by,
      made_at: at,
      revoked_at: null,
    })
    .execute()
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
