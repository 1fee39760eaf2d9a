import { gatedLoudness } from './gating.ts'

/** One part of a programme, as far as its gain is concerned. */
export interface PartLevel {
  integratedLufs: number
  truePeakDbtp: number
  /** Loudness of its 400 ms blocks, every 100 ms. */
  momentaryLufs: readonly number[]
}

/**
 * Constant gains that bring every part to one loudness and the whole to the target, before any limiting. The whole is
 * predicted from the parts' own blocks: gating over all of them is what a meter over the whole does, but for the blocks
 * that straddle a seam.
 */
export function planGains(parts: readonly PartLevel[], targetLufs: number): { gainsDb: number[]; partLufs: number } {
  const levelled = parts.map((part) => targetLufs - part.integratedLufs)
  const whole = predictWhole(parts, levelled) ?? targetLufs
  const offset = targetLufs - whole
  return { gainsDb: levelled.map((gainDb) => gainDb + offset), partLufs: targetLufs + offset }
}

/** Integrated loudness of the parts one after another with these gains; undefined when all is silent. */
export function predictWhole(parts: readonly PartLevel[], gainsDb: readonly number[]): number | undefined {
  return gatedLoudness(parts.flatMap((part, index) => part.momentaryLufs.map((block) => block + (gainsDb[index] ?? 0))))
}

/** Which parts have true peaks above the ceiling at these gains. */
export function needsLimiting(parts: readonly PartLevel[], gainsDb: readonly number[], ceilingDbtp: number): boolean[] {
  return parts.map((part, index) => part.truePeakDbtp + (gainsDb[index] ?? 0) > ceilingDbtp)
}

/** A gain that was tried and the loudness that came out. */
export interface Trial {
  gainDb: number
  lufs: number
}

/**
 * The next gain on the way to a loudness through a limiter, which gives back less than a decibel for a decibel: the slope
 * of the last two trials, held between 0.25 and 1; before there are two, `firstSlope`.
 */
export function nextGain(trials: readonly Trial[], wantedLufs: number, firstSlope: number): number | undefined {
  const last = trials.at(-1)
  if (last === undefined) return undefined
  const before = trials.at(-2)
  const moved = before === undefined ? 0 : last.gainDb - before.gainDb
  const slope = before === undefined || Math.abs(moved) < 0.02 ? firstSlope : (last.lufs - before.lufs) / moved
  return last.gainDb + (wantedLufs - last.lufs) / Math.min(1, Math.max(0.25, slope))
}

/**
 * What LAME takes from the level at a constant bit rate (measured with 3.100: its default scaling of 0.95 under 192 kbit/s,
 * less above, none from 256).
 */
export function lameLossDb(bitRateKbps: number): number {
  if (bitRateKbps <= 160) return 0.45
  if (bitRateKbps <= 192) return 0.27
  if (bitRateKbps <= 224) return 0.18
  return 0
}
