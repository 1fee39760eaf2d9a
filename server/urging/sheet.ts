import type { UnitReceipt } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'

/** Expected, received, missing by unit as a tab of a workbook (pure). */
export function receiptsTab(receipts: readonly UnitReceipt[]): Tab {
  return {
    name: 'Tin bài theo phân công',
    columns: [
      { title: 'TT', width: 6, kind: 'number' },
      { title: 'Cơ quan, đơn vị', width: 48, kind: 'text' },
      { title: 'Phân công', width: 12, kind: 'number' },
      { title: 'Đã gửi', width: 12, kind: 'number' },
      { title: 'Trễ hạn', width: 12, kind: 'number' },
      { title: 'Còn thiếu', width: 12, kind: 'number' },
    ],
    rows: receipts.map(({ unitName, itemsOwed, itemsReceived, itemsLate, itemsMissing }, place) => [
      place + 1,
      unitName,
      itemsOwed,
      itemsReceived,
      itemsLate,
      itemsMissing,
    ]),
  }
}
