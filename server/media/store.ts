import type { Db } from '../db/index.ts'
import type { StoredFile } from './files.ts'

/** Notes a file under its hash; the same file twice is one row. */
export async function noteMedia(db: Db, file: StoredFile, mediaType: string, addedAt: number): Promise<void> {
  await db
    .insertInto('media')
    .values({ sha256: file.sha256, bytes: file.bytes, media_type: mediaType, added_at: Math.round(addedAt) })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}

/** Size and type of a noted file. */
export async function findMedia(db: Db, sha256: string): Promise<{ bytes: number; mediaType: string } | undefined> {
  const row = await db
    .selectFrom('media')
    .select(['bytes', 'media_type'])
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row && { bytes: row.bytes, mediaType: row.media_type }
}
