import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Download } from '../../contract/index.ts'
import type { Db, Tables } from '../../db/index.ts'
import { editionTitle } from '../../programmes/index.ts'
import type { WardTake } from '../delivery.ts'
import { type TakenPart, type WholeTake, wholeTakes } from './coverage.ts'

export interface NewDownload {
  wardStationId: string
  renderId: string
  /** In ASCII: one name a file, however it was saved. */
  fileName: string
  startedAt: number
  endedAt: number
  firstByte: number
  bytesSent: number
  bytesTotal: number
  whole: boolean | undefined
  fromAddress: string
  /** To have it, to hear it in the page, or to read the script. */
  purpose: 'take' | 'listen' | 'read'
  throughProxy: boolean
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
      purpose: download.purpose,
      through_proxy: download.throughProxy ? 1 : 0,
    })
    .execute()
}

export interface Confirmation {
  wardStationId: string
  renderId: string
  fileName: string
  /** Of the file that somebody at the ward has; the caller has compared it. */
  sha256: string
  by: 'page' | 'player'
  at: number
}

/** Notes that a ward has a file whose hash is the right one; the first time counts, another changes nothing. */
export async function confirmTake(db: Db, confirmation: Confirmation): Promise<void> {
  await db
    .insertInto('take_confirmations')
    .values({
      id: randomUUID(),
      ward_station_id: confirmation.wardStationId,
      render_id: confirmation.renderId,
      file_name: confirmation.fileName,
      sha256: confirmation.sha256,
      confirmed_by: confirmation.by,
      confirmed_at: Math.round(confirmation.at),
    })
    .onConflict((conflict) => conflict.columns(['ward_station_id', 'render_id', 'sha256', 'confirmed_by']).doNothing())
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
    ...(row.purpose === 'listen' && { listened: true }),
    ...(row.through_proxy === 1 && { throughProxy: true }),
  }))
}

/** Of what is asked: one ward's, some editions', one render's; all where nothing is named. */
export interface TakesOf {
  wardStationId?: string
  editionIds?: readonly string[]
  renderId?: string
}

/**
 * Which ward stations have which renders whole, in whichever of their files, and since when: every byte taken and closed
 * cleanly, in one piece or in parts, or a SHA-256 confirmed by the ward's page or player. One line a ward and render, the
 * first proof of it, in order of time.
 */
export async function takenBy(db: Db, of: TakesOf = {}): Promise<WardTake[]> {
  const parts = await takenParts(db, of)
  const confirmed = await confirmations(db, of)
  const editionOf = new Map(parts.map((row) => [row.render_id, row.edition_id]))
  const takes: WardTake[] = [
    ...wholeTakes(parts.map(asPart)).map((take) => ({
      ...take,
      editionId: editionOf.get(take.renderId) ?? '',
      knownBy: 'bytes' as const,
    })),
    ...confirmed.map((row) => ({
      wardStationId: row.ward_station_id,
      editionId: row.edition_id,
      renderId: row.render_id,
      fileName: row.file_name,
      completedAt: row.confirmed_at,
      knownBy: row.confirmed_by,
    })),
  ].sort((a, b) => a.completedAt - b.completedAt)
  return [...Map.groupBy(takes, ({ wardStationId, renderId }) => `${wardStationId} ${renderId}`).values()].flatMap(
    ([first]) => first ?? [],
  )
}

/**
 * Which editions ward stations, or one of them, first had whole within [from, to) (UTC ms), each pair once with the first instant
 * of it: what was taken before and once more is not new. What `takenBy` tells, for so many that going through every download would
 * take too long.
 */
export async function takenWithin(
  db: Db,
  from: number,
  to: number,
  wardStationId?: string,
): Promise<{ wardStationId: string; editionId: string; at: number }[]> {
  const editionOf = await editionsOfRenders(db)
  const takes = new Map<string, Map<string, number>>()
  const note = (ward: string, renderId: string, at: number) => {
    const mine = takes.get(ward) ?? new Map<string, number>()
    if (mine.size === 0) takes.set(ward, mine)
    const editionId = editionOf.get(renderId) ?? ''
    if (at < (mine.get(editionId) ?? Number.POSITIVE_INFINITY)) mine.set(editionId, at)
  }
  const inOne = await endedWithin(db, { from, to, wardStationId })
    .where('whole', '=', 1)
    .select(['ward_station_id', 'render_id', 'ended_at'])
    .execute()
  for (const row of inOne) note(row.ward_station_id, row.render_id, row.ended_at)
  const confirmed = await confirmedBefore(db, to, wardStationId).execute()
  for (const row of confirmed) note(row.ward_station_id, row.render_id, row.confirmed_at)
  for (const take of await takenInParts(db, { from, to, wardStationId }))
    note(take.wardStationId, take.renderId, take.completedAt)

  const isNew = new Set([...takes.values()].flatMap((mine) => [...mine].flatMap(([id, at]) => (at < from ? [] : [id]))))
  const renderIds = [...editionOf].flatMap(([renderId, editionId]) => (isNew.has(editionId) ? [renderId] : []))
  for (const row of await wholeBefore(db, from, renderIds)) note(row.ward_station_id, row.render_id, 0)
  return [...takes].flatMap(([ward, mine]) =>
    [...mine].flatMap(([editionId, at]) => (at < from ? [] : [{ wardStationId: ward, editionId, at }])),
  )
}

