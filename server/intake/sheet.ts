import type { Placement, SubmissionSummary } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'

const SOURCE_WORDS = { unit: 'Đơn vị', above: 'Cấp trên', award: 'Tác phẩm đạt giải' } as const
const VIA_WORDS = { link: 'Đường dẫn', collector: 'Nhập tại đài' } as const

/** The register as a tab of a sheet (pure). How senders are reached is not in it. */
export function registerTab(submissions: readonly SubmissionSummary[]): Tab {
  return {
    name: 'Sổ tiếp nhận',
    columns: [
      { title: 'Mã nhận', width: 12, kind: 'text' },
      { title: 'Nhận lúc', width: 17, kind: 'instant' },
      { title: 'Tin, bài', width: 50, kind: 'text' },
      { title: 'Đơn vị', width: 36, kind: 'text' },
      { title: 'Tác giả', width: 24, kind: 'text' },
      { title: 'Nguồn', width: 18, kind: 'text' },
      { title: 'Chương trình, kỳ', width: 50, kind: 'text' },
      { title: 'Thời hạn', width: 12, kind: 'text' },
      { title: 'Phân công', width: 18, kind: 'text' },
      { title: 'Số chữ', width: 8, kind: 'number' },
      { title: 'Số tệp', width: 8, kind: 'number' },
      { title: 'Đã đăng ở', width: 40, kind: 'text' },
      { title: 'Chủ đề', width: 40, kind: 'text' },
      { title: 'Năm', width: 8, kind: 'number' },
      { title: 'Giải thưởng', width: 30, kind: 'text' },
      { title: 'Người nhận', width: 24, kind: 'text' },
      { title: 'Cách nhận', width: 14, kind: 'text' },
    ],
    rows: submissions.map((one) => [
      one.receiptCode,
      one.receivedAt,
      one.title,
      one.unitName,
      one.author,
      one.sourceName ?? SOURCE_WORDS[one.source],
      one.placements.map(placeWords).join('; '),
      one.placements.some(({ dueOn }) => dueOn !== undefined) ? (one.isLate ? 'Trễ hạn' : 'Đúng hạn') : undefined,
      one.placements.length === 0 || one.source !== 'unit'
        ? undefined
        : one.isInRota
          ? 'Theo phân công'
          : 'Ngoài phân công',
      one.wordCount,
      one.fileKinds.length,
      one.postings
        .filter(({ state }) => state === 'posted')
        .map(({ channelName }) => channelName)
        .join('; '),
      one.topics.join('; '),
      one.year,
      one.award,
      one.receivedBy,
      VIA_WORDS[one.via],
    ]),
  }
}

function placeWords({ programmeName, periodTitle }: Placement): string {
  return `${programmeName}, ${periodTitle}`
}
