import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  type DatedRule,
  datesIn,
  datesOf,
  datesUnder,
  datesWanted,
  datesWantedIn,
  firstDateOf,
  intakeWindowOf,
  isInside,
  isoWeekday,
  lastDateOf,
  mayAirOn,
  type PlannedCourse,
  type ProgrammeCourse,
  type ProgrammeRule,
  periodAfter,
  periodBefore,
  periodLengthOf,
  periodOf,
  periodOn,
  periodsBetween,
  proposeDates,
  reviewWindowOf,
  ruleFault,
  ruleOfPeriod,
  ruleOn,
  timesOn,
  wholeWindowIn,
  windowsIn,
} from '../../schedules/index.ts'

const SA_DEC: ProgrammeRule = { kind: 'days-a-month', daysAMonth: 2, fromDay: 15, toDay: 30 }
const TUESDAYS: ProgrammeRule = { kind: 'weekly', weekdays: [2] }

const days = fc.integer({ min: 1, max: 31 })
const window = fc.tuple(days, days).map(([a, b]) => ({ fromDay: Math.min(a, b), toDay: Math.max(a, b) }))
const date = fc
  .integer({ min: 18_000, max: 24_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10))
const rule: fc.Arbitrary<ProgrammeRule> = fc.oneof(
  fc.tuple(days, window).map(([n, span]): ProgrammeRule => ({ kind: 'days-a-month', daysAMonth: n, ...span })),
  fc
    .tuple(days, fc.integer({ min: 1, max: 3 }), window)
    .map(
      ([n, monthOfQuarter, span]): ProgrammeRule => ({ kind: 'quarterly', daysAQuarter: n, monthOfQuarter, ...span }),
    ),
  fc
    .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
    .map((weekdays): ProgrammeRule => ({ kind: 'weekly', weekdays })),
  fc
    .uniqueArray(date, { minLength: 1, maxLength: 12 })
    .map((dates): ProgrammeRule => ({ kind: 'listed-dates', dates })),
)
const course: fc.Arbitrary<ProgrammeCourse> = fc
  .record({
    startsOn: date,
    length: fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined }),
    rules: fc.array(fc.tuple(fc.integer({ min: -60, max: 500 }), rule), { minLength: 1, maxLength: 4 }),
  })
  .map(({ startsOn, length, rules }) => {
    const byDate = new Map(rules.map(([after, one]) => [addDays(startsOn, after), one]))
    return {
      startsOn,
      ...(length !== undefined && { endsOn: addDays(startsOn, length) }),
      rules: [...byDate]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([from, one]): DatedRule => ({ from, rule: one, times: ['05:15'] })),
    }
  })

describe('a rule', () => {
  it('names dates of its period only, in order, and each of them belongs to that period', () => {
    fc.assert(
      fc.property(rule, date, (one, day) => {
        const period = periodOf(one, day)
        const dates = datesUnder(one, period)
        expect([...new Set(dates)].sort()).toEqual(dates)
        for (const other of dates) expect(periodOf(one, other)).toBe(period)
        expect(datesWanted(one, period)).toBeLessThanOrEqual(dates.length)
      }),
    )
  })

  it('of weekdays airs on those of every week and on no other, over the turn of the year too', () => {
    expect(datesUnder({ kind: 'weekly', weekdays: [5, 1] }, '2026-W53')).toEqual(['2026-12-28', '2027-01-01'])
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), date, (weekdays, day) => {
        const one: ProgrammeRule = { kind: 'weekly', weekdays }
        expect(datesUnder(one, periodOf(one, day)).includes(day)).toBe(weekdays.includes(isoWeekday(day)))
      }),
    )
  })

  it('of a quarter airs in the month it names, and ends with a short February', () => {
    const one: ProgrammeRule = { kind: 'quarterly', daysAQuarter: 2, monthOfQuarter: 2, fromDay: 20, toDay: 31 }
    expect(datesUnder(one, '2027-Q1').at(-1)).toBe('2027-02-28')
    expect(datesUnder(one, '2028-Q1').at(-1)).toBe('2028-02-29')
    expect(datesUnder(one, '2026-Q4')[0]).toBe('2026-11-20')
  })

  it('cannot be kept when its window ends before it begins, is too short, or names nothing', () => {
    expect([
      ruleFault({ kind: 'days-a-month', daysAMonth: 2, fromDay: 30, toDay: 15 }),
      ruleFault({ kind: 'quarterly', daysAQuarter: 4, monthOfQuarter: 1, fromDay: 1, toDay: 3 }),
      ruleFault({ kind: 'weekly', weekdays: [] }),
      ruleFault({ kind: 'listed-dates', dates: [] }),
      ruleFault({ kind: 'listed-dates', dates: ['2026-02-29'] }),
      ruleFault(SA_DEC),
    ]).toEqual(['from-after-to', 'too-few-days', 'no-weekday', 'no-date', 'no-such-date', undefined])
  })
})

