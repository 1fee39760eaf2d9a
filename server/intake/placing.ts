import { intakeWindowOf, isPeriod, type Period, ruleOfPeriod } from '../../schedules/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { listProgrammes } from '../programmes/index.ts'
import { addPlacement } from './placements/index.ts'
import { findRow } from './store.ts'

/** An item that is to be placed. `by` is an account; undefined: the sender chose it. */
export interface Placing {
  submissionId: string
  programmeId: string
  period: Period
  by: string | undefined
  at: number
}

/**
 * Places an item in a programme's period and returns the placement's id; where it stands there already, nothing changes. May
 * be given a transaction. Refuses `not-found`, `submission-withdrawn` and `period-unknown`.
 */
export async function placeSubmission(db: Db, placing: Placing): Promise<string> {
  const row = await findRow(db, placing.submissionId)
  if (!row) throw new StationError('not-found')
  if (row.withdrawn) throw new StationError('submission-withdrawn')
  const dueOn = await lastDayInTime(db, placing.programmeId, placing.period)
  if (db.isTransaction) return addPlacement(db, { ...placing, dueOn })
  return db.transaction().execute((trx) => addPlacement(trx, { ...placing, dueOn }))
}

/** The last day on which an item is in time; undefined where the programme sets none. Refuses `not-found` and `period-unknown`. */
export async function lastDayInTime(db: Db, programmeId: string, period: Period): Promise<string | undefined> {
  const programme = (await listProgrammes(db)).find(({ id }) => id === programmeId)
  if (!programme) throw new StationError('not-found')
  if (!isPeriod(period) || !ruleOfPeriod(programme, period)) throw new StationError('period-unknown', { period })
  return intakeWindowOf(programme, period)?.to
}
