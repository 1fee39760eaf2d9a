import { randomUUID } from 'node:crypto'
import type { AddressFinding, AddressTest, Exposed, PublicAddress } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import type { KeptAddress } from './caller.ts'

/** The public address that counts, with who set it; undefined while nobody set any. */
export async function findAddress(db: Db): Promise<(KeptAddress & Required<Pick<PublicAddress, 'set'>>) | undefined> {
  const row = await db
    .selectFrom('public_addresses')
    .innerJoin('accounts', 'accounts.id', 'public_addresses.set_by')
    .selectAll('public_addresses')
    .select('accounts.display_name')
    .orderBy('set_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (
    row && {
      origin: row.origin ?? undefined,
      proxies: JSON.parse(row.proxies),
      exposed: row.exposed,
      set: { by: row.display_name, at: row.set_at },
    }
  )
}

/** What stands before a link that leaves the station: `https://phatthanh.example.vn`; undefined: there is no public address. */
export async function publicOrigin(db: Db): Promise<string | undefined> {
  return (await findAddress(db))?.origin
}

/** Notes a new public address; always newer than those before, whatever the clock was set to. */
export async function setAddress(
  db: Db,
  address: { origin: string | undefined; proxies: readonly string[]; exposed: Exposed; by: string; at: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const known = await findAddress(trx)
    await trx
      .insertInto('public_addresses')
      .values({
        id: randomUUID(),
        origin: address.origin ?? null,
        proxies: JSON.stringify(address.proxies),
        exposed: address.exposed,
        set_by: address.by,
        set_at: known ? Math.max(address.at, known.set.at + 1) : address.at,
      })
      .execute()
  })
}

/** Notes what a trial of an address found. */
export async function addTest(
  db: Db,
  test: { id: string; origin: string; findings: readonly AddressFinding[]; by: string; at: number },
): Promise<void> {
  await db
    .insertInto('address_tests')
    .values({
      id: test.id,
      origin: test.origin,
      findings: JSON.stringify(test.findings),
      tested_by: test.by,
      tested_at: test.at,
    })
    .execute()
}

/** Notes that a telephone came by the page of a trial. */
export async function addArrival(db: Db, testId: string, from: string, at: number): Promise<void> {
  await db
    .insertInto('address_arrivals')
    .values({ id: randomUUID(), test_id: testId, from_address: from, arrived_at: at })
    .execute()
}

/** The newest trial of an address, and who came by its page last. */
export async function newestTest(
  db: Db,
  origin: string,
): Promise<
  (Omit<AddressTest, 'phonePath' | 'arrived'> & { id: string; arrived?: { at: number; from: string } }) | undefined
> {
  const row = await db
    .selectFrom('address_tests')
    .innerJoin('accounts', 'accounts.id', 'address_tests.tested_by')
    .selectAll('address_tests')
    .select('accounts.display_name')
    .where('origin', '=', origin)
    .orderBy('tested_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const came = await db
    .selectFrom('address_arrivals')
    .select(['arrived_at', 'from_address'])
    .where('test_id', '=', row.id)
    .orderBy('arrived_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    id: row.id,
    origin: row.origin,
    tested: { by: row.display_name, at: row.tested_at },
    findings: JSON.parse(row.findings),
    ...(came && { arrived: { at: came.arrived_at, from: came.from_address } }),
  }
}
