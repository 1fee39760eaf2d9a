import type { Db } from '../db/index.ts'

/** A file that comes in pieces, as it was announced, and what became of it. */
export interface UploadRow extends NewUpload {
  takeId: string | undefined
  /** The code of the table of errors that ended it. */
  refusal: string | undefined
}

export interface NewUpload {
  id: string
  editionId: string
  itemId: string
  revisionId: string
  fileName: string
  mediaType: string
  bytes: number
  /** When it was last changed where it comes from, UTC ms. */
  modifiedAt: number | undefined
  begunBy: string
  begunAt: number
}

export async function addUpload(db: Db, upload: NewUpload): Promise<void> {
  await db
    .insertInto('file_uploads')
    .values({
      id: upload.id,
      edition_id: upload.editionId,
      item_id: upload.itemId,
      revision_id: upload.revisionId,
      file_name: upload.fileName,
      media_type: upload.mediaType,
      bytes: upload.bytes,
      modified_at: upload.modifiedAt ?? null,
      begun_by: upload.begunBy,
      begun_at: upload.begunAt,
      take_id: null,
      refusal: null,
    })
    .execute()
}

export async function findUpload(db: Db, id: string): Promise<UploadRow | undefined> {
  const row = await uploadRows(db).where('id', '=', id).executeTakeFirst()
  return row && asUpload(row)
}

/** A person's files of an edition that are no read yet, in the order of their beginning. */
export async function listUploads(db: Db, editionId: string, begunBy: string): Promise<UploadRow[]> {
  const rows = await uploadRows(db)
    .where('edition_id', '=', editionId)
    .where('begun_by', '=', begunBy)
    .where('take_id', 'is', null)
    .orderBy('begun_at')
    .execute()
  return rows.map(asUpload)
}

/** Every file, in the order of its beginning. */
export async function listAllUploads(db: Db): Promise<UploadRow[]> {
  return (await uploadRows(db).orderBy('begun_at').execute()).map(asUpload)
}

/** Notes the read that came of a file. */
export async function noteTake(db: Db, id: string, takeId: string): Promise<void> {
  await db.updateTable('file_uploads').set({ take_id: takeId, refusal: null }).where('id', '=', id).execute()
}

/** Notes why no read came of a file; undefined takes it back, for a file that is looked at again. */
export async function noteRefusal(db: Db, id: string, refusal: string | undefined): Promise<void> {
  await db
    .updateTable('file_uploads')
    .set({ refusal: refusal ?? null })
    .where('id', '=', id)
    .where('take_id', 'is', null)
    .execute()
}

/** Forgets a file; a read that came of it stays. */
export async function dropUpload(db: Db, id: string): Promise<void> {
  await db.deleteFrom('file_uploads').where('id', '=', id).execute()
}

function uploadRows(db: Db) {
  return db.selectFrom('file_uploads').selectAll()
}

function asUpload(row: Awaited<ReturnType<ReturnType<typeof uploadRows>['executeTakeFirstOrThrow']>>): UploadRow {
  return {
    id: row.id,
    editionId: row.edition_id,
    itemId: row.item_id,
    revisionId: row.revision_id,
    fileName: row.file_name,
    mediaType: row.media_type,
    bytes: row.bytes,
    modifiedAt: row.modified_at ?? undefined,
    begunBy: row.begun_by,
    begunAt: row.begun_at,
    takeId: row.take_id ?? undefined,
    refusal: row.refusal ?? undefined,
  }
}

/** Whether something or nothing has come of a file: it is sent no more. */
export function isOver({ takeId, refusal }: UploadRow): boolean {
  return takeId !== undefined || refusal !== undefined
}
