import type { UnitReceipt } from '../contract/index.ts'

/** What a unit owes to a period, with what was received for it. */
export interface Expected {
  duty: { unitId: string; unitName: string; itemsOwed: number }
  /** `isLate`: after the last day of the period's intake. */
  received: readonly { isLate: boolean }[]
}

/**
 * Expected, received, missing by unit (pure): “đảm bảo số lượng tin, bài theo phân công” (Sa Đéc 2023, annex). A unit that sent
 * more than it owes is missing nothing; what came late is there all the same.
 */
export function receiptsOf(expected: readonly Expected[]): UnitReceipt[] {
  return expected.map(({ duty, received }) => ({
    unitId: duty.unitId,
    unitName: duty.unitName,
    itemsOwed: duty.itemsOwed,
    itemsReceived: received.length,
    itemsLate: received.filter(({ isLate }) => isLate).length,
    itemsMissing: Math.max(0, duty.itemsOwed - received.length),
  }))
}

/** The units that still owe something, in the order of the rota (pure). */
export function missingOf(receipts: readonly UnitReceipt[]): UnitReceipt[] {
  return receipts.filter(({ itemsMissing }) => itemsMissing > 0)
}
