import { dateAt, periodTitle } from '../../../schedules/index.ts'
import { STATION_ZONE } from '../../deps.ts'
import { compareVietnamese } from '../../vietnamese/index.ts'
import type { ExtraFact, QuotaFact, TurnFact } from '../facts/index.ts'
import { type CountedTable, counted, type Listing } from './counted.ts'

const STATE_NAMES: Record<TurnFact['state'], string> = {
  'on-time': 'Đúng hạn',
  late: 'Trễ hạn',
  missing: 'Thiếu',
  open: 'Chưa đến hạn',
}
const QUOTA_NAMES: Record<QuotaFact['state'], string> = { met: 'Đạt', open: 'Chưa hết kỳ', missed: 'Không đạt' }
const STATION_NAME = 'Đài truyền thanh'

/** Turns of units, each with how it came out. */
export const TURNS: Listing<TurnFact> = {
  columns: [
    { title: 'Đơn vị', kind: 'text' },
    { title: 'Chương trình', kind: 'text' },
    { title: 'Kỳ', kind: 'text' },
    { title: 'Hạn gửi', kind: 'date' },
    { title: 'Phải gửi', kind: 'number' },
    { title: 'Gửi đúng hạn', kind: 'number' },
    { title: 'Gửi trễ', kind: 'number' },
    { title: 'Kết quả', kind: 'text' },
  ],
  cells: ({ unitName, programmeName, period, dueOn, owed, onTime, late, state }) => [
    unitName,
    programmeName,
    periodTitle(period),
    dueOn,
    owed,
    onTime,
    late,
    STATE_NAMES[state],
  ],
  href: ({ programmeId, period }) => `/don-doc/${encodeURIComponent(programmeId)}/${encodeURIComponent(period)}`,
}

const EXTRAS: Listing<ExtraFact> = {
  columns: [
    { title: 'Ngày nhận', kind: 'date' },
    { title: 'Tin, bài', kind: 'text' },
    { title: 'Đơn vị', kind: 'text' },
  ],
  cells: ({ receivedAt, title, unit }) => [dateAt(receivedAt, STATION_ZONE), title, unit.name],
  href: ({ submissionId }) => `/tiep-nhan/bai/${encodeURIComponent(submissionId)}`,
}

/** Quotas, each in one of its periods. */
export const QUOTAS: Listing<QuotaFact> = {
  columns: [
    { title: 'Đơn vị', kind: 'text' },
    { title: 'Kênh', kind: 'text' },
    { title: 'Kỳ', kind: 'text' },
    { title: 'Chỉ tiêu', kind: 'number' },
    { title: 'Đã đăng', kind: 'number' },
    { title: 'Kết quả', kind: 'text' },
  ],
  cells: ({ unit, channelName, periodName, owed, posted, state }) => [
    unit?.name ?? STATION_NAME,
    channelName,
    periodName,
    owed,
    posted,
    QUOTA_NAMES[state],
  ],
}

const QUOTA_ITEMS: Listing<QuotaFact> = {
  ...QUOTAS,
  columns: QUOTAS.columns.filter(({ title }) => title !== 'Đã đăng'),
  cells: ({ unit, channelName, periodName, owed, state }) => [
    unit?.name ?? STATION_NAME,
    channelName,
    periodName,
    owed,
    QUOTA_NAMES[state],
  ],
  amount: { title: 'Đã đăng', of: ({ posted }) => posted },
}

/** Turns by unit: in time, late, missing, against the rota (pure). */
export function intakeTable(turns: readonly TurnFact[], extras: readonly ExtraFact[]): CountedTable {
  const units = new Map([...turns, ...extras].map(({ unit }) => [unit.key, unit.name]))
  const turnsOf = Map.groupBy(turns, ({ unit }) => unit.key)
  const extrasOf = Map.groupBy(extras, ({ unit }) => unit.key)
  return {
    key: 'intake',
    title: 'Đơn vị gửi tin, bài theo phân công',
    lineTitle: 'Đơn vị',
    columns: [
      { key: 'turns', title: 'Lượt phân công', unit: 'count' },
      { key: 'on-time', title: 'Đúng hạn', unit: 'count' },
      { key: 'late', title: 'Trễ hạn', unit: 'count' },
      { key: 'missing', title: 'Thiếu', unit: 'count' },
      { key: 'open', title: 'Chưa đến hạn', unit: 'count' },
      { key: 'extra', title: 'Tin, bài ngoài phân công', unit: 'count' },
    ],
    lines: [...units]
      .sort(([, a], [, b]) => compareVietnamese(a, b))
      .map(([key, title]) => {
        const mine = turnsOf.get(key) ?? []
        const inState = (state: TurnFact['state']) => counted(ofState(mine, state), TURNS)
        return {
          key,
          title,
          figures: [
            counted(mine, TURNS),
            inState('on-time'),
            inState('late'),
            inState('missing'),
            inState('open'),
            counted(extrasOf.get(key) ?? [], EXTRAS),
          ],
        }
      }),
    notes: ['Mỗi lượt là một đơn vị trong một kỳ phát của một chương trình, tính vào ngày hết hạn gửi.'],
  }
}

/** The turns that came out so (pure). */
export function ofState(turns: readonly TurnFact[], state: TurnFact['state']): TurnFact[] {
  return turns.filter((turn) => turn.state === state)
}

/** Quotas of posting by unit and channel, in the periods that close here (pure). */
export function quotasTable(quotas: readonly QuotaFact[]): CountedTable {
  const lines = Map.groupBy(quotas, ({ unit, channelId }) => `${unit?.key ?? 'station'} ${channelId}`)
  const titleOf = ({ unit, channelName }: QuotaFact) => `${unit?.name ?? STATION_NAME}, ${channelName}`
  return {
    key: 'quotas',
    title: 'Chỉ tiêu đăng tin, bài',
    lineTitle: 'Đơn vị, kênh',
    columns: [
      { key: 'periods', title: 'Số kỳ', unit: 'count' },
      { key: 'met', title: 'Kỳ đạt', unit: 'count' },
      { key: 'missed', title: 'Kỳ không đạt', unit: 'count' },
      { key: 'posted', title: 'Tin, bài đã đăng', unit: 'count' },
    ],
    lines: [...lines]
      .map(([key, mine]) => {
        const [first] = mine
        return {
          key,
          title: first ? titleOf(first) : '',
          isStation: first?.unit === undefined,
          figures: [
            counted(mine, QUOTAS),
            counted(
              mine.filter(({ state }) => state === 'met'),
              QUOTAS,
            ),
            counted(
              mine.filter(({ state }) => state === 'missed'),
              QUOTAS,
            ),
            counted(
              mine,
              QUOTA_ITEMS,
              mine.reduce((sum, { owed }) => sum + owed, 0),
            ),
          ],
        }
      })
      .sort((a, b) => Number(a.isStation) - Number(b.isStation) || compareVietnamese(a.title, b.title))
      .map(({ isStation: _, ...line }) => line),
    notes: quotas.length === 0 ? [] : ['Chỉ tiêu của tháng, quý, 6 tháng, năm tính vào kỳ báo cáo mà nó khóa sổ.'],
  }
}
