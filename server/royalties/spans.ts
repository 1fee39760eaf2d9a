import { type CalendarDate, periodTitle, vietnameseDate } from '../../schedules/index.ts'
import { type Days, daysOfMonth, daysOfSpan } from '../figures/index.ts'

/** The days of a ledger's period, both inside, and what it is called. */
export interface LedgerSpan {
  from: CalendarDate
  to: CalendarDate
  /** “tháng 11/2026”; of a station that closes on a day of its own with the days behind it. */
  title: string
}

/**
 * The days of a month `2026-11`, a quarter `2026-Q4` or a year `2026` (pure), closed on the same day as the station's reports
 * (FIELD §2, reporting periods): with the 14th, tháng 11 runs from 15/10 to 14/11.
 */
export function spanOfPeriod(period: string, cutOffDay: number | undefined): LedgerSpan {
  const days = daysOf(period, cutOffDay)
  const title = period.length === 4 ? `năm ${period}` : periodTitle(period)
  const apart = cutOffDay === undefined ? '' : ` (${vietnameseDate(days.from)} – ${vietnameseDate(days.to)})`
  return { ...days, title: `${title}${apart}` }
}

function daysOf(period: string, cutOffDay: number | undefined): Days {
  const year = Number(period.slice(0, 4))
  if (period.length === 4) return daysOfSpan({ kind: 'year', year }, cutOffDay)
  if (period[5] === 'Q') return daysOfSpan({ kind: 'quarter', year, part: Number(period.slice(6)) }, cutOffDay)
  return daysOfMonth(period, cutOffDay)
}
