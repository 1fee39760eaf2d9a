import type { Fit } from '../contract/index.ts'

const FROM_TEN_MINUTES_MS = 600_000

/**
 * How a length stands to its norm (pure): within ±3 %, from ten minutes on within 30 s (Thông tư 09/2020, FIELD §2).
 * `unknown` without a norm or a length.
 */
export function fitOf(durationMs: number | undefined, normMs: number | undefined): Fit {
  if (durationMs === undefined || normMs === undefined) return 'unknown'
  const leewayMs = normMs >= FROM_TEN_MINUTES_MS ? 30_000 : normMs * 0.03
  if (durationMs < normMs - leewayMs) return 'short'
  return durationMs > normMs + leewayMs ? 'long' : 'fits'
}
