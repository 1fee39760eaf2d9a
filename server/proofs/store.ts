import { randomUUID } from 'node:crypto'
import type { Proof } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

/** What a comparison found, as it is kept. */
export type ProofFacts = Pick<
  Proof,
  'found' | 'onlyShared' | 'times' | 'offsetMs' | 'startErrorMs' | 'matched' | 'missing' | 'speedPpm'
>

export interface NewProof {
  airingId: string
  source: Proof['source']
  fileName: string
  recordingSha256: string
  recordingMs: number
  masterSha256: string
  facts: ProofFacts
  tookMs: number
  /** Undefined: the station itself, after the airing. */
  by: string | undefined
  at: number
}

/** Who compares when nobody asked. */
const THE_STATION = 'hệ thống'

export async function addProof(db: Db, proof: NewProof): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('proofs')
    .values({
      id,
      airing_id: proof.airingId,
      source: proof.source,
      file_name: proof.fileName,
      recording_sha256: proof.recordingSha256,
      recording_ms: proof.recordingMs,
      master_sha256: proof.masterSha256,
      result: JSON.stringify(proof.facts),
      took_ms: proof.tookMs,
      created_by: proof.by ?? null,
      created_at: Math.round(proof.at),
    })
    .execute()
  return id
}

/** The comparisons of an airing, the oldest first. */
export async function listProofs(db: Db, airingId: string): Promise<Proof[]> {
  const rows = await proofRows(db).where('proofs.airing_id', '=', airingId).execute()
  return rows.map(asProof)
}

export async function findProof(db: Db, id: string): Promise<Proof | undefined> {
  const row = await proofRows(db).where('proofs.id', '=', id).executeTakeFirst()
  return row && asProof(row)
}

/** Captures that the journal tells of since then; which of them were compared already is told by their file's name. */
export async function listCaptured(
  db: Db,
  since: number,
): Promise<{ airingId: string; path: string; startedAt: number; isProved: (fileName: string) => boolean }[]> {
  const rows = await db
    .selectFrom('journal_entries')
    .innerJoin('airings', 'airings.id', 'journal_entries.airing_id')
    .select(['airings.id as airing_id', 'details'])
    .where('event', '=', 'captured')
    .where('at', '>=', since)
    .orderBy('at')
    .execute()
  if (rows.length === 0) return []
  const ids = rows.map(({ airing_id }) => airing_id)
  const proved = await db
    .selectFrom('proofs')
    .select(['airing_id', 'file_name'])
    .where('source', '=', 'return-input')
    .where('airing_id', 'in', ids)
    .execute()
  return rows.flatMap(({ airing_id, details }) => {
    const { path, startedAt } = JSON.parse(details)
    if (typeof path !== 'string' || typeof startedAt !== 'number') return []
    const isProved = (fileName: string) =>
      proved.some((proof) => proof.airing_id === airing_id && proof.file_name === fileName)
    return [{ airingId: airing_id, path, startedAt, isProved }]
  })
}

function proofRows(db: Db) {
  return db
    .selectFrom('proofs')
    .leftJoin('accounts', 'accounts.id', 'proofs.created_by')
    .selectAll('proofs')
    .select('accounts.display_name')
    .orderBy('proofs.created_at')
}

function asProof(row: Awaited<ReturnType<ReturnType<typeof proofRows>['executeTakeFirstOrThrow']>>): Proof {
  const facts: ProofFacts = JSON.parse(row.result)
  return {
    id: row.id,
    airingId: row.airing_id,
    source: row.source,
    fileName: row.file_name,
    recordingSha256: row.recording_sha256,
    recordingMs: row.recording_ms,
    masterSha256: row.master_sha256,
    ...facts,
    tookMs: row.took_ms,
    created: { by: row.display_name ?? THE_STATION, at: row.created_at },
  }
}
