import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  type DaysAMonthRule,
  dateAt,
  datesOf,
  instantOf,
  isCalendarDate,
  isInside,
  monthOf,
  type ProgrammeCourse,
  type ProgrammeRule,
  proposeDates,
  timeAt,
  vietnameseDate,
  warningsOn,
  weekday,
  windowOf,
} from '../../schedules/index.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const SA_DEC: DaysAMonthRule = { kind: 'days-a-month', daysAMonth: 2, fromDay: 15, toDay: 30 }

const month = fc
  .tuple(fc.integer({ min: 1990, max: 2100 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${String(number).padStart(2, '0')}`)
const date = fc
  .integer({ min: 7000, max: 47_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10))
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hours, minutes]) => `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`)
const rule = fc
  .tuple(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 31 }))
  .map(
    ([daysAMonth, a, b]): DaysAMonthRule => ({
      kind: 'days-a-month',
      daysAMonth,
      fromDay: Math.min(a, b),
      toDay: Math.max(a, b),
    }),
  )

describe('dates', () => {
  it('knows which dates exist', () => {
    expect(['2024-02-29', '2023-02-29', '2023-04-31', '2023-1-1', 'mai'].map(isCalendarDate)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })

  it('counts days forwards and back to the same date', () => {
    fc.assert(
      fc.property(
        date,
        fc.integer({ min: -5000, max: 5000 }),
        (from, days) => addDays(addDays(from, days), -days) === from,
      ),
    )
  })

  it('knows the weekday, and how a date is written in Viet Nam', () => {
    expect([weekday('2026-11-21'), weekday('1970-01-01'), vietnameseDate('2026-11-08')]).toEqual([6, 4, '08/11/2026'])
  })
})

describe('the station’s zone', () => {
  it('shows 05:15 in Sa Đéc when it is 22:15 of the day before in UTC', () => {
    expect(new Date(instantOf('2026-11-18', '05:15', ZONE)).toISOString()).toBe('2026-11-17T22:15:00.000Z')
  })

  it('brings every date and time to an instant and back', () => {
    fc.assert(
      fc.property(date, time, (day, clock) => {
        const instant = instantOf(day, clock, ZONE)
        expect([dateAt(instant, ZONE), timeAt(instant, ZONE)]).toEqual([day, clock])
      }),
    )
  })

  it('takes a time that a clock change skips at the offset before it, and a double one at its first', () => {
    expect(new Date(instantOf('2026-03-08', '02:30', 'America/New_York')).toISOString()).toBe(
      '2026-03-08T07:30:00.000Z',
    )
    expect(new Date(instantOf('2026-11-01', '01:30', 'America/New_York')).toISOString()).toBe(
      '2026-11-01T05:30:00.000Z',
    )
  })
})

describe('n dates a month within a window', () => {
  it('ends on the 30th in long months and on the last day of February', () => {
    expect(windowOf(SA_DEC, '2026-12')).toEqual({ from: '2026-12-15', to: '2026-12-30' })
    expect(windowOf(SA_DEC, '2027-02')).toEqual({ from: '2027-02-15', to: '2027-02-28' })
    expect(windowOf(SA_DEC, '2028-02')).toEqual({ from: '2028-02-15', to: '2028-02-29' })
  })

  it('proposes two working days apart in an ordinary month', () => {
    expect(proposeDates(always(SA_DEC), '2026-11', { earliest: '2026-11-01' })).toEqual(['2026-11-16', '2026-11-23'])
  })

  it('proposes exactly what is missing, inside the window and the month, in order, never twice, never in the past', () => {
    fc.assert(
      fc.property(
        rule,
        month,
        fc.integer({ min: 0, max: 40 }),
        fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 5 }),
        (any, when, late, taken) => {
          const window = windowOf(any, when)
          const earliest = addDays(`${when}-01`, late)
          const confirmed = taken.map((days) => addDays(window.from, days))
          const proposed = proposeDates(always(any), when, { earliest, confirmed })
          for (const day of proposed) {
            expect(isInside(window, day)).toBe(true)
            expect(monthOf(day)).toBe(when)
            expect(day >= earliest).toBe(true)
            expect(confirmed).not.toContain(day)
          }
          expect([...new Set(proposed)].sort()).toEqual(proposed)
          const inWindow = new Set(confirmed.filter((day) => isInside(window, day)))
          expect(proposed.length + inWindow.size).toBeLessThanOrEqual(Math.max(any.daysAMonth, inWindow.size))
          const last = Number(window.to.slice(8)) - Number(window.from.slice(8)) + 1
          if (late === 0)
            expect(proposed.length).toBe(Math.max(0, Math.min(any.daysAMonth - inWindow.size, last - inWindow.size)))
        },
      ),
    )
  })

  it('keeps away from dates on which the device belongs to others, as long as enough are left', () => {
    const busy = new Set(['2026-11-16', '2026-11-23'])
    expect(proposeDates(always(SA_DEC), '2026-11', { earliest: '2026-11-01', busy })).toEqual([
      '2026-11-17',
      '2026-11-24',
    ])
    const all = new Set(datesOf({ from: '2026-11-15', to: '2026-11-30' }))
    expect(proposeDates(always(SA_DEC), '2026-11', { earliest: '2026-11-01', busy: all })).toHaveLength(2)
  })

  it('keeps away from Tết when told of it', () => {
    const tet = new Map(datesOf({ from: '2027-02-04', to: '2027-02-17' }).map((day) => [day, 'Tết Nguyên đán']))
    const wide: DaysAMonthRule = { kind: 'days-a-month', daysAMonth: 2, fromDay: 8, toDay: 28 }
    for (const day of proposeDates(always(wide), '2027-02', { earliest: '2027-02-01', holidays: tet })) {
      expect(tet.has(day)).toBe(false)
    }
    expect(warningsOn('2027-02-08', '05:15', tet)).toEqual(['public-holiday'])
  })

  it('warns of weekends, holidays and hours, and of nothing else', () => {
    expect(warningsOn('2026-11-21')).toEqual(['saturday'])
    expect(warningsOn('2026-11-22')).toEqual(['sunday'])
    expect(warningsOn('2026-09-02', '04:59')).toEqual(['public-holiday', 'before-five'])
    expect(warningsOn('2026-11-18', '21:00')).toEqual(['after-nine-in-the-evening'])
    expect(warningsOn('2026-11-18', '05:15')).toEqual([])
  })
})

function always(only: ProgrammeRule): ProgrammeCourse {
  return { startsOn: '1900-01-01', rules: [{ from: '1900-01-01', rule: only, times: ['05:15'] }] }
}