describe('a programme over the years', () => {
  it('airs on no date before it starts, after it ends, or outside the rule in force on that date', () => {
    fc.assert(
      fc.property(course, date, (one, day) => {
        const inForce = ruleOn(one, day)
        for (const { rule: any } of one.rules) {
          const period = periodOf(any, day)
          const expected =
            inForce !== undefined &&
            periodLengthOf(inForce.rule) === periodLengthOf(any) &&
            datesUnder(inForce.rule, period).includes(day)
          expect(mayAirOn(one, period, day)).toBe(expected)
        }
      }),
    )
  })

  it('has windows that hold its dates and nothing else', () => {
    fc.assert(
      fc.property(course, date, (one, day) => {
        for (const { rule: any } of one.rules) {
          const period = periodOf(any, day)
          const dates = datesIn(one, period)
          expect(windowsIn(one, period).flatMap(datesOf)).toEqual(dates)
          expect(wholeWindowIn(one, period)).toEqual(
            dates.length === 0 ? undefined : { from: dates[0], to: dates.at(-1) },
          )
          expect(datesWantedIn(one, period)).toBeLessThanOrEqual(dates.length)
          expect(datesWantedIn(one, period) > 0).toBe(dates.length > 0)
        }
      }),
    )
  })

  it('lists its periods in order, each once, and leaves out none that has a date in the span', () => {
    fc.assert(
      fc.property(course, fc.integer({ min: -40, max: 600 }), fc.integer({ min: 0, max: 200 }), (one, after, long) => {
        const from = addDays(one.startsOn, after)
        const span = { from, to: addDays(from, long) }
        const periods = periodsBetween(one, span)
        const begin = new Map(periods.map((period) => [period, datesIn(one, period)[0] ?? '']))
        expect([...new Set(begin.values())].sort()).toEqual([...begin.values()])
        expect(begin.size).toBe(periods.length)
        const listed = new Set(periods.flatMap((period) => datesIn(one, period)))
        for (const day of datesOf(span)) {
          const inForce = ruleOn(one, day)
          const airs = inForce && datesUnder(inForce.rule, periodOf(inForce.rule, day)).includes(day)
          if (airs) expect(listed.has(day)).toBe(true)
        }
        for (const period of periods) expect(datesIn(one, period).length).toBeGreaterThan(0)
      }),
    )
  })

  it('goes from each period to the next and back again', () => {
    fc.assert(
      fc.property(course, fc.nat(), (one, nth) => {
        const all = periodsBetween(one, { from: addDays(one.startsOn, -60), to: addDays(one.startsOn, 400) })
        const place = all.length === 0 ? 0 : nth % all.length
        const [period, next] = [all[place], all[place + 1]]
        if (period === undefined || next === undefined) return
        expect(periodAfter(one, period)).toBe(next)
        expect(periodBefore(one, next)).toBe(period)
      }),
    )
  })

  it('proposes dates of its rules only, and together with the confirmed ones no more than are wanted', () => {
    fc.assert(
      fc.property(course, date, fc.integer({ min: 0, max: 40 }), (one, day, late) => {
        for (const { rule: any } of one.rules) {
          const period = periodOf(any, day)
          const dates = datesIn(one, period)
          const confirmed = dates.slice(0, 1)
          const earliest = addDays(firstDateOf(period), late)
          const proposed = proposeDates(one, period, { earliest, confirmed })
          for (const other of proposed) {
            expect(dates).toContain(other)
            expect(confirmed).not.toContain(other)
            expect(other >= earliest).toBe(true)
          }
          expect(proposed.length + confirmed.length).toBeLessThanOrEqual(Math.max(datesWantedIn(one, period), 1))
        }
      }),
    )
  })
})

