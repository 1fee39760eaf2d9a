import type { Finding } from './finding.ts'

/**
 * Readers of the radio say 180 to 310 syllables a minute, around the 233 that texts are reckoned with: with less than two
 * thirds of the reckoned time nobody has said all of it, and with more than one and two thirds something was said twice, or
 * does not belong to it.
 */
const shortestShare = 0.67
const longestShare = 1.65
/** A sentence of a few words may be read at any pace. */
const leastOffMs = 2_500

/** Whether a read takes as long as its text; `lengthMs` is that of the whole sound. */
export function readTimeOf(spokenMs: number, expectedMs: number, lengthMs: number): Finding[] {
  const isShort = spokenMs < expectedMs * shortestShare && expectedMs - spokenMs >= leastOffMs
  const isLong = spokenMs > expectedMs * longestShare && spokenMs - expectedMs >= leastOffMs
  if (!isShort && !isLong) return []
  return [
    {
      kind: isShort ? 'read-short' : 'read-long',
      fromMs: 0,
      toMs: lengthMs,
      severity: 'warning',
      figures: { spokenMs, expectedMs },
    },
  ]
}
