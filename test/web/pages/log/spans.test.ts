import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogLine } from '../../../../server/contract/index.ts'
import { groupsOf, spanOf } from '../../../../web/pages/log/spans.ts'

const NOW = Date.UTC(2026, 10, 18, 20)

describe('the spans of the log', () => {
  it('is the present month where nothing is asked for, by the station’s own clock', () => {
    const span = spanOf(undefined, Date.UTC(2026, 10, 30, 18))
    expect([span.from, span.to, span.words, span.isNow]).toEqual(['2026-12-01', '2026-12-31', 'tháng 12/2026', true])
  })

  it('is a day, a month or a year, and knows its neighbours', () => {
    const [day, month, year] = ['2026-03-01', '2026-01', '2026'].map((asked) => spanOf(asked, NOW))
    expect([day?.from, day?.to, day?.before.span, day?.after.span]).toEqual([
      '2026-03-01',
      '2026-03-01',
      '2026-02-28',
      '2026-03-02',
    ])
    expect([month?.from, month?.to, month?.before.span, month?.after.span]).toEqual([
      '2026-01-01',
      '2026-01-31',
      '2025-12',
      '2026-02',
    ])
    expect([year?.from, year?.to, year?.before.span, year?.isNow]).toEqual(['2026-01-01', '2026-12-31', '2025', true])
  })

  it('leads from a year to today where today lies in it, else to its first day', () => {
    const spans = (asked: string) => spanOf(asked, NOW).views.map(({ span }) => span)
    expect(spans('2026')).toEqual(['2026-11-19', '2026-11', '2026'])
    expect(spans('2024')).toEqual(['2024-01-01', '2024-01', '2024'])
  })

  it('comes back to where it was after a step forth and back', () => {
    const asked = fc.oneof(
      fc.integer({ min: 2001, max: 2198 }).map(String),
      fc
        .date({ min: new Date('2001-01-02'), max: new Date('2198-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      fc
        .date({ min: new Date('2001-02-02'), max: new Date('2198-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 7)),
    )
    fc.assert(
      fc.property(asked, (span) => {
        expect(spanOf(spanOf(span, NOW).after.span, NOW).before.span).toBe(span)
        expect(spanOf(span, NOW).after.span > span).toBe(true)
      }),
    )
  })
})

it('puts lines under their days, of a year under its months, or under their programmes', () => {
  const line = (programmeName: string, plannedAt: number) => ({ programmeName, plannedAt }) as LogLine
  const lines = [line('A', Date.UTC(2026, 0, 1)), line('B', Date.UTC(2026, 0, 1, 20)), line('A', Date.UTC(2026, 1, 1))]
  const titles = (...asked: ['time' | 'programme', 'day' | 'month' | 'year']) =>
    groupsOf(lines, ...asked).map(({ title, lines: of }) => [title, of.length])
  expect(titles('time', 'month')).toEqual([
    ['Thứ Năm, 01/01/2026', 1],
    ['Thứ Sáu, 02/01/2026', 1],
    ['Chủ Nhật, 01/02/2026', 1],
  ])
  expect(titles('time', 'year')).toEqual([
    ['Tháng 1/2026', 2],
    ['Tháng 2/2026', 1],
  ])
  expect(titles('programme', 'month')).toEqual([
    ['A', 2],
    ['B', 1],
  ])
})
