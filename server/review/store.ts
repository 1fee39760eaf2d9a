import { randomUUID } from 'node:crypto'
import type { Period } from '../../schedules/index.ts'
import type { ReviewDecision, ReviewMinutes, ReviewMinutesWritten } from '../contract/index.ts'
import type { Db, Tables } from '../db/index.ts'
import { StationError } from '../errors.ts'
import type { Decision } from './rules.ts'

/** All decisions that meetings of a programme ever took, the oldest first. */
export async function listDecisions(db: Db, programmeId: string): Promise<Decision[]> {
  return (await decisionRows(db).where('placement_decisions.programme_id', '=', programmeId).execute()).map(asDecision)
}

function decisionRows(db: Db) {
  return db
    .selectFrom('placement_decisions')
    .innerJoin('accounts', 'accounts.id', 'placement_decisions.decided_by')
    .selectAll('placement_decisions')
    .select('display_name')
    .orderBy('decided_at')
}

function asDecision(row: Tables['placement_decisions'] & { display_name: string }): Decision {
  return {
    placementId: row.placement_id,
    placedPeriod: row.placed_period,
    period: row.period,
    decision: row.decision ?? undefined,
    reason: row.reason ?? undefined,
    decided: { by: row.display_name, at: row.decided_at },
  }
}

/** All decisions that meetings took on one submission, in whichever programme, the oldest first. */
export async function listDecisionsOn(
  db: Db,
  submissionId: string,
): Promise<(Decision & { programmeId: string; programmeName: string })[]> {
  const rows = await decisionRows(db)
    .innerJoin('placements', 'placements.id', 'placement_decisions.placement_id')
    .innerJoin('programmes', 'programmes.id', 'placement_decisions.programme_id')
    .select('programmes.name')
    .where('placements.submission_id', '=', submissionId)
    .execute()
  return rows.map((row) => ({ ...asDecision(row), programmeId: row.programme_id, programmeName: row.name }))
}

/** Notes what a meeting decided on an item. A later decision is always newer, whatever the clock was set to. */
export async function addDecision(
  db: Db,
  wanted: {
    placementId: string
    programmeId: string
    placedPeriod: Period
    period: Period
    decision: ReviewDecision | undefined
    reason: string | undefined
    by: string
    at: number
  },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const newest = await trx
      .selectFrom('placement_decisions')
      .select('decided_at')
      .where('placement_id', '=', wanted.placementId)
      .where('period', '=', wanted.period)
      .orderBy('decided_at', 'desc')
      .executeTakeFirst()
    await trx
      .insertInto('placement_decisions')
      .values({
        id: randomUUID(),
        placement_id: wanted.placementId,
        programme_id: wanted.programmeId,
        placed_period: wanted.placedPeriod,
        period: wanted.period,
        decision: wanted.decision ?? null,
        reason: wanted.reason ?? null,
        decided_by: wanted.by,
        decided_at: newest ? Math.max(wanted.at, newest.decided_at + 1) : wanted.at,
      })
      .execute()
  })
}

/** The order of a period's items as it was last put; empty while nobody has. */
export async function findOrder(db: Db, programmeId: string, period: Period): Promise<string[]> {
  const row = await db
    .selectFrom('review_orders')
    .select('placement_ids')
    .where('programme_id', '=', programmeId)
    .where('period', '=', period)
    .orderBy('set_at', 'desc')
    .executeTakeFirst()
  return row ? JSON.parse(row.placement_ids) : []
}

export async function addOrder(
  db: Db,
  wanted: { programmeId: string; period: Period; placementIds: readonly string[]; by: string; at: number },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const newest = await trx
      .selectFrom('review_orders')
      .select('set_at')
      .where('programme_id', '=', wanted.programmeId)
      .where('period', '=', wanted.period)
      .orderBy('set_at', 'desc')
      .executeTakeFirst()
    await trx
      .insertInto('review_orders')
      .values({
        id: randomUUID(),
        programme_id: wanted.programmeId,
        period: wanted.period,
        placement_ids: JSON.stringify(wanted.placementIds),
        set_by: wanted.by,
        set_at: newest ? Math.max(wanted.at, newest.set_at + 1) : wanted.at,
      })
      .execute()
  })
}

