import { addDays, instantOf, isCalendarDate, vietnameseDate } from '../../schedules/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'

const LONGEST_SPAN_DAYS = 400

/**
 * The instants of a span of days, UTC ms: midnight to midnight in the station's zone, the last day included. Refuses what is no
 * day (`no-such-date`) and what is no span or longer than 400 days (`bad-request`).
 */
export function instantsOfDays(from: string, to: string): [number, number] {
  if (!isCalendarDate(from) || !isCalendarDate(to))
    throw new StationError('no-such-date', { date: isCalendarDate(from) ? to : from })
  const span: [number, number] = [
    instantOf(from, '00:00', STATION_ZONE),
    instantOf(addDays(to, 1), '00:00', STATION_ZONE),
  ]
  const days = (span[1] - span[0]) / 86_400_000
  if (days <= 0 || days > LONGEST_SPAN_DAYS) throw new StationError('bad-request', { what: 'khoảng ngày không hợp lệ' })
  return span
}

/** “01-11-2026 – 30-11-2026”: a file name has no strokes. */
export function daysInFileName(from: string, to: string): string {
  return [from, to].map((date) => vietnameseDate(date).replaceAll('/', '-')).join(' – ')
}
