import type { Db } from '../../db/index.ts'
import { ALIKE_FROM, bandsOf, likenessOf, shinglesOf } from './shingles.ts'

/** As many of those that share most bands are compared word by word. */
const MOST_COMPARED = 60
/** SQLite takes so many parameters at once with ease. */
const BATCH = 400

/** Another submission that is alike. */
export interface Alike {
  otherId: string
  likeness: number
  isSameFile: boolean
}

/**
 * Finds anew what a submission is alike, after its text or its files changed, and notes it for both. Bands and pairs follow
 * from the texts and are written over; nothing else of them is kept.
 */
export async function noteLikeness(db: Db, submissionId: string, text: string): Promise<void> {
  const shingles = shinglesOf(text)
  const bands = bandsOf(shingles)
  const found = new Map<string, Alike>()
  for (const otherId of await sharingBands(db, submissionId, bands)) {
    const likeness = likenessOf(shingles, shinglesOf((await newestText(db, otherId)) ?? ''))
    if (likeness >= ALIKE_FROM) found.set(otherId, { otherId, likeness, isSameFile: false })
  }
  for (const otherId of await sharingFiles(db, submissionId)) {
    found.set(otherId, { otherId, likeness: found.get(otherId)?.likeness ?? 1, isSameFile: true })
  }
  await db.deleteFrom('submission_bands').where('submission_id', '=', submissionId).execute()
  await db
    .deleteFrom('submission_likenesses')
    .where((where) => where.or([where('submission_id', '=', submissionId), where('other_id', '=', submissionId)]))
    .execute()
  if (bands.length > 0) {
    await db
      .insertInto('submission_bands')
      .values(bands.map((band) => ({ submission_id: submissionId, band })))
      .execute()
  }
  const pairs = [...found.values()].flatMap(({ otherId, likeness, isSameFile }) => {
    const values = { likeness, is_same_file: isSameFile ? (1 as const) : (0 as const) }
    return [
      { submission_id: submissionId, other_id: otherId, ...values },
      { submission_id: otherId, other_id: submissionId, ...values },
    ]
  })
  if (pairs.length > 0) await db.insertInto('submission_likenesses').values(pairs).execute()
}

/** What a submission is alike, the most alike first; what was withdrawn is not told. */
export async function listAlike(db: Db, submissionId: string): Promise<Alike[]> {
  const rows = await db
    .selectFrom('submission_likenesses')
    .leftJoin('submission_withdrawals', (join) =>
      join
        .onRef('submission_withdrawals.submission_id', '=', 'submission_likenesses.other_id')
        .on('restored_at', 'is', null),
    )
    .select(['other_id', 'likeness', 'is_same_file'])
    .where('submission_likenesses.submission_id', '=', submissionId)
    .where('withdrawn_at', 'is', null)
    .orderBy('likeness', 'desc')
    .execute()
  return rows.map((row) => ({ otherId: row.other_id, likeness: row.likeness, isSameFile: row.is_same_file === 1 }))
}

/** How many others each of these submissions is alike; those alike none are left out. */
export async function countAlike(db: Db, submissionIds: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (let at = 0; at < submissionIds.length; at += BATCH) {
    const rows = await db
      .selectFrom('submission_likenesses')
      .leftJoin('submission_withdrawals', (join) =>
        join
          .onRef('submission_withdrawals.submission_id', '=', 'submission_likenesses.other_id')
          .on('restored_at', 'is', null),
      )
      .select('submission_likenesses.submission_id')
      .select((eb) => eb.fn.countAll().as('count'))
      .where('submission_likenesses.submission_id', 'in', submissionIds.slice(at, at + BATCH))
      .where('withdrawn_at', 'is', null)
      .groupBy('submission_likenesses.submission_id')
      .execute()
    for (const { submission_id, count } of rows) counts.set(submission_id, Number(count))
  }
  return counts
}

async function sharingBands(db: Db, submissionId: string, bands: readonly number[]): Promise<string[]> {
  if (bands.length === 0) return []
  const rows = await db
    .selectFrom('submission_bands')
    .select('submission_id')
    .select((eb) => eb.fn.countAll().as('shared'))
    .where('band', 'in', bands)
    .where('submission_id', '!=', submissionId)
    .groupBy('submission_id')
    .orderBy('shared', 'desc')
    .limit(MOST_COMPARED)
    .execute()
  return rows.map(({ submission_id }) => submission_id)
}

async function newestText(db: Db, submissionId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('submission_descriptions')
    .select('text')
    .where('submission_id', '=', submissionId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.text
}

/** The submissions whose newest description names a file with the bytes of one of this submission's. */
async function sharingFiles(db: Db, submissionId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('submission_descriptions as own')
    .innerJoin('submission_description_files as own_part', 'own_part.description_id', 'own.id')
    .innerJoin('submission_files as own_file', 'own_file.id', 'own_part.file_id')
    .innerJoin('submission_files as same', 'same.sha256', 'own_file.sha256')
    .innerJoin('submission_description_files as part', 'part.file_id', 'same.id')
    .innerJoin('submission_descriptions as other', 'other.id', 'part.description_id')
    .select('other.submission_id')
    .distinct()
    .where('own.submission_id', '=', submissionId)
    .where('other.submission_id', '!=', submissionId)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('submission_descriptions as newer_own')
            .select('newer_own.id')
            .whereRef('newer_own.submission_id', '=', 'own.submission_id')
            .whereRef('newer_own.number', '>', 'own.number'),
        ),
      ),
    )
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('submission_descriptions as newer')
            .select('newer.id')
            .whereRef('newer.submission_id', '=', 'other.submission_id')
            .whereRef('newer.number', '>', 'other.number'),
        ),
      ),
    )
    .execute()
  return rows.map((row) => row.submission_id)
}
