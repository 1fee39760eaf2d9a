/** Stretches of the week that belong to somebody else (tiếp âm VOV, the province station), and where they fall. */
import type { Calendar, OccupiedSlot, Pause } from '../server/contract/index.ts'
import { addDays, instantOf } from './dates.ts'
import { dateWords } from './words.ts'

/** Monday first, as the contract counts: 1 Monday … 7 Sunday. */
export const WEEKDAY_NAMES = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ Nhật'] as const
const SHORT = ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'] as const

/** “mọi ngày”, “Thứ Hai đến Thứ Sáu”, “T3, T5, CN”. */
export function weekdaysWords(weekdays: readonly number[]): string {
  const sorted = [...new Set(weekdays)].toSorted((a, b) => a - b)
  if (sorted.length === 7) return 'mọi ngày'
  const [first, last] = [sorted[0] ?? 1, sorted.at(-1) ?? 1]
  if (sorted.length >= 3 && last - first + 1 === sorted.length)
    return `${WEEKDAY_NAMES[first - 1]} đến ${WEEKDAY_NAMES[last - 1]}`
  return sorted.map((day) => SHORT[day - 1]).join(', ')
}

/** “từ 01/11/2026 đến 30/11/2026”. */
export function occupiedDatesWords({ firstDate, lastDate }: Pick<OccupiedSlot, 'firstDate' | 'lastDate'>): string {
  return [firstDate && `từ ${dateWords(firstDate)}`, lastDate && `đến ${dateWords(lastDate)}`].filter(Boolean).join(' ')
}

/** The taken stretches that touch a date, earliest first. */
export function occupiedOn(date: string, occupied: Calendar['occupied']): Calendar['occupied'] {
  const [from, until] = dayOf(date)
  return occupied
    .filter(({ startsAt, endsAt }) => startsAt < until && endsAt > from)
    .toSorted((a, b) => a.startsAt - b.startsAt)
}

/** The standing pauses that reach into a date. */
export function pausesOn(date: string, pauses: readonly Pause[]): Pause[] {
  const [from, until] = dayOf(date)
  return pauses.filter((pause) => !pause.lifted && pause.from < until && pause.until > from)
}

const dayOf = (date: string) => [instantOf(date, '00:00'), instantOf(addDays(date, 1), '00:00')] as const
