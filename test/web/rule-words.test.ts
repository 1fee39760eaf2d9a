import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ProgrammeRule } from '../../server/contract/index.ts'
import { ruleWords as stationWords } from '../../server/programmes/index.ts'
import { deskWindowWords, ruleWords } from '../../web/rule-words.ts'

test('rules are said as a station says them', () => {
  const rules: ProgrammeRule[] = [
    { kind: 'days-a-month', daysAMonth: 2, fromDay: 15, toDay: 30 },
    { kind: 'weekly', weekdays: [7, 2] },
    { kind: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7] },
    { kind: 'quarterly', daysAQuarter: 2, monthOfQuarter: 3, fromDay: 1, toDay: 14 },
    { kind: 'listed-dates', dates: ['2026-11-20'] },
    { kind: 'listed-dates', dates: ['2026-11-20', '2026-12-22'] },
  ]
  expect(rules.map(ruleWords)).toEqual([
    '2 ngày mỗi tháng, từ ngày 15 đến ngày 30',
    'Thứ Ba, Chủ Nhật hằng tuần',
    'hằng ngày',
    '2 ngày mỗi quý, từ ngày 1 đến ngày 14 của tháng cuối quý',
    'ngày 20/11/2026',
    '2 ngày định sẵn',
  ])
})

test('the pages say them in the station’s own words', () => {
  const day = fc.integer({ min: 1, max: 31 })
  const rule: fc.Arbitrary<ProgrammeRule> = fc.oneof(
    fc.record({ kind: fc.constant('days-a-month' as const), daysAMonth: day, fromDay: day, toDay: day }),
    fc.record({
      kind: fc.constant('quarterly' as const),
      daysAQuarter: day,
      monthOfQuarter: fc.integer({ min: 1, max: 3 }),
      fromDay: day,
      toDay: day,
    }),
    fc.record({
      kind: fc.constant('weekly' as const),
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    }),
    fc.record({
      kind: fc.constant('listed-dates' as const),
      dates: fc.array(fc.constantFrom('2026-11-20', '2026-12-22'), { minLength: 1, maxLength: 3 }),
    }),
  )
  fc.assert(fc.property(rule, (one) => ruleWords(one) === stationWords(one)))
})

test('the windows of the desk are said by days of a month or by days before the airing', () => {
  expect([
    deskWindowWords({ kind: 'days-of-month', fromDay: 1, toDay: 10, monthsBefore: 0 }),
    deskWindowWords({ kind: 'days-of-month', fromDay: 20, toDay: 28, monthsBefore: 1 }),
    deskWindowWords({ kind: 'days-before', fromDays: 8, toDays: 4 }),
  ]).toEqual([
    'từ ngày 1 đến ngày 10',
    'từ ngày 20 đến ngày 28 tháng trước',
    'từ 8 đến 4 ngày trước ngày phát đầu tiên',
  ])
})
