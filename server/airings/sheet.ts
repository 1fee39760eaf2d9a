import type { AiringState, AsRun, AsRunAsked, Calendar } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'
import { compareVietnamese, fold } from '../vietnamese/index.ts'

/** The states of an airing as the pages name them. */
const STATES: Record<AiringState, string> = {
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

/** The lines of the log that are asked for (pure): by time as they come, or by programme in the order of a Vietnamese list. */
export function asRunAsked(lines: readonly AsRun[], asked: AsRunAsked): AsRun[] {
  const words = fold(asked.words ?? '').trim()
  const found = lines.filter(
    (line) =>
      (asked.outcome === undefined || line.outcome === asked.outcome) &&
      (words === '' || fold(`${line.programmeName} ${line.editionTitle} ${line.note}`).includes(words)),
  )
  return asked.order === 'programme'
    ? found.toSorted((a, b) => compareVietnamese(a.editionTitle, b.editionTitle) || a.plannedAt - b.plannedAt)
    : found
}

/** The log as a tab: what was planned, what sounded, how it ended. */
export function asRunTab(lines: readonly AsRun[]): Tab {
  return {
    name: 'Nhật ký phát sóng',
    columns: [
      { title: 'Định phát', width: 18, kind: 'instant' },
      { title: 'Chương trình', width: 36, kind: 'text' },
      { title: 'Kỳ phát', width: 44, kind: 'text' },
      { title: 'Có tiếng từ', width: 18, kind: 'instant' },
      { title: 'Đến', width: 18, kind: 'instant' },
      { title: 'Thời lượng (phút)', width: 16, kind: 'number' },
      { title: 'Thiết bị', width: 26, kind: 'text' },
      { title: 'Kết quả', width: 20, kind: 'text' },
      { title: 'Ghi chú', width: 50, kind: 'text' },
    ],
    rows: lines.map((line) => [
      line.plannedAt,
      line.programmeName,
      line.isEmergency ? `Khẩn cấp: ${line.editionTitle}` : line.editionTitle,
      line.startedAt,
      line.endedAt,
      minutes(line.soundedMs),
      line.deviceIsNull ? 'Không phát ra loa' : line.deviceName,
      STATES[line.outcome],
      line.note,
    ]),
  }
}

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
