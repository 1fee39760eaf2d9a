import type { OnAirEvent, OnAirEventName } from '../../schedules/index.ts'
import type { Db } from '../db/index.ts'

/** What the journal says of one airing's beginning and end. */
export interface AiringTold {
  airingId: string
  editionId: string
  events: OnAirEvent[]
}

/** The first sounds and the outcomes of airings, all of them or those of some editions, in the order of the journal. */
export async function listTold(db: Db, editionIds: readonly string[] | undefined): Promise<AiringTold[]> {
  if (editionIds?.length === 0) return []
  const rows = await db
    .selectFrom('journal_entries')
    .innerJoin('airings', 'airings.id', 'journal_entries.airing_id')
    .select(['journal_entries.at', 'event', 'details', 'airings.id', 'airings.edition_id'])
    .where('event', 'in', ['first-sample', 'outcome'])
    .$if(editionIds !== undefined, (query) => query.where('airings.edition_id', 'in', [...(editionIds ?? [])]))
    .orderBy('journal_entries.at')
    .orderBy('seq')
    .execute()
  return [...Map.groupBy(rows, ({ id }) => id)].map(([airingId, told]) => ({
    airingId,
    editionId: told[0]?.edition_id ?? '',
    events: told.map(({ at, event, details }) => ({
      at,
      event: event as OnAirEventName,
      airingId,
      details: JSON.parse(details),
    })),
  }))
}

/** The revisions that renders were made from. */
export async function revisionsOf(db: Db, renderIds: readonly string[]): Promise<Map<string, string>> {
  if (renderIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('renders')
    .select(['id', 'revision_id'])
    .where('id', 'in', [...renderIds])
    .execute()
  return new Map(rows.map(({ id, revision_id }) => [id, revision_id]))
}
