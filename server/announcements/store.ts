import { randomUUID } from 'node:crypto'
import type { Announcement } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

export interface NewAnnouncement {
  title: string
  fileName: string
  originalSha256: string
  /** The levelled 48 kHz WAV that airs. */
  masterSha256: string
  durationMs: number
  frames: number
  targetLufs: number
  by: string
  at: number
}

/** An announcement with what the on-air process needs of it. */
export interface AnnouncementRow extends Announcement {
  frames: number
}

/** Keeps an announcement ready. */
export async function addAnnouncement(db: Db, made: NewAnnouncement): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('announcements')
    .values({
      id,
      title: made.title,
      file_name: made.fileName,
      original_sha256: made.originalSha256,
      master_sha256: made.masterSha256,
      duration_ms: made.durationMs,
      frames: made.frames,
      target_lufs: made.targetLufs,
      created_by: made.by,
      created_at: Math.round(made.at),
      retired_at: null,
    })
    .execute()
  return id
}

/** Puts an announcement away; a second call changes nothing. */
export async function retireAnnouncement(db: Db, id: string, at: number): Promise<void> {
  await db
    .updateTable('announcements')
    .set({ retired_at: Math.round(at) })
    .where('id', '=', id)
    .where('retired_at', 'is', null)
    .execute()
}

/** The announcements that are kept ready, the newest first. */
export async function listAnnouncements(db: Db): Promise<AnnouncementRow[]> {
  const rows = await announcementRows(db).where('retired_at', 'is', null).orderBy('created_at', 'desc').execute()
  return rows.map(asAnnouncement)
}

/** An announcement, retired or not. */
export async function findAnnouncement(db: Db, id: string): Promise<AnnouncementRow | undefined> {
  const row = await announcementRows(db).where('announcements.id', '=', id).executeTakeFirst()
  return row && asAnnouncement(row)
}

/** The names of the programmes whose apology it is. */
export async function programmesApologising(db: Db, announcementId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('programme_air_rules')
    .innerJoin('programmes', 'programmes.id', 'programme_air_rules.programme_id')
    .select('programmes.name')
    .where('apology_id', '=', announcementId)
    .where('reserve', '=', 'apology')
    .orderBy('programmes.name')
    .execute()
  return rows.map(({ name }) => name)
}

function announcementRows(db: Db) {
  return db
    .selectFrom('announcements')
    .innerJoin('accounts', 'accounts.id', 'announcements.created_by')
    .selectAll('announcements')
    .select('accounts.display_name')
}

function asAnnouncement(
  row: Awaited<ReturnType<ReturnType<typeof announcementRows>['executeTakeFirstOrThrow']>>,
): AnnouncementRow {
  return {
    id: row.id,
    title: row.title,
    durationMs: row.duration_ms,
    frames: row.frames,
    mediaSha256: row.master_sha256,
    targetLufs: row.target_lufs,
    created: { by: row.display_name, at: row.created_at },
    ...(row.retired_at !== null && { retired: true }),
  }
}
