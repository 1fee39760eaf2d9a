import type { WardAirTime } from '../../contract/index.ts'
import type { Tab } from '../../sheets/index.ts'

const MINUTE_MS = 60_000

/** Air time as a workbook: by ward and month, by ward and topic, and the sums of all wards. Lengths in minutes. */
export function airTimeTabs({ wards, months, topics }: WardAirTime): Tab[] {
  return [
    {
      name: 'Theo trạm và tháng',
      columns: [
        { title: 'TT', width: 6, kind: 'number' },
        { title: 'Trạm', width: 34, kind: 'text' },
        ...months.map(({ month }) => ({ title: `${monthWords(month)} (phút)`, width: 14, kind: 'number' as const })),
        { title: 'Số lần phát', width: 12, kind: 'number' },
        { title: 'Tổng (phút)', width: 14, kind: 'number' },
      ],
      rows: [
        ...wards.map((ward, row) => [
          row + 1,
          ward.name,
          ...months.map(({ month }) => minutes(ward.months.find((one) => one.month === month)?.ms ?? 0)),
          ward.plays,
          minutes(ward.ms),
        ]),
        [
          undefined,
          'Cộng',
          ...months.map(({ ms }) => minutes(ms)),
          wards.reduce((sum, { plays }) => sum + plays, 0),
          minutes(wards.reduce((sum, { ms }) => sum + ms, 0)),
        ],
      ],
    },
    {
      name: 'Theo chủ đề',
      columns: [
        { title: 'Chủ đề', width: 48, kind: 'text' },
        ...wards.map(({ name }) => ({ title: `${name} (phút)`, width: 20, kind: 'number' as const })),
        { title: 'Tổng (phút)', width: 14, kind: 'number' },
      ],
      rows: topics.map(({ topic, ms }) => [
        topic,
        ...wards.map((ward) => minutes(ward.topics.find((one) => one.topic === topic)?.ms ?? 0)),
        minutes(ms),
      ]),
    },
  ]
}

function minutes(ms: number): number {
  return Math.round((ms / MINUTE_MS) * 10) / 10
}

function monthWords(month: string): string {
  const [year, number] = month.split('-')
  return `${Number(number)}/${year}`
}
