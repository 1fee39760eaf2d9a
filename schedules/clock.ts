import { type Job, scheduleJob } from 'node-schedule'

/** Time as everything else in the house sees it. A test hands in its own. */
export interface Clock {
  /** The wall clock, UTC ms. */
  now(): number
  /** Milliseconds since an arbitrary instant; never stepped. For durations. */
  monotonicMs(): number
  /**
   * Calls `fn` once, when the wall clock has reached the instant: never before it, at most about a second late when the
   * wall clock was stepped, at once when it is past. Returns the taking back.
   */
  wakeAt(instantMs: number, fn: () => void): () => void
  /** Calls `fn` every second of real time, whatever the wall clock does. Returns the end of it. */
  everySecond(fn: () => void): () => void
  /** Resolves when the wall clock has reached the instant; rejects with the signal's reason when it aborts first. */
  sleepUntil(instantMs: number, signal?: AbortSignal): Promise<void>
}

const CHECK_MS = 1000

/**
 * The machine's clock. Waking is node-schedule's; a look at the wall clock every second stands behind it, because after
 * a step of the clock a timer comes an hour late, or too early, or never. No timer is ever set beyond 2^31−1 ms:
 * node-schedule splits its own.
 */
export function systemClock(): Clock {
  const clock: Clock = {
    now: () => Date.now(),
    monotonicMs: () => Number(process.hrtime.bigint()) / 1e6,
    wakeAt(instantMs, fn) {
      let job: Job | null = null
      let close: NodeJS.Timeout | undefined
      let done = false
      const finish = () => {
        done = true
        clearInterval(check)
        clearTimeout(close)
        job?.cancel()
      }
      const look = () => {
        if (done) return
        const leftMs = instantMs - clock.now()
        if (leftMs <= 0) {
          finish()
          fn()
        } else if (leftMs < CHECK_MS) {
          // A timer may fire a millisecond before its time, and knows no fractions of one.
          clearTimeout(close)
          close = setTimeout(look, Math.ceil(leftMs))
        }
      }
      const check = setInterval(look, CHECK_MS)
      if (clock.now() >= instantMs) setImmediate(look)
      else job = scheduleJob(new Date(instantMs), look)
      return finish
    },
    everySecond(fn) {
      const timer = setInterval(fn, CHECK_MS)
      return () => clearInterval(timer)
    },
    sleepUntil: (instantMs, signal) => sleepUntil(clock, instantMs, signal),
  }
  return clock
}

/** `Clock.sleepUntil` in terms of its `wakeAt`, for every implementation. */
export function sleepUntil(clock: Pick<Clock, 'wakeAt'>, instantMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason)
      return
    }
    const abort = () => {
      cancel()
      reject(signal?.reason)
    }
    const cancel = clock.wakeAt(instantMs, () => {
      signal?.removeEventListener('abort', abort)
      resolve()
    })
    signal?.addEventListener('abort', abort, { once: true })
  })
}
