import { addDays, addMonths, type CalendarDate, isCalendarDate } from '../../schedules/index.ts'
import type { TaskState } from '../contract/index.ts'
import { fold } from '../vietnamese/index.ts'

/** Words that name no day to be late by. */
const ONGOING =
  /thuong xuyen|lien tuc|hang (ngay|tuan|thang|quy|nam)|dinh ky|dot xuat|khi co|theo yeu cau|theo ke hoach rieng/

/** Whether a time of a list means “all the time”: “Thường xuyên”, “hằng tháng” (pure). */
export function isOngoing(time: string): boolean {
  return ONGOING.test(fold(time))
}

/**
 * The last day of a time as a list writes it, without a year of its own in the list's year (pure): “trước ngày 30/6/2024”, “tháng 3 -
 * 6”, “Quý II, III/2024”, “6 tháng đầu năm”, “Năm 2024”. Of several days the last. Undefined where none can be told.
 */
export function dueOf(time: string, year: number): CalendarDate | undefined {
  if (isOngoing(time)) return undefined
  const text = fold(time).replace(/[–—]/g, '-')
  const ofYear = Number(text.match(/\b20\d{2}\b/g)?.at(-1) ?? year)
  const days = [
    ...text.matchAll(/\b(\d{1,2})[/.](\d{1,2})(?:[/.](20\d{2}))?\b/g),
    ...text.matchAll(/\b(\d{1,2})-(\d{1,2})-(20\d{2})\b/g),
  ].flatMap(([, day, month, own]) => {
    const date = dateText(Number(own ?? ofYear), Number(month), Number(day))
    return isCalendarDate(date) ? [date] : []
  })
  const inWords = [...text.matchAll(/\b(\d{1,2}) thang (\d{1,2})(?: nam (20\d{2}))?\b/g)].flatMap(
    ([, day, month, own]) => {
      const date = dateText(Number(own ?? ofYear), Number(month), Number(day))
      return isCalendarDate(date) ? [date] : []
    },
  )
  const named = [...days, ...(days.length > 0 ? [] : inWords)].toSorted()
  return named.at(-1) ?? lastMonthDay(text, ofYear)
}

/** How long before its day a task is called to mind. */
const SOON_DAYS = 14

/** How a task stands on a day (pure). Without a day it is never late. */
export function taskStateOf(
  task: { isDone: boolean; dueOn: CalendarDate | undefined; time: string },
  today: CalendarDate,
): TaskState {
  if (task.isDone) return 'done'
  if (task.dueOn === undefined) return isOngoing(task.time) ? 'ongoing' : 'open'
  if (task.dueOn < today) return 'overdue'
  return task.dueOn <= addDays(today, SOON_DAYS) ? 'due-soon' : 'open'
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4 }

/** A list of quarters or months (“II, III”, “3 - 6”, “4 đến tháng 9”), with its own year where it has one. */
const OWN_YEAR = '\\s*(?:[/.]|nam)?\\s*(20\\d{2})?'
const QUARTERS = new RegExp(
  `\\bquy\\b\\s*((?:(?:iv|i{1,3}|[1-4])\\b\\s*(?:[,;&-]|va|den)?\\s*(?:quy\\s*)?)+)${OWN_YEAR}`,
  'g',
)
const MONTHS = new RegExp(`\\bthang\\b\\s*((?:\\d{1,2}\\b\\s*(?:[,;&-]|va|den)?\\s*(?:thang\\s*)?)+)${OWN_YEAR}`, 'g')

/** The last day of the last month that a text without days names. */
function lastMonthDay(text: string, year: number): CalendarDate | undefined {
  const quarters = [...text.matchAll(QUARTERS)].flatMap(([, named = '', own]) =>
    (named.match(/\b(iv|i{1,3}|[1-4])\b/g) ?? []).map((one) =>
      lastOfMonth(Number(own ?? year), (ROMAN[one] ?? Number(one)) * 3),
    ),
  )
  if (quarters.length > 0) return quarters.toSorted().at(-1)
  if (/\b(0?6|sau) thang dau nam|nua dau nam/.test(text)) return lastOfMonth(year, 6)
  if (/\b(0?9|chin) thang/.test(text)) return lastOfMonth(year, 9)
  if (/\b(0?6|sau) thang cuoi nam/.test(text)) return lastOfMonth(year, 12)
  const months = [...text.matchAll(MONTHS)].flatMap(([, named = '', own]) =>
    (named.match(/\b\d{1,2}\b/g) ?? [])
      .map(Number)
      .filter((one) => one >= 1 && one <= 12)
      .map((one) => lastOfMonth(Number(own ?? year), one)),
  )
  if (months.length > 0) return months.toSorted().at(-1)
  return /\bnam\b|20\d{2}/.test(text) ? lastOfMonth(year, 12) : undefined
}

function lastOfMonth(year: number, month: number): CalendarDate {
  return addDays(`${addMonths(dateText(year, month, 1).slice(0, 7), 1)}-01`, -1)
}

function dateText(year: number, month: number, day: number): CalendarDate {
  return [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}
