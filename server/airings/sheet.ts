import type { AiringState, Calendar } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'

/** The states of an airing as the pages name them. */
export const STATES: Record<AiringState, string> = {
  ready: 'Sẵn sàng',
  incomplete: 'Còn thiếu',
  'on-air': 'Đang phát sóng',
  aired: 'Đã phát',
  'aired-in-part': 'Phát một phần',
  missed: 'Lỡ giờ phát',
  failed: 'Phát hỏng',
  withdrawn: 'Đã rút',
  skipped: 'Đã bỏ qua',
  replaced: 'Phát dự phòng thay',
  outside: 'Phát ngoài hệ thống',
}
const MS_A_MINUTE = 60_000

const minutes = (ms: number | undefined) => (ms === undefined ? undefined : Math.round((ms / MS_A_MINUTE) * 100) / 100)

/** What a calendar plans, as a tab in the order of time: confirmed airings, and those that rules name. */
export function calendarTab({ airings, expected }: Pick<Calendar, 'airings' | 'expected'>): Tab {
  const lines = [
    ...airings.map((airing) => ({
      ...airing,
      title: airing.editionTitle,
      state: STATES[airing.state],
      note: [airing.willBeSkipped, airing.willBeReplacedBy, ...airing.missing].filter(Boolean).join('; '),
    })),
    ...expected.map((one) => ({ ...one, durationMs: undefined, state: 'Theo lệ, chưa xác nhận', note: one.clash })),
  ].toSorted((a, b) => a.startsAt - b.startsAt)
  return {
    name: 'Lịch phát',
    columns: [
      { title: 'Ngày', width: 12, kind: 'date' },
      { title: 'Giờ', width: 8, kind: 'text' },
      { title: 'Chương trình', width: 36, kind: 'text' },
      { title: 'Kỳ phát', width: 44, kind: 'text' },
      { title: 'Thời lượng (phút)', width: 16, kind: 'number' },
      { title: 'Tình trạng', width: 24, kind: 'text' },
      { title: 'Ghi chú', width: 50, kind: 'text' },
    ],
    rows: lines.map(({ date, time, programmeName, title, durationMs, state, note }) => [
      date,
      time,
      programmeName,
      title,
      minutes(durationMs),
      state,
      note,
    ]),
  }
}