describe('a change of rules in the middle of a period', () => {
  const changed: ProgrammeCourse = {
    startsOn: '2026-01-01',
    rules: [
      { from: '2026-01-01', rule: SA_DEC, times: ['05:15', '17:15'] },
      { from: '2026-11-20', rule: { kind: 'days-a-month', daysAMonth: 4, fromDay: 25, toDay: 31 }, times: ['06:00'] },
    ],
  }

  it('keeps the dates that the old rule gave before it, gives those of the new one after it, and leaves the gap', () => {
    expect(windowsIn(changed, '2026-11')).toEqual([
      { from: '2026-11-15', to: '2026-11-19' },
      { from: '2026-11-25', to: '2026-11-30' },
    ])
    expect(windowsIn(changed, '2026-10')).toEqual([{ from: '2026-10-15', to: '2026-10-30' }])
    expect(windowsIn(changed, '2026-12')).toEqual([{ from: '2026-12-25', to: '2026-12-31' }])
  })

  it('wants as many dates as the newest rule that has any', () => {
    expect(['2026-10', '2026-11', '2026-12'].map((period) => datesWantedIn(changed, period))).toEqual([2, 4, 4])
    const earlier: ProgrammeCourse = {
      startsOn: '2026-01-01',
      rules: [
        { from: '2026-01-01', rule: SA_DEC, times: ['05:15'] },
        { from: '2026-11-20', rule: { kind: 'days-a-month', daysAMonth: 3, fromDay: 1, toDay: 10 }, times: ['05:15'] },
      ],
    }
    expect(datesWantedIn(earlier, '2026-11')).toBe(2)
  })

  it('changes the times of day with the date', () => {
    expect(timesOn(changed, '2026-11-19')).toEqual(['05:15', '17:15'])
    expect(timesOn(changed, '2026-11-20')).toEqual(['06:00'])
    expect(timesOn(changed, '2025-01-01')).toEqual(['05:15', '17:15'])
  })

  it('from months to weeks begins with the week of the change, cut to what is left of it', () => {
    const weekly: ProgrammeCourse = {
      startsOn: '2026-01-01',
      rules: [
        { from: '2026-01-01', rule: SA_DEC, times: ['05:15'] },
        { from: '2026-11-18', rule: { kind: 'weekly', weekdays: [2, 5] }, times: ['05:15'] },
      ],
    }
    expect(datesIn(weekly, '2026-11')).toEqual(['2026-11-15', '2026-11-16', '2026-11-17'])
    expect(datesIn(weekly, '2026-W47')).toEqual(['2026-11-20'])
    expect(periodAfter(weekly, '2026-11')).toBe('2026-W47')
    expect(periodBefore(weekly, '2026-W47')).toBe('2026-11')
    expect(periodOn(weekly, '2026-11-17')).toBe('2026-11')
    expect(periodOn(weekly, '2026-11-18')).toBe('2026-W47')
    expect(datesIn(weekly, '2026-12')).toEqual([])
  })

  it('leaves the intake and the review of the running period where they were', () => {
    const moved: PlannedCourse = {
      ...changed,
      rules: changed.rules.map((dated, place) => ({
        ...dated,
        intakeWindow: { kind: 'days-of-month', fromDay: place === 0 ? 1 : 5, toDay: 10, monthsBefore: 0 },
      })),
    }
    expect(intakeWindowOf(moved, '2026-11')).toEqual({ from: '2026-11-01', to: '2026-11-10' })
    expect(intakeWindowOf(moved, '2026-12')).toEqual({ from: '2026-12-05', to: '2026-12-10' })
    expect(ruleOfPeriod(moved, '2026-W47')).toBeUndefined()
  })
})

