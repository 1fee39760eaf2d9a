import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cueAt, type History, type PlayoutAiring, type PlayoutPlan } from '../../schedules/index.ts'
import { playoutAiring, playoutPlan } from '../playout-plans.ts'

const FIVE = Date.UTC(2026, 10, 21, 22, 0, 0)

const airing = (airingId: string, startsAt: number, durationMs = 20 * 60_000): PlayoutAiring =>
  playoutAiring({ airingId, startsAt, durationMs })

const plan = (...airings: PlayoutAiring[]): PlayoutPlan =>
  playoutPlan(airings, 'null', { writtenAt: FIVE - 86_400_000 })

const nothing: History = new Map()

const nowOf = (whole: PlayoutPlan, at: number, history = nothing) => cueAt(whole, at, history).now?.claim.airingId

describe('the cue', () => {
  test('before its instant an airing is the next, at its instant it is now', () => {
    const one = airing('a', FIVE)
    const cue = { how: 'instant', at: FIVE, zeroAt: FIVE, fromMs: 0 }
    expect(cueAt(plan(one), FIVE - 1, nothing)).toMatchObject({ now: undefined, ahead: [cue], over: [] })
    expect(cueAt(plan(one), FIVE, nothing)).toMatchObject({ now: cue, ahead: [], over: [] })
  })

  test('power back at 05:10 for an airing of 05:00 joins ten minutes into it', () => {
    expect(cueAt(plan(airing('a', FIVE)), FIVE + 600_000, nothing).now).toMatchObject({ how: 'join', zeroAt: FIVE })
  })

  test('with less than five seconds left it is missed, with five it is joined', () => {
    const one = airing('a', FIVE)
    const end = FIVE + one.durationMs
    expect(nowOf(plan(one), end - 5000)).toBe('a')
    expect(cueAt(plan(one), end - 4999, nothing).over).toMatchObject([{ outcome: 'missed', reason: 'late' }])
  })

  test('an airing shorter than five seconds still begins at its instant', () => {
    const short = airing('a', FIVE, 3000)
    expect(nowOf(plan(short), FIVE + 20)).toBe('a')
    expect(cueAt(plan(short), FIVE + 1500, nothing).over).toHaveLength(1)
  })

  test('an airing with an outcome is never considered again', () => {
    const done: History = new Map([['a', { started: true, heardToMs: 0, outcome: 'stopped' }]])
    expect(cueAt(plan(airing('a', FIVE)), FIVE + 1000, done)).toEqual({
      now: undefined,
      ahead: [],
      due: [],
      over: [],
    })
  })

  test('one that began and did not end goes on where it should be, or is over in part', () => {
    const one = airing('a', FIVE)
    const begun: History = new Map([['a', { started: true, heardToMs: 30_000, outcome: undefined }]])
    expect(cueAt(plan(one), FIVE + 40_000, begun).now).toMatchObject({ zeroAt: FIVE, fromMs: 30_000 })
    expect(cueAt(plan(one), FIVE + one.durationMs, begun).over).toMatchObject([
      { outcome: 'partial', reason: 'interrupted', certain: false },
    ])
  })

  test('after the clock was put back, what was heard is not sounded again', () => {
    const one = airing('a', FIVE)
    const begun: History = new Map([['a', { started: true, heardToMs: 30_000, outcome: undefined }]])
    const sheet = cueAt(plan(one), FIVE - 3_600_000, begun)
    expect(sheet.now).toBeUndefined()
    expect(sheet.ahead).toMatchObject([{ at: FIVE + 30_000, fromMs: 30_000 }])
  })

  test('of two at the same time the one that began earlier keeps the device', () => {
    const one = airing('a', FIVE)
    const two = airing('b', FIVE + 60_000)
    expect(nowOf(plan(two, one), FIVE + 120_000)).toBe('a')
    const done: History = new Map([['a', { started: true, heardToMs: 0, outcome: 'aired' }]])
    expect(nowOf(plan(two, one), FIVE + one.durationMs, done)).toBe('b')
  })

  test('every airing is in at most one place, and nothing is both over and to come', () => {
    const airings = fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 0, max: 30 }),
        start: fc.integer({ min: -3600, max: 3600 }),
        length: fc.integer({ min: 1, max: 2400 }),
      }),
      { selector: ({ id }) => id, maxLength: 12 },
    )
    fc.assert(
      fc.property(airings, fc.integer({ min: -3600, max: 7200 }), (list, at) => {
        const whole = plan(
          ...list.map(({ id, start, length }) => airing(String(id), FIVE + start * 1000, length * 1000)),
        )
        const { now, ahead, over } = cueAt(whole, FIVE + at * 1000, nothing)
        const named = [...(now ? [now] : []), ...ahead, ...over].map(({ claim }) => claim.airingId)
        expect(new Set(named).size).toBe(named.length)
        if (now !== undefined) expect(now.at).toBeLessThanOrEqual(FIVE + at * 1000)
        for (const cue of ahead) expect(cue.at).toBeGreaterThan(FIVE + at * 1000)
      }),
    )
  })
})
