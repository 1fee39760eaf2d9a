import { describe, expect, test } from 'vitest'
import { type Signs, watchForHang } from '../../server/playout/index.ts'

const LOOK_MS = 500

/** Looks every half second at what a process shows at each second of its life; when the alarm came, if it did. */
function alarmAfter(seconds: number, at: (ms: number) => Signs, lookAt = (ms: number) => ms): number | undefined {
  const watch = watchForHang()
  for (let ms = 0; ms <= seconds * 1000; ms += LOOK_MS) if (watch.note(at(ms), lookAt(ms)).hangs) return ms
  return undefined
}

/** A healthy process: writes every second, sleeps often, uses little of the processor. */
const healthy = (ms: number): Signs => ({
  written: String(Math.floor(ms / 1000)),
  thread: { sleeps: ms, cpuMs: ms / 50 },
})
const from = (startMs: number, healthyFirst: (ms: number) => Signs, then: (ms: number) => Signs) => (ms: number) =>
  ms <= startMs ? healthyFirst(ms) : then(ms)

describe('a hang', () => {
  const stopped = healthy(3000)

  test('of a stopped process is found within five seconds, with the thread’s signs and without', () => {
    expect(
      alarmAfter(
        20,
        from(3000, healthy, () => stopped),
      ),
    ).toBeLessThanOrEqual(8000)
    const blind = ({ written }: Signs): Signs => ({ written, thread: undefined })
    const found = alarmAfter(20, (ms) => blind(ms <= 3000 ? healthy(ms) : stopped))
    expect(found).toBeLessThanOrEqual(8000)
    expect(found).toBeGreaterThan(6000)
  })

  test('of one that turns in circles is found, also when its collector sleeps now and then', () => {
    const circles = (ms: number): Signs => ({ written: stopped.written, thread: { sleeps: ms, cpuMs: ms } })
    expect(alarmAfter(20, from(3000, healthy, circles))).toBeLessThanOrEqual(8000)
  })

  test('is not what a machine busy for three seconds looks like, again and again', () => {
    const busy = (ms: number): Signs => healthy(ms % 4000 < 3000 ? ms - (ms % 4000) : ms)
    expect(alarmAfter(300, busy)).toBeUndefined()
  })

  test('is not what a suspended computer looks like: whoever slept himself cannot tell', () => {
    // Both stood still; the monotonic clock of some systems did not.
    const hours = (ms: number) => (ms < 10_000 ? ms : ms + 8 * 3_600_000)
    const late = (ms: number) => healthy(ms > 10_000 && ms < 12_500 ? 10_000 : ms)
    expect(alarmAfter(60, late, hours)).toBeUndefined()
  })

  test('is not what a stalled disk looks like, until that lasts a minute', () => {
    const stalled = (ms: number): Signs => ({ ...healthy(ms), written: stopped.written })
    expect(alarmAfter(60, from(3000, healthy, stalled))).toBeUndefined()
    expect(alarmAfter(80, from(3000, healthy, stalled))).toBeGreaterThan(60_000)
  })

  test('is not raised when somebody sets the clock: what is written counts as different, not as old', () => {
    const set = (ms: number): Signs => ({ ...healthy(ms), written: String(Math.floor(ms / 1000) - 3600) })
    expect(alarmAfter(60, from(5000, healthy, set))).toBeUndefined()
  })
})
