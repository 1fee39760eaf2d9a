import { addDays, type CalendarDate, type DateWindow } from '../../../schedules/index.ts'
import type { QuotaPeriod, QuotaStanding } from '../../contract/index.ts'

const MONTHS: Record<QuotaPeriod, number> = { month: 1, quarter: 3, 'half-year': 6, year: 12 }

/**
 * The days that are counted for a quota around a date (pure): its calendar month, quarter, half-year or year. With a cut-off day
 * each month runs from the day after it in the month before: quý IV is 15/09 – 14/12 where that day is 14 (NĐ 09/2019,
 * article 12).
 */
export function quotaSpan(per: QuotaPeriod, date: CalendarDate, cutOffDay?: number): DateWindow {
  const { year, month } = monthOf(date, cutOffDay)
  const length = MONTHS[per]
  const first = Math.floor((month - 1) / length) * length + 1
  const next = monthKey(year, first + length)
  if (cutOffDay === undefined) return { from: `${monthKey(year, first)}-01`, to: addDays(`${next}-01`, -1) }
  const day = String(cutOffDay).padStart(2, '0')
  return { from: addDays(`${monthKey(year, first - 1)}-${day}`, 1), to: `${monthKey(year, first + length - 1)}-${day}` }
}

/** “tháng 11/2026”, “quý IV/2026”, “6 tháng cuối năm 2026”, “năm 2026”. */
export function quotaPeriodName(per: QuotaPeriod, date: CalendarDate, cutOffDay?: number): string {
  const { year, month } = monthOf(date, cutOffDay)
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

/** The month that a date is counted in: after the cut-off day it is the next one. */
function monthOf(date: CalendarDate, cutOffDay: number | undefined): { year: number; month: number } {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  if (cutOffDay === undefined || day <= cutOffDay) return { year, month }
  return month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 }
}

/** `month` may be 0 or 13 and more: of the year before or after. */
function monthKey(year: number, month: number): string {
  const years = Math.floor((month - 1) / 12)
  return `${String(year + years).padStart(4, '0')}-${String(month - years * 12).padStart(2, '0')}`
}
