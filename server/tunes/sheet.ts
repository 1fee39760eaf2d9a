import type { Tune, TuneRole, TunesAsked } from '../contract/index.ts'
import { lengthInWords } from '../lengths.ts'
import type { Tab } from '../sheets/index.ts'
import { compareVietnamese, hasWords } from '../vietnamese/index.ts'

/** What each role is called, in the order in which they mostly sound. */
const ROLES: Readonly<Record<TuneRole, string>> = {
  intro: 'Nhạc hiệu mở',
  'opening-call': 'Lời xướng',
  greeting: 'Lời chào',
  sting: 'Nhạc cắt',
  notice: 'Thông báo',
  hotline: 'Đường dây nóng',
  filler: 'Nhạc chèn',
  work: 'Tác phẩm',
  'sign-off': 'Lời chào kết',
  outro: 'Nhạc hiệu kết',
  bed: 'Nhạc nền',
}
const ORDER = Object.keys(ROLES)

/** The sounds that are asked for: by role, and there in the order of a Vietnamese list. Pure. */
export function tunesAsked(tunes: readonly Tune[], { words = '', role, state }: TunesAsked): Tune[] {
  return tunes
    .filter(
      (tune) =>
        (role === undefined || tune.role === role) &&
        (state === undefined || (state === 'in-use') === tune.inUse) &&
        hasWords(`${tune.title} ${tune.rightsNote}`, words),
    )
    .toSorted((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role) || compareVietnamese(a.title, b.title))
}

/** The library of sounds as a tab. */
export function tunesTab(tunes: readonly Tune[]): Tab {
  return {
    name: 'Kho âm thanh',
    columns: [
      { title: 'Loại', width: 18, kind: 'text' },
      { title: 'Tên', width: 40, kind: 'text' },
      { title: 'Thời lượng', width: 18, kind: 'text' },
      { title: 'Đang dùng', width: 12, kind: 'text' },
      { title: 'Quyền sử dụng', width: 48, kind: 'text' },
      { title: 'Lưu ý', width: 40, kind: 'text' },
      { title: 'Người đưa vào', width: 26, kind: 'text' },
      { title: 'Lúc', width: 18, kind: 'instant' },
    ],
    rows: tunes.map(({ role, title, durationMs, inUse, rightsNote, warnings, created }) => [
      ROLES[role],
      title,
      lengthInWords(durationMs),
      inUse ? 'Đang dùng' : undefined,
      rightsNote,
      warnings.join(' '),
      created.by,
      created.at,
    ]),
  }
}
