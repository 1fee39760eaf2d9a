import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  comparePeriods,
  firstDateOf,
  isCalendarDate,
  isInside,
  isoWeekday,
  isPeriod,
  lastDateOf,
  lengthOfPeriod,
  monthOf,
  monthOfPeriod,
  nextPeriod,
  periodAround,
  periodTitle,
  previousPeriod,
} from '../../schedules/index.ts'
import { periodBegins, periodEnds, periodWords } from '../../web/periods.ts'

const date = fc
  .integer({ min: 7000, max: 47_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10))
const length = fc.constantFrom('month', 'week', 'quarter', 'date' as const)

describe('a period', () => {
  it('is named as a station names it', () => {
    expect(['2026-11', '2026-W47', '2026-Q4', '2026-11-20'].map(periodTitle)).toEqual([
      'tháng 11/2026',
      'tuần 47 (16/11 – 22/11/2026)',
      'quý IV/2026',
      'ngày 20/11/2026',
    ])
    expect(periodTitle('2026-W53')).toBe('tuần 53 (28/12/2026 – 03/01/2027)')
  })

  it('exists or does not: months of thirteen, weeks of a short year, dates that no calendar has', () => {
    expect(
      ['2026-13', '2026-00', '2026-Q5', '2025-W53', '2026-W00', '2026-W54', '2026-02-29', 'mai', ''].map(isPeriod),
    ).not.toContain(true)
    expect(['2026-01', '2026-Q1', '2026-W53', '2020-W53', '2028-02-29'].map(isPeriod)).not.toContain(false)
    expect(() => lengthOfPeriod('2025-W53')).toThrow(RangeError)
  })

  it('of a week belongs to the year of its Thursday (ISO 8601)', () => {
    expect(
      ['2024-12-30', '2025-01-05', '2026-12-31', '2027-01-03', '2027-01-04', '2021-01-03'].map((day) =>
        periodAround(day, 'week'),
      ),
    ).toEqual(['2025-W01', '2025-W01', '2026-W53', '2026-W53', '2027-W01', '2020-W53'])
    expect(monthOfPeriod('2026-W53')).toBe('2026-12')
    expect(monthOfPeriod('2025-W01')).toBe('2024-12')
  })

  it('holds every date once: each date lies in its period, and periods follow one another without a gap', () => {
    fc.assert(
      fc.property(date, length, (day, long) => {
        const period = periodAround(day, long)
        expect(isPeriod(period)).toBe(true)
        expect(lengthOfPeriod(period)).toBe(long)
        expect(isInside({ from: firstDateOf(period), to: lastDateOf(period) }, day)).toBe(true)
        expect(firstDateOf(nextPeriod(period))).toBe(addDays(lastDateOf(period), 1))
        expect(previousPeriod(nextPeriod(period))).toBe(period)
        expect(nextPeriod(previousPeriod(period))).toBe(period)
        expect(comparePeriods(previousPeriod(period), period)).toBeLessThan(0)
        expect(monthOfPeriod(period)).toBe(monthOf(firstDateOf(period)))
        for (const end of [firstDateOf(period), lastDateOf(period)]) {
          expect(isCalendarDate(end)).toBe(true)
          expect(periodAround(end, long)).toBe(period)
        }
      }),
    )
  })

  it('has the days of its kind: seven from Monday, a whole month, three whole months', () => {
    fc.assert(
      fc.property(date, (day) => {
        const week = periodAround(day, 'week')
        expect([isoWeekday(firstDateOf(week)), isoWeekday(lastDateOf(week))]).toEqual([1, 7])
        expect(addDays(firstDateOf(week), 6)).toBe(lastDateOf(week))
        const quarter = periodAround(day, 'quarter')
        expect(addMonths(monthOfPeriod(quarter), 2)).toBe(monthOf(lastDateOf(quarter)))
        expect(firstDateOf(periodAround(day, 'month')).slice(8)).toBe('01')
      }),
    )
  })

  it('sorts as text among its kind as it does in time', () => {
    fc.assert(
      fc.property(date, date, length, (a, b, long) => {
        const [one, other] = [periodAround(a, long), periodAround(b, long)]
        expect(Math.sign(comparePeriods(one, other))).toBe(one < other ? -1 : one > other ? 1 : 0)
      }),
    )
  })

  it('is the same on the pages as at the station', () => {
    fc.assert(
      fc.property(date, length, (day, long) => {
        const period = periodAround(day, long)
        expect([periodWords(period), periodBegins(period), periodEnds(period)]).toEqual([
          periodTitle(period),
          firstDateOf(period),
          lastDateOf(period),
        ])
      }),
    )
  })

  it('months are counted over the turn of the year and back', () => {
    expect([addMonths('2026-11', 3), addMonths('2026-01', -1), addMonths('2026-05', 0)]).toEqual([
      '2027-02',
      '2025-12',
      '2026-05',
    ])
  })
})
