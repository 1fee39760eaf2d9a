/**
 * At which monotonic instant the device's frame 0 was heard. After each write, now + delay − frames written is one
 * estimate; single ones jitter by a millisecond, the median of the last 40 by some hundredths.
 */
export interface StartEstimator {
  /** Takes one estimate in monotonic milliseconds. */
  add(frameZeroMs: number): void
  /** The median of the last 40; undefined until there are 10. */
  medianMs(): number | undefined
  /**
   * How far the device has fallen behind (positive) or jumped ahead (negative) since the last call that reported it, in
   * ms, when that is more than a device's drift could explain; otherwise 0.
   */
  slipMs(nowMs: number): number
  /** Device rate against the monotonic clock in parts per million (positive: slow); undefined before 30 s. */
  driftPpm(nowMs: number): number | undefined
  reset(): void
}

const KEEP = 40
const ENOUGH = 10
/** A slip is a jump of the median; 200 ppm over the 10 s between two references would be 2 ms. */
const SLIP_MS = 20
const REFERENCE_EVERY_MS = 10_000
const DRIFT_AFTER_MS = 30_000

export function startEstimator(): StartEstimator {
  let ring: number[] = []
  let reference: { ms: number; at: number } | undefined
  let first: { ms: number; at: number } | undefined

  const medianMs = () => {
    if (ring.length < ENOUGH) return undefined
    // An element, not the mean of the middle two: between two plateaus there would be a third that never was.
    return ring.toSorted((a, b) => a - b)[ring.length >> 1]
  }

  return {
    add(frameZeroMs) {
      ring.push(frameZeroMs)
      if (ring.length > KEEP) ring.shift()
    },
    medianMs,
    slipMs(nowMs) {
      const median = medianMs()
      if (median === undefined || ring.length < KEEP) return 0
      if (reference === undefined) {
        reference = { ms: median, at: nowMs }
        first = { ms: median, at: nowMs }
        return 0
      }
      const slip = median - reference.ms
      if (Math.abs(slip) > SLIP_MS) {
        reference = { ms: median, at: nowMs }
        first = { ms: median, at: nowMs }
        return slip
      }
      if (nowMs - reference.at > REFERENCE_EVERY_MS) reference = { ms: median, at: nowMs }
      return 0
    },
    driftPpm(nowMs) {
      const median = medianMs()
      if (median === undefined || first === undefined || nowMs - first.at < DRIFT_AFTER_MS) return undefined
      return ((median - first.ms) / (nowMs - first.at)) * 1e6
    },
    reset() {
      ring = []
      reference = undefined
      first = undefined
    },
  }
}
