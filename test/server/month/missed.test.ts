import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, periodsBetween } from '../../../schedules/index.ts'
import { type EditionHeard, missedPeriods } from '../../../server/month/missed.ts'
import { periodsInSight } from '../../../server/month/periods.ts'

const WEEKLY = {
  startsOn: '2026-01-01',
  rules: [{ from: '2026-01-01', rule: { kind: 'weekly' as const, weekdays: [2, 5] }, times: ['05:15'] }],
}
const SA_DEC = {
  startsOn: '2026-01-01',
  rules: [
    {
      from: '2026-01-01',
      rule: { kind: 'days-a-month' as const, daysAMonth: 2, fromDay: 15, toDay: 30 },
      times: ['05:15'],
      intakeWindow: { kind: 'days-of-month' as const, fromDay: 1, toDay: 10, monthsBefore: 0 },
      reviewWindow: { kind: 'days-of-month' as const, fromDay: 10, toDay: 15, monthsBefore: 0 },
    },
  ],
}
const heard = (dates: Record<string, number>) =>
  new Map(
    Object.entries(dates).map(([period, datesHeard]): [string, EditionHeard] => [
      period,
      { editionId: period, datesHeard },
    ]),
  )

describe('weeks and months missed', () => {
  it('are those whose last date is over and that were heard on fewer dates than the rule wants', () => {
    const missed = missedPeriods(WEEKLY, {
      today: '2026-01-21',
      knownFrom: '2026-01-01',
      editions: heard({ '2026-W01': 1, '2026-W02': 1, '2026-W03': 2, '2026-W04': 0 }),
    })
    expect(missed).toEqual([
      {
        period: '2026-W02',
        title: 'tuần 2 (05/01 – 11/01/2026)',
        datesHeard: 1,
        datesWanted: 2,
        editionId: '2026-W02',
      },
    ])
  })

  it('are not those of before the programme was in the system', () => {
    const asked = { today: '2026-03-01', knownFrom: '2026-02-16', editions: heard({}) }
    expect(missedPeriods(WEEKLY, asked).map(({ period }) => period)).toEqual(['2026-W09', '2026-W08'])
  })

  it('reach back a year, whatever happened before', () => {
    const missed = missedPeriods(
      { ...SA_DEC, startsOn: '2020-01-01', rules: SA_DEC.rules.map((one) => ({ ...one, from: '2020-01-01' })) },
      { today: '2026-11-22', knownFrom: '2020-01-01', editions: heard({}) },
    )
    expect(missed[0]?.period).toBe('2026-10')
    expect(missed.at(-1)?.period).toBe('2025-11')
  })

  it('never name the same period twice, nor one that was heard enough, the newest first', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 60 }), fc.nat(400), (counts, days) => {
        const today = addDays('2026-01-01', days)
        const periods = periodsBetween(WEEKLY, { from: '2026-01-01', to: today })
        const editions = heard(Object.fromEntries(periods.map((period, place) => [period, counts[place] ?? 0])))
        const missed = missedPeriods(WEEKLY, { today, knownFrom: '2026-01-01', editions }).map(({ period }) => period)
        expect(new Set(missed).size).toBe(missed.length)
        expect(missed).toEqual(missed.toSorted().reverse())
        for (const period of missed) expect(editions.get(period)?.datesHeard ?? 0).toBeLessThan(2)
      }),
      { numRuns: 20 },
    )
  })
})

describe('the periods in sight', () => {
  const none = { hasEdition: () => false }

  it('are the present month, and the next one only where somebody opened it', () => {
    expect(periodsInSight(SA_DEC, '2026-11-22', none).map(({ period }) => period)).toEqual(['2026-11'])
    const seen = periodsInSight(SA_DEC, '2026-11-22', { hasEdition: (period) => period === '2026-12' })
    expect(seen.map(({ period, isPresent }) => [period, isPresent])).toEqual([
      ['2026-11', true],
      ['2026-12', false],
    ])
  })

  it('are the weeks whose items are taken in while the week before is on air', () => {
    const course = {
      ...WEEKLY,
      rules: WEEKLY.rules.map((one) => ({
        ...one,
        intakeWindow: { kind: 'days-before' as const, fromDays: 8, toDays: 3 },
      })),
    }
    expect(periodsInSight(course, '2026-11-18', none).map(({ period }) => period)).toEqual(['2026-W47', '2026-W48'])
  })

  it('are none before the programme begins, unless its first intake is open', () => {
    const later = {
      ...SA_DEC,
      startsOn: '2026-12-01',
      rules: SA_DEC.rules.map((one) => ({ ...one, from: '2026-12-01' })),
    }
    expect(periodsInSight(later, '2026-11-22', none)).toEqual([])
  })
})
