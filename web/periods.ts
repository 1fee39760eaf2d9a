/** Periods (kỳ): a month `2026-11`, an ISO week `2026-W47`, a quarter `2026-Q4` or a listed date `2026-11-20`. */
import type { Period } from '../server/contract/index.ts'
import { addDays, addMonths, dateParts, lastDate } from './dates.ts'
import { dateWords, monthWords } from './words.ts'

const QUARTERS = ['I', 'II', 'III', 'IV'] as const

/** The first date of a period: the 1st, the Monday, or the date itself. */
export function periodBegins(period: Period): string {
  if (period.length === 10) return period
  if (period[5] === 'W') return mondayOf(period)
  if (period[5] === 'Q') return `${firstMonthOf(period)}-01`
  return `${period}-01`
}

/** The last date of a period. */
export function periodEnds(period: Period): string {
  if (period.length === 10) return period
  if (period[5] === 'W') return addDays(mondayOf(period), 6)
  return lastDate(period[5] === 'Q' ? addMonths(firstMonthOf(period), 2) : period)
}

/** The calendar month `YYYY-MM` in which a period begins. */
export const monthOfPeriod = (period: Period) => periodBegins(period).slice(0, 7)

/** “tháng 11/2026”, “tuần 47 (16/11 – 22/11/2026)”, “quý IV/2026”, “ngày 20/11/2026”. */
export function periodWords(period: Period): string {
  if (period.length === 10) return `ngày ${dateWords(period)}`
  if (period[5] === 'Q') return `quý ${QUARTERS[Number(period.slice(6)) - 1] ?? ''}/${period.slice(0, 4)}`
  if (period[5] !== 'W') return monthWords(period)
  const [from, to] = [periodBegins(period), periodEnds(period)]
  const first = from.slice(0, 4) === to.slice(0, 4) ? dateWords(from).slice(0, 5) : dateWords(from)
  return `tuần ${Number(period.slice(6))} (${first} – ${dateWords(to)})`
}

function firstMonthOf(quarter: Period): string {
  return `${quarter.slice(0, 4)}-${String(Number(quarter.slice(6)) * 3 - 2).padStart(2, '0')}`
}

/** ISO 8601: 4 January always lies in week 1. */
function mondayOf(week: Period): string {
  const fourth = `${week.slice(0, 4)}-01-04`
  return addDays(fourth, 1 - (dateParts(fourth).weekday || 7) + (Number(week.slice(6)) - 1) * 7)
}
