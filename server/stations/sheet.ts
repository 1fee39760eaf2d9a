import type { Download, DownloadsAsked, WardStation, WardStationsAsked } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'
import { compareVietnamese, fold, hasWords } from '../vietnamese/index.ts'

const MB = 1024 * 1024
const megabytes = (bytes: number) => Math.round((bytes / MB) * 100) / 100

/** The downloads that are asked for (pure): the newest first as they come, or by ward in the order of a Vietnamese list. */
export function downloadsAsked(lines: readonly Download[], asked: DownloadsAsked): Download[] {
  const words = fold(asked.words ?? '').trim()
  const found = lines.filter(
    (line) =>
      (asked.taken === undefined || takenOf(line) === asked.taken) &&
      (words === '' || fold(`${line.wardName} ${line.editionTitle} ${line.fileName}`).includes(words)),
  )
  return asked.order === 'ward'
    ? found.toSorted((a, b) => compareVietnamese(a.wardName, b.wardName) || b.startedAt - a.startedAt)
    : found
}

function takenOf({ whole }: Download): NonNullable<DownloadsAsked['taken']> {
  if (whole === undefined) return 'unknown'
  return whole ? 'whole' : 'part'
}

const TAKEN = { whole: 'Trọn tệp', part: 'Một phần', unknown: 'Chưa rõ' } as const

/** The log of downloads and the stations, a tab each. Their secret links are in neither. */
export function wardTabs(lines: readonly Download[], stations: readonly WardStation[]): Tab[] {
  return [
    {
      name: 'Sổ tải về',
      columns: [
        { title: 'Trạm', width: 36, kind: 'text' },
        { title: 'Kỳ phát', width: 44, kind: 'text' },
        { title: 'Tệp', width: 44, kind: 'text' },
        { title: 'Lúc', width: 18, kind: 'instant' },
        { title: 'Đã tải (MB)', width: 12, kind: 'number' },
        { title: 'Cỡ tệp (MB)', width: 12, kind: 'number' },
        { title: 'Kết quả', width: 14, kind: 'text' },
        { title: 'Từ địa chỉ', width: 18, kind: 'text' },
      ],
      rows: lines.map((line) => [
        line.wardName,
        line.editionTitle,
        line.fileName,
        line.startedAt,
        megabytes(line.bytesSent),
        megabytes(line.bytesTotal),
        TAKEN[takenOf(line)],
        line.fromAddress,
      ]),
    },
    stationsTab(stations),
  ]
}

/** The stations as a tab, in the order of a Vietnamese list; their secret links are not in it. */
export function stationsTab(stations: readonly WardStation[]): Tab {
  return {
    name: 'Trạm',
    columns: [
      { title: 'Trạm', width: 36, kind: 'text' },
      { title: 'Đường dẫn', width: 16, kind: 'text' },
      { title: 'Tải trọn tệp gần nhất', width: 20, kind: 'instant' },
    ],
    rows: stations
      .toSorted((a, b) => compareVietnamese(a.name, b.name))
      .map((one) => [one.name, one.linkPath === undefined ? 'Đã thu hồi' : 'Đang dùng', one.lastDownloadAt]),
  }
}

/** The stations that are asked for. Pure. */
export function stationsAsked(
  stations: readonly WardStation[],
  { words = '', link }: WardStationsAsked,
): WardStation[] {
  return stations.filter(
    ({ name, linkPath }) =>
      (link === undefined || (link === 'revoked') === (linkPath === undefined)) && hasWords(name, words),
  )
}
