import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addDays, addMonths } from '../../../schedules/index.ts'
import type { ReportSpan } from '../../../server/contract/index.ts'
import {
  daysOfMonth,
  daysOfSpan,
  monthOfDate,
  readSpan,
  spanBefore,
  spanCode,
  titleOfSpan,
} from '../../../server/figures/index.ts'

const quarter = (year: number, part: number): ReportSpan => ({ kind: 'quarter', year, part })

describe('the days of a report', () => {
  test.each([
    ['quý I by the calendar', quarter(2026, 1), undefined, '2026-01-01', '2026-03-31'],
    ['quý I closed on the 14th', quarter(2026, 1), 14, '2025-12-15', '2026-03-14'],
    ['quý II of a leap year closed on the 28th', quarter(2024, 2), 28, '2024-03-29', '2024-06-28'],
    ['quý I that begins after a 28 February', quarter(2026, 2), 28, '2026-03-29', '2026-06-28'],
    ['the second half', { kind: 'half-year', year: 2026, part: 2 } as const, 14, '2026-06-15', '2026-12-14'],
    ['a year by the calendar', { kind: 'year', year: 2024 } as const, undefined, '2024-01-01', '2024-12-31'],
    ['a year closed on the 14th', { kind: 'year', year: 2024 } as const, 14, '2023-12-15', '2024-12-14'],
    [
      'days as they are given',
      { kind: 'days', from: '2026-02-03', to: '2026-02-09' } as const,
      14,
      '2026-02-03',
      '2026-02-09',
    ],
  ])('%s', (_, span, cutOffDay, from, to) => {
    expect(daysOfSpan(span, cutOffDay)).toEqual({ from, to })
  })

  const cutOff = fc.option(fc.integer({ min: 1, max: 28 }), { nil: undefined })

  it('follow one another without a gap, whatever the cut-off day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2000, max: 2100 }),
        fc.constantFrom('quarter', 'half-year', 'year'),
        fc.integer({ min: 1, max: 2 }),
        cutOff,
        (year, kind, part, cutOffDay) => {
          const span: ReportSpan = kind === 'year' ? { kind, year } : { kind: kind as 'quarter', year, part }
          const [now, before] = [daysOfSpan(span, cutOffDay), daysOfSpan(spanBefore(span), cutOffDay)]
          expect(addDays(before.to, 1)).toBe(now.from)
          expect(readSpan(spanCode(span))).toEqual(span)
        },
      ),
    )
  })

  it('are those of their months', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1200 }),
        fc.integer({ min: 0, max: 40_000 }),
        cutOff,
        (months, days, cutOffDay) => {
          const month = addMonths('2000-01', months)
          expect(addDays(daysOfMonth(month, cutOffDay).to, 1)).toBe(daysOfMonth(addMonths(month, 1), cutOffDay).from)
          const date = addDays('2000-01-01', days)
          const around = daysOfMonth(monthOfDate(date, cutOffDay), cutOffDay)
          expect(around.from <= date && date <= around.to).toBe(true)
        },
      ),
    )
  })

  test.each([
    ['whole months', '2026-02-01', '2026-04-30', '2025-11-01', '2026-01-31'],
    ['one month', '2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['some days', '2026-03-05', '2026-03-14', '2026-02-23', '2026-03-04'],
    ['one day', '2026-03-05', '2026-03-05', '2026-03-04', '2026-03-04'],
  ])('before %s are as many before', (_, from, to, beforeFrom, beforeTo) => {
    expect(spanBefore({ kind: 'days', from, to })).toEqual({ kind: 'days', from: beforeFrom, to: beforeTo })
  })

  it('are called as on a paper', () => {
    expect(titleOfSpan(quarter(2026, 3))).toBe('Quý III năm 2026')
    expect(titleOfSpan({ kind: 'half-year', year: 2026, part: 1 })).toBe('6 tháng đầu năm 2026')
    expect(titleOfSpan({ kind: 'year', year: 2026 })).toBe('Năm 2026')
    expect(titleOfSpan({ kind: 'days', from: '2026-03-05', to: '2026-04-20' })).toBe(
      'Từ ngày 05/03/2026 đến ngày 20/04/2026',
    )
  })
})
