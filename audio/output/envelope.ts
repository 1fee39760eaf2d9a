/** One step of an envelope. */
export const STEP_MS = 20
const STEPS_A_SECOND = 1000 / STEP_MS
/** The level curve is taken once a minute, or late on a busy machine. */
const KEPT_STEPS = 10 * 60 * STEPS_A_SECOND
/** What 16-bit sound can tell from nothing. */
export const SILENT_DBFS = -96

/** The level of a sound over the last ten minutes, in steps of 20 ms on the monotonic clock. */
export interface Envelope {
  /** RMS (0 … 1) of steps, the first of which is heard at `atMs`. What is older than the last ten minutes is forgotten. */
  put(atMs: number, rms: ArrayLike<number>): void
  /** `count` steps from this one on; NaN where nothing is known. */
  steps(first: number, count: number): Float32Array
  /** The step after the newest; undefined before anything was put. */
  end(): number | undefined
  clear(): void
}

export function createEnvelope(): Envelope {
  const ring = new Float32Array(KEPT_STEPS).fill(Number.NaN)
  let end: number | undefined
  const forget = (from: number, to: number): void => {
    for (let step = Math.max(from, to - KEPT_STEPS); step < to; step++) ring[step % KEPT_STEPS] = Number.NaN
  }
  return {
    put(atMs, rms) {
      const first = Math.round(atMs / STEP_MS)
      if (first < 0) return
      const after = first + rms.length
      if (end === undefined) forget(0, KEPT_STEPS)
      else if (after > end) forget(end, after)
      end = Math.max(end ?? after, after)
      for (let i = 0; i < rms.length; i++) {
        if (first + i >= end - KEPT_STEPS) ring[(first + i) % KEPT_STEPS] = rms[i] ?? Number.NaN
      }
    },
    steps(first, count) {
      const out = new Float32Array(count).fill(Number.NaN)
      if (end === undefined) return out
      for (let i = 0; i < count; i++) {
        const step = first + i
        if (step >= 0 && step < end && step >= end - KEPT_STEPS) out[i] = ring[step % KEPT_STEPS] ?? Number.NaN
      }
      return out
    },
    end: () => end,
    clear() {
      end = undefined
    },
  }
}

/** The step that an instant of the monotonic clock falls into. */
export function stepAt(ms: number): number {
  return Math.floor(ms / STEP_MS)
}

/** RMS level of these steps, dBFS, not below −96; undefined where fewer than half are known. */
export function levelOf(steps: Float32Array): number | undefined {
  let sum = 0
  let known = 0
  for (const rms of steps) {
    if (Number.isNaN(rms)) continue
    sum += rms * rms
    known++
  }
  if (known === 0 || known < steps.length / 2) return undefined
  return Math.max(SILENT_DBFS, 10 * Math.log10(sum / known))
}