/** A file is taken in parts over so long at most. */
export const LONGEST_IN_PARTS_MS = 100 * 86_400_000

/** What became whole by a part that ended before `to`, and not long before `from`. */
async function takenInParts(db: Db, { from, to, wardStationId }: Within): Promise<WholeTake[]> {
  const columns = ['ward_station_id', 'render_id', 'file_name', 'first_byte', 'bytes_sent', 'bytes_total'] as const
  const parts = (whole: 0 | null) =>
    endedWithin(db, { from: from - LONGEST_IN_PARTS_MS, to, wardStationId })
      .where('whole', whole === null ? 'is' : '=', whole)
      .select([...columns, 'started_at', 'ended_at', 'whole'])
      .execute()
  return wholeTakes([...(await parts(0)), ...(await parts(null))].map(asPart))
}

interface Within {
  from: number
  to: number
  /** Undefined: of all of them. */
  wardStationId: string | undefined
}

function endedWithin(db: Db, { from, to, wardStationId }: Within) {
  return direct(db)
    .where('ended_at', '>=', from)
    .where('ended_at', '<', to)
    .$if(wardStationId !== undefined, (query) => query.where('ward_station_id', '=', wardStationId ?? ''))
}

function confirmedBefore(db: Db, to: number, wardStationId: string | undefined) {
  return db
    .selectFrom('take_confirmations')
    .where('confirmed_at', '<', to)
    .$if(wardStationId !== undefined, (query) => query.where('ward_station_id', '=', wardStationId ?? ''))
    .select(['ward_station_id', 'render_id', 'confirmed_at'])
}

/** SQLite takes so many parameters at once with ease. */
const BATCH = 400

/**
 * Who had which of these renders whole, in one piece, before an instant. Of nearly all there is nothing to find: only the renders
 * and the instant are asked for, so that it is looked up by them.
 */
async function wholeBefore(db: Db, before: number, renderIds: readonly string[]) {
  const found: { ward_station_id: string; render_id: string }[] = []
  for (let place = 0; place < renderIds.length; place += BATCH) {
    const ended = await db
      .selectFrom('downloads')
      .where('render_id', 'in', renderIds.slice(place, place + BATCH))
      .where('ended_at', '<', before)
      .select(['ward_station_id', 'render_id', 'whole', 'purpose', 'through_proxy'])
      .execute()
    found.push(...ended.filter((row) => row.whole === 1 && row.purpose === 'take' && row.through_proxy === 0))
  }
  return found
}

function direct(db: Db) {
  return db.selectFrom('downloads').where('purpose', '=', 'take').where('through_proxy', '=', 0)
}

async function editionsOfRenders(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('renders').select(['id', 'edition_id']).execute()
  return new Map(rows.map(({ id, edition_id }) => [id, edition_id]))
}

/** Which ward stations began to take which editions, whole or not, and when last: what is not also whole is “chưa rõ”. */
export async function begunBy(
  db: Db,
  of: TakesOf = {},
): Promise<{ wardStationId: string; editionId: string; renderId: string; lastAt: number }[]> {
  const rows = await chosen(db, of)
    .where('purpose', '=', 'take')
    .groupBy(['ward_station_id', 'renders.edition_id', 'render_id'])
    .select(['ward_station_id', 'renders.edition_id', 'render_id'])
    .select((eb) => eb.fn.max('ended_at').as('last_at'))
    .execute()
  return rows.map((row) => ({
    wardStationId: row.ward_station_id,
    editionId: row.edition_id,
    renderId: row.render_id,
    lastAt: Number(row.last_at),
  }))
}

