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
