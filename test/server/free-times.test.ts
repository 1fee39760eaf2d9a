import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { datesOf, instantOf } from '../../schedules/index.ts'
import { freeTimes } from '../../server/airings/free-times.ts'
import { latestEnd } from '../../server/airings/plan-airings.ts'
import { occurrencesIn } from '../../server/occupied/index.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const at = (date: string, time: string) => instantOf(date, time, ZONE)
const MINUTE = 60_000
const DATES = new Set(datesOf({ from: '2026-11-15', to: '2026-11-30' }))
const asked = (now: number, busy: { from: number; until: number }[] = []) => ({
  now,
  zone: ZONE,
  dates: DATES,
  times: ['05:15', '17:15'],
  durationMs: 30 * MINUTE,
  busy,
  most: 3,
})
const words = (times: { date: string; time: string }[]) => times.map(({ date, time }) => `${date} ${time}`)

describe('the free times for a make-up', () => {
  it('are the programme’s own next times inside its window', () => {
    expect(words(freeTimes(asked(at('2026-11-16', '05:50'))))).toEqual([
      '2026-11-16 17:15',
      '2026-11-17 05:15',
      '2026-11-17 17:15',
    ])
  })

  it('are quarters of an hour where the window has no more of its own, and days after it at last', () => {
    expect(words(freeTimes(asked(at('2026-11-30', '17:50'))))).toEqual([
      '2026-11-30 18:00',
      '2026-11-30 18:15',
      '2026-11-30 18:30',
    ])
    expect(words(freeTimes(asked(at('2026-11-30', '20:40'))))).toEqual([
      '2026-12-01 05:15',
      '2026-12-01 17:15',
      '2026-12-02 05:15',
    ])
  })

  it('never overlap what is busy, never wake people up, and are still to come, whatever stands in the way', () => {
    const start = at('2026-11-10', '00:00')
    const stretch = fc.record({
      from: fc.integer({ min: 0, max: 40 * 1440 }),
      length: fc.integer({ min: 1, max: 3000 }),
    })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 * 1440 }), fc.array(stretch, { maxLength: 60 }), (later, stretches) => {
        const now = start + later * MINUTE
        const busy = stretches.map(({ from, length }) => ({
          from: start + from * MINUTE,
          until: start + (from + length) * MINUTE,
        }))
        const found = freeTimes(asked(now, busy))
        expect(found.toSorted((a, b) => a.startsAt - b.startsAt)).toEqual(found)
        for (const { date, time, startsAt } of found) {
          expect(startsAt).toBe(at(date, time))
          expect(startsAt).toBeGreaterThan(now)
          expect(time >= '05:00' && startsAt + 30 * MINUTE <= at(date, '21:00')).toBe(true)
          expect(busy.some(({ from, until }) => from < startsAt + 30 * MINUTE && startsAt < until)).toBe(false)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('the latest end of an airing', () => {
  it('is its planned end and the slack, but not into what comes next, and never before its planned end', () => {
    const end = 10 * MINUTE
    expect(latestEnd(0, end, 60 * MINUTE, [])).toBe(70 * MINUTE)
    expect(latestEnd(0, end, 60 * MINUTE, [0, 40 * MINUTE, 30 * MINUTE])).toBe(30 * MINUTE)
    expect(latestEnd(0, end, 60 * MINUTE, [5 * MINUTE])).toBe(end)
    expect(latestEnd(0, end, 0, [])).toBe(end)
  })
})

describe('an occupied slot', () => {
  const slot = { id: 's', title: 'Tiếp âm VOV', weekdays: [1, 7], from: '06:00', until: '06:30' }
  const comes = (over: Partial<typeof slot> & { firstDate?: string; lastDate?: string }) =>
    occurrencesIn([{ ...slot, ...over }], at('2026-11-16', '00:00'), at('2026-11-24', '00:00'), ZONE).map(
      ({ startsAt }) => startsAt,
    )

  it('comes on its weekdays, within its dates', () => {
    const monday = at('2026-11-16', '06:00')
    expect(comes({})).toEqual([monday, at('2026-11-22', '06:00'), at('2026-11-23', '06:00')])
    expect(comes({ lastDate: '2026-11-22' })).toEqual([monday, at('2026-11-22', '06:00')])
    expect(comes({ firstDate: '2026-11-23' })).toEqual([at('2026-11-23', '06:00')])
  })

  it('that runs to 23:59 runs to the end of the day', () => {
    const late = { ...slot, weekdays: [1], from: '22:00', until: '23:59' }
    const [one] = occurrencesIn([late], at('2026-11-16', '00:00'), at('2026-11-18', '00:00'), ZONE)
    expect(one?.endsAt).toBe(at('2026-11-17', '00:00'))
    expect(occurrencesIn([late], at('2026-11-17', '00:00'), at('2026-11-18', '00:00'), ZONE)).toEqual([])
  })
})
