import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Leader, LeaderKept } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { leaderOf } from './words.ts'

/** 192 bits: nobody guesses a link or the token of a telephone. */
const SECRET_BYTES = 24

/** A registered telephone and whose it is. */
export interface Phone {
  id: string
  name: string
  leader: Leader
  pinHash: string
}

/** A leader and their telephones, without what their keys say. */
export interface LeaderRow extends Omit<LeaderKept, 'phones'> {
  phones: PhoneRow[]
}

export interface PhoneRow {
  id: string
  name: string
  registeredAt: number
  linkMadeBy: string
  isEnded: boolean
  origin?: string
  lastTriedAt?: number
}

/** Adds a leader. Refuses `leader-exists` where one of the same words approves already. */
export async function addLeader(
  db: Db,
  made: { title: string; name: string | undefined; by: string; at: number },
): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const id = randomUUID()
    const row = { id, title: made.title, name: made.name ?? null }
    const { words } = leaderOf(row)
    if ((await listCurrentLeaders(trx)).some((known) => known.words === words)) {
      throw new StationError('leader-exists', { words })
    }
    await trx
      .insertInto('leaders')
      .values({ ...row, added_by: made.by, added_at: made.at })
      .execute()
    return id
  })
}

/** Notes that a leader approves no more; their telephones and links are at their end with them. */
export async function endLeader(db: Db, leaderId: string, by: string, at: number): Promise<void> {
  await db
    .insertInto('leader_endings')
    .values({ leader_id: leaderId, ended_by: by, ended_at: at })
    .onConflict((conflict) => conflict.column('leader_id').doNothing())
    .execute()
}

/** The leaders who approve now, in the order in which they were added. */
export async function listCurrentLeaders(db: Db): Promise<Leader[]> {
  const rows = await db
    .selectFrom('leaders')
    .leftJoin('leader_endings', 'leader_endings.leader_id', 'leaders.id')
    .select(['leaders.id', 'title', 'name'])
    .where('ended_at', 'is', null)
    .orderBy('added_at')
    .execute()
  return rows.map(leaderOf)
}

/** Every leader there was, with telephones and the link that is open; those who approve no more last. */
export async function listLeaders(db: Db, now: number): Promise<LeaderRow[]> {
  const rows = await db
    .selectFrom('leaders')
    .leftJoin('leader_endings', 'leader_endings.leader_id', 'leaders.id')
    .leftJoin('accounts', 'accounts.id', 'leader_endings.ended_by')
    .select(['leaders.id', 'title', 'name', 'ended_at', 'accounts.display_name as ended_by'])
    .orderBy('added_at')
    .execute()
  const leaders: LeaderRow[] = []
  for (const row of rows) {
    const link = row.ended_at === null ? await openLink(db, row.id, now) : undefined
    leaders.push({
      ...leaderOf(row),
      phones: await phonesOf(db, row.id),
      ...(link && { linkOpenUntil: link.expiresAt }),
      ...(row.ended_at !== null && { ended: { by: row.ended_by ?? '', at: row.ended_at } }),
    })
  }
  return leaders.sort((a, b) => Number(a.ended !== undefined) - Number(b.ended !== undefined))
}

async function phonesOf(db: Db, leaderId: string): Promise<PhoneRow[]> {
  const rows = await db
    .selectFrom('leader_phones')
    .innerJoin('leader_links', 'leader_links.id', 'leader_phones.link_id')
    .innerJoin('accounts', 'accounts.id', 'leader_links.made_by')
    .leftJoin('leader_phone_endings', 'leader_phone_endings.phone_id', 'leader_phones.id')
    .select(['leader_phones.id', 'leader_phones.name', 'registered_at', 'origin', 'display_name', 'ended_at'])
    .select((eb) =>
      eb
        .selectFrom('leader_pin_tries')
        .select((tried) => tried.fn.max('noted_at').as('at'))
        .whereRef('leader_pin_tries.phone_id', '=', 'leader_phones.id')
        .where('what', '!=', 'unlocked')
        .as('last_tried_at'),
    )
    .where('leader_phones.leader_id', '=', leaderId)
    .orderBy('registered_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    registeredAt: row.registered_at,
    linkMadeBy: row.display_name,
    isEnded: row.ended_at !== null,
    ...(row.origin !== null && { origin: row.origin }),
    ...(row.last_tried_at !== null && { lastTriedAt: Number(row.last_tried_at) }),
  }))
}

