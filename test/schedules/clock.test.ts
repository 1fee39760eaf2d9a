import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../schedules/index.ts'

const START = Date.UTC(2026, 10, 21, 22, 0, 0)
const HOUR = 3_600_000
const DAY = 24 * HOUR

describe('waking at an instant', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: START })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('wakes at the instant, once, never before', async () => {
    const woken: number[] = []
    systemClock().wakeAt(START + 5000, () => woken.push(Date.now()))
    await vi.advanceTimersByTimeAsync(4999)
    expect(woken).toEqual([])
    await vi.advanceTimersByTimeAsync(10_000)
    expect(woken).toEqual([START + 5000])
  })

  test('an instant between two milliseconds, or a timer that fires too early, costs no second', async () => {
    const woken: number[] = []
    systemClock().wakeAt(START + 5000.4, () => woken.push(Date.now()))
    await vi.advanceTimersByTimeAsync(3999)
    vi.setSystemTime(START + 3997)
    await vi.advanceTimersByTimeAsync(2000)
    expect(woken).toHaveLength(1)
    expect(woken[0]).toBeGreaterThanOrEqual(START + 5000.4)
    expect(woken[0]).toBeLessThan(START + 5003)
  })

  test('an instant that is past wakes at once', async () => {
    let woken = 0
    systemClock().wakeAt(START - 1, () => woken++)
    await vi.advanceTimersByTimeAsync(1)
    expect(woken).toBe(1)
  })

  test('a month away is no timer beyond what timers can hold', async () => {
    const longest: number[] = []
    const real = globalThis.setTimeout
    vi.spyOn(globalThis, 'setTimeout').mockImplementation(((fn: () => void, ms?: number) => {
      longest.push(ms ?? 0)
      return real(fn, ms)
    }) as typeof setTimeout)
    let woken = 0
    const cancel = systemClock().wakeAt(START + 40 * DAY, () => woken++)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(woken).toBe(0)
    expect(Math.max(0, ...longest)).toBeLessThanOrEqual(2 ** 31 - 1)
    cancel()
    vi.restoreAllMocks()
  })

  test('a clock that was put forward past the instant wakes within a second, not an hour late', async () => {
    let woken = 0
    systemClock().wakeAt(START + HOUR, () => woken++)
    await vi.advanceTimersByTimeAsync(500)
    vi.setSystemTime(START + 2 * HOUR)
    await vi.advanceTimersByTimeAsync(1000)
    expect(woken).toBe(1)
  })

  test('a clock that was put back does not wake too early, and still wakes', async () => {
    const woken: number[] = []
    systemClock().wakeAt(START + 5000, () => woken.push(Date.now()))
    vi.setSystemTime(START - HOUR)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(woken).toEqual([])
    await vi.advanceTimersByTimeAsync(HOUR)
    expect(woken).toHaveLength(1)
    expect(woken[0]).toBeGreaterThanOrEqual(START + 5000)
    expect(woken[0]).toBeLessThan(START + 6100)
  })

  test('taken back, it does not wake and leaves no timer behind', async () => {
    let woken = 0
    const cancel = systemClock().wakeAt(START + 5000, () => woken++)
    cancel()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(woken).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a sleep ends at its instant, or with the reason of its signal', async () => {
    const clock = systemClock()
    const slept = clock.sleepUntil(START + 3000)
    await vi.advanceTimersByTimeAsync(3000)
    await slept
    const tired = new AbortController()
    const broken = clock.sleepUntil(START + DAY, tired.signal)
    tired.abort(new Error('enough'))
    await expect(broken).rejects.toThrow('enough')
    await expect(clock.sleepUntil(START + DAY, tired.signal)).rejects.toThrow('enough')
  })
})
