import { describe, expect, test } from 'vitest'
import { begun, closingWords, differenceWords, figureWords, reportSpanWords } from '../../web/report-words.ts'

describe('how reports are said', () => {
  test('spans as an office writes them', () => {
    expect(reportSpanWords({ kind: 'quarter', year: 2026, part: 3 })).toBe('quý III năm 2026')
    expect(reportSpanWords({ kind: 'half-year', year: 2026, part: 2 })).toBe('6 tháng cuối năm 2026')
    expect(begun(reportSpanWords({ kind: 'year', year: 2026 }))).toBe('Năm 2026')
    expect(reportSpanWords({ kind: 'days', from: '2026-01-05', to: '2026-02-10' })).toBe('từ 05/01/2026 đến 10/02/2026')
  })

  test('the day that closes the periods, where it decides anything', () => {
    expect(closingWords({ kind: 'year', year: 2026 }, 14)).toBe(' (kỳ chốt ngày 14 hằng tháng)')
    expect(closingWords({ kind: 'year', year: 2026 }, undefined)).toBe(' (kỳ chốt ngày cuối tháng)')
    expect(closingWords({ kind: 'days', from: '2026-01-05', to: '2026-02-10' }, 14)).toBe('')
  })

  test('figures with a decimal comma, whole ones without, unknown ones as a dash', () => {
    expect(figureWords(1234.46, 'minutes')).toBe('1.234,5')
    expect(figureWords(12.04, 'count')).toBe('12')
    expect(figureWords(85.7, 'percent')).toBe('85,7%')
    expect(figureWords(undefined, 'days')).toBe('–')
  })

  test('what became of a figure since the period before', () => {
    expect(differenceWords(5, 2, 'count')).toBe('tăng 3')
    expect(differenceWords(2, 4.5, 'minutes')).toBe('giảm 2,5')
    expect(differenceWords(2, 2.01, 'minutes')).toBe('không đổi')
    expect(differenceWords(2, undefined, 'count')).toBeUndefined()
  })
})
