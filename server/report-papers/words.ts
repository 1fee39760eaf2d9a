import type { FigureUnit } from '../contract/index.ts'

const UNKNOWN = '–'
const UNIT_WORDS: Record<FigureUnit, string> = { count: '', days: 'ngày', minutes: 'phút', percent: '%' }
const WRITTEN = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1, useGrouping: true })

/** A figure as papers write it (pure): “1.234,5”; what is not known is a dash. Its unit stands in its title. */
export function figureWords(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return UNKNOWN
  return WRITTEN.format(rounded(value)).replace('-', '−')
}

/** What became of a figure since the period before (pure): “+3”, “−2,5”, “0”; nothing where either is not known. */
export function changeWords(value: number | undefined, previous: number | undefined): string {
  if (value === undefined || previous === undefined) return ''
  const change = rounded(rounded(value) - rounded(previous))
  const words = WRITTEN.format(Math.abs(change))
  return change === 0 ? words : `${change > 0 ? '+' : '−'}${words}`
}

/** A title that says what is counted in (pure): “Thời lượng phát (phút)”, unless it says so itself. */
export function titleWithUnit(title: string, unit: FigureUnit): string {
  const words = UNIT_WORDS[unit]
  const isSaid = words === '' || title.toLocaleLowerCase('vi').includes(words)
  return isSaid ? title : `${title} (${words})`
}

/** With a small first letter, inside a sentence: “quý III năm 2026”. */
export function inside(words: string): string {
  return `${words.charAt(0).toLocaleLowerCase('vi')}${words.slice(1)}`
}

/** To a tenth, so that what is added up on paper is what stands there. */
function rounded(value: number): number {
  const tenths = Math.round(value * 10) / 10
  return tenths === 0 ? 0 : tenths
}
