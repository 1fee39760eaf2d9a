/** The reader's pace as the prompter uses it. Pure. */
import { lengthWords } from '../../../words.ts'

/** How far the reader may slow down or hurry the text, as a share of the learnt pace. */
export const SLOWEST = 0.5
export const FASTEST = 2
const STEP = 0.05

/** One step slower or faster, kept within its limits and free of the dust of adding. */
export function changedFactor(factor: number, by: -1 | 1): number {
  return Math.min(FASTEST, Math.max(SLOWEST, Math.round((factor + by * STEP) * 100) / 100))
}

/** How long so many syllables take. */
export const readingTimeMs = (syllables: number, syllablesPerMinute: number) =>
  (syllables / syllablesPerMinute) * 60_000

/** How the real time stands to the estimate at this place of the text, in a word; undefined while it is about right. */
export function paceWords(elapsedMs: number, expectedMs: number): string | undefined {
  const apartMs = elapsedMs - expectedMs
  // Under three seconds, or under a twentieth of the way, nobody hears a difference.
  if (Math.abs(apartMs) < Math.max(3_000, expectedMs * 0.05)) return undefined
  return `${apartMs > 0 ? 'chậm' : 'nhanh'} hơn dự kiến ${lengthWords(Math.abs(apartMs))}`
}
