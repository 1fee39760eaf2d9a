/** How reports are said: spans, figures, what became of them. */
import type { DueReport, FigureUnit, RegularKind, ReportScope, ReportSpan } from '../server/contract/index.ts'
import { dateWords, figure } from './words.ts'

const QUARTERS = ['I', 'II', 'III', 'IV'] as const

/** “quý III năm 2026”, “6 tháng đầu năm 2026”, “năm 2026”, “từ 05/01/2026 đến 10/02/2026”. */
export function reportSpanWords(span: ReportSpan): string {
  switch (span.kind) {
    case 'quarter':
      return `quý ${QUARTERS[span.part - 1] ?? span.part} năm ${span.year}`
    case 'half-year':
      return `6 tháng ${span.part === 1 ? 'đầu' : 'cuối'} năm ${span.year}`
    case 'year':
      return `năm ${span.year}`
    case 'days':
      return `từ ${dateWords(span.from)} đến ${dateWords(span.to)}`
  }
}

/** “ (kỳ chốt ngày 14 hằng tháng)”: which day closes the periods; nothing to days that were given by hand. */
export function closingWords(span: ReportSpan, cutOffDay: number | undefined): string {
  if (span.kind === 'days') return ''
  return cutOffDay === undefined ? ' (kỳ chốt ngày cuối tháng)' : ` (kỳ chốt ngày ${cutOffDay} hằng tháng)`
}

export const KIND_WORDS: Record<RegularKind, string> = {
  quarter: 'Hằng quý',
  'half-year': '6 tháng',
  year: 'Hằng năm',
}

export const SCOPE_WORDS: Record<ReportScope['of'], string> = {
  station: 'Đài',
  agency: 'Cơ quan thường trực',
  unit: 'Đơn vị',
  ward: 'Trạm truyền thanh',
}

export const DUE_WORDS: Record<DueReport['state'], string> = {
  overdue: 'Quá hạn gửi',
  due: 'Đến kỳ gửi',
  coming: 'Chưa hết kỳ',
}

/** “1.234,5”, “85,7%”; what is not known is a dash. Whole numbers have no comma. */
export function figureWords(value: number | undefined, unit: FigureUnit): string {
  if (value === undefined) return '–'
  const tenths = Math.round(value * 10) / 10
  const words = figure(tenths, Number.isInteger(tenths) ? 0 : 1)
  return unit === 'percent' ? `${words}%` : words
}

/** What the figure is in, said after its title: “phút”; nothing where it is a plain count. */
export function unitWords(unit: FigureUnit): string {
  return unit === 'minutes' ? 'phút' : unit === 'days' ? 'ngày' : ''
}

/** “tăng 3”, “giảm 2,5”, “không đổi” beside the period before; nothing where either is not known. */
export function differenceWords(
  value: number | undefined,
  previous: number | undefined,
  unit: FigureUnit,
): string | undefined {
  if (value === undefined || previous === undefined) return undefined
  const difference = Math.round((value - previous) * 10) / 10
  if (difference === 0) return 'không đổi'
  return `${difference > 0 ? 'tăng' : 'giảm'} ${figureWords(Math.abs(difference), unit)}`
}

/** The first letter large: “Quý III năm 2026”. */
export const begun = (words: string) => `${words.charAt(0).toLocaleUpperCase('vi')}${words.slice(1)}`
