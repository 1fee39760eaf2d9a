import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { ExpressionBuilder } from 'kysely'
import type { WardStation } from '../contract/index.ts'
import type { Db, Tables } from '../db/index.ts'
import { StationError } from '../errors.ts'
import type { WardOfLink } from './delivery.ts'
import { lastTakes } from './taken/index.ts'

/** 192 bits: nobody guesses a link. */
const SECRET_BYTES = 24

export interface LinkMade {
  wardStationId: string
  /** The instant from which it holds no more; undefined: until it is revoked. */
  expiresAt: number | undefined
  by: string
  at: number
}

/** Adds a ward station with its first link. Refuses `name-taken`. */
export async function addWardStation(
  db: Db,
  ward: { name: string } & Omit<LinkMade, 'wardStationId'>,
): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const known = await trx.selectFrom('ward_stations').select('id').where('name', '=', ward.name).executeTakeFirst()
    if (known) throw new StationError('name-taken', { name: ward.name })
    const id = randomUUID()
    await trx
      .insertInto('ward_stations')
      .values({ id, name: ward.name, created_by: ward.by, created_at: ward.at })
      .execute()
    await insertLink(trx, { wardStationId: id, expiresAt: ward.expiresAt, by: ward.by, at: ward.at })
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

/** Lets the link of a ward station hold until another instant, or for good. Refuses `link-revoked` when it has none. */
export async function setLinkTerm(db: Db, { wardStationId, expiresAt, by, at }: LinkMade): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const link = await trx
      .selectFrom('ward_links')
      .select('id')
      .where('ward_station_id', '=', wardStationId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (!link) throw new StationError('link-revoked')
    await insertTerm(trx, link.id, { expiresAt, by, at })
  })
}

/** Ends the link of a ward station. */
export async function revokeLink(db: Db, wardStationId: string, at: number): Promise<void> {
  await revoke(db, wardStationId, at)
}

/** The ward stations by name, as people sort: phường 2 before phường 10. */
export async function listWardStations(db: Db): Promise<WardStation[]> {
  const rows = await db
    .selectFrom('ward_stations')
    .innerJoin('accounts', 'accounts.id', 'ward_stations.created_by')
    .leftJoin('ward_links', (join) =>
      join.onRef('ward_links.ward_station_id', '=', 'ward_stations.id').on('ward_links.revoked_at', 'is', null),
    )
    .selectAll('ward_stations')
    .select(['accounts.display_name', 'ward_links.secret', 'ward_links.made_at'])
    .select((eb) => newestTerm(eb).as('expires_at'))
    .execute()
  const lastOf = await lastTakes(db)
  const order = new Intl.Collator('vi', { numeric: true })
  return rows
    .map((row) => {
      const lastDownloadAt = lastOf.get(row.id)
      return {
        id: row.id,
        name: row.name,
        created: { by: row.display_name, at: row.created_at },
        ...(row.secret !== null && { linkPath: `/tram/${row.secret}` }),
        ...(row.made_at !== null && { linkMadeAt: row.made_at }),
        ...(row.secret !== null && row.expires_at !== null && { linkExpiresAt: row.expires_at }),
        ...(lastDownloadAt !== undefined && { lastDownloadAt }),
      }
    })
    .sort((a, b) => order.compare(a.name, b.name))
}

/** The ward stations whose link ends before an instant, or has ended already; the first to end first. */
export async function linksEndingBefore(
  db: Db,
  instant: number,
): Promise<{ wardStationId: string; name: string; expiresAt: number }[]> {
  return (await listWardStations(db))
    .flatMap(({ id, name, linkExpiresAt }) =>
      linkExpiresAt !== undefined && linkExpiresAt < instant
        ? [{ wardStationId: id, name, expiresAt: linkExpiresAt }]
        : [],
    )
    .sort((a, b) => a.expiresAt - b.expiresAt)
}

/**
 * The ward station of a secret, looked up by its hash so that the time taken tells nothing of it. Undefined for a secret
 * that was never given, was revoked or renewed, or has expired: nobody is told which.
 */
