import type { OnAirEventName } from '../../../schedules/index.ts'
import type { ItemKind } from '../../contract/index.ts'
import type { Db } from '../../db/index.ts'

/** A line of the journal about an airing of the station's. */
export interface AiringLine {
  airingId: string
  editionId: string
  startsAt: number
  at: number
  seq: number
  event: OnAirEventName
  details: Record<string, unknown>
}

/** What tells whether and how long an airing sounded; not its levels, nor how far it was every ten seconds. */
const TELLING = ['first-sample', 'late-start', 'resumed', 'displaced', 'last-sample', 'stopped', 'outcome']

/** The airings that were planned to begin within [from, to) (UTC ms). */
export async function listAirings(db: Db, from: number, to: number): Promise<{ airingId: string; startsAt: number }[]> {
  const rows = await db
    .selectFrom('airings')
    .select(['id', 'starts_at'])
    .where('starts_at', '>=', from)
    .where('starts_at', '<', to)
    .execute()
  return rows.map(({ id, starts_at }) => ({ airingId: id, startsAt: starts_at }))
}

/** What the journal says of these airings, airing by airing. */
export async function listAiringLines(db: Db, airingIds: readonly string[]): Promise<Map<string, AiringLine[]>> {
  const lines = new Map<string, AiringLine[]>()
  for (const some of batches(airingIds)) {
    const rows = await db
      .selectFrom('airings')
      .innerJoin('journal_entries', 'journal_entries.airing_id', 'airings.id')
      .select(['airings.id', 'edition_id', 'starts_at', 'at', 'seq', 'event', 'details'])
      .where('airings.id', 'in', some)
      .where('event', 'in', TELLING)
      .execute()
    for (const { id, edition_id, starts_at, at, seq, event, details } of rows) {
      const mine = lines.get(id) ?? []
      if (mine.length === 0) lines.set(id, mine)
      mine.push({
        airingId: id,
        editionId: edition_id,
        startsAt: starts_at,
        at,
        seq,
        event: event as OnAirEventName,
        details: JSON.parse(details),
      })
    }
  }
  for (const mine of lines.values()) mine.sort((a, b) => a.at - b.at || a.seq - b.seq)
  return lines
}

export interface EditionRow {
  id: string
  programmeId: string
  period: string
}

/** Every edition by its id. */
export async function listEditions(db: Db): Promise<Map<string, EditionRow>> {
  const rows = await db.selectFrom('editions').select(['id', 'programme_id', 'period']).execute()
  return new Map(rows.map(({ id, programme_id, period }) => [id, { id, programmeId: programme_id, period }]))
}

/** When each programme came into the system. */
export async function programmesMadeAt(db: Db): Promise<Map<string, number>> {
  const rows = await db.selectFrom('programmes').select(['id', 'created_at']).execute()
  return new Map(rows.map(({ id, created_at }) => [id, created_at]))
}

/** The render that delivered a master. */
export interface MasterRow {
  masterSha256: string
  renderId: string
  revisionId: string
  durationMs: number | undefined
}

/** The renders of these masters, by master. */
export async function findMasters(db: Db, masters: readonly string[]): Promise<Map<string, MasterRow>> {
  const found = new Map<string, MasterRow>()
  for (const some of batches(masters)) {
    const rows = await db
      .selectFrom('render_outcomes')
      .innerJoin('renders', 'renders.id', 'render_outcomes.render_id')
      .select(['master_sha256', 'renders.id', 'revision_id', 'duration_ms'])
      .where('master_sha256', 'in', some)
      .execute()
    for (const { master_sha256, id, revision_id, duration_ms } of rows)
      if (master_sha256 !== null)
        found.set(master_sha256, {
          masterSha256: master_sha256,
          renderId: id,
          revisionId: revision_id,
          durationMs: duration_ms ?? undefined,
        })
  }
  return found
}

export interface ItemRow {
  itemId: string
  kind: ItemKind
  title: string
  unitName: string | undefined
}

/** The items of these revisions in their order, by revision. */
export async function itemsOfRevisions(db: Db, revisionIds: readonly string[]): Promise<Map<string, ItemRow[]>> {
  const found = new Map<string, ItemRow[]>()
  for (const some of batches(revisionIds)) {
    const rows = await db
      .selectFrom('revision_items')
      .select(['revision_id', 'item_id', 'kind', 'title', 'unit_name'])
      .where('revision_id', 'in', some)
      .orderBy('revision_id')
      .orderBy('place')
      .execute()
    for (const { revision_id, item_id, kind, title, unit_name } of rows) {
      const mine = found.get(revision_id) ?? []
      if (mine.length === 0) found.set(revision_id, mine)
      mine.push({ itemId: item_id, kind, title, unitName: unit_name ?? undefined })
    }
  }
  return found
}

/** What an item was made from. */
export interface OriginRow {
  submissionId: string
  unitId: string | undefined
  topics: string[]
  /** Of a work that was given an award. */
  award: { award: string | undefined; author: string | undefined } | undefined
}

