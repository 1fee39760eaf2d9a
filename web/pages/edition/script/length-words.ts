import { lengthWords } from '../../../words.ts'

const FROM_TEN_MINUTES_MS = 600_000

/**
 * How a text's reading time stands to the programme's norm: “định mức 15 phút, còn 2 phút”. Within ±3 %, from ten minutes on within
 * 30 s, it fits (Thông tư 09/2020).
 */
export function normWords(ms: number, normMs: number): string {
  const leewayMs = normMs >= FROM_TEN_MINUTES_MS ? 30_000 : normMs * 0.03
  const apart = ms - normMs
  const norm = `định mức ${lengthWords(normMs)}`
  if (Math.abs(apart) <= leewayMs) return `${norm}, vừa đủ`
  return apart < 0 ? `${norm}, còn ${lengthWords(-apart)}` : `${norm}, quá ${lengthWords(apart)}`
}
