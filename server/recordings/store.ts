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
  takeId: string | undefined
}

export async function addRecording(
  db: Db,
  recording: Omit<RecordingRow, 'id' | 'takeId'> & { openedBy: string; openedAt: number },
): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('recordings')
    .values({
      id,
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
    .execute()
  return id
}

export async function findRecording(db: Db, id: string): Promise<RecordingRow | undefined> {
  const row = await db.selectFrom('recordings').selectAll().where('id', '=', id).executeTakeFirst()
  return (
    row && {
      id: row.id,
      editionId: row.edition_id,
      itemId: row.item_id,
      revisionId: row.revision_id,
      sampleRateHz: row.sample_rate_hz,
      channels: row.channels,
      microphone: JSON.parse(row.microphone),
      takeId: row.take_id ?? undefined,
    }
  )
}

export interface ChunkRow {
  number: number
  frames: number
  sha256: string
}

/** Notes a chunk; the same number again replaces nothing (its hash was compared before). */
export async function noteChunk(db: Db, recordingId: string, chunk: ChunkRow): Promise<void> {
  await db
    .insertInto('recording_chunks')
    .values({ recording_id: recordingId, ...chunk })
    .onConflict((conflict) => conflict.columns(['recording_id', 'number']).doNothing())
    .execute()
}

/** The chunks that have come, by number. */
export async function listChunks(db: Db, recordingId: string): Promise<ChunkRow[]> {
  return db
    .selectFrom('recording_chunks')
    .select(['number', 'frames', 'sha256'])
    .where('recording_id', '=', recordingId)
    .orderBy('number')
    .execute()
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
    await trx.deleteFrom('recordings').where('id', '=', id).where('take_id', 'is', null).execute()
  })
}
