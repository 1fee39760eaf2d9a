import { randomUUID } from 'node:crypto'
import type { Db } from '../db/index.ts'

export interface OutsideRow {
  id: string
  editionId: string
  programmeId: string
  programmeName: string
  period: string
  date: string
  time: string
  startsAt: number
  place: string
  note: string
  proofSha256: string | undefined
  proofFileName: string | undefined
  enteredBy: string
  enteredAt: number
}

export type NewOutside = Omit<OutsideRow, 'id' | 'programmeId' | 'programmeName' | 'period' | 'enteredBy'> & {
  by: string
}

/** Notes an airing that happened outside the system, with its proof. */
export async function addOutside(db: Db, outside: NewOutside): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('outside_airings')
    .values({
      id,
      edition_id: outside.editionId,
      date: outside.date,
      time: outside.time,
      starts_at: outside.startsAt,
      place: outside.place,
      note: outside.note,
      proof_sha256: outside.proofSha256 ?? null,
      proof_file_name: outside.proofFileName ?? null,
      entered_by: outside.by,
      entered_at: outside.enteredAt,
    })
    .execute()
  return id
}

export async function listOutside(
  db: Db,
  where: { editionId: string } | { from: number; to: number },
): Promise<OutsideRow[]> {
  const rows =
    'editionId' in where
      ? await outsideRows(db).where('outside_airings.edition_id', '=', where.editionId).execute()
      : await outsideRows(db)
          .where('starts_at', '>=', Math.floor(where.from))
          .where('starts_at', '<', Math.ceil(where.to))
          .execute()
  return rows.map((row) => ({
    id: row.id,
    editionId: row.edition_id,
    programmeId: row.programme_id,
    programmeName: row.programme_name,
    period: row.period,
    date: row.date,
    time: row.time,
    startsAt: row.starts_at,
    place: row.place,
    note: row.note,
    proofSha256: row.proof_sha256 ?? undefined,
    proofFileName: row.proof_file_name ?? undefined,
    enteredBy: row.display_name,
    enteredAt: row.entered_at,
  }))
}

export async function findOutsideProof(db: Db, id: string): Promise<{ sha256: string; fileName: string } | undefined> {
  const row = await db
    .selectFrom('outside_airings')
    .select(['proof_sha256', 'proof_file_name'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.proof_sha256 ? { sha256: row.proof_sha256, fileName: row.proof_file_name ?? 'bằng chứng' } : undefined
}

function outsideRows(db: Db) {
  return db
    .selectFrom('outside_airings')
    .innerJoin('editions', 'editions.id', 'outside_airings.edition_id')
    .innerJoin('programmes', 'programmes.id', 'editions.programme_id')
    .innerJoin('accounts', 'accounts.id', 'outside_airings.entered_by')
    .selectAll('outside_airings')
    .select(['editions.programme_id', 'editions.period', 'programmes.name as programme_name', 'accounts.display_name'])
    .orderBy('starts_at')
}
