import {
  datesIn,
  datesWantedIn,
  isoWeekday,
  type Period,
  type PlannedCourse,
  ruleOn,
  vietnameseDate,
  wholeWindowIn,
} from '../../schedules/index.ts'
import type { ProgrammeRule } from '../contract/index.ts'

const WEEKDAYS = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ Nhật'] as const
const MONTHS_OF_QUARTER = ['tháng đầu', 'tháng giữa', 'tháng cuối'] as const

/** A rule as a station would say it: “2 ngày mỗi tháng, từ ngày 15 đến ngày 30”, “Thứ Ba, Thứ Sáu hằng tuần”. */
export function ruleWords(rule: ProgrammeRule): string {
  switch (rule.kind) {
    case 'days-a-month':
      return `${rule.daysAMonth} ngày mỗi tháng, từ ngày ${rule.fromDay} đến ngày ${rule.toDay}`
    case 'quarterly':
      return `${rule.daysAQuarter} ngày mỗi quý, từ ngày ${rule.fromDay} đến ngày ${rule.toDay} của ${MONTHS_OF_QUARTER[rule.monthOfQuarter - 1]} quý`
    case 'weekly':
      return rule.weekdays.length === 7
        ? 'hằng ngày'
        : `${rule.weekdays
            .toSorted((a, b) => a - b)
            .map((day) => WEEKDAYS[day - 1])
            .join(', ')} hằng tuần`
    case 'listed-dates': {
      const [first] = rule.dates
      return rule.dates.length === 1 && first ? `ngày ${vietnameseDate(first)}` : `${rule.dates.length} ngày định sẵn`
    }
  }
}

/** “Thứ Ba 17/11/2026”. */
export function dayWords(date: string): string {
  return `${WEEKDAYS[isoWeekday(date) - 1]} ${vietnameseDate(date)}`
}

/** On which dates a period airs: all of them where the rule names them, else how many within which window. */
export function airingDatesWords(course: PlannedCourse, period: Period): string {
  const dates = datesIn(course, period)
  const last = dates.at(-1)
  const rule = last === undefined ? undefined : ruleOn(course, last)?.rule
  if (rule?.kind === 'weekly' || rule?.kind === 'listed-dates') return dates.map(dayWords).join(', ')
  const window = wholeWindowIn(course, period)
  if (!window) return 'không có ngày phát'
  return `${datesWantedIn(course, period)} ngày trong khoảng ${vietnameseDate(window.from)} – ${vietnameseDate(window.to)}`
}
