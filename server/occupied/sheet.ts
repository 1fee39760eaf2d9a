import type { OccupiedAsked, OccupiedSlot } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'
import { compareVietnamese, hasWords } from '../vietnamese/index.ts'

const WEEKDAYS = ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'] as const

/** The slots that are asked for, as they come (by the time of day) or in the order of a Vietnamese list. Pure. */
export function occupiedAsked(
  slots: readonly OccupiedSlot[],
  { words = '', weekday, order }: OccupiedAsked,
): OccupiedSlot[] {
  const found = slots.filter(
    ({ title, weekdays }) => (weekday === undefined || weekdays.includes(weekday)) && hasWords(title, words),
  )
  return order === 'title' ? found.toSorted((a, b) => compareVietnamese(a.title, b.title)) : found
}

/** The occupied slots as a tab that can be read in again. */
export function occupiedTab(slots: readonly OccupiedSlot[]): Tab {
  return {
    name: 'Khung giờ đã dành',
    columns: [
      { title: 'Tên khung giờ', width: 40, kind: 'text' },
      { title: 'Thứ', width: 24, kind: 'text' },
      { title: 'Từ giờ', width: 10, kind: 'text' },
      { title: 'Đến giờ', width: 10, kind: 'text' },
      { title: 'Từ ngày', width: 12, kind: 'date' },
      { title: 'Đến ngày', width: 12, kind: 'date' },
    ],
    rows: slots.map(({ title, weekdays, from, until, firstDate, lastDate }) => [
      title,
      weekdays.length === WEEKDAYS.length ? 'Hằng ngày' : weekdays.map((day) => WEEKDAYS[day - 1]).join(', '),
      from,
      until === '23:59' ? '24:00' : until,
      firstDate,
      lastDate,
    ]),
  }
}
