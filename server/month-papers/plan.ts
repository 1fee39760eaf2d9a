import { addDays, type CalendarDate, instantOf, vietnameseDate } from '../../schedules/index.ts'
import { airingsBetween, expectedAirings } from '../airings/index.ts'
import type { Airing, Letterhead, MonthPlan, OccupiedSlot, PlanLine } from '../contract/index.ts'
import { type Deps, STATION_ZONE } from '../deps.ts'
import { holidaysBetween } from '../holidays/index.ts'
import { lengthInWords } from '../lengths.ts'
import { listOccupied } from '../occupied/index.ts'
import { headOf, signerOf } from '../office/index.ts'
import type { Block, Paper } from '../papers/index.ts'
import { dayWords, listProgrammes } from '../programmes/index.ts'

const EVERY_WEEKDAY = 7
const WEEKDAYS = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ Nhật'] as const
const END_OF_DAY = '23:59'

/** What became of an airing, where it did not simply air or is simply to come. */
const NOTES: Partial<Record<Airing['state'], string>> = {
  incomplete: 'Chưa đủ điều kiện phát',
  'aired-in-part': 'Đã phát một phần',
  missed: 'Lỡ giờ phát',
  failed: 'Phát hỏng',
  skipped: 'Đã bỏ qua',
  replaced: 'Phát dự phòng thay',
  outside: 'Phát ngoài hệ thống',
}

/** What the station airs in a span of days: what is confirmed, what its rules name besides, and what belongs to others. */
export async function planBetween({ db, clock }: Deps, from: CalendarDate, to: CalendarDate): Promise<MonthPlan> {
  const now = clock.now()
  const start = instantOf(from, '00:00', STATION_ZONE)
  const end = instantOf(addDays(to, 1), '00:00', STATION_ZONE)
  const programmes = await listProgrammes(db)
  // What a ward makes and airs on its own device is in the ward's schedule.
  const own = new Set(programmes.filter(({ producer }) => producer.kind !== 'ward').map(({ id }) => id))
  const airings = (await airingsBetween(db, start, end, now)).filter(({ programmeId }) => own.has(programmeId))
  const expected = await expectedAirings(db, { from, to }, now)
  const holidays = await holidaysBetween(db, from, to)
  const slots = (await listOccupied(db)).filter(
    ({ firstDate, lastDate }) => (firstDate ?? from) <= to && (lastDate ?? to) >= from,
  )
  return {
    lines: planLines(airings, expected),
    relays: slots.map(relayWords),
    holidays: [...holidays]
      .filter(([date]) => from <= date && date <= to)
      .map(([date, name]) => `${vietnameseDate(date)}: ${name}`),
  }
}

/** The lines of a schedule in the order of time (pure); what was withdrawn is no part of it. */
export function planLines(
  airings: readonly Airing[],
  expected: readonly { date: CalendarDate; time: string; startsAt: number; programmeName: string; title: string }[],
): PlanLine[] {
  return [
    ...airings
      .filter(({ state }) => state !== 'withdrawn')
      .map((airing) => ({
        startsAt: airing.startsAt,
        line: {
          date: airing.date,
          time: airing.time,
          programmeName: airing.programmeName,
          title: airing.editionTitle,
          isExpected: false,
          note: noteOf(airing),
          ...(airing.durationMs !== undefined && { durationMs: airing.durationMs }),
        },
      })),
    ...expected.map(({ date, time, startsAt, programmeName, title }) => ({
      startsAt,
      line: { date, time, programmeName, title, isExpected: true, note: 'Theo lệ, chưa xác nhận' },
    })),
  ]
    .toSorted((a, b) => a.startsAt - b.startsAt)
    .map(({ line }) => line)
}

function noteOf({ state, willBeSkipped, willBeReplacedBy, makesUpForId, outside }: Airing): string {
  const place = outside && outside.where !== '' ? `${NOTES.outside}: ${outside.where}` : NOTES[state]
  const replaced = willBeReplacedBy === undefined ? undefined : `Chưa xong thì phát “${willBeReplacedBy}” thay`
  return [place, makesUpForId === undefined ? undefined : 'Phát bù', willBeSkipped, replaced]
    .filter((words) => words !== undefined)
    .map((words) => words.replace(/[.\s]+$/, ''))
    .join('; ')
}