export async function findWardBySecret(db: Db, secret: string, now: number): Promise<WardOfLink | undefined> {
  const row = await db
    .selectFrom('ward_links')
    .innerJoin('ward_stations', 'ward_stations.id', 'ward_links.ward_station_id')
    .select(['ward_stations.id', 'ward_stations.name', 'ward_links.id as link_id'])
    .select((eb) => newestTerm(eb).as('expires_at'))
    .where('secret_hash', '=', hashOf(secret))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!row || (row.expires_at !== null && row.expires_at <= now)) return undefined
  return {
    wardStationId: row.id,
    name: row.name,
    linkId: row.link_id,
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
  }
}

/** Which editions are asked for: so many of the newest, of one programme, one by its id, or the one that a render is of. */
export interface EditionsAsked {
  most: number
  programmeId?: string | undefined
  /** Programmes that are left out. */
  notOf?: readonly string[]
  editionId?: string | undefined
  renderId?: string | undefined
}

/** The newest editions, whatever their state. */
export async function listNewestEditions(
  db: Db,
  { most, programmeId, notOf = [], editionId, renderId }: EditionsAsked,
): Promise<{ editionId: string; programmeId: string; programmeName: string; period: string }[]> {
  const rows = await db
    .selectFrom('editions')
    .innerJoin('programmes', 'programmes.id', 'editions.programme_id')
    .select(['editions.id', 'editions.programme_id', 'programmes.name', 'editions.period'])
    .$if(renderId !== undefined, (query) =>
      query.where('editions.id', 'in', (eb) =>
        eb
          .selectFrom('renders')
          .select('renders.edition_id')
          .where('renders.id', '=', renderId ?? ''),
      ),
    )
    .$if(programmeId !== undefined, (query) => query.where('editions.programme_id', '=', programmeId ?? ''))
    .$if(notOf.length > 0, (query) => query.where('editions.programme_id', 'not in', notOf))
    .$if(editionId !== undefined, (query) => query.where('editions.id', '=', editionId ?? ''))
    .orderBy('editions.begins_on', 'desc')
    .orderBy('editions.created_at', 'desc')
    .limit(most)
    .execute()
  return rows.map(({ id, programme_id, name, period }) => ({
    editionId: id,
    programmeId: programme_id,
    programmeName: name,
    period,
  }))
}

async function revoke(db: Db, wardStationId: string, at: number): Promise<void> {
  await db
    .updateTable('ward_links')
    .set({ revoked_at: at })
    .where('ward_station_id', '=', wardStationId)
    .where('revoked_at', 'is', null)
    .execute()
}

async function insertLink(db: Db, { wardStationId, ...made }: LinkMade): Promise<void> {
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  const id = randomUUID()
  await db
    .insertInto('ward_links')
    .values({
      id,
      ward_station_id: wardStationId,
      secret,
      secret_hash: hashOf(secret),
      made_by: made.by,
      made_at: made.at,
      revoked_at: null,
    })
    .execute()
  if (made.expiresAt !== undefined) await insertTerm(db, id, made)
}

async function insertTerm(db: Db, linkId: string, term: Omit<LinkMade, 'wardStationId'>): Promise<void> {
  await db
    .insertInto('ward_link_terms')
    .values({
      id: randomUUID(),
      link_id: linkId,
      expires_at: term.expiresAt ?? null,
      set_by: term.by,
      set_at: term.at,
    })
    .execute()
}

/** Until when a link holds; null: until it is revoked. */
function newestTerm(eb: ExpressionBuilder<Pick<Tables, 'ward_links' | 'ward_link_terms'>, 'ward_links'>) {
  return eb
    .selectFrom('ward_link_terms')
    .select('ward_link_terms.expires_at')
    .whereRef('ward_link_terms.link_id', '=', 'ward_links.id')
    .orderBy('set_at', 'desc')
    .limit(1)
}

/** What a copy of the database would have to be searched by. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
