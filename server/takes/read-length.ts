import { lengthInWords } from '../lengths.ts'

/** A read under this share of its reading time has lost a paragraph, or is another item's. */
const SHORTEST_SHARE = 0.6
/** A read over this share of it was read twice, or is another item's. */
const LONGEST_SHARE = 1.6
/** Below it a difference is the pause before and after a read, whatever share of a short text that is. */
const LEAST_DIFFERENCE_MS = 5_000
const BEGINNING = 'Bản thu dài'

/** Whether a read is far from the reading time of its text (233 syllables a minute); undefined where it is not. */
export function readLength(durationMs: number, estimatedMs: number): 'short' | 'long' | undefined {
  if (estimatedMs <= 0 || Math.abs(durationMs - estimatedMs) < LEAST_DIFFERENCE_MS) return undefined
  if (durationMs < estimatedMs * SHORTEST_SHARE) return 'short'
  return durationMs > estimatedMs * LONGEST_SHARE ? 'long' : undefined
}

/** The sentence for a read of the wrong length, with both times; undefined for one that is about right. */
export function lengthSentence(durationMs: number, estimatedMs: number): string | undefined {
  const kind = readLength(durationMs, estimatedMs)
  if (kind === undefined) return undefined
  const times = `${BEGINNING} ${lengthInWords(durationMs)}, còn lời đọc dự tính ${lengthInWords(estimatedMs)}`
  return kind === 'short'
    ? `${times}: xin nghe lại, có thể thiếu đoạn hoặc nhầm tệp.`
    : `${times}: xin nghe lại, có thể thừa đoạn, đọc lặp hoặc nhầm tệp.`
}

/** Whether a warning of a read is about its length. */
export function isLengthSentence(sentence: string): boolean {
  return sentence.startsWith(BEGINNING)
}
