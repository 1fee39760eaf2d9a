import { describe, expect, it } from 'vitest'
import type { PlannedCourse } from '../../../schedules/index.ts'
import { openPeriods, sendTargets, type TargetFacts } from '../../../server/intake/targets.ts'

/** Sa Đéc 2023: items from 1 to 10, on air from 15 to 30. */
const saDec: PlannedCourse = {
  startsOn: '2023-07-01',
  rules: [
    {
      from: '2023-07-01',
      rule: { kind: 'days-a-month', daysAMonth: 2, fromDay: 15, toDay: 30 },
      times: ['05:15'],
      intakeWindow: { kind: 'days-of-month', fromDay: 1, toDay: 10, monthsBefore: 0 },
    },
  ],
}
const weekly: PlannedCourse = {
  startsOn: '2023-01-01',
  rules: [{ from: '2023-01-01', rule: { kind: 'weekly', weekdays: [2] }, times: ['17:00'] }],
}

const facts = (today: string, owed: Record<string, [owed: number, received: number]> = {}): TargetFacts[] =>
  openPeriods(saDec, today).map(({ period, intake }) => {
    const [itemsOwed, itemsReceived] = owed[period] ?? [0, 0]
    return { programmeId: 'cchc', programmeName: 'CCHC', period, intake, itemsOwed, itemsReceived }
  })
const suggested = (today: string, owed?: Parameters<typeof facts>[1]) => {
  const targets = sendTargets(facts(today, owed), today)
  expect(targets.filter(({ isSuggested }) => isSuggested)).toHaveLength(targets.length > 0 ? 1 : 0)
  return targets.find(({ isSuggested }) => isSuggested)
}

describe('the periods that a unit may send for', () => {
  it('are those that are not aired to their end, with the last day in time', () => {
    expect(openPeriods(saDec, '2026-11-30').map(({ period }) => period)).toEqual(['2026-11', '2026-12', '2027-01'])
    expect(openPeriods(saDec, '2026-10-31')[0]?.period).toBe('2026-11')
    expect(openPeriods(saDec, '2026-11-05')[0]?.intake).toEqual({ from: '2026-11-01', to: '2026-11-10' })
  })

  it('are a few weeks where a programme airs every week', () => {
    expect(openPeriods(weekly, '2026-11-18')[0]?.period).toBe('2026-W48')
    expect(openPeriods(weekly, '2026-11-17').map(({ period }) => period)).toEqual(['2026-W47', '2026-W48', '2026-W49'])
  })
})

describe('what the form offers first', () => {
  it('is the period that takes items in, when the unit owes nothing', () => {
    expect(suggested('2026-11-03')).toMatchObject({ period: '2026-11', dueOn: '2026-11-10', isOver: false })
  })

  it('is the unit’s own turn, even when another period is nearer', () => {
    expect(suggested('2026-11-20', { '2026-12': [1, 0] })).toMatchObject({ period: '2026-12', isOver: false })
  })

  it('is the turn that the unit missed, and says that it is over', () => {
    expect(suggested('2026-11-12', { '2026-11': [1, 0] })).toMatchObject({ period: '2026-11', isOver: true })
  })

  it('goes on to the next period when the unit has sent what it owes and the time is over', () => {
    expect(suggested('2026-11-12', { '2026-11': [1, 1] })).toMatchObject({ period: '2026-12' })
  })

  it('is in time on the last day, and late on the day after', () => {
    expect(suggested('2026-11-10', { '2026-11': [1, 0] })?.isOver).toBe(false)
    expect(suggested('2026-11-11', { '2026-11': [1, 0] })?.isOver).toBe(true)
  })

  it('is nothing where no programme takes items', () => {
    expect(sendTargets([], '2026-11-10')).toEqual([])
  })
})
