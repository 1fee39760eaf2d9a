import type { Fit, RundownSlot } from '../../../../../server/contract/index.ts'
import { keptMs } from './ranges.ts'

/** Where a place begins and how long it sounds, as far as the lengths are known. */
export interface Timed {
  startMs: number | undefined
  durationMs: number | undefined
  fit: Fit
}

/** From here on a programme's length is judged by seconds, below it by a share (Thông tư 09/2020). */
const LONG_MS = 600_000
const LONG_TOLERANCE_MS = 30_000
const SHORT_TOLERANCE = 0.03

/** How a length stands to its norm: ±3 %, or 30 s from ten minutes on. */
export function fitOf(durationMs: number | undefined, normMs: number | undefined): Fit {
  if (durationMs === undefined || normMs === undefined) return 'unknown'
  const tolerance = normMs >= LONG_MS ? LONG_TOLERANCE_MS : normMs * SHORT_TOLERANCE
  if (durationMs < normMs - tolerance) return 'short'
  return durationMs > normMs + tolerance ? 'long' : 'fits'
}

/** Lays the places one behind the other. `sourceMs` is the length of the sound of a place before any cut. */
export function timed(
  slots: readonly RundownSlot[],
  sourceMs: (slot: RundownSlot) => number | undefined,
): { rows: Timed[]; totalMs: number | undefined } {
  let at: number | undefined = 0
  let end: number | undefined = 0
  const rows = slots.map((slot): Timed => {
    const source = sourceMs(slot)
    const durationMs = source === undefined ? undefined : keptMs(slot.keep, source)
    const startMs = at
    const over: number | undefined = at === undefined || durationMs === undefined ? undefined : at + durationMs
    end = end === undefined || over === undefined ? undefined : Math.max(end, over)
    at = over === undefined ? undefined : Math.max(0, over + slot.gapAfterMs)
    return { startMs, durationMs, fit: fitOf(durationMs, slot.normMs) }
  })
  return { rows, totalMs: end }
}

/** The length that is missing or too much against a norm, in milliseconds; negative: too short. */
export const offNorm = (durationMs: number, normMs: number) => durationMs - normMs
