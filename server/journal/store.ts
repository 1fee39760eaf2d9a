import type { OnAirEventName } from '../../schedules/index.ts'
import type { Db } from '../db/index.ts'
import type { JournalEntry } from '../handover/index.ts'

/** How far the journal file with this mark has been read. */
export async function readPlace(db: Db, mark: number): Promise<number> {
  const row = await db.selectFrom('journal_place').select('read_bytes').where('id', '=', mark).executeTakeFirst()
  return row?.read_bytes ?? 0
}

/** Takes a file's entries in and moves its place, in one step; an entry that is known stays as it is. */
export async function addEntries(
  db: Db,
  entries: readonly JournalEntry[],
  mark: number,
  readBytes: number,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const entry of entries) {
      await trx
        .insertInto('journal_entries')
        .values({
          id: entry.id,
          seq: entry.seq,
          at: entry.at,
          airing_id: entry.airingId ?? null,
          event: entry.event,
          details: JSON.stringify(entry.details),
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
    }
    await trx
      .insertInto('journal_place')
      .values({ id: mark, read_bytes: readBytes })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ read_bytes: readBytes }))
      .execute()
  })
}

export interface AiringEvent {
  at: number
  event: OnAirEventName
  airingId: string
  details: Record<string, unknown>
}

/**
 * What the journal says of these airings, in the order in which it happened. Level curves are long, and how far each airing was
 * stands there every ten seconds: both may be left out.
 */
export async function listEvents(
  db: Db,
  airingIds: readonly string[],
  { withLevels = true, withPositions = true }: { withLevels?: boolean; withPositions?: boolean } = {},
): Promise<AiringEvent[]> {
  if (airingIds.length === 0) return []
  const rows = await db
    .selectFrom('journal_entries')
    .selectAll()
    .where('airing_id', 'in', [...airingIds])
    .$if(!withLevels, (query) => query.where('event', '!=', 'levels'))
    .$if(!withPositions, (query) => query.where('event', '!=', 'sounding'))
    .orderBy('at')
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({
    at: row.at,
    event: row.event as OnAirEventName,
    airingId: row.airing_id ?? '',
    details: JSON.parse(row.details),
  }))
}
