import type { SubmissionFile, SubmissionFileKind } from '../../contract/index.ts'
import type { Db } from '../../db/index.ts'

/** A file as it came, with what was read in it. */
export interface FileRow {
  id: string
  /** The link by which it came; undefined: an account brought it. */
  unitLinkId: string | undefined
  receivedBy: string | undefined
  sha256: string
  bytes: number
  fileName: string
  mediaType: string
  kind: SubmissionFileKind
  title: string | undefined
  text: string
  warnings: string[]
  receivedAt: number
}

export async function addFile(db: Db, file: Omit<FileRow, 'bytes'>): Promise<void> {
  await db
    .insertInto('submission_files')
    .values({
      id: file.id,
      unit_link_id: file.unitLinkId ?? null,
      received_by: file.receivedBy ?? null,
      sha256: file.sha256,
      file_name: file.fileName,
      media_type: file.mediaType,
      kind: file.kind,
      title: file.title ?? null,
      text: file.text,
      warnings: JSON.stringify(file.warnings),
      received_at: file.receivedAt,
    })
    .execute()
}

/** Files by their ids, in the order asked for; those that are unknown are left out. */
export async function findFiles(db: Db, ids: readonly string[]): Promise<FileRow[]> {
  if (ids.length === 0) return []
  const rows = await fileRows(db).where('submission_files.id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, asFile(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** The files that descriptions name, in their places; by description. */
export async function filesOf(db: Db, descriptionIds: readonly string[]): Promise<Map<string, FileRow[]>> {
  const files = new Map<string, FileRow[]>()
  for (let at = 0; at < descriptionIds.length; at += BATCH) {
    const rows = await fileRows(db)
      .innerJoin('submission_description_files', 'submission_description_files.file_id', 'submission_files.id')
      .select(['description_id'])
      .where('description_id', 'in', descriptionIds.slice(at, at + BATCH))
      .orderBy('description_id')
      .orderBy('place')
      .execute()
    for (const row of rows) files.set(row.description_id, [...(files.get(row.description_id) ?? []), asFile(row)])
  }
  return files
}

/** Names the files of a description, in their order. */
export async function nameFiles(db: Db, descriptionId: string, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return
  await db
    .insertInto('submission_description_files')
    .values(fileIds.map((fileId, place) => ({ description_id: descriptionId, place, file_id: fileId })))
    .execute()
}

/** How many files came by a link since an instant, and how many bytes they are. */
export async function sentSince(db: Db, unitLinkId: string, since: number): Promise<{ files: number; bytes: number }> {
  const row = await db
    .selectFrom('submission_files')
    .innerJoin('media', 'media.sha256', 'submission_files.sha256')
    .select((eb) => [eb.fn.countAll().as('files'), eb.fn.sum('media.bytes').as('bytes')])
    .where('unit_link_id', '=', unitLinkId)
    .where('received_at', '>=', since)
    .executeTakeFirstOrThrow()
  return { files: Number(row.files), bytes: Number(row.bytes ?? 0) }
}

/** The submissions that carry a file of these bytes now. */
export async function submissionsWith(db: Db, sha256: string): Promise<{ submissionId: string; title: string }[]> {
  const rows = await db
    .selectFrom('submission_files')
    .innerJoin('submission_description_files', 'submission_description_files.file_id', 'submission_files.id')
    .innerJoin('submission_descriptions', 'submission_descriptions.id', 'submission_description_files.description_id')
    .leftJoin('submission_withdrawals', (join) =>
      join
        .onRef('submission_withdrawals.submission_id', '=', 'submission_descriptions.submission_id')
        .on('restored_at', 'is', null),
    )
    .select(['submission_descriptions.submission_id', 'submission_descriptions.title'])
    .where('sha256', '=', sha256)
    .where('withdrawn_at', 'is', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('submission_descriptions as newer')
            .select('newer.id')
            .whereRef('newer.submission_id', '=', 'submission_descriptions.submission_id')
            .whereRef('newer.number', '>', 'submission_descriptions.number'),
        ),
      ),
    )
    .execute()
  return rows.map((row) => ({ submissionId: row.submission_id, title: row.title }))
}

/** A file as the pages see it (pure). */
export function fileView({ id, fileName, mediaType, bytes, sha256, kind }: FileRow): SubmissionFile {
  return { id, fileName, mediaType, bytes, sha256, kind }
}

/** SQLite takes so many parameters at once with ease. */
const BATCH = 400

function fileRows(db: Db) {
  return db
    .selectFrom('submission_files')
    .innerJoin('media', 'media.sha256', 'submission_files.sha256')
    .selectAll('submission_files')
    .select('media.bytes')
}

function asFile(row: Awaited<ReturnType<ReturnType<typeof fileRows>['executeTakeFirstOrThrow']>>): FileRow {
  return {
    id: row.id,
    unitLinkId: row.unit_link_id ?? undefined,
    receivedBy: row.received_by ?? undefined,
    sha256: row.sha256,
    bytes: row.bytes,
    fileName: row.file_name,
    mediaType: row.media_type,
    kind: row.kind,
    title: row.title ?? undefined,
    text: row.text,
    warnings: JSON.parse(row.warnings),
    receivedAt: row.received_at,
  }
}
