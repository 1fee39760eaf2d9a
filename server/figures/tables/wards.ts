import type { WardEdition, WardFact, WardPlayFact } from '../facts/index.ts'
import { type CountedTable, counted, type Listing } from './counted.ts'
import { pageOfEdition } from './listings.ts'

const MINUTE_MS = 60_000

function editionsAt(when: string): Listing<WardEdition> {
  return {
    columns: [
      { title: when, kind: 'instant' },
      { title: 'Kỳ phát', kind: 'text' },
    ],
    cells: ({ at, editionTitle }) => [at, editionTitle],
    href: ({ editionId }) => pageOfEdition(editionId),
  }
}

const TAKEN = editionsAt('Tải đủ lúc')
const HEARD = editionsAt('Phát lần đầu')
const PROVEN = editionsAt('Bản ghi')
const NOT_AIRED = editionsAt('Báo lúc')
const WARD_PLAYS: Listing<WardPlayFact> = editionsAt('Bắt đầu phát')
const WARD_MINUTES: Listing<WardPlayFact> = {
  ...WARD_PLAYS,
  amount: { title: 'Phút', of: ({ ms }) => (ms ?? 0) / MINUTE_MS },
}

/** The wards of which something is known, each with how much. */
export const WARDS: Listing<WardFact> = {
  columns: [
    { title: 'Trạm', kind: 'text' },
    { title: 'Kỳ đã tải', kind: 'number' },
    { title: 'Kỳ đã xác nhận phát', kind: 'number' },
    { title: 'Kỳ có bằng chứng', kind: 'number' },
  ],
  cells: ({ name, taken, plays, proven }) => [name, taken.length, firstPlays(plays).length, proven.length],
  href: () => '/tram',
}

/** What each ward took, aired and proved (pure). */
export function wardsTable(wards: readonly WardFact[]): CountedTable {
  return {
    key: 'wards',
    title: 'Trạm truyền thanh cơ sở',
    lineTitle: 'Trạm',
    columns: [
      { key: 'taken', title: 'Kỳ đã tải', unit: 'count' },
      { key: 'confirmed', title: 'Kỳ đã xác nhận phát', unit: 'count' },
      { key: 'proven', title: 'Kỳ có bằng chứng', unit: 'count' },
      { key: 'plays', title: 'Lượt phát', unit: 'count' },
      { key: 'minutes', title: 'Phút phát', unit: 'minutes' },
      { key: 'not-aired', title: 'Kỳ báo không phát', unit: 'count' },
    ],
    lines: wards.map(({ wardStationId, name, taken, plays, proven, notAired }) => ({
      key: wardStationId,
      title: name,
      figures: [
        counted(taken, TAKEN),
        counted(firstPlays(plays), HEARD),
        counted(proven, PROVEN),
        counted(plays, WARD_PLAYS),
        counted(plays, WARD_MINUTES),
        counted(notAired, NOT_AIRED),
      ],
    })),
    notes: hasPlays(wards)
      ? [
          'Lượt phát của trạm theo lời báo, máy tự phát, bản ghi hoặc sổ của trạm; một lượt kể nhiều cách chỉ tính một lần.',
        ]
      : [],
  }
}

/** The editions that a ward aired, each once, by the first time that it did (pure). */
export function firstPlays(plays: readonly WardPlayFact[]): WardPlayFact[] {
  const first = new Map<string, WardPlayFact>()
  for (const play of plays.toSorted((a, b) => a.at - b.at))
    if (!first.has(play.editionId)) first.set(play.editionId, play)
  return [...first.values()]
}

function hasPlays(wards: readonly WardFact[]): boolean {
  return wards.some(({ plays }) => plays.length > 0)
}

export { NOT_AIRED, PROVEN, TAKEN, WARD_MINUTES, WARD_PLAYS }
