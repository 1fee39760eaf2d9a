import { randomUUID } from 'node:crypto'
import type { Bucket, BucketWritten } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

/** A bucket as the station keeps it, its secret with it. */
export type KeptBucket = Required<BucketWritten>

/** The settings that count: the newest. Undefined while nobody set any. */
export async function findBucket(db: Db): Promise<(KeptBucket & Required<Pick<Bucket, 'set'>>) | undefined> {
  const row = await db
    .selectFrom('buckets')
    .innerJoin('accounts', 'accounts.id', 'buckets.set_by')
    .selectAll('buckets')
    .select('accounts.display_name')
    .orderBy('set_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (
    row && {
      isOn: row.is_on === 1,
      endpoint: row.endpoint,
      region: row.region,
      bucket: row.bucket,
      prefix: row.prefix,
      isPathStyle: row.is_path_style === 1,
      accessKeyId: row.access_key_id,
      secretAccessKey: row.secret_access_key,
      linkMinutes: row.link_minutes,
      set: { by: row.display_name, at: row.set_at },
    }
  )
}

/** Notes new settings; always newer than those before, whatever the clock was set to. */
export async function setBucket(db: Db, bucket: KeptBucket, by: string, at: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const known = await findBucket(trx)
    await trx
      .insertInto('buckets')
      .values({
        id: randomUUID(),
        is_on: bucket.isOn ? 1 : 0,
        endpoint: bucket.endpoint,
        region: bucket.region,
        bucket: bucket.bucket,
        prefix: bucket.prefix,
        is_path_style: bucket.isPathStyle ? 1 : 0,
        access_key_id: bucket.accessKeyId,
        secret_access_key: bucket.secretAccessKey,
        link_minutes: bucket.linkMinutes,
        set_by: by,
        set_at: known ? Math.max(at, known.set.at + 1) : at,
      })
      .execute()
  })
}

/** Where a bucket is, whatever its prefix and keys are today. */
export function placeOf({ endpoint, bucket }: Pick<KeptBucket, 'endpoint' | 'bucket'>): string {
  return `${endpoint} ${bucket}`
}

/** Notes that a file lies whole in a bucket. */
export async function addBucketFile(
  db: Db,
  file: { place: string; key: string; sha256: string; bytes: number; at: number },
): Promise<void> {
  await db
    .insertInto('bucket_files')
    .values({
      id: randomUUID(),
      place: file.place,
      object_key: file.key,
      sha256: file.sha256,
      bytes: file.bytes,
      kept_at: file.at,
    })
    .execute()
}

/** Under which name a file lies in a bucket: the newest; undefined where it never arrived there. */
export async function keyOf(db: Db, place: string, sha256: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('bucket_files')
    .select('object_key')
    .where('place', '=', place)
    .where('sha256', '=', sha256)
    .orderBy('kept_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.object_key
}
