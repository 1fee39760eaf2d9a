import type { ArchiveEntry } from '../contract/index.ts'
import { approverWords, itemWords } from '../log-book/index.ts'
import type { Tab } from '../sheets/index.ts'
import { airingWords } from './words.ts'

const MS_A_MINUTE = 60_000

/** What was aired, as a tab (pure). */
export function archiveTab(entries: readonly ArchiveEntry[]): Tab {
  return {
    name: 'Đã phát',
    columns: [
      { title: 'Phát lần đầu', width: 18, kind: 'instant' },
      { title: 'Chương trình', width: 36, kind: 'text' },
      { title: 'Nội dung', width: 44, kind: 'text' },
      { title: 'Số lần phát', width: 12, kind: 'number' },
      { title: 'Các lần phát', width: 50, kind: 'text' },
      { title: 'Thời lượng (phút)', width: 14, kind: 'number' },
      { title: 'Tiết mục', width: 60, kind: 'text' },
      { title: 'Người duyệt', width: 30, kind: 'text' },
      { title: 'Người đọc', width: 28, kind: 'text' },
      { title: 'Mã tệp gốc (SHA-256)', width: 66, kind: 'text' },
    ],
    rows: entries.map((entry) => [
      entry.airings[0]?.at,
      entry.programmeName,
      entry.title,
      entry.airings.length,
      entry.airings.map(airingWords).join('\n'),
      entry.durationMs === undefined ? undefined : Math.round((entry.durationMs / MS_A_MINUTE) * 100) / 100,
      entry.items.map(itemWords).join('\n'),
      approverWords(entry),
      entry.readers.join(', '),
      entry.masterSha256,
    ]),
  }
}
