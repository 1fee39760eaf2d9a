import type { Period } from '../../schedules/index.ts'
import type { UnitReceipt } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { expectedIn } from '../intake/index.ts'
import { receiptsOf } from './receipts.ts'

/** Expected, received, missing by unit in a programme's period; late is what was late for this very period. */
export async function receiptsIn(db: Db, programmeId: string, period: Period): Promise<UnitReceipt[]> {
  const expected = await expectedIn(db, programmeId, period)
  return receiptsOf(
    expected.map(({ duty, received }) => ({
      duty,
      received: received.map(({ placements }) => ({
        isLate: placements.some((one) => one.programmeId === programmeId && one.period === period && one.isLate),
      })),
    })),
  )
}