/** Makes a link that registers one telephone of a leader; one that was made before works no more. Gives its secret, once. */
export async function addLink(
  db: Db,
  made: { leaderId: string; by: string; at: number; expiresAt: number },
): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const last = await newestLink(trx, made.leaderId)
    const secret = randomBytes(SECRET_BYTES).toString('base64url')
    await trx
      .insertInto('leader_links')
      .values({
        id: randomUUID(),
        leader_id: made.leaderId,
        secret_hash: hashOf(secret),
        made_by: made.by,
        made_at: last ? Math.max(made.at, last.made_at + 1) : made.at,
        expires_at: made.expiresAt,
      })
      .execute()
    return secret
  })
}

/** Whom a link would register a telephone for, and until when; undefined when it is unknown, used, replaced or over. */
export async function findOffer(
  db: Db,
  secret: string,
  now: number,
): Promise<{ linkId: string; leader: Leader; expiresAt: number } | undefined> {
  const row = await db
    .selectFrom('leader_links')
    .innerJoin('leaders', 'leaders.id', 'leader_links.leader_id')
    .leftJoin('leader_endings', 'leader_endings.leader_id', 'leaders.id')
    .select(['leader_links.id as link_id', 'leaders.id', 'title', 'name'])
    .where('secret_hash', '=', hashOf(secret))
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const open = await openLink(db, row.id, now)
  return open?.id === row.link_id
    ? { linkId: row.link_id, leader: leaderOf(row), expiresAt: open.expiresAt }
    : undefined
}

/** Registers a telephone with a link, which is used up by it. Gives the telephone's token, once. Refuses `leader-link-unknown`. */
export async function addPhone(
  db: Db,
  made: { secret: string; name: string; pinHash: string; origin: string | undefined; at: number },
): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const offer = await findOffer(trx, made.secret, made.at)
    if (!offer) throw new StationError('leader-link-unknown')
    const token = randomBytes(SECRET_BYTES).toString('base64url')
    await trx
      .insertInto('leader_phones')
      .values({
        id: randomUUID(),
        leader_id: offer.leader.id,
        link_id: offer.linkId,
        name: made.name,
        token_hash: hashOf(token),
        pin_hash: made.pinHash,
        origin: made.origin ?? null,
        registered_at: made.at,
      })
      .execute()
    return token
  })
}

/** The telephone of a token, looked up by its hash; undefined when it, or its leader, is at an end. */
export async function findPhone(db: Db, token: string): Promise<Phone | undefined> {
  const row = await db
    .selectFrom('leader_phones')
    .innerJoin('leaders', 'leaders.id', 'leader_phones.leader_id')
    .leftJoin('leader_endings', 'leader_endings.leader_id', 'leaders.id')
    .leftJoin('leader_phone_endings', 'leader_phone_endings.phone_id', 'leader_phones.id')
    .select(['leader_phones.id as phone_id', 'leader_phones.name as phone_name', 'pin_hash'])
    .select(['leaders.id', 'leaders.title', 'leaders.name'])
    .where('token_hash', '=', hashOf(token))
    .where('leader_endings.ended_at', 'is', null)
    .where('leader_phone_endings.ended_at', 'is', null)
    .executeTakeFirst()
  return row && { id: row.phone_id, name: row.phone_name, leader: leaderOf(row), pinHash: row.pin_hash }
}

/** Whether there is such a telephone, at its end or not. */
export async function hasPhone(db: Db, phoneId: string): Promise<boolean> {
  const row = await db.selectFrom('leader_phones').select('id').where('id', '=', phoneId).executeTakeFirst()
  return row !== undefined
}

/** Notes that a telephone approves no more: lost, given away. */
export async function endPhone(db: Db, phoneId: string, by: string, at: number): Promise<void> {
  await db
    .insertInto('leader_phone_endings')
    .values({ phone_id: phoneId, ended_by: by, ended_at: at })
    .onConflict((conflict) => conflict.column('phone_id').doNothing())
    .execute()
}

async function openLink(db: Db, leaderId: string, now: number): Promise<{ id: string; expiresAt: number } | undefined> {
  const newest = await newestLink(db, leaderId)
  if (!newest || newest.phone_id !== null || newest.expires_at <= now) return undefined
  return { id: newest.id, expiresAt: newest.expires_at }
}

async function newestLink(db: Db, leaderId: string) {
  return db
    .selectFrom('leader_links')
    .leftJoin('leader_phones', 'leader_phones.link_id', 'leader_links.id')
    .select(['leader_links.id', 'made_at', 'expires_at', 'leader_phones.id as phone_id'])
    .where('leader_links.leader_id', '=', leaderId)
    .orderBy('made_at', 'desc')
    .executeTakeFirst()
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
