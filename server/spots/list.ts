import type { LibraryAsked, LibraryEntry, LibraryKind, LibraryStanding, WorkSource } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'
import { compareVietnamese, fold } from '../vietnamese/index.ts'

const KIND_WORDS: Record<LibraryKind, string> = {
  hotline: 'Đường dây nóng',
  spot: 'Spot tuyên truyền',
  work: 'Tác phẩm',
}
const STANDING_WORDS: Record<LibraryStanding, string> = {
  good: 'Dùng được',
  expiring: 'Sắp hết hạn',
  expired: 'Hết hạn',
  retired: 'Đã cất đi',
}
const SOURCE_WORDS: Record<WorkSource, string> = {
  above: 'Cấp trên gửi',
  contest: 'Hội thi, liên hoan',
  own: 'Đài thực hiện',
  other: 'Nguồn khác',
}

/** What of the library is wanted, in the order wanted (pure). What was put away is shown only when asked for. */
export function matching(entries: readonly LibraryEntry[], asked: LibraryAsked): LibraryEntry[] {
  const words = fold(asked.words ?? '').trim()
  const found = entries.filter(
    (entry) =>
      (asked.kind === undefined || entry.kind === asked.kind) &&
      (asked.standing === undefined ? entry.standing !== 'retired' : entry.standing === asked.standing) &&
      (words === '' || fold(searchable(entry)).includes(words)),
  )
  return found.toSorted((a, b) => orderOf(a, b, asked.order ?? 'title') || compareVietnamese(a.title, b.title))
}

function searchable({ title, text, spoken, contact, work }: LibraryEntry): string {
  return [title, text, spoken, contact?.name, work?.author, work?.award, work?.year].filter(Boolean).join('\n')
}

function orderOf(a: LibraryEntry, b: LibraryEntry, order: NonNullable<LibraryAsked['order']>): number {
  const LAST = '\uffff'
  if (order === 'plays') return b.plays.count - a.plays.count
  if (order === 'year') return (b.work?.year ?? 0) - (a.work?.year ?? 0)
  if (order === 'expires') return (a.expiresOn ?? '9999').localeCompare(b.expiresOn ?? '9999')
  if (order === 'author') return compareVietnamese(a.work?.author ?? LAST, b.work?.author ?? LAST)
  return 0
}

/** The library as a sheet (pure). */
export function libraryTab(entries: readonly LibraryEntry[]): Tab {
  return {
    name: 'Kho',
    columns: [
      { title: 'Loại', width: 20, kind: 'text' },
      { title: 'Tên', width: 46, kind: 'text' },
      { title: 'Tác giả', width: 26, kind: 'text' },
      { title: 'Giải thưởng', width: 30, kind: 'text' },
      { title: 'Năm', width: 8, kind: 'number' },
      { title: 'Nguồn', width: 20, kind: 'text' },
      { title: 'Liên hệ', width: 34, kind: 'text' },
      { title: 'Lời đọc', width: 60, kind: 'text' },
      { title: 'Tệp âm thanh', width: 30, kind: 'text' },
      { title: 'Thời lượng (giây)', width: 16, kind: 'number' },
      { title: 'Hết hạn', width: 12, kind: 'date' },
      { title: 'Tình trạng', width: 16, kind: 'text' },
      { title: 'Số lần phát', width: 12, kind: 'number' },
      { title: 'Phát gần nhất', width: 18, kind: 'instant' },
    ],
    rows: entries.map(({ kind, title, work, contact, spoken, sound, expiresOn, standing, plays }) => [
      KIND_WORDS[kind],
      title,
      work?.author,
      work?.award,
      work?.year,
      work && SOURCE_WORDS[work.source],
      contact?.name,
      spoken,
      sound?.fileName,
      sound && Math.round(sound.durationMs / 1000),
      expiresOn,
      STANDING_WORDS[standing],
      plays.count,
      plays.lastAt,
    ]),
  }
}
