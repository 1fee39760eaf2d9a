import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Db } from '../../db/index.ts'

/** 192 bits: nobody guesses a link. */
const SECRET_BYTES = 24

/** The link of a unit that works. */
export interface LinkRow {
  id: string
  unitId: string
  secret: string
  made: { by: string; at: number }
}

/** Gives a unit a new secret link; the old one stops working in the same instant. */
export async function renewLink(db: Db, link: { unitId: string; by: string; at: number }): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await revoke(trx, link)
    const secret = randomBytes(SECRET_BYTES).toString('base64url')
    await trx
      .insertInto('unit_links')
      .values({
        id: randomUUID(),
        unit_id: link.unitId,
        secret,
        secret_hash: hashOf(secret),
        made_by: link.by,
        made_at: link.at,
        revoked_by: null,
        revoked_at: null,
      })
      .execute()
  })
}

/** Ends the link of a unit. */
export async function revokeLink(db: Db, link: { unitId: string; by: string; at: number }): Promise<void> {
  await revoke(db, link)
}

/** The links that work, by unit. */
export async function listLinks(db: Db): Promise<Map<string, LinkRow>> {
  const rows = await db
    .selectFrom('unit_links')
    .innerJoin('accounts', 'accounts.id', 'unit_links.made_by')
    .selectAll('unit_links')
    .select('accounts.display_name')
    .where('revoked_at', 'is', null)
    .execute()
  return new Map(
    rows.map((row) => [
      row.unit_id,
      { id: row.id, unitId: row.unit_id, secret: row.secret, made: { by: row.display_name, at: row.made_at } },
    ]),
  )
}

/** The link of a secret, looked up by its hash so that the time taken tells nothing of it. */
export async function findLink(db: Db, secret: string): Promise<{ id: string; unitId: string } | undefined> {
  const row = await db
    .selectFrom('unit_links')
    .select(['id', 'unit_id'])
    .where('secret_hash', '=', hashOf(secret))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row && { id: row.id, unitId: row.unit_id }
}

async function revoke(db: Db, { unitId, by, at }: { unitId: string; by: string; at: number }): Promise<void> {
  await db
    .updateTable('unit_links')
    .set({ revoked_by: by, revoked_at: at })
    .where('unit_id', '=', unitId)
    .where('revoked_at', 'is', null)
    .execute()
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
