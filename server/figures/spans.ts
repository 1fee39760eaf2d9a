import {
  addDays,
  addMonths,
  type CalendarDate,
  type CalendarMonth,
  monthOf,
  vietnameseDate,
} from '../../schedules/index.ts'
import type { ReportSpan } from '../contract/index.ts'

/** The first and the last day of what is counted, both inside. */
export interface Days {
  from: CalendarDate
  to: CalendarDate
}

const MONTHS_OF_QUARTER = 3
const MONTHS_OF_HALF = 6
const MONTHS_OF_YEAR = 12
const QUARTERS = ['I', 'II', 'III', 'IV'] as const

/**
 * The days of a span (pure). Offices close their periods with the last day of the month, or on a day of it that they have settled
 * on, as the 14th (NĐ 09/2019, article 12): then every quarter, half and year begins on the day after that in the month before,
 * and quý I runs from 15/12 to 14/03. Days that are given by hand are taken as they are.
 */
export function daysOfSpan(span: ReportSpan, cutOffDay: number | undefined): Days {
  if (span.kind === 'days') return { from: span.from, to: span.to }
  const [lastMonth, months] = monthsOf(span)
  const before = addMonths(lastMonth, -months)
  return { from: addDays(closingDay(before, cutOffDay), 1), to: closingDay(lastMonth, cutOffDay) }
}

/**
 * The span before one (pure): the quarter before a quarter, the year before a year; of days the whole months before whole
 * months, or else as many days as it has itself.
 */
export function spanBefore(span: ReportSpan): ReportSpan {
  switch (span.kind) {
    case 'quarter':
      return span.part > 1 ? { ...span, part: span.part - 1 } : { ...span, year: span.year - 1, part: 4 }
    case 'half-year':
      return span.part > 1 ? { ...span, part: 1 } : { ...span, year: span.year - 1, part: 2 }
    case 'year':
      return { ...span, year: span.year - 1 }
    case 'days':
      return { kind: 'days', ...daysBefore(span) }
  }
}

/** The days of a reporting month `YYYY-MM` (pure): with a cut-off day from the day after it in the month before. */
export function daysOfMonth(month: CalendarMonth, cutOffDay: number | undefined): Days {
  return { from: addDays(closingDay(addMonths(month, -1), cutOffDay), 1), to: closingDay(month, cutOffDay) }
}

/** The reporting month in which a date is counted (pure). */
export function monthOfDate(date: CalendarDate, cutOffDay: number | undefined): CalendarMonth {
  const month = monthOf(date)
  return cutOffDay !== undefined && date > closingDay(month, cutOffDay) ? addMonths(month, 1) : month
}

/** “Quý III năm 2026”, “6 tháng đầu năm 2026”, “Năm 2026”, “Từ ngày 05/03/2026 đến ngày 20/04/2026” (pure). */
export function titleOfSpan(span: ReportSpan): string {
  switch (span.kind) {
    case 'quarter':
      return `Quý ${QUARTERS[span.part - 1] ?? span.part} năm ${span.year}`
    case 'half-year':
      return `6 tháng ${span.part === 1 ? 'đầu' : 'cuối'} năm ${span.year}`
    case 'year':
      return `Năm ${span.year}`
    case 'days':
      return span.from === span.to
        ? `Ngày ${vietnameseDate(span.from)}`
        : `Từ ngày ${vietnameseDate(span.from)} đến ngày ${vietnameseDate(span.to)}`
  }
}

function monthsOf(span: Exclude<ReportSpan, { kind: 'days' }>): [lastMonth: string, months: number] {
  const lastMonth = (number: number) => `${String(span.year).padStart(4, '0')}-${String(number).padStart(2, '0')}`
  switch (span.kind) {
    case 'quarter':
      return [lastMonth(span.part * MONTHS_OF_QUARTER), MONTHS_OF_QUARTER]
    case 'half-year':
      return [lastMonth(span.part * MONTHS_OF_HALF), MONTHS_OF_HALF]
    case 'year':
      return [lastMonth(MONTHS_OF_YEAR), MONTHS_OF_YEAR]
  }
}

/** The day with which a month is closed. */
function closingDay(month: string, cutOffDay: number | undefined): CalendarDate {
  if (cutOffDay !== undefined) return `${month}-${String(cutOffDay).padStart(2, '0')}`
  return addDays(`${addMonths(month, 1)}-01`, -1)
}

function daysBefore({ from, to }: Days): Days {
  const isWholeMonths = from.endsWith('-01') && addDays(to, 1).endsWith('-01')
  if (isWholeMonths) {
    let months = 1
    while (addMonths(monthOf(from), months) <= monthOf(to)) months += 1
    return { from: `${addMonths(monthOf(from), -months)}-01`, to: addDays(from, -1) }
  }
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
  return { from: addDays(from, -days), to: addDays(from, -1) }
}
