import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RemainingTime } from '../../../server/renders/remaining.ts'

describe('the time that a render still takes', () => {
  it('is not told before there is something to go by', () => {
    const remaining = new RemainingTime()
    expect(remaining.remainingMs(0)).toBeUndefined()
    remaining.saw(0, 0)
    remaining.saw(0.15, 40)
    expect(remaining.remainingMs(50)).toBeUndefined()
    remaining.saw(0.16, 2000)
    expect(remaining.remainingMs(2100)).toBeUndefined()
  })

  it('is right within a tenth for whatever goes at a steady pace, however much was found ready', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20_000, max: 3_600_000 }),
        fc.integer({ min: 200, max: 2000 }),
        fc.double({ min: 0, max: 0.4, noNaN: true }),
        (wholeMs, everyMs, ready) => {
          const remaining = new RemainingTime()
          remaining.saw(0, 0)
          for (let at = 100; at < wholeMs; at += everyMs) {
            remaining.saw(ready + (1 - ready) * (at / wholeMs), at)
            const told = remaining.remainingMs(at)
            if (told === undefined || at < 5000) continue
            expect(Math.abs(told - (wholeMs - at))).toBeLessThanOrEqual(0.1 * wholeMs)
          }
        },
      ),
      { numRuns: 50 },
    )
  })

  it('follows a change of pace within a minute', () => {
    const remaining = new RemainingTime()
    for (let at = 0; at <= 60_000; at += 500) remaining.saw(at / 600_000, at)
    for (let at = 60_500; at <= 120_000; at += 500) remaining.saw(0.1 + (at - 60_000) / 300_000, at)
    const left = (1 - 0.3) * 300_000
    expect(Math.abs((remaining.remainingMs(120_000) ?? 0) - left)).toBeLessThan(0.1 * left)
  })

  it('runs down by the clock between two looks, never below nothing', () => {
    const remaining = new RemainingTime()
    for (let at = 0; at <= 10_000; at += 500) remaining.saw(at / 20_000, at)
    const told = [10_000, 11_000, 12_000, 60_000, 600_000].map((at) => remaining.remainingMs(at) ?? -1)
    expect(told).toEqual([...told].sort((a, b) => b - a))
    expect(Math.abs((told[1] ?? 0) - 9000)).toBeLessThan(500)
    expect(told.every((ms) => ms >= 0)).toBe(true)
  })
})
