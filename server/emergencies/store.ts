import { randomUUID } from 'node:crypto'
import type { Db } from '../db/index.ts'

/** An emergency that was ordered; what became of it stands in the journal under its id. */
export interface EmergencyRow {
  id: string
  title: string
  /** Of a live one: where it came from. */
  inputName: string | undefined
  /** Of a file: how long it is. */
  durationMs: number | undefined
  orderedBy: string
  orderedById: string
  orderedAt: number
}

export interface NewEmergency {
  announcementId: string | undefined
  title: string
  inputName: string | undefined
  by: string
  at: number
}

/** Notes who ordered what; the id names it on air. */
export async function addEmergency(db: Db, emergency: NewEmergency): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('emergencies')
    .values({
      id,
      announcement_id: emergency.announcementId ?? null,
      title: emergency.title,
      input_name: emergency.inputName ?? null,
      ordered_by: emergency.by,
      ordered_at: Math.round(emergency.at),
    })
    .execute()
  return id
}

/** Emergencies that were ordered within [from, to), in order. */
export async function listEmergencies(db: Db, from: number, to: number): Promise<EmergencyRow[]> {
  const rows = await emergencyRows(db)
    .where('ordered_at', '>=', Math.floor(from))
    .where('ordered_at', '<', Math.ceil(to))
    .execute()
  return rows.map(asEmergency)
}

/** Emergencies by their ids. */
export async function findEmergencies(db: Db, ids: readonly string[]): Promise<EmergencyRow[]> {
  if (ids.length === 0) return []
  const rows = await emergencyRows(db)
    .where('emergencies.id', 'in', [...ids])
    .execute()
  return rows.map(asEmergency)
}

function emergencyRows(db: Db) {
  return db
    .selectFrom('emergencies')
    .innerJoin('accounts', 'accounts.id', 'emergencies.ordered_by')
    .leftJoin('announcements', 'announcements.id', 'emergencies.announcement_id')
    .selectAll('emergencies')
    .select(['accounts.display_name', 'announcements.duration_ms'])
    .orderBy('ordered_at')
}

function asEmergency(
  row: Awaited<ReturnType<ReturnType<typeof emergencyRows>['executeTakeFirstOrThrow']>>,
): EmergencyRow {
  return {
    id: row.id,
    title: row.title,
    inputName: row.input_name ?? undefined,
    durationMs: row.duration_ms ?? undefined,
    orderedBy: row.display_name,
    orderedById: row.ordered_by,
    orderedAt: row.ordered_at,
  }
}
