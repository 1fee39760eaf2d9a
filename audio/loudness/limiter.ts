const attackMs = 5
const releaseMs = 50

/**
 * A limiter of sample peaks as an FFmpeg filter, for what is only listened to while it is made. `level=false` keeps alimiter
 * from raising the result to full scale.
 */
export function samplePeakLimiter(ceilingDbfs: number): string {
  return `alimiter=level=false:limit=${(10 ** (ceilingDbfs / 20)).toFixed(6)}:attack=${attackMs}:release=${releaseMs}`
}
