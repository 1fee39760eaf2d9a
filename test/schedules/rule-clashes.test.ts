import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  busyDates,
  dateAt,
  datesIn,
  datesWantedIn,
  instantOf,
  type OnDevice,
  type ProgrammeRule,
  periodsBetween,
  ruleAirings,
  ruleClashes,
  type Stretch,
  timeAt,
} from '../../schedules/index.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const MINUTE = 60_000
const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' }

const programme = (rule: ProgrammeRule, times: string[], minutes = 15): OnDevice => ({
  programmeId: 'p',
  course: { startsOn: '2026-01-01', rules: [{ from: '2026-01-01', rule, times }] },
  durationMs: minutes * MINUTE,
})
const WEEKLY: ProgrammeRule = { kind: 'weekly', weekdays: [2, 5] }
const DAILY: ProgrammeRule = { kind: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7] }
const SA_DEC: ProgrammeRule = { kind: 'days-a-month', daysAMonth: 2, fromDay: 15, toDay: 30 }
const words = (clashes: readonly { date: string; time: string }[]) => clashes.map(({ date, time }) => `${date} ${time}`)

describe('the airings that follow from a rule', () => {
  it('are those of weekdays and listed dates; a window leaves the choice to people', () => {
    expect(
      words(ruleAirings(programme(WEEKLY, ['05:15', '17:15']), { from: '2026-11-17', to: '2026-11-20' }, ZONE)),
    ).toEqual(['2026-11-17 05:15', '2026-11-17 17:15', '2026-11-20 05:15', '2026-11-20 17:15'])
    expect(ruleAirings(programme(SA_DEC, ['05:15']), NOVEMBER, ZONE)).toEqual([])
    const listed: ProgrammeRule = { kind: 'listed-dates', dates: ['2026-11-20', '2026-12-01'] }
    expect(words(ruleAirings(programme(listed, ['08:00']), NOVEMBER, ZONE))).toEqual(['2026-11-20 08:00'])
  })
})

describe('two programmes on one device', () => {
  it('meet where both are named by rules and their times overlap, at every such date', () => {
    const busy = ruleAirings(programme(DAILY, ['05:20'], 10), NOVEMBER, ZONE)
    const clashes = ruleClashes(programme(WEEKLY, ['05:15', '17:15'], 15), NOVEMBER, busy, ZONE)
    expect(words(clashes)).toEqual(
      ['03', '06', '10', '13', '17', '20', '24', '27'].map((day) => `2026-11-${day} 05:15`),
    )
    expect(ruleClashes(programme(WEEKLY, ['05:15'], 5), NOVEMBER, busy, ZONE)).toEqual([])
  })

  it('do not meet where one of them can choose another date of its window', () => {
    const busy = ruleAirings(programme(WEEKLY, ['05:15']), NOVEMBER, ZONE)
    expect(ruleClashes(programme(SA_DEC, ['05:15']), NOVEMBER, busy, ZONE)).toEqual([])
    expect([...busyDates(programme(SA_DEC, ['05:15']), '2026-11', busy, ZONE)]).toEqual([
      '2026-11-17',
      '2026-11-20',
      '2026-11-24',
      '2026-11-27',
    ])
  })

  it('meet where the window has fewer free dates than are wanted', () => {
    const busy = ruleAirings(programme(DAILY, ['05:15']), NOVEMBER, ZONE)
    expect(ruleClashes(programme(SA_DEC, ['05:15']), NOVEMBER, busy, ZONE)).toHaveLength(16)
  })

  it('that follow one another to the minute do not meet', () => {
    const busy = ruleAirings(programme(DAILY, ['05:00'], 15), NOVEMBER, ZONE)
    expect(ruleClashes(programme(WEEKLY, ['05:15'], 15), NOVEMBER, busy, ZONE)).toEqual([])
  })

  it('are told of every overlap of named airings and of nothing else, whatever has the device', () => {
    const start = instantOf(NOVEMBER.from, '00:00', ZONE)
    const stretch = fc
      .record({ from: fc.integer({ min: -60, max: 31 * 1440 }), minutes: fc.integer({ min: 1, max: 3000 }) })
      .map(
        ({ from, minutes }): Stretch => ({
          startsAt: start + from * MINUTE,
          endsAt: start + (from + minutes) * MINUTE,
        }),
      )
    const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
    fc.assert(
      fc.property(
        weekdays,
        fc.array(stretch, { maxLength: 12 }),
        fc.integer({ min: 1, max: 90 }),
        (days, busy, minutes) => {
          const one = programme({ kind: 'weekly', weekdays: days }, ['05:15', '17:15'], minutes)
          const met = ruleAirings(one, NOVEMBER, ZONE).filter(({ startsAt, endsAt }) =>
            busy.some((other) => other.startsAt < endsAt && startsAt < other.endsAt),
          )
          const clashes = ruleClashes(one, NOVEMBER, busy, ZONE)
          expect(clashes.map(({ startsAt }) => startsAt)).toEqual(met.map(({ startsAt }) => startsAt))
          for (const { date, time, startsAt, other } of clashes) {
            expect([dateAt(startsAt, ZONE), timeAt(startsAt, ZONE)]).toEqual([date, time])
            const inTheWay = busy[other]
            expect(inTheWay && inTheWay.startsAt < startsAt + minutes * MINUTE && startsAt < inTheWay.endsAt).toBe(true)
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  it('leave a window alone as long as it has enough free dates, however many are taken', () => {
    const taken = fc.uniqueArray(fc.integer({ min: 0, max: 29 }), { maxLength: 30 })
    fc.assert(
      fc.property(taken, fc.integer({ min: 1, max: 16 }), (offsets, daysAMonth) => {
        const one = programme({ kind: 'days-a-month', daysAMonth, fromDay: 15, toDay: 30 }, ['05:15'])
        const busy = offsets.map((days): Stretch => {
          const startsAt = instantOf(addDays(NOVEMBER.from, days), '05:00', ZONE)
          return { startsAt, endsAt: startsAt + 30 * MINUTE }
        })
        const [period = ''] = periodsBetween(one.course, NOVEMBER)
        const lost = busyDates(one, period, busy, ZONE).size
        const isShort = datesIn(one.course, period).length - lost < datesWantedIn(one.course, period)
        expect(ruleClashes(one, NOVEMBER, busy, ZONE)).toHaveLength(isShort ? lost : 0)
      }),
    )
  })
})
