import { dateAt, timeAt, vietnameseDate } from '../../../schedules/index.ts'
import type { WardCell, WardMatrix, WardStanding } from '../../contract/index.ts'
import { STATION_ZONE } from '../../deps.ts'
import type { Tab } from '../../sheets/index.ts'
import { REASON_WORDS } from '../said/index.ts'

/** How a standing is called on paper; the pages say the same. */
export const STANDING_WORDS: Readonly<Record<WardStanding, string>> = {
  'not-expected': '',
  'not-ready': 'Chưa giao',
  'no-link': 'Chưa có đường dẫn',
  sent: 'Đã giao, chưa tải',
  taken: 'Đã tải',
  'taken-old': 'Đã tải bản cũ',
  confirmed: 'Đã phát',
  proven: 'Đã phát, có bản thu',
  'not-aired': 'Không phát',
}

/** The matrix as a workbook: a row for each ward, a column for each edition; and every pair with its figures on a second tab. */
export function matrixTabs({ wards, editions, cells }: WardMatrix): Tab[] {
  return [
    {
      name: 'Trạm và kỳ phát',
      columns: [
        { title: 'TT', width: 6, kind: 'number' },
        { title: 'Trạm', width: 34, kind: 'text' },
        ...editions.map(({ programmeName, periodTitle }) => ({
          title: `${programmeName}, ${periodTitle}`,
          width: 24,
          kind: 'text' as const,
        })),
      ],
      rows: wards.map(({ name }, row) => [row + 1, name, ...(cells[row] ?? []).map(cellWords)]),
    },
    {
      name: 'Từng trạm, từng kỳ',
      columns: [
        { title: 'Trạm', width: 34, kind: 'text' },
        { title: 'Kỳ phát', width: 44, kind: 'text' },
        { title: 'Tình trạng', width: 24, kind: 'text' },
        { title: 'Tải lúc', width: 18, kind: 'instant' },
        { title: 'Số lần phát', width: 10, kind: 'number' },
        { title: 'Phát lúc', width: 40, kind: 'text' },
        { title: 'Lý do không phát', width: 34, kind: 'text' },
        { title: 'Nhắc lúc', width: 18, kind: 'instant' },
      ],
      rows: wards.flatMap(({ name }, row) =>
        editions.flatMap(({ programmeName, periodTitle }, place) => {
          const cell = cells[row]?.[place]
          if (!cell || cell.standing === 'not-expected') return []
          return [
            [
              name,
              `${programmeName}, ${periodTitle}`,
              standingWords(cell),
              cell.takenAt ?? cell.handedAt,
              cell.plays.length,
              cell.plays.map(({ startsAt }) => moment(startsAt)).join('; '),
              reasonsOf(cell),
              cell.reminded?.at,
            ],
          ]
        }),
      ),
    },
  ]
}

function cellWords(cell: WardCell): string {
  const plays = cell.plays.map(({ startsAt }) => moment(startsAt)).join('; ')
  return [standingWords(cell), plays, reasonsOf(cell)].filter(Boolean).join(': ')
}

function standingWords({ standing, isSilent, recall }: WardCell): string {
  if (recall) return `${STANDING_WORDS[standing]}; đã rút, trạm ${recall.seenAt === undefined ? 'chưa' : 'đã'} báo biết`
  return isSilent ? `${STANDING_WORDS[standing]}; chưa báo` : STANDING_WORDS[standing]
}

function reasonsOf({ standing, words }: WardCell): string {
  if (standing !== 'not-aired') return ''
  return words
    .flatMap(({ reason, note }) =>
      reason === undefined ? [] : [[REASON_WORDS[reason], note].filter(Boolean).join(', ')],
    )
    .join('; ')
}

function moment(instant: number): string {
  return `${timeAt(instant, STATION_ZONE)} ${vietnameseDate(dateAt(instant, STATION_ZONE))}`
}