describe('the windows of the desk', () => {
  it('are days of the month, or of a month before, or days before the first airing', () => {
    const desk = (only: ProgrammeRule, intakeWindow: NonNullable<PlannedCourse['rules'][number]['intakeWindow']>) => ({
      startsOn: '2026-01-01',
      rules: [{ from: '2026-01-01', rule: only, times: ['05:15'], intakeWindow }],
    })
    const late = { kind: 'days-of-month', fromDay: 20, toDay: 31, monthsBefore: 1 } as const
    expect(intakeWindowOf(desk(SA_DEC, late), '2028-03')).toEqual({ from: '2028-02-20', to: '2028-02-29' })
    const quarter: ProgrammeRule = { kind: 'quarterly', daysAQuarter: 1, monthOfQuarter: 3, fromDay: 1, toDay: 14 }
    expect(intakeWindowOf(desk(quarter, late), '2026-Q4')).toEqual({ from: '2026-11-20', to: '2026-11-30' })
    const before = { kind: 'days-before', fromDays: 8, toDays: 4 } as const
    expect(intakeWindowOf(desk(TUESDAYS, before), '2027-W01')).toEqual({ from: '2026-12-28', to: '2027-01-01' })
    expect(reviewWindowOf(desk(TUESDAYS, before), '2027-W01')).toBeUndefined()
  })

  it('of Sa Đéc are 1–10 and 10–15, and the tenth is in both', () => {
    const saDec: PlannedCourse = {
      startsOn: '2023-07-01',
      rules: [
        {
          from: '2023-07-01',
          rule: SA_DEC,
          times: ['05:15'],
          intakeWindow: { kind: 'days-of-month', fromDay: 1, toDay: 10, monthsBefore: 0 },
          reviewWindow: { kind: 'days-of-month', fromDay: 10, toDay: 15, monthsBefore: 0 },
        },
      ],
    }
    const [intake, review] = [intakeWindowOf(saDec, '2026-11'), reviewWindowOf(saDec, '2026-11')]
    expect([intake, review]).toEqual([
      { from: '2026-11-01', to: '2026-11-10' },
      { from: '2026-11-10', to: '2026-11-15' },
    ])
    expect(intake && review && isInside(intake, '2026-11-10') && isInside(review, '2026-11-10')).toBe(true)
  })

  it('never end before they begin, in whatever month', () => {
    fc.assert(
      fc.property(window, fc.integer({ min: 0, max: 3 }), date, (span, monthsBefore, day) => {
        const one: PlannedCourse = {
          startsOn: '2000-01-01',
          rules: [
            {
              from: '2000-01-01',
              rule: SA_DEC,
              times: ['05:15'],
              intakeWindow: { kind: 'days-of-month', ...span, monthsBefore },
            },
          ],
        }
        const intake = intakeWindowOf(one, periodOf(SA_DEC, day))
        expect(intake && intake.from <= intake.to).toBe(true)
      }),
    )
  })
})

describe('listed dates', () => {
  const listed: ProgrammeCourse = {
    startsOn: '2026-01-01',
    endsOn: '2026-12-31',
    rules: [
      {
        from: '2026-01-01',
        rule: { kind: 'listed-dates', dates: ['2026-03-08', '2026-09-02', '2027-01-01'] },
        times: ['17:00'],
      },
    ],
  }

  it('are one edition each, the next one is the one to work on, and the end of the programme cuts them', () => {
    expect(periodsBetween(listed, { from: '2026-01-01', to: '2027-12-31' })).toEqual(['2026-03-08', '2026-09-02'])
    expect(periodOn(listed, '2026-03-09')).toBe('2026-09-02')
    expect(periodAfter(listed, '2026-03-08')).toBe('2026-09-02')
    expect(periodAfter(listed, '2026-09-02')).toBeUndefined()
    expect(lastDateOf('2026-09-02')).toBe('2026-09-02')
  })
})
