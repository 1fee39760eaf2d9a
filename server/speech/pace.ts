import type { Pace } from '../contract/index.ts'

/** Radio news is read at about 233 syllables a minute (FIELD §2: a thesis of the Voice of Vietnam). */
export const RADIO_NEWS_PACE = 233
/** One read may have been interrupted; three agree. */
const LEAST_READS = 3
/** Nobody reads to listeners slower or faster: what lies outside was no plain reading of the text. */
const SLOWEST = 130
const FASTEST = 360
/** In a greeting of one breath the pauses weigh more than the pace. */
const LEAST_SYLLABLES = 30

/** A read that was kept: the syllables of its text as said, and how long it took. */
export interface KeptRead {
  syllables: number
  durationMs: number
}

/** A person's pace: the median of their kept reads; the radio's until three of them tell something. */
export function paceOf(reads: readonly KeptRead[]): Pace {
  const paces = reads
    .filter(({ syllables, durationMs }) => syllables >= LEAST_SYLLABLES && durationMs > 0)
    .map(({ syllables, durationMs }) => syllables / (durationMs / 60_000))
    .filter((pace) => pace >= SLOWEST && pace <= FASTEST)
    .toSorted((a, b) => a - b)
  if (paces.length < LEAST_READS) return { syllablesPerMinute: RADIO_NEWS_PACE, reads: 0 }
  const middle = Math.floor(paces.length / 2)
  const upper = paces[middle] ?? RADIO_NEWS_PACE
  const median = paces.length % 2 === 1 ? upper : (upper + (paces[middle - 1] ?? upper)) / 2
  return { syllablesPerMinute: Math.round(median), reads: paces.length }
}