/** The minutes of a period's meeting as they were last saved. */
export async function findMinutes(db: Db, programmeId: string, period: Period): Promise<ReviewMinutes | undefined> {
  return asMinutes(
    await minutesRows(db, programmeId).where('period', '=', period).orderBy('saved_at', 'desc').executeTakeFirst(),
  )
}

/** The newest minutes of any of its meetings: who sat there is likely to sit there again. */
export async function findNewestMinutes(db: Db, programmeId: string): Promise<ReviewMinutes | undefined> {
  return asMinutes(await minutesRows(db, programmeId).orderBy('saved_at', 'desc').executeTakeFirst())
}

/** Saves minutes as a new row. Refuses `minutes-changed-meanwhile` when another was saved since `baseId`. */
export async function addMinutes(
  db: Db,
  wanted: {
    programmeId: string
    period: Period
    written: ReviewMinutesWritten
    by: string
    at: number
    timeWords: (at: number) => string
  },
): Promise<void> {
  const { programmeId, period, written, by, at } = wanted
  await db.transaction().execute(async (trx) => {
    const newest = await findMinutes(trx, programmeId, period)
    if (newest?.id !== written.baseId) {
      throw new StationError('minutes-changed-meanwhile', {
        by: newest?.saved.by ?? '',
        time: newest ? wanted.timeWords(newest.saved.at) : '',
      })
    }
    const { baseId: _, ...content } = written
    await trx
      .insertInto('review_minutes')
      .values({
        id: randomUUID(),
        programme_id: programmeId,
        period,
        content: JSON.stringify(content),
        saved_by: by,
        saved_at: newest ? Math.max(at, newest.saved.at + 1) : at,
      })
      .execute()
  })
}

function minutesRows(db: Db, programmeId: string) {
  return db
    .selectFrom('review_minutes')
    .innerJoin('accounts', 'accounts.id', 'review_minutes.saved_by')
    .select(['review_minutes.id', 'content', 'saved_at', 'display_name'])
    .where('programme_id', '=', programmeId)
}

function asMinutes(
  row: { id: string; content: string; saved_at: number; display_name: string } | undefined,
): ReviewMinutes | undefined {
  return row && { ...JSON.parse(row.content), id: row.id, saved: { by: row.display_name, at: row.saved_at } }
}

/** Which item of a script a submission became. */
export interface Origin {
  itemId: string
  submissionId: string
  placementId: string | undefined
}

/** What items these placements ever became, the newest last. */
export async function originsOf(db: Db, placementIds: readonly string[]): Promise<Origin[]> {
  if (placementIds.length === 0) return []
  const rows = await db
    .selectFrom('item_origins')
    .select(['item_id', 'submission_id', 'placement_id'])
    .where('placement_id', 'in', [...placementIds])
    .orderBy('brought_at')
    .execute()
  return rows.map(asOrigin)
}

/** What the items of a script were made of. */
export async function originsOfItems(db: Db, itemIds: readonly string[]): Promise<Origin[]> {
  if (itemIds.length === 0) return []
  const rows = await db
    .selectFrom('item_origins')
    .select(['item_id', 'submission_id', 'placement_id'])
    .where('item_id', 'in', [...itemIds])
    .execute()
  return rows.map(asOrigin)
}

/** Remembers what items were made of; what is known already stays. */
export async function addOrigins(db: Db, origins: readonly Origin[], by: string, at: number): Promise<void> {
  if (origins.length === 0) return
  await db
    .insertInto('item_origins')
    .values(
      origins.map(({ itemId, submissionId, placementId }) => ({
        item_id: itemId,
        submission_id: submissionId,
        placement_id: placementId ?? null,
        brought_by: by,
        brought_at: at,
      })),
    )
    .onConflict((conflict) => conflict.columns(['item_id', 'submission_id']).doNothing())
    .execute()
}

/** The edition of a programme's period. */
export async function findEditionOf(db: Db, programmeId: string, period: Period): Promise<string | undefined> {
  const row = await db
    .selectFrom('editions')
    .select('id')
    .where('programme_id', '=', programmeId)
    .where('period', '=', period)
    .executeTakeFirst()
  return row?.id
}

function asOrigin(row: { item_id: string; submission_id: string; placement_id: string | null }): Origin {
  return { itemId: row.item_id, submissionId: row.submission_id, placementId: row.placement_id ?? undefined }
}