/** When each ward station last had a file whole, for the first time or again. */
export async function lastTakes(db: Db): Promise<Map<string, number>> {
  const last = new Map<string, number>()
  for (const { id, whole_at, part_at, broken_at, confirmed_at } of await lastOfWards(db)) {
    const known = Math.max(whole_at ?? 0, confirmed_at ?? 0)
    // Only what came later in pieces may be news; ten years of downloads are not put together for it.
    const isInPieces = Math.max(part_at ?? 0, broken_at ?? 0) > known
    const completedAt = isInPieces ? Math.max(known, await lastPutTogether(db, id, known)) : known
    if (completedAt > 0) last.set(id, completedAt)
  }
  return last
}

/** When a ward last got a file whole by pieces of which one ended after an instant; 0: it did not. */
async function lastPutTogether(db: Db, wardStationId: string, after: number): Promise<number> {
  const begun = await db
    .selectFrom('downloads')
    .select('render_id')
    .distinct()
    .where('ward_station_id', '=', wardStationId)
    .where('purpose', '=', 'take')
    .where('through_proxy', '=', 0)
    .where('ended_at', '>', after)
    .execute()
  const takes: number[] = []
  for (const { render_id } of begun) {
    const parts = await takenParts(db, { wardStationId, renderId: render_id })
    takes.push(...wholeTakes(parts.map(asPart)).map(({ completedAt }) => completedAt))
  }
  return Math.max(0, ...takes)
}

/** When a ward last took something in one piece, in a part that it closed, in one that broke off, or confirmed a hash. */
async function lastOfWards(db: Db) {
  return db
    .selectFrom('ward_stations')
    .select('ward_stations.id')
    .select((eb) => {
      const ended = eb
        .selectFrom('downloads')
        .whereRef('downloads.ward_station_id', '=', 'ward_stations.id')
        .where('purpose', '=', 'take')
        .where('through_proxy', '=', 0)
        .select(({ fn }) => fn.max('ended_at').as('at'))
      return [
        ended.where('whole', '=', 1).as('whole_at'),
        ended.where('whole', '=', 0).as('part_at'),
        ended.where('whole', 'is', null).as('broken_at'),
        eb
          .selectFrom('take_confirmations')
          .whereRef('take_confirmations.ward_station_id', '=', 'ward_stations.id')
          .select(({ fn }) => fn.max('confirmed_at').as('at'))
          .as('confirmed_at'),
      ]
    })
    .execute()
}

/** How many ward stations took a render whole, and how many have a link. */
export async function wardsReached(db: Db, renderId: string | undefined): Promise<{ took: number; all: number }> {
  const all = await db
    .selectFrom('ward_links')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow()
  const took = renderId === undefined ? [] : await takenBy(db, { renderId })
  return { took: took.length, all: Number(all.count) }
}

function chosen(db: Db, { wardStationId, editionIds, renderId }: TakesOf) {
  return db
    .selectFrom('downloads')
    .innerJoin('renders', 'renders.id', 'downloads.render_id')
    .$if(wardStationId !== undefined, (query) => query.where('ward_station_id', '=', wardStationId ?? ''))
    .$if(editionIds !== undefined, (query) => query.where('renders.edition_id', 'in', [...(editionIds ?? [])]))
    .$if(renderId !== undefined, (query) => query.where('render_id', '=', renderId ?? ''))
}

/** The parts of files that went to the wards themselves: a proxy asks, breaks off and closes for reasons of its own. */
async function takenParts(db: Db, of: TakesOf) {
  return chosen(db, of)
    .selectAll('downloads')
    .select('renders.edition_id')
    .where('purpose', '=', 'take')
    .where('through_proxy', '=', 0)
    .execute()
}

async function confirmations(db: Db, { wardStationId, editionIds, renderId }: TakesOf) {
  return db
    .selectFrom('take_confirmations')
    .innerJoin('renders', 'renders.id', 'take_confirmations.render_id')
    .selectAll('take_confirmations')
    .select('renders.edition_id')
    .$if(wardStationId !== undefined, (query) => query.where('ward_station_id', '=', wardStationId ?? ''))
    .$if(editionIds !== undefined, (query) => query.where('renders.edition_id', 'in', [...(editionIds ?? [])]))
    .$if(renderId !== undefined, (query) => query.where('render_id', '=', renderId ?? ''))
    .execute()
}

type PartRow = Pick<
  Selectable<Tables['downloads']>,
  | 'ward_station_id'
  | 'render_id'
  | 'file_name'
  | 'first_byte'
  | 'bytes_sent'
  | 'bytes_total'
  | 'started_at'
  | 'ended_at'
  | 'whole'
>

function asPart(row: PartRow): TakenPart {
  return {
    wardStationId: row.ward_station_id,
    renderId: row.render_id,
    fileName: row.file_name,
    firstByte: row.first_byte,
    bytes: row.bytes_sent,
    bytesTotal: row.bytes_total,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    isClean: row.whole !== null,
  }
}