/** The submissions that these items were made from, as they are described now; items without one are left out. */
export async function originsOf(db: Db, itemIds: readonly string[]): Promise<Map<string, OriginRow>> {
  const origins = new Map<string, string>()
  for (const some of batches(itemIds)) {
    const rows = await db
      .selectFrom('item_origins')
      .select(['item_id', 'submission_id'])
      .where('item_id', 'in', some)
      .execute()
    for (const { item_id, submission_id } of rows) origins.set(item_id, submission_id)
  }
  const told = new Map<string, OriginRow>()
  for (const some of batches([...new Set(origins.values())])) {
    const rows = await db
      .selectFrom('submission_descriptions')
      .select(['submission_id', 'unit_id', 'topics', 'source', 'award', 'author'])
      .where('submission_id', 'in', some)
      .orderBy('number')
      .execute()
    for (const { submission_id, unit_id, topics, source, award, author } of rows)
      told.set(submission_id, {
        submissionId: submission_id,
        unitId: unit_id ?? undefined,
        topics: JSON.parse(topics),
        award: source === 'award' ? { award: award ?? undefined, author: author ?? undefined } : undefined,
      })
  }
  return new Map(
    [...origins].map(([itemId, submissionId]) => [
      itemId,
      told.get(submissionId) ?? { submissionId, unitId: undefined, topics: [], award: undefined },
    ]),
  )
}

/** How long these reads are, ms. */
export async function lengthsOfTakes(db: Db, takeIds: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const some of batches(takeIds)) {
    const rows = await db.selectFrom('takes').select(['id', 'duration_ms']).where('id', 'in', some).execute()
    for (const { id, duration_ms } of rows) found.set(id, duration_ms)
  }
  return found
}

/** Something received that is placed in a programme's period; what was withdrawn or taken out is left out. */
export interface ReceivedRow {
  submissionId: string
  title: string
  unitId: string | undefined
  receivedAt: number
  programmeId: string
  period: string
  /** `YYYY-MM-DD`. */
  dueOn: string | undefined
}

/** Everything placed in periods of these programmes. */
export async function listReceived(db: Db): Promise<ReceivedRow[]> {
  const rows = await db
    .selectFrom('placements')
    .leftJoin('placement_removals', 'placement_removals.placement_id', 'placements.id')
    .leftJoin('submission_withdrawals', (join) =>
      join.onRef('submission_withdrawals.submission_id', '=', 'placements.submission_id').on('restored_at', 'is', null),
    )
    .select(['placements.submission_id', 'programme_id', 'period', 'due_on'])
    .where('removed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('placed_at')
    .execute()
  const told = await describedIn(db)
  return rows.flatMap(({ submission_id, programme_id, period, due_on }) => {
    const one = told.get(submission_id)
    return one
      ? [{ ...one, submissionId: submission_id, programmeId: programme_id, period, dueOn: due_on ?? undefined }]
      : []
  })
}

async function describedIn(db: Db) {
  const rows = await db
    .selectFrom('submission_descriptions')
    .select(['submission_id', 'title', 'unit_id', 'received_at'])
    .orderBy('number')
    .execute()
  return new Map(
    rows.map((row) => [
      row.submission_id,
      { title: row.title, unitId: row.unit_id ?? undefined, receivedAt: row.received_at },
    ]),
  )
}

/** A submission that stands, whether it is placed or not. */
export type SubmissionRow = Pick<ReceivedRow, 'submissionId' | 'title' | 'unitId' | 'receivedAt'>

/** Everything received within [from, to) (UTC ms) that was not taken out of the register. */
export async function listSubmissionsBetween(db: Db, from: number, to: number): Promise<SubmissionRow[]> {
  const rows = await db
    .selectFrom('submission_descriptions as told')
    .leftJoin('submission_withdrawals', (join) =>
      join.onRef('submission_withdrawals.submission_id', '=', 'told.submission_id').on('restored_at', 'is', null),
    )
    .select(['told.submission_id', 'told.title', 'told.unit_id', 'told.received_at'])
    .where('told.received_at', '>=', from)
    .where('told.received_at', '<', to)
    .where('withdrawn_at', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('submission_descriptions as later')
            .select('later.id')
            .whereRef('later.submission_id', '=', 'told.submission_id')
            .whereRef('later.number', '>', 'told.number'),
        ),
      ),
    )
    .orderBy('told.received_at')
    .execute()
  return rows.map((row) => ({
    submissionId: row.submission_id,
    title: row.title,
    unitId: row.unit_id ?? undefined,
    receivedAt: row.received_at,
  }))
}

/** SQLite takes so many parameters at once with ease. */
const BATCH = 400

/** A long list of keys in parts of which each is one question. */
export function batches<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, place) =>
    all.slice(place * BATCH, (place + 1) * BATCH),
  )
}
