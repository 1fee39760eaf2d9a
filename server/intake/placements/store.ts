import { randomUUID } from 'node:crypto'
import type { CalendarDate, Period } from '../../../schedules/index.ts'
import type { Db } from '../../db/index.ts'

/** An item in a programme's period, as it stands. */
export interface PlacementRow {
  id: string
  submissionId: string
  programmeId: string
  programmeName: string
  period: Period
  dueOn: CalendarDate | undefined
  /** Undefined: the sender chose it. */
  placedBy: string | undefined
  placedAt: number
}

/**
 * Places an item; one that is there already stays as it is. Of several placements the later one is always newer, whatever the
 * clock says: the first one is what an item was sent for. Returns the placement's id.
 */
export async function addPlacement(
  db: Db,
  placement: {
    submissionId: string
    programmeId: string
    period: Period
    dueOn: CalendarDate | undefined
    /** An account; undefined: the sender. */
    by: string | undefined
    at: number
  },
): Promise<string> {
  const known = await placementRows(db)
    .where('placements.submission_id', '=', placement.submissionId)
    .where('placements.programme_id', '=', placement.programmeId)
    .where('placements.period', '=', placement.period)
    .executeTakeFirst()
  if (known) return known.id
  const last = await db
    .selectFrom('placements')
    .select((eb) => eb.fn.max('placed_at').as('at'))
    .where('submission_id', '=', placement.submissionId)
    .executeTakeFirst()
  const id = randomUUID()
  await db
    .insertInto('placements')
    .values({
      id,
      submission_id: placement.submissionId,
      programme_id: placement.programmeId,
      period: placement.period,
      due_on: placement.dueOn ?? null,
      placed_by: placement.by ?? null,
      placed_at: Math.max(placement.at, Number(last?.at ?? -1) + 1),
    })
    .execute()
  return id
}

/** Takes an item out of a period; once is enough. */
export async function removePlacement(db: Db, placementId: string, by: string, at: number): Promise<void> {
  await db
    .insertInto('placement_removals')
    .values({ placement_id: placementId, removed_by: by, removed_at: at })
    .onConflict((conflict) => conflict.column('placement_id').doNothing())
    .execute()
}

/** Where submissions are placed, in the order in which they were; by submission. */
export async function placementsOf(db: Db, submissionIds: readonly string[]): Promise<Map<string, PlacementRow[]>> {
  const placements = new Map<string, PlacementRow[]>()
  for (let at = 0; at < submissionIds.length; at += BATCH) {
    const rows = await placementRows(db)
      .where('placements.submission_id', 'in', submissionIds.slice(at, at + BATCH))
      .execute()
    for (const row of rows)
      placements.set(row.submission_id, [...(placements.get(row.submission_id) ?? []), asRow(row)])
  }
  return placements
}

/** Everything placed in a programme's period, in the order in which it was; what was withdrawn is left out. */
export async function listPlaced(db: Db, programmeId: string, period: Period): Promise<PlacementRow[]> {
  const rows = await placementRows(db)
    .leftJoin('submission_withdrawals', (join) =>
      join.onRef('submission_withdrawals.submission_id', '=', 'placements.submission_id').on('restored_at', 'is', null),
    )
    .where('placements.programme_id', '=', programmeId)
    .where('placements.period', '=', period)
    .where('withdrawn_at', 'is', null)
    .execute()
  return rows.map(asRow)
}

/** SQLite takes so many parameters at once with ease. */
const BATCH = 400

function placementRows(db: Db) {
  return db
    .selectFrom('placements')
    .innerJoin('programmes', 'programmes.id', 'placements.programme_id')
    .leftJoin('accounts', 'accounts.id', 'placements.placed_by')
    .leftJoin('placement_removals', 'placement_removals.placement_id', 'placements.id')
    .selectAll('placements')
    .select(['programmes.name as programme_name', 'accounts.display_name'])
    .where('removed_at', 'is', null)
    .orderBy('placements.placed_at')
    .orderBy('placements.id')
}

function asRow(row: Awaited<ReturnType<ReturnType<typeof placementRows>['executeTakeFirstOrThrow']>>): PlacementRow {
  return {
    id: row.id,
    submissionId: row.submission_id,
    programmeId: row.programme_id,
    programmeName: row.programme_name,
    period: row.period,
    dueOn: row.due_on ?? undefined,
    placedBy: row.display_name ?? undefined,
    placedAt: row.placed_at,
  }
}
