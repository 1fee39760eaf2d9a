import type { Period } from '../../schedules/index.ts'
import type { ExpectedSubmissions, PlacedSubmission } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { listPlaced } from './placements/index.ts'
import { findRows } from './store.ts'
import { Turns } from './turns.ts'
import { placementView, submissionOf, summariesOf } from './view.ts'

/** Everything placed in a programme's period, in the order in which it was; what was withdrawn is left out. */
export async function placementsIn(db: Db, programmeId: string, period: Period): Promise<PlacedSubmission[]> {
  const placed = await listPlaced(db, programmeId, period)
  const turns = await Turns.open(db)
  const rows = await findRows(
    db,
    placed.map(({ submissionId }) => submissionId),
  )
  const result: PlacedSubmission[] = []
  for (const placement of placed) {
    const row = rows.find(({ id }) => id === placement.submissionId)
    if (!row) continue
    result.push({
      placement: await placementView(placement, row, turns),
      submission: await submissionOf(db, row, turns),
    })
  }
  return result
}

/**
 * What each unit of the rota owes in a programme's period, in the order of the rota, and what has come of it. What stands in
 * no rota is in `placementsIn` alone.
 */
export async function expectedIn(db: Db, programmeId: string, period: Period): Promise<ExpectedSubmissions[]> {
  const turns = await Turns.open(db)
  const placed = await listPlaced(db, programmeId, period)
  const rows = await findRows(
    db,
    placed.map(({ submissionId }) => submissionId),
  )
  const received = await summariesOf(db, rows, turns)
  return (await turns.duties(programmeId, period)).map((duty) => ({
    duty,
    received: received.filter(({ unitId }) => turns.standsFor(unitId, duty.unitId, period)),
  }))
}
