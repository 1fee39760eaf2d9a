import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type PlannedCourse } from '../../../schedules/index.ts'
import { plannedDays } from '../../../server/figures/tables/index.ts'
import { MONTHLY, WEEKLY } from './sample-facts.ts'

/** Weekly on Tuesdays until the end of June, then two days a month. */
const CHANGED: PlannedCourse = {
  startsOn: '2026-01-01',
  rules: [
    { from: '2026-01-01', rule: { kind: 'weekly', weekdays: [2] }, times: ['05:15'] },
    { from: '2026-07-01', rule: { kind: 'days-a-month', daysAMonth: 2, fromDay: 15, toDay: 30 }, times: ['05:15'] },
  ],
}

describe('what a plan wants of a span', () => {
  it('is two days a month, and every Tuesday of a year', () => {
    expect(plannedDays(MONTHLY, { from: '2026-01-01', to: '2026-03-31' }).dates).toBe(6)
    expect(plannedDays(WEEKLY, { from: '2012-01-01', to: '2012-12-31' }).dates).toBe(52)
  })

  it('follows each rule in its own part of the year', () => {
    expect(plannedDays(CHANGED, { from: '2026-01-01', to: '2026-12-31' }).dates).toBe(26 + 12)
    expect(plannedDays(CHANGED, { from: '2026-04-01', to: '2026-09-30' }).dates).toBe(13 + 6)
  })

  it('counts a window that runs over the end where it ends, and says that it goes on', () => {
    const first = plannedDays(MONTHLY, { from: '2026-01-01', to: '2026-03-20' })
    expect(first.dates).toBe(4)
    expect(first.goingOn).toEqual([{ period: '2026-03', lastOn: '2026-03-30' }])
    expect(plannedDays(MONTHLY, { from: '2026-03-21', to: '2026-04-30' }).dates).toBe(4)
  })

  it('of neighbouring spans makes that of both', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(MONTHLY, WEEKLY, CHANGED),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        (course, start, one, other) => {
          const from = addDays('2026-01-01', start)
          const middle = addDays(from, one)
          const to = addDays(middle, 1 + other)
          const parts = [
            plannedDays(course, { from, to: middle }),
            plannedDays(course, { from: addDays(middle, 1), to }),
          ]
          const sum = parts.reduce((all, { dates }) => all + dates, 0)
          expect(sum).toBe(plannedDays({ ...course }, { from, to }).dates)
          expect(plannedDays(course, { from, to: middle })).toEqual(parts[0])
        },
      ),
      { numRuns: 40 },
    )
  })
})
