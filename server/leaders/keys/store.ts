import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/index.ts'

/** Begins a try of a PIN: gives how many wrong ones there are with it; undefined when `most` were used up before. */
export async function beginTry(db: Db, phoneId: string, most: number, at: number): Promise<number | undefined> {
  return db.transaction().execute(async (trx) => {
    const wrong = await wrongTries(trx, phoneId)
    if (wrong >= most) return undefined
    await addTry(trx, { phoneId, what: 'begun', by: undefined, at })
    return wrong + 1
  })
}

/** Notes a try, a right PIN or an unlocking, after all that was noted before. */
export async function addTry(
  db: Db,
  noted: { phoneId: string; what: 'begun' | 'right' | 'unlocked'; by: string | undefined; at: number },
): Promise<void> {
  if (!db.isTransaction) return db.transaction().execute((trx) => addTry(trx, noted))
  const last = await db
    .selectFrom('leader_pin_tries')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('phone_id', '=', noted.phoneId)
    .executeTakeFirst()
  await db
    .insertInto('leader_pin_tries')
    .values({
      id: randomUUID(),
      phone_id: noted.phoneId,
      number: Number(last?.number ?? 0) + 1,
      what: noted.what,
      noted_by: noted.by ?? null,
      noted_at: noted.at,
    })
    .execute()
}

/** How many tries have begun since the last right PIN or unlocking. */
export async function wrongTries(db: Db, phoneId: string): Promise<number> {
  const { count } = await db
    .selectFrom('leader_pin_tries as tried')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('tried.phone_id', '=', phoneId)
    .where('tried.what', '=', 'begun')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('leader_pin_tries as later')
            .select('later.id')
            .whereRef('later.phone_id', '=', 'tried.phone_id')
            .whereRef('later.number', '>', 'tried.number')
            .where('later.what', '!=', 'begun'),
        ),
      ),
    )
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** A passkey as it verifies signatures. */
export interface Passkey {
  id: string
  publicKey: Uint8Array<ArrayBuffer>
  transports: string[]
  rpId: string
  /** The highest count that its authenticator gave. */
  counter: number
}

/** The passkeys of a telephone. */
export async function listPasskeys(db: Db, phoneId: string): Promise<Passkey[]> {
  const rows = await db
    .selectFrom('leader_passkeys')
    .innerJoin('leader_passkey_uses', 'leader_passkey_uses.passkey_id', 'leader_passkeys.id')
    .select(['leader_passkeys.id', 'public_key', 'transports', 'rp_id'])
    .select((eb) => eb.fn.max('counter').as('counter'))
    .where('phone_id', '=', phoneId)
    .groupBy(['leader_passkeys.id', 'public_key', 'transports', 'rp_id'])
    .execute()
  return rows.map((row) => ({
    id: row.id,
    publicKey: new Uint8Array(Buffer.from(row.public_key, 'base64url')),
    transports: asNames(row.transports),
    rpId: row.rp_id,
    counter: Number(row.counter),
  }))
}

export async function addPasskey(
  db: Db,
  made: {
    id: string
    phoneId: string
    publicKey: Uint8Array
    transports: readonly string[]
    rpId: string
    counter: number
    at: number
  },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('leader_passkeys')
      .values({
        id: made.id,
        phone_id: made.phoneId,
        public_key: Buffer.from(made.publicKey).toString('base64url'),
        transports: JSON.stringify(made.transports),
        rp_id: made.rpId,
        added_at: made.at,
      })
      .execute()
    await addPasskeyUse(trx, { passkeyId: made.id, counter: made.counter, at: made.at })
  })
}

export async function addPasskeyUse(db: Db, use: { passkeyId: string; counter: number; at: number }): Promise<void> {
  await db
    .insertInto('leader_passkey_uses')
    .values({ id: randomUUID(), passkey_id: use.passkeyId, counter: use.counter, used_at: use.at })
    .execute()
}

function asNames(json: string): string[] {
  const stored: unknown = JSON.parse(json)
  return Array.isArray(stored) ? stored.filter((name) => typeof name === 'string') : []
}
