import { randomUUID } from 'node:crypto'
import type { HotlineContactWritten } from '../../contract/index.ts'
import type { Db } from '../../db/index.ts'
import type { ContactRecord } from './rules.ts'

/** Keeps a contact. */
export async function addContact(db: Db, written: HotlineContactWritten, by: string, at: number): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const id = randomUUID()
    await trx
      .insertInto('contacts')
      .values({ id, made_by: by, made_at: Math.round(at) })
      .execute()
    await insertVersion(trx, id, written, by, at)
    return id
  })
}

/** Notes what holds of a contact from a day on. */
export async function addContactVersion(
  db: Db,
  contactId: string,
  written: HotlineContactWritten,
  by: string,
  at: number,
): Promise<void> {
  await db.transaction().execute((trx) => insertVersion(trx, contactId, written, by, at))
}

export async function listContacts(db: Db): Promise<ContactRecord[]> {
  return contactsOf(await versionRows(db).execute())
}

export async function findContact(db: Db, id: string): Promise<ContactRecord | undefined> {
  return contactsOf(await versionRows(db).where('contact_id', '=', id).execute())[0]
}

async function insertVersion(
  db: Db,
  contactId: string,
  { validFrom, ...facts }: HotlineContactWritten,
  by: string,
  at: number,
): Promise<void> {
  const last = await db
    .selectFrom('contact_facts')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('contact_id', '=', contactId)
    .executeTakeFirst()
  await db
    .insertInto('contact_facts')
    .values({
      id: randomUUID(),
      contact_id: contactId,
      number: Number(last?.number ?? 0) + 1,
      valid_from: validFrom,
      facts: JSON.stringify(facts),
      noted_by: by,
      noted_at: Math.round(at),
    })
    .execute()
}

function versionRows(db: Db) {
  return db
    .selectFrom('contact_facts')
    .innerJoin('accounts', 'accounts.id', 'contact_facts.noted_by')
    .selectAll('contact_facts')
    .select('accounts.display_name')
    .orderBy('number')
}

function contactsOf(
  rows: readonly Awaited<ReturnType<ReturnType<typeof versionRows>['executeTakeFirstOrThrow']>>[],
): ContactRecord[] {
  return [...Map.groupBy(rows, ({ contact_id }) => contact_id)].map(([id, versions]) => ({
    id,
    versions: versions.map((row) => ({
      ...JSON.parse(row.facts),
      validFrom: row.valid_from,
      noted: { by: row.display_name, at: row.noted_at },
    })),
  }))
}
