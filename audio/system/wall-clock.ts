/**
 * Time for the sound device's thread, finer than the millisecond that `Date.now()` gives. The thread blocks in the
 * device and cannot be handed a clock object across the thread's border, so this is the one file of `audio` that asks
 * the machine for time.
 */
export interface DeviceClock {
  /** Milliseconds since an arbitrary instant, never stepping. */
  monotonicMs(): number
  /** The wall clock minus the monotonic clock, to a few hundredths of a millisecond; takes a millisecond a try. */
  measureAnchorMs(tries: number): number
  /** The same within 1 ms, at once: for noticing that the wall clock was stepped. */
  coarseAnchorMs(): number
}

/** The machine's own clock. */
export function machineDeviceClock(): DeviceClock {
  const monotonicMs = () => Number(process.hrtime.bigint()) / 1e6
  return {
    monotonicMs,
    coarseAnchorMs: () => Date.now() - monotonicMs(),
    measureAnchorMs(tries) {
      // An edge is always noticed late, never early: late makes the difference smaller, so the largest is the truest.
      let best = Number.NEGATIVE_INFINITY
      for (let i = 0; i < tries; i++) {
        const before = Date.now()
        let wall = before
        while (wall === before) wall = Date.now()
        // A step of the clock in the middle of a try must not win.
        if (wall - before > 20 || wall < before) continue
        best = Math.max(best, wall - monotonicMs())
      }
      return best === Number.NEGATIVE_INFINITY ? Date.now() - monotonicMs() : best
    },
  }
}
