import { slidingMedian } from './sliding-median.ts'

/**
 * At which monotonic instant the device's frame 0 was heard. After each write, now + delay − frames written is one
 * estimate. Single ones jitter by a millisecond; a sound server extrapolates from what it measured every second or so,
 * and one measurement that was late bends its answers by milliseconds until the next ones. A device cannot: what most of
 * the last 5 s agree on holds.
 */
export interface StartEstimator {
  /** Takes one estimate in monotonic milliseconds. */
  add(frameZeroMs: number): void
  /** What most of the last 250 agree on; undefined until there are 6. */
  zeroMs(): number | undefined
  /**
   * How far the device has fallen behind (positive) or jumped ahead (negative) since the last call that reported it, in
   * ms, when that is more than a device's drift could explain; otherwise 0.
   */
  slipMs(nowMs: number): number
  /**
   * Whether the latest estimates have left the first ones farther than any device drifts: the sound server extrapolates
   * along a wrong slope, and all that it says of this stream is off.
   */
  isBent(nowMs: number): boolean
  /** Device rate against the monotonic clock in parts per million (positive: slow); undefined before 30 s. */
  driftPpm(nowMs: number): number | undefined
  reset(): void
}

/** 5 s of estimates, one every 20 ms. */
const KEEP = 250
const KEEP_MS = 5000
const ENOUGH = 6
/** A slip has to be noticed sooner than it would move the median of all. */
const RECENT = 20
/**
 * A slip is a jump of the median. What a sound server says of a stream just opened was seen to wander by 28 ms in 2 s
 * beside other work, the stream itself not at all; to mend what is no slip would be heard.
 */
const SLIP_MS = 50
const BENT_MS = 0.5
const BENT_PPM = 500
const REFERENCE_EVERY_MS = 10_000
const DRIFT_AFTER_MS = 30_000

export function startEstimator(): StartEstimator {
  let all = slidingMedian(KEEP)
  let recently = slidingMedian(RECENT)
  let reference: { ms: number; at: number } | undefined
  let first: { ms: number; at: number } | undefined
  let begun: { ms: number; at: number } | undefined
  let known: number | undefined

  const zeroMs = () => {
    if (all.count() < ENOUGH) return undefined
    known ??= all.densest()
    return known
  }

  return {
    add(frameZeroMs) {
      known = undefined
      all.add(frameZeroMs)
      recently.add(frameZeroMs)
    },
    zeroMs,
    slipMs(nowMs) {
      const recent = recently.count() < RECENT ? undefined : recently.median()
      if (recent === undefined) return 0
      if (reference === undefined) {
        reference = { ms: recent, at: nowMs }
        first = { ms: recent, at: nowMs }
        return 0
      }
      const slip = recent - reference.ms
      if (Math.abs(slip) > SLIP_MS) {
        reference = { ms: recent, at: nowMs }
        first = { ms: recent, at: nowMs }
        // Half of the recent ones are from after the slip; what lies before says nothing any more.
        known = undefined
        all.keepLast(RECENT / 2)
        recently.keepLast(RECENT / 2)
        return slip
      }
      if (nowMs - reference.at > REFERENCE_EVERY_MS) reference = { ms: recent, at: nowMs }
      return 0
    },
    isBent(nowMs) {
      const recent = recently.median()
      if (recent === undefined || recently.count() < RECENT / 2) return false
      begun ??= { ms: recent, at: nowMs }
      return Math.abs(recent - begun.ms) > BENT_MS + (nowMs - begun.at) * BENT_PPM * 1e-6
    },
    driftPpm(nowMs) {
      const middle = all.median()
      if (middle === undefined || first === undefined || nowMs - first.at < DRIFT_AFTER_MS) return undefined
      // The median of a stretch is that of its middle.
      return ((middle - first.ms) / (nowMs - KEEP_MS / 2 - first.at)) * 1e6
    },
    reset() {
      known = undefined
      all = slidingMedian(KEEP)
      recently = slidingMedian(RECENT)
      reference = undefined
      first = undefined
      begun = undefined
    },
  }
}
