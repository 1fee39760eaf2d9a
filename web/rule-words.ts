/** Rules and desk windows as a station says them. */
import type { DeskWindow, ProgrammeKind, ProgrammeRule } from '../server/contract/index.ts'
import { dateWords } from './words.ts'

/** 1 Monday … 7 Sunday. */
export const WEEKDAYS = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ Nhật'] as const
const MONTHS_OF_QUARTER = ['tháng đầu', 'tháng giữa', 'tháng cuối'] as const

export const KIND_WORDS: Record<ProgrammeKind, string> = {
  bulletin: 'Bản tin, chuyên mục nhiều tin bài',
  questions: 'Dân hỏi – Chính quyền trả lời',
  feature: 'Chuyên đề, phóng sự',
  notices: 'Thông báo',
}

/** “2 ngày mỗi tháng, từ ngày 15 đến ngày 30”, “Thứ Ba, Thứ Sáu hằng tuần”. */
export function ruleWords(rule: ProgrammeRule): string {
  switch (rule.kind) {
    case 'days-a-month':
      return `${rule.daysAMonth} ngày mỗi tháng, từ ngày ${rule.fromDay} đến ngày ${rule.toDay}`
    case 'quarterly':
      return `${rule.daysAQuarter} ngày mỗi quý, từ ngày ${rule.fromDay} đến ngày ${rule.toDay} của ${MONTHS_OF_QUARTER[rule.monthOfQuarter - 1] ?? ''} quý`
    case 'weekly':
      return rule.weekdays.length === 7
        ? 'hằng ngày'
        : `${rule.weekdays
            .toSorted((a, b) => a - b)
            .map((day) => WEEKDAYS[day - 1])
            .join(', ')} hằng tuần`
    case 'listed-dates': {
      const [first] = rule.dates
      return rule.dates.length === 1 && first ? `ngày ${dateWords(first)}` : `${rule.dates.length} ngày định sẵn`
    }
  }
}

/** “từ ngày 1 đến ngày 10”, “từ ngày 20 đến ngày 31 tháng trước”, “từ 8 đến 4 ngày trước ngày phát đầu tiên”. */
export function deskWindowWords(window: DeskWindow): string {
  if (window.kind === 'days-before') {
    return `từ ${window.fromDays} đến ${window.toDays} ngày trước ngày phát đầu tiên`
  }
  const which = ['', ' tháng trước', ' của 2 tháng trước', ' của 3 tháng trước'][window.monthsBefore] ?? ''
  return `từ ngày ${window.fromDay} đến ngày ${window.toDay}${which}`
}
