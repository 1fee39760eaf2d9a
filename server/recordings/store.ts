import { randomUUID } from 'node:crypto'
import type { Db } from '../db/index.ts'

export interface RecordingRow {
  id: string
  editionId: string
  itemId: string
  revisionId: string
  sampleRateHz: number
  channels: number
  microphone: Record<string, unknown>
  openedBy: string
  openedByName: string
  openedAt: number
  takeId: string | undefined
}

/** One stretch of microphone in a recording. */
export interface SessionRow {
  id: string
  firstChunk: number
  microphone: Record<string, unknown>
  openedBy: string
  openedAt: number
}

/** Notes a recording and its first session. The same id again changes nothing. */
export async function addRecording(db: Db, recording: Omit<RecordingRow, 'takeId' | 'openedByName'>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const added = await trx
      .insertInto('recordings')
      .values({
        id: recording.id,
        edition_id: recording.editionId,
        item_id: recording.itemId,
        revision_id: recording.revisionId,
        sample_rate_hz: recording.sampleRateHz,
        channels: recording.channels,
        microphone: JSON.stringify(recording.microphone),
        opened_by: recording.openedBy,
        opened_at: recording.openedAt,
        take_id: null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (added) await addSession(trx, recording.id, { ...recording, id: randomUUID(), firstChunk: 0 })
  })
}

/** Notes that a recording goes on with a microphone opened anew. The same id again changes nothing. */
export async function addSession(db: Db, recordingId: string, session: SessionRow): Promise<void> {
  await db
    .insertInto('recording_sessions')
    .values({
      id: session.id,
      recording_id: recordingId,
      first_chunk: session.firstChunk,
      microphone: JSON.stringify(session.microphone),
      opened_by: session.openedBy,
      opened_at: session.openedAt,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** The sessions of a recording, in their order. */
export async function listSessions(db: Db, recordingId: string): Promise<SessionRow[]> {
  const rows = await db
    .selectFrom('recording_sessions')
    .selectAll()
    .where('recording_id', '=', recordingId)
    .orderBy('first_chunk')
    .orderBy('opened_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    firstChunk: row.first_chunk,
    microphone: JSON.parse(row.microphone),
    openedBy: row.opened_by,
    openedAt: row.opened_at,
  }))
}

export async function findRecording(db: Db, id: string): Promise<RecordingRow | undefined> {
  const row = await recordingRows(db).where('recordings.id', '=', id).executeTakeFirst()
  return row && asRecording(row)
}

/** The recordings of an item that no take came of, the newest first. */
export async function listOpenRecordings(db: Db, editionId: string, itemId: string): Promise<RecordingRow[]> {
  const rows = await recordingRows(db)
    .where('edition_id', '=', editionId)
    .where('item_id', '=', itemId)
    .where('take_id', 'is', null)
    .orderBy('opened_at', 'desc')
    .execute()
  return rows.map(asRecording)
}

function recordingRows(db: Db) {
  return db
    .selectFrom('recordings')
    .innerJoin('accounts', 'accounts.id', 'recordings.opened_by')
    .selectAll('recordings')
    .select('accounts.display_name')
}

function asRecording(row: Awaited<ReturnType<ReturnType<typeof recordingRows>['executeTakeFirstOrThrow']>>) {
  return {
    id: row.id,
    editionId: row.edition_id,
    itemId: row.item_id,
    revisionId: row.revision_id,
    sampleRateHz: row.sample_rate_hz,
    channels: row.channels,
    microphone: JSON.parse(row.microphone),
    openedBy: row.opened_by,
    openedByName: row.display_name,
    openedAt: row.opened_at,
    takeId: row.take_id ?? undefined,
  }
}

export interface ChunkRow {
  number: number
  frames: number
  sha256: string
  /** Where it stands in the recording; unknown in rows of before that was noted. */
  firstFrame: number | undefined
}

/** Notes a chunk; the same number again replaces nothing (its hash was compared before). */
export async function noteChunk(db: Db, recordingId: string, chunk: ChunkRow): Promise<void> {
  await db
    .insertInto('recording_chunks')
    .values({
      recording_id: recordingId,
      number: chunk.number,
      frames: chunk.frames,
      sha256: chunk.sha256,
      first_frame: chunk.firstFrame ?? null,
    })
    .onConflict((conflict) => conflict.columns(['recording_id', 'number']).doNothing())
    .execute()
}

/** The chunks that have come, by number; `from` and `to` (both included) name a stretch of them. */
export async function listChunks(
  db: Db,
  recordingId: string,
  { from = 0, to = Number.MAX_SAFE_INTEGER } = {},
): Promise<ChunkRow[]> {
  const rows = await db
    .selectFrom('recording_chunks')
    .select(['number', 'frames', 'sha256', 'first_frame'])
    .where('recording_id', '=', recordingId)
    .where('number', '>=', from)
    .where('number', '<=', to)
    .orderBy('number')
    .execute()
  return rows.map(({ first_frame, ...row }) => ({ ...row, firstFrame: first_frame ?? undefined }))
}

/** Forgets chunks whose files are not what was noted: they may be sent again. */
export async function forgetChunks(db: Db, recordingId: string, numbers: readonly number[]): Promise<void> {
  for (const number of numbers)
    await db
      .deleteFrom('recording_chunks')
      .where('recording_id', '=', recordingId)
      .where('number', '=', number)
      .execute()
}

/** Whether one of these takes is noted as what came of a recording. */
export async function isTakeOfRecording(db: Db, takeIds: readonly string[]): Promise<boolean> {
  const row = await db.selectFrom('recordings').select('id').where('take_id', 'in', takeIds).executeTakeFirst()
  return row !== undefined
}

/** Closes a recording with the take that came of it; its chunks are that take now. */
export async function closeRecording(db: Db, id: string, takeId: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.updateTable('recordings').set({ take_id: takeId }).where('id', '=', id).execute()
    await trx.deleteFrom('recording_chunks').where('recording_id', '=', id).execute()
  })
}

/** Forgets a recording that the announcer gave up. */
export async function dropRecording(db: Db, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('recording_chunks').where('recording_id', '=', id).execute()
    await trx.deleteFrom('recording_sessions').where('recording_id', '=', id).execute()
    await trx.deleteFrom('recordings').where('id', '=', id).where('take_id', 'is', null).execute()
  })
}
