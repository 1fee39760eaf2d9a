import type { Review } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'

const DECISION = { chosen: 'Chọn', held: 'Để dành', refused: 'Không chọn' } as const

/** The table of a meeting as a tab of a workbook (pure), in the order of the page. */
export function reviewTab({ items, periodTitle }: Pick<Review, 'items' | 'periodTitle'>): Tab {
  return {
    name: `Thẩm định ${periodTitle}`,
    columns: [
      { title: 'TT', width: 6, kind: 'number' },
      { title: 'Mã biên nhận', width: 14, kind: 'text' },
      { title: 'Tin, bài', width: 50, kind: 'text' },
      { title: 'Đơn vị gửi', width: 30, kind: 'text' },
      { title: 'Tác giả', width: 22, kind: 'text' },
      { title: 'Số chữ', width: 10, kind: 'number' },
      { title: 'Đọc khoảng (giây)', width: 16, kind: 'number' },
      { title: 'Kết quả', width: 14, kind: 'text' },
      { title: 'Lý do, ghi chú', width: 40, kind: 'text' },
      { title: 'Trong kịch bản', width: 14, kind: 'number' },
    ],
    rows: items.map((item, place) => [
      place + 1,
      item.receiptCode,
      item.title,
      item.unitName ?? item.sourceName,
      item.author,
      item.syllables,
      Math.round(item.estimatedMs / 1000),
      item.decision === undefined ? 'Chưa quyết định' : DECISION[item.decision],
      item.reason,
      item.inScript?.number,
    ]),
  }
}
