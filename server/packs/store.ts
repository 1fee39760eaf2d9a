import type { Db } from '../db/index.ts'

/** The CRC-32 of a kept file; undefined until it was reckoned. */
export async function findChecksum(db: Db, sha256: string): Promise<number | undefined> {
  const row = await db.selectFrom('media_checksums').select('crc32').where('sha256', '=', sha256).executeTakeFirst()
  return row?.crc32
}

export async function noteChecksum(db: Db, sha256: string, crc32: number): Promise<void> {
  await db
    .insertInto('media_checksums')
    .values({ sha256, crc32 })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}
