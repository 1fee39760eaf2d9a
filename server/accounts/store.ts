import { createHash, randomUUID } from 'node:crypto'
import type { Account } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

export interface AccountRow {
  id: string
  username: string
  displayName: string
  passwordHash: string
}

/** Whether anybody has an account: before that, the first-run page is the only page. */
export async function hasAccount(db: Db): Promise<boolean> {
  return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) !== undefined
}

export async function addAccount(
  db: Db,
  account: { username: string; displayName: string; passwordHash: string; createdAt: number },
): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('accounts')
    .values({
      id,
      username: account.username.toLowerCase(),
      display_name: account.displayName,
      password_hash: account.passwordHash,
      created_at: account.createdAt,
    })
    .execute()
  return id
}

export async function findAccountByName(db: Db, username: string): Promise<AccountRow | undefined> {
  const row = await db
    .selectFrom('accounts')
    .selectAll()
    .where('username', '=', username.trim().toLowerCase())
    .executeTakeFirst()
  return row && asAccount(row)
}

/** Everybody, in the order of their names as Vietnamese sorts them. */
export async function listAccounts(db: Db): Promise<Account[]> {
  const rows = await db.selectFrom('accounts').select(['id', 'username', 'display_name']).execute()
  return rows
    .map(({ id, username, display_name }) => ({ id, username, displayName: display_name }))
    .sort((a, b) => VIETNAMESE.compare(a.displayName, b.displayName))
}

const VIETNAMESE = new Intl.Collator('vi', { numeric: true })

export async function findAccount(db: Db, id: string): Promise<AccountRow | undefined> {
  const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()
  return row && asAccount(row)
}

/** Keeps a session; only the hash of its id is stored. */
export async function saveSession(db: Db, sessionId: string, data: string, expiresAt: number): Promise<void> {
  const idHash = hashOf(sessionId)
  await db
    .insertInto('sessions')
    .values({ id_hash: idHash, data, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('id_hash').doUpdateSet({ data, expires_at: expiresAt }))
    .execute()
}

export async function loadSession(db: Db, sessionId: string, now: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('sessions')
    .select('data')
    .where('id_hash', '=', hashOf(sessionId))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.data
}

export async function dropSession(db: Db, sessionId: string): Promise<void> {
  await db.deleteFrom('sessions').where('id_hash', '=', hashOf(sessionId)).execute()
}

export async function dropExpiredSessions(db: Db, now: number): Promise<void> {
  await db.deleteFrom('sessions').where('expires_at', '<=', now).execute()
}

function hashOf(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex')
}

function asAccount(row: { id: string; username: string; display_name: string; password_hash: string }): AccountRow {
  return { id: row.id, username: row.username, displayName: row.display_name, passwordHash: row.password_hash }
}
