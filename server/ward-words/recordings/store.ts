import { randomUUID } from 'node:crypto'
import type { WardRecording } from '../../contract/index.ts'
import type { Db } from '../../db/index.ts'
import { type ErrorCode, tell } from '../../errors.ts'
import type { ProofFacts } from '../../proofs/index.ts'

/** A recording with whose it is and of what. */
export interface RecordingSent extends WardRecording {
  wardStationId: string
  editionId: string
  sha256: string
}

export interface NewRecording {
  wardStationId: string
  editionId: string
  fileName: string
  sha256: string
  recordedFrom: number | undefined
  /** The account that brought it; undefined: the ward itself. */
  by: string | undefined
  fromAddress: string | undefined
  at: number
}

export async function addRecording(db: Db, recording: NewRecording): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('ward_recordings')
    .values({
      id,
      ward_station_id: recording.wardStationId,
      edition_id: recording.editionId,
      file_name: recording.fileName,
      sha256: recording.sha256,
      recorded_from: recording.recordedFrom ?? null,
      brought_by: recording.by ?? null,
      from_address: recording.fromAddress ?? null,
      received_at: recording.at,
    })
    .execute()
  return id
}

/** What came of comparing a recording. */
export type Compared =
  | { masterSha256: string; recordingMs: number; facts: ProofFacts; tookMs: number }
  | { refusal: ErrorCode; tookMs: number }

/** Notes what came of it; the first word stands. */
export async function addResult(db: Db, recordingId: string, compared: Compared, at: number): Promise<void> {
  const result = 'facts' in compared ? compared : undefined
  await db
    .insertInto('ward_proofs')
    .values({
      recording_id: recordingId,
      master_sha256: result?.masterSha256 ?? null,
      recording_ms: result ? Math.round(result.recordingMs) : null,
      result: result ? JSON.stringify(result.facts) : null,
      refusal: 'refusal' in compared ? compared.refusal : null,
      took_ms: Math.round(compared.tookMs),
      compared_at: Math.round(at),
    })
    .onConflict((conflict) => conflict.column('recording_id').doNothing())
    .execute()
}

/** The recordings of a ward, of editions, of one id, the oldest first. */
export async function listRecordings(
  db: Db,
  asked: { wardStationId?: string; editionIds?: readonly string[]; id?: string },
): Promise<RecordingSent[]> {
  const { wardStationId, editionIds, id } = asked
  if (editionIds?.length === 0) return []
  let query = recordingRows(db).orderBy('received_at')
  if (wardStationId !== undefined) query = query.where('ward_station_id', '=', wardStationId)
  if (editionIds !== undefined) query = query.where('edition_id', 'in', [...editionIds])
  if (id !== undefined) query = query.where('ward_recordings.id', '=', id)
  return (await query.execute()).map(asRecording)
}

/** Recordings that were not compared yet, the oldest first. */
export async function listWaiting(db: Db): Promise<RecordingSent[]> {
  const rows = await recordingRows(db).where('ward_proofs.recording_id', 'is', null).orderBy('received_at').execute()
  return rows.map(asRecording)
}

/** How many recordings a ward has sent since an instant. */
export async function recordingsSince(db: Db, wardStationId: string, since: number): Promise<number> {
  const row = await db
    .selectFrom('ward_recordings')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('ward_station_id', '=', wardStationId)
    .where('received_at', '>=', since)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

function recordingRows(db: Db) {
  return db
    .selectFrom('ward_recordings')
    .leftJoin('ward_proofs', 'ward_proofs.recording_id', 'ward_recordings.id')
    .leftJoin('accounts', 'accounts.id', 'ward_recordings.brought_by')
    .selectAll('ward_recordings')
    .select(['ward_proofs.recording_id', 'ward_proofs.result', 'ward_proofs.refusal', 'accounts.display_name'])
}

function asRecording(
  row: Awaited<ReturnType<ReturnType<typeof recordingRows>['executeTakeFirstOrThrow']>>,
): RecordingSent {
  const facts: ProofFacts | undefined = row.result === null ? undefined : JSON.parse(row.result)
  const airedAt =
    facts?.found && facts.offsetMs !== undefined && row.recorded_from !== null && facts.missing[0]?.fromMs !== 0
      ? Math.round(row.recorded_from + facts.offsetMs)
      : undefined
  return {
    id: row.id,
    wardStationId: row.ward_station_id,
    editionId: row.edition_id,
    sha256: row.sha256,
    fileName: row.file_name,
    receivedAt: row.received_at,
    isWaiting: row.recording_id === null,
    ...(row.display_name !== null && { by: row.display_name }),
    ...(row.recorded_from !== null && { recordedFrom: row.recorded_from }),
    ...(facts && { found: facts.found, matched: facts.matched }),
    ...(airedAt !== undefined && { airedAt }),
    ...(row.refusal && { problem: problemOf(row.refusal as ErrorCode, row.file_name) }),
  }
}

function problemOf(refusal: ErrorCode, fileName: string): string {
  return tell(refusal, { fileName, title: fileName }).message
}
