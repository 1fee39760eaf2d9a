import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueLooks, isQuiet, LOOKS } from '../../../server/preflight/looks.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const START = Date.UTC(2026, 10, 22)

/** The looks as a station makes them: it remembers each on disk, whatever happens to the process. */
class Watch {
  readonly made: { airingId: string; moment: string; at: number }[] = []

  look(airings: { id: string; startsAt: number }[], now: number): void {
    const isMade = (look: { airingId: string; moment: string }) =>
      this.made.some(({ airingId, moment }) => airingId === look.airingId && moment === look.moment)
    for (const look of dueLooks(airings, isMade, now)) this.made.push({ ...look, at: now })
  }
}

const airings = fc
  .array(fc.integer({ min: 0, max: 72 * 60 }), { minLength: 1, maxLength: 6 })
  .map((minutes) => minutes.map((minute, place) => ({ id: `a${place}`, startsAt: START + minute * MINUTE })))

describe('the looks at airings', () => {
  it('are each made once and in time while the station runs', () => {
    fc.assert(
      fc.property(airings, fc.integer({ min: 1, max: 60 }), (all, stepSeconds) => {
        const watch = new Watch()
        const from = START - 25 * HOUR
        for (let now = from; now < START + 73 * HOUR; now += stepSeconds * 10_000) watch.look(all, now)
        for (const { id, startsAt } of all) {
          for (const { moment, aheadMs } of LOOKS) {
            // A step longer than what lies between two looks may pass one over.
            if (aheadMs <= stepSeconds * 10_000) continue
            const [look, ...more] = watch.made.filter((made) => made.airingId === id && made.moment === moment)
            expect(more).toEqual([])
            expect(look?.at).toBeGreaterThanOrEqual(startsAt - aheadMs)
            expect(look?.at).toBeLessThan(startsAt - aheadMs + stepSeconds * 10_000)
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it('are never made twice, and never at or after the instant, through restarts and steps of the clock', () => {
    const steps = fc.array(
      fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 1, max: 40 * MINUTE }) },
        { weight: 1, arbitrary: fc.integer({ min: -2 * HOUR, max: 0 }) },
        { weight: 1, arbitrary: fc.integer({ min: HOUR, max: 30 * HOUR }) },
      ),
      { minLength: 20, maxLength: 200 },
    )
    fc.assert(
      fc.property(airings, steps, (all, moves) => {
        const watch = new Watch()
        let now = START - 26 * HOUR
        for (const move of moves) {
          now += move
          watch.look(all, now)
        }
        const keys = watch.made.map(({ airingId, moment }) => `${airingId} ${moment}`)
        expect(new Set(keys).size).toBe(keys.length)
        for (const { airingId, moment, at } of watch.made) {
          const { startsAt } = all.find(({ id }) => id === airingId) ?? { startsAt: 0 }
          const { aheadMs } = LOOKS.find((look) => look.moment === moment) ?? { aheadMs: 0 }
          expect(startsAt - at).toBeGreaterThan(0)
          expect(startsAt - at).toBeLessThanOrEqual(aheadMs)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('begin with the nearest when an airing was confirmed late', () => {
    const airing = { id: 'a', startsAt: START }
    const moments = (now: number) => dueLooks([airing], () => false, now).map(({ moment }) => moment)
    expect(moments(START - 25 * HOUR)).toEqual([])
    expect(moments(START - 24 * HOUR)).toEqual(['day'])
    expect(moments(START - 40 * MINUTE)).toEqual(['hour'])
    expect(moments(START - 5 * MINUTE)).toEqual(['five-minutes'])
    expect(moments(START - 1)).toEqual(['five-minutes'])
    expect(moments(START)).toEqual([])
  })
})

describe('the quiet in which heavy things may be done', () => {
  it('ends two minutes before an airing, while one has its time, and while anything sounds', () => {
    const airing = { startsAt: START, durationMs: 10 * MINUTE }
    expect(isQuiet('idle', [airing], START - 2 * MINUTE)).toBe(true)
    expect(isQuiet('idle', [airing], START - 2 * MINUTE + 1)).toBe(false)
    expect(isQuiet(undefined, [airing], START + 9 * MINUTE)).toBe(false)
    expect(isQuiet('idle', [airing], START + 11 * MINUTE)).toBe(true)
    expect(isQuiet(undefined, [], START)).toBe(true)
    for (const state of ['armed', 'playing', 'stopping', 'device-error']) expect(isQuiet(state, [], START)).toBe(false)
  })
})
