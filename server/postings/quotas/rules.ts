import { addDays, type CalendarDate, type DateWindow } from '../../../schedules/index.ts'
import type { QuotaPeriod, QuotaStanding } from '../../contract/index.ts'

const MONTHS: Record<QuotaPeriod, number> = { month: 1, quarter: 3, 'half-year': 6, year: 12 }

/** The days that are counted for a quota around a date: its calendar month, quarter, half-year or year (pure). */
export function quotaSpan(per: QuotaPeriod, date: CalendarDate): DateWindow {
  const [year = 0, month = 1] = date.split('-').map(Number)
  const length = MONTHS[per]
  const first = Math.floor((month - 1) / length) * length + 1
  const next = first + length > 12 ? monthKey(year + 1, 1) : monthKey(year, first + length)
  return { from: `${monthKey(year, first)}-01`, to: addDays(`${next}-01`, -1) }
}

/** “tháng 11/2026”, “quý IV/2026”, “6 tháng cuối năm 2026”, “năm 2026”. */
export function quotaPeriodName(per: QuotaPeriod, date: CalendarDate): string {
  const [year = 0, month = 1] = date.split('-').map(Number)
  if (per === 'month') return `tháng ${month}/${year}`
  if (per === 'quarter') return `quý ${['I', 'II', 'III', 'IV'][Math.ceil(month / 3) - 1]}/${year}`
  return per === 'half-year' ? `6 tháng ${month <= 6 ? 'đầu' : 'cuối'} năm ${year}` : `năm ${year}`
}

/** Whether a quota holds on some day of a span: one that begins or ends in its middle holds for that span (pure). */
export function holdsIn(quota: { fromDate: CalendarDate; toDate?: CalendarDate }, span: DateWindow): boolean {
  return quota.fromDate <= span.to && (quota.toDate === undefined || quota.toDate >= span.from)
}

/** Where a quota stands when so many items were posted in its span (pure). */
export function standingOf(
  itemsOwed: number,
  itemsPosted: number,
  span: DateWindow,
  today: CalendarDate,
): QuotaStanding['state'] {
  if (itemsPosted >= itemsOwed) return 'met'
  return today > span.to ? 'missed' : 'open'
}

/**
 * How many items were posted for a quota (pure): an item counts once a channel, on the day on which it was posted, for the
 * unit that it came from.
 */
export function postedWithin(
  posted: readonly { submissionId: string; unitId: string | undefined; channelId: string; on: CalendarDate }[],
  quota: { unitId?: string; channelId: string },
  span: DateWindow,
): number {
  const counted = posted.filter(
    ({ unitId, channelId, on }) =>
      unitId === quota.unitId && channelId === quota.channelId && span.from <= on && on <= span.to,
  )
  return new Set(counted.map(({ submissionId }) => submissionId)).size
}

function monthKey(year: number, month: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`
}
