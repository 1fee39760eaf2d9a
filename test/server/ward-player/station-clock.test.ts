import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GOOD_WITHIN_MS, StationClock } from '../../../server/ward-player/station-clock.ts'

/** A station and a ward's computer whose clock is off, both followed by true time. */
function ward(offMs: number, kept?: ConstructorParameters<typeof StationClock>[0]) {
  let trueMs = 1_800_000_000_000
  let off = offMs
  const start = trueMs - 5_000_000
  const now = () => trueMs + off
  const boot = () => trueMs - start
  const clock = new StationClock(kept, now(), boot())
  return {
    clock,
    now,
    boot,
    pass(ms: number) {
      trueMs += ms
    },
    set(ms: number) {
      off += ms
    },
    stationNow: () => trueMs,
    /** The station is asked; its answer is half way there and half way back, unless the way is uneven. */
    ask(roundTripMs: number, thereShare = 0.5) {
      trueMs += roundTripMs * thereShare
      const stationNow = trueMs
      trueMs += roundTripMs * (1 - thereShare)
      clock.measured(stationNow, roundTripMs, now(), boot())
    },
    look: () => clock.look(now(), boot()),
  }
}

describe('the clock of a ward’s computer', () => {
  test('is unknown before the station was ever asked', () => {
    const { clock } = ward(0)
    expect(clock.correctionMs).toBeUndefined()
    expect(clock.told).toEqual({ state: 'unknown' })
    expect(clock.kept(0)).toBeUndefined()
  })

  test('is left alone within a second, and corrected beyond', () => {
    const near = ward(900)
    near.ask(40)
    expect(near.clock.correctionMs).toBe(0)
    expect(near.clock.told).toMatchObject({ state: 'good' })
    const far = ward(-423_000)
    far.ask(40)
    expect(far.clock.correctionMs).toBe(-423_000)
    expect(far.clock.told).toMatchObject({ state: 'corrected', offMs: -423_000, withinMs: 20 })
  })

  test('is known to within half the round trip, however uneven the way', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10_000_000, max: 10_000_000 }),
        fc.integer({ min: 1, max: 4000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (offMs, roundTripMs, share) => {
          const { clock, ask } = ward(offMs)
          ask(roundTripMs, share)
          const { offMs: measured = Number.NaN, withinMs = Number.NaN } = clock.told
          expect(Math.abs(measured - offMs)).toBeLessThanOrEqual(withinMs + 0.001)
          const left = Math.abs(offMs - (clock.correctionMs ?? Number.NaN))
          expect(left).toBeLessThanOrEqual(Math.max(GOOD_WITHIN_MS, withinMs) + withinMs + 1)
        },
      ),
    )
  })

  test('keeps its best reading while a slow line gives worse ones, and takes a contradicting one at once', () => {
    const { clock, ask, pass, set } = ward(60_000)
    ask(20)
    pass(60_000)
    ask(3000, 0.1)
    expect(clock.told).toMatchObject({ offMs: 60_000, withinMs: 10 })
    // Somebody sets it while nobody looks; the step is seen and counts.
    set(-60_000)
    pass(1000)
    ask(3000)
    expect(clock.correctionMs).toBe(0)
  })

  test('that is set while there is no network is followed all the same', () => {
    const { clock, ask, look, pass, set } = ward(0)
    ask(30)
    set(3_600_000)
    pass(1000)
    expect(look()).toBe(3_600_000)
    expect(clock.correctionMs).toBe(3_600_000)
    set(-3_600_000 - 7_200_000)
    expect(look()).toBe(-10_800_000)
    expect(clock.correctionMs).toBe(-7_200_000)
    expect(clock.told.state).toBe('corrected')
  })

  test('that is slewed by a time service adds up and is followed', () => {
    const { clock, ask, look, pass, set } = ward(5000)
    ask(20)
    expect(clock.correctionMs).toBe(5000)
    for (let second = 0; second < 5000; second++) {
      pass(1000)
      set(-1)
      look()
    }
    expect(Math.abs(clock.told.offMs ?? Number.NaN)).toBeLessThan(300)
    expect(clock.correctionMs).toBe(0)
  })

  test('of a computer that slept is still the same clock', () => {
    const { clock, ask, look, pass } = ward(90_000)
    ask(20)
    pass(8 * 3_600_000)
    expect(look()).toBe(0)
    expect(clock.correctionMs).toBe(90_000)
  })

  test('at the edge does not go to and fro', () => {
    const { clock, ask, pass, set } = ward(1010)
    ask(10)
    expect(clock.correctionMs).toBe(1010)
    for (const by of [-25, 30, -35, 20]) {
      set(by)
      pass(60_000)
      ask(10)
      expect(clock.correctionMs).toBe(1010)
    }
  })
})

describe('after the computer was switched off', () => {
  const keptOf = (offMs: number) => {
    const before = ward(offMs)
    before.ask(20)
    return { kept: before.clock.kept(before.now()), at: before.stationNow() }
  }

  test('the correction stands without a network', () => {
    const { kept } = keptOf(120_000)
    const again = ward(120_000, kept)
    again.pass(86_400_000)
    again.look()
    expect(again.clock.correctionMs).toBe(120_000)
  })

  test('a clock that went back is unknown until the station answers', () => {
    const { kept } = keptOf(0)
    const again = ward(-86_400_000, kept)
    expect(again.clock.correctionMs).toBeUndefined()
    expect(again.clock.kept(again.now())).toBeUndefined()
    again.ask(50)
    expect(again.clock.correctionMs).toBe(-86_400_000)
  })

  test('a minute back is nothing: it was not written down every second', () => {
    const { kept } = keptOf(0)
    expect(ward(-50_000, kept).clock.correctionMs).toBe(0)
  })
})