/** “05:00 – 06:00 hằng ngày: Tiếp âm VOV1” (pure). */
export function relayWords({ title, weekdays, from, until, firstDate, lastDate }: OccupiedSlot): string {
  const days =
    weekdays.length === EVERY_WEEKDAY ? 'hằng ngày' : weekdays.map((day) => WEEKDAYS[day - 1] ?? '').join(', ')
  const since = firstDate === undefined ? '' : `, từ ${vietnameseDate(firstDate)}`
  const till = lastDate === undefined ? '' : `, đến ${vietnameseDate(lastDate)}`
  return `${from} – ${until === END_OF_DAY ? 'hết ngày' : until} ${days}${since}${till}: ${title}`
}

/**
 * Lịch phát sóng tháng (pure), issued as a thông báo (NĐ 30/2020, annex III): each airing in the order of time, the day written
 * once, then what the station relays and the holidays.
 */
export function planPaper(
  plan: MonthPlan,
  { month, stationName, letterhead }: { month: string; stationName: string; letterhead: Letterhead },
): Paper {
  const head = headOf('thong-bao', letterhead, { office: stationName })
  const days = new Set(plan.lines.map(({ date }) => date)).size
  return {
    ...head,
    about: `Lịch phát sóng ${monthTitle(month)}`,
    body: [
      paragraph(
        plan.lines.length === 0
          ? `${head.issuer.name} thông báo: ${monthTitle(month)} chưa xếp lần phát nào.`
          : `${head.issuer.name} thông báo lịch phát sóng trên hệ thống truyền thanh ${monthTitle(month)}, gồm ${plan.lines.length} lần phát trong ${days} ngày:`,
      ),
      ...(plan.lines.length === 0 ? [] : [linesBlock(plan.lines)]),
      ...listed('Khung giờ tiếp âm, dành cho đài khác:', plan.relays),
      ...listed('Ngày lễ, tết trong tháng:', plan.holidays),
      paragraph('Lịch có thể thay đổi khi có thông báo khẩn cấp hoặc mất điện.'),
    ],
    recipients: ['Các trạm truyền thanh', 'Các cơ quan, đơn vị có tin, bài', 'Lưu: VT'],
    signer: signerOf(letterhead, 'THỦ TRƯỞNG ĐƠN VỊ'),
  }
}

/** “tháng 11 năm 2026” of `2026-11`; January and February with a nought (NĐ 30/2020, annex I, II.4). */
export function monthTitle(month: string): string {
  const [year = '', number = ''] = month.split('-')
  return `tháng ${Number(number) <= 2 ? number : Number(number)} năm ${year}`
}

/** Airings of one edition on one day stand in one row, under the hour of the first. */
function linesBlock(lines: readonly PlanLine[]): Block {
  const rows = Map.groupBy(lines, ({ date, title, durationMs, note }) =>
    JSON.stringify([date, title, durationMs, note]),
  )
  return {
    kind: 'table',
    columns: [
      { title: 'Ngày', widthPercent: 16 },
      { title: 'Giờ', widthPercent: 9, align: 'center' },
      { title: 'Chương trình, kỳ phát', widthPercent: 38 },
      { title: 'Thời lượng', widthPercent: 19, align: 'center' },
      { title: 'Ghi chú', widthPercent: 18 },
    ],
    rows: [...rows.values()].flatMap((alike) => {
      const [first] = alike
      if (!first) return []
      return [
        [
          dayWords(first.date).replace(' ', '\u00a0').replace(' ', '\n'),
          alike.map(({ time }) => time).join('\n'),
          first.title,
          first.durationMs === undefined ? '' : lengthInWords(first.durationMs),
          first.note,
        ],
      ]
    }),
  }
}

function listed(words: string, items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [paragraph(words), { kind: 'list', items: items.map((item) => `${item}.`) }]
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text }
}
