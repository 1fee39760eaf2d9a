import { randomUUID } from 'node:crypto'
import type { PaperScan } from '../../contract/index.ts'
import type { Db } from '../../db/index.ts'

export async function addScan(
  db: Db,
  scan: {
    revisionId: string
    mediaSha256: string
    fileName: string
    signedOn: string | undefined
    by: string
    at: number
  },
): Promise<void> {
  await db
    .insertInto('paper_scans')
    .values({
      id: randomUUID(),
      revision_id: scan.revisionId,
      media_sha256: scan.mediaSha256,
      file_name: scan.fileName,
      signed_on: scan.signedOn ?? null,
      added_by: scan.by,
      added_at: scan.at,
    })
    .execute()
}

/** The scans of a revision's signed paper, in the order in which they came. */
export async function listScans(db: Db, revisionId: string): Promise<PaperScan[]> {
  const rows = await scanRows(db).where('revision_id', '=', revisionId).orderBy('paper_scans.added_at').execute()
  return rows.map(asScan)
}

export async function findScan(db: Db, id: string): Promise<PaperScan | undefined> {
  const row = await scanRows(db).where('paper_scans.id', '=', id).executeTakeFirst()
  return row && asScan(row)
}

function scanRows(db: Db) {
  return db
    .selectFrom('paper_scans')
    .innerJoin('media', 'media.sha256', 'paper_scans.media_sha256')
    .innerJoin('accounts', 'accounts.id', 'paper_scans.added_by')
    .select(['paper_scans.id', 'file_name', 'media_type', 'sha256', 'bytes', 'signed_on'])
    .select(['paper_scans.added_at', 'display_name'])
}

function asScan(row: Awaited<ReturnType<ReturnType<typeof scanRows>['executeTakeFirstOrThrow']>>): PaperScan {
  return {
    id: row.id,
    fileName: row.file_name,
    mediaType: row.media_type,
    sha256: row.sha256,
    bytes: row.bytes,
    added: { by: row.display_name, at: row.added_at },
    ...(row.signed_on !== null && { signedOn: row.signed_on }),
  }
}
