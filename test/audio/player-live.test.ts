import { describe, expect, test } from 'vitest'
import { createLiveRing, liveRingOver } from '../../audio/player/live-ring.ts'
import { DISTANCE_FRAMES, liveSource } from '../../audio/player/live-source.ts'

const STEP = 480

/** An input whose frames are a slow ramp, and a device that takes from it: each at its own speed. */
function listening() {
  const ring = createLiveRing()
  const source = liveSource(liveRingOver(ring.shared))
  let brought = 0
  let taken = 0
  return {
    source,
    bring(frames: number) {
      const samples = new Int16Array(frames * 2)
      for (let i = 0; i < frames; i++) {
        samples[i * 2] = 1000 + Math.floor((brought + i) / 100)
        samples[i * 2 + 1] = -(samples[i * 2] ?? 0)
      }
      ring.push(samples)
      brought += frames
    },
    take(frames = STEP) {
      const out = new Int16Array(frames * 2)
      const ready = source.peek(taken, out)
      // Asked again, it says the same again.
      const again = new Int16Array(frames * 2)
      expect(source.peek(taken, again)).toBe(ready)
      expect(again).toEqual(out)
      taken += frames
      source.release(taken)
      return { out, ready, behind: brought - ((out[frames * 2 - 2] ?? 0) - 1000) * 100 }
    },
  }
}

describe('an input on its way to the device', () => {
  test('begins when 0.2 s of it are there, and follows it at that distance', () => {
    const live = listening()
    live.bring(DISTANCE_FRAMES - 1)
    expect(live.take().ready).toBe(0)
    live.bring(1)
    const { out, ready } = live.take()
    expect(ready).toBe(STEP)
    expect(out[0]).toBe(0)
    for (let i = 0; i < 100; i++) {
      live.bring(STEP)
      const { behind } = live.take()
      expect(Math.abs(behind - DISTANCE_FRAMES)).toBeLessThan(1000)
    }
  })

  test('of a faster clock than the device: 40 ms are left out now and then, without a jump in the sound', () => {
    const live = listening()
    live.bring(DISTANCE_FRAMES)
    live.take()
    const values: number[] = []
    let farthest = 0
    for (let i = 0; i < 4000; i++) {
      live.bring(STEP + 8)
      const { out, behind } = live.take()
      for (let at = 0; at < out.length; at += 2) values.push(out[at] ?? 0)
      farthest = Math.max(farthest, behind)
    }
    expect(farthest).toBeLessThan(0.42 * 48_000)
    // 40 ms of the ramp are 19 steps of it; under the cross-fade they come one by one. Only the first 10 ms are faded in.
    const steps = values.slice(2 * STEP).map((value, i) => value - (values[2 * STEP + i - 1] ?? value))
    expect(Math.min(...new Set(steps))).toBe(0)
    expect(Math.max(...new Set(steps))).toBe(1)
    expect(live.take().behind).toBeGreaterThan(0.35 * 48_000)
  })

  test('that runs dry is silence, counted, until the distance is there again', () => {
    const live = listening()
    live.bring(DISTANCE_FRAMES)
    for (let i = 0; i < DISTANCE_FRAMES / STEP; i++) expect(live.take().ready).toBe(STEP)
    expect(live.take().ready).toBe(0)
    live.bring(DISTANCE_FRAMES - 100)
    expect(live.take().ready).toBe(0)
    live.bring(200)
    const { ready, out } = live.take()
    expect(ready).toBe(STEP)
    expect(out[0]).toBe(0)
  })

  test('after the device stood still for long, goes on with what is said now', () => {
    const live = listening()
    live.bring(DISTANCE_FRAMES)
    live.take()
    for (let i = 0; i < 300; i++) live.bring(STEP)
    live.take()
    live.take()
    const { behind, ready } = live.take()
    expect(ready).toBe(STEP)
    expect(behind).toBeLessThan(DISTANCE_FRAMES + 2 * STEP)
  })

  test('after a pause of either side of a second, is near again at once', () => {
    const live = listening()
    live.bring(DISTANCE_FRAMES)
    live.take()
    live.bring(48_000)
    live.take()
    live.take()
    expect(live.take().behind).toBeLessThan(DISTANCE_FRAMES + 1000)
  })
})
