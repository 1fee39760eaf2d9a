import { levelOf, STEP_MS } from './envelope.ts'

/** A tuner, a digital link or the way through a desk delays by less; a sink's monitor runs ahead by its buffer. */
export const MOST_LAG_STEPS = 600 / STEP_MS
/** Six seconds are thirty syllables. */
const LEAST_STEPS = 6000 / STEP_MS
/** Under this the programme itself is too quiet to tell. */
const QUIET_DBFS = -55
/** Below its loud passages by more a way with noise and a limiter carries nothing of it. */
const RANGE_DB = 25
/** Smoothed over 100 ms, taken against the second around it: the rhythm of syllables, not the level of sentences. */
const SMOOTH_STEPS = 2
const AROUND_STEPS = 25
/** dB; a steady sound has no rhythm to be known by. */
const LEAST_SWING_DB = 0.7

/**
 * How much the rhythm of what was heard is that of what was sent: the largest correlation of the two level curves within
 * ±600 ms, 0 … 1. `heard` are the last steps; `sent` begins `MOST_LAG_STEPS` before the first of them and ends as many after
 * the last (NaN: not known). Measured with speech and music, heard directly, through a small room, and through a tuner
 * (narrow band, tone, 4:1 and 8:1 compression, 15 dB of noise): the same programme 0.8 … 1, other speech at most 0.43.
 * Undefined where they are too few, or what was sent is too quiet or too even to tell.
 */
export function similarityOf(heard: Float32Array, sent: Float32Array): number | undefined {
  const middle = sent.subarray(MOST_LAG_STEPS, MOST_LAG_STEPS + heard.length)
  const sentDbfs = levelOf(middle)
  if (heard.length < LEAST_STEPS || sentDbfs === undefined || sentDbfs < QUIET_DBFS) return undefined
  if (levelOf(heard) === undefined || knownShare(heard) < 0.9 || knownShare(middle) < 0.9) return undefined

  const loudHeard = quantile(heard, 0.9)
  const loudSent = quantile(middle, 0.9)
  if (loudSent <= 0) return undefined
  const floor = Math.max(quantile(heard, 0.1), loudHeard * 10 ** (-RANGE_DB / 20), 1e-6)
  const wanted = rhythmOf(sent, loudHeard / loudSent, floor * Math.SQRT2)
  const got = rhythmOf(heard, 1, floor)
  const swingDb = Math.sqrt(meanSquare(rhythmOf(middle, 1, loudSent * 10 ** (-RANGE_DB / 20))))
  if (swingDb < LEAST_SWING_DB) return undefined

  let best = 0
  for (let lag = 0; lag + got.length <= wanted.length; lag++) {
    let product = 0
    let power = 0
    let own = 0
    for (let i = 0; i < got.length; i++) {
      const a = got[i] ?? 0
      const b = wanted[lag + i] ?? 0
      product += a * b
      power += b * b
      own += a * a
    }
    if (power > 0 && own > 0) best = Math.max(best, product / Math.sqrt(power * own))
  }
  return best
}

/** Level in dB above a floor that is added as power (as noise adds), smoothed, against its surroundings. */
function rhythmOf(steps: Float32Array, gain: number, floor: number): Float64Array {
  const known = steps.find((rms) => !Number.isNaN(rms)) ?? 0
  let last = known
  const levels = new Float64Array(steps.length)
  for (let i = 0; i < steps.length; i++) {
    const rms = steps[i] ?? Number.NaN
    if (!Number.isNaN(rms)) last = rms
    levels[i] = 10 * Math.log10((gain * last) ** 2 + floor ** 2)
  }
  const smooth = meanAround(levels, SMOOTH_STEPS)
  const around = meanAround(smooth, AROUND_STEPS)
  return smooth.map((level, i) => level - (around[i] ?? 0))
}

function meanAround(values: Float64Array, reach: number): Float64Array {
  const sums = new Float64Array(values.length + 1)
  for (let i = 0; i < values.length; i++) sums[i + 1] = (sums[i] ?? 0) + (values[i] ?? 0)
  return values.map((_, i) => {
    const from = Math.max(0, i - reach)
    const to = Math.min(values.length, i + reach + 1)
    return ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from)
  })
}

function meanSquare(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value * value
  return sum / Math.max(1, values.length)
}

function quantile(steps: Float32Array, share: number): number {
  const known = steps.filter((rms) => !Number.isNaN(rms)).sort()
  return known[Math.floor(share * (known.length - 1))] ?? 0
}

function knownShare(steps: Float32Array): number {
  let known = 0
  for (const rms of steps) if (!Number.isNaN(rms)) known++
  return known / Math.max(1, steps.length)
}
