/**
 * What may be wrong with a read, or taken off it.
 *
 * - `clipping` the tops of the waves are cut off, at full scale or under it
 * - `hum` the mains and its harmonics in the pauses; `hz` is 50 or 60
 * - `noise` steady noise in the pauses; `belowDb` is how far it lies under the voice
 * - `far-from-microphone` the room sounds as loud as the voice
 * - `level-jump` from here on it is louder or softer, by `byLu`
 * - `read-short`, `read-long` the time that was read against the time the text takes; `spokenMs`, `expectedMs`
 * - `leading-silence`, `trailing-silence`, `long-silence` nothing sounds; `silentMs`
 * - `slate` a short sound before the read: a clap, somebody counting in
 * - `long-breath` a breath between phrases that is heard as such
 */
export type FindingKind =
  | 'clipping'
  | 'hum'
  | 'noise'
  | 'far-from-microphone'
  | 'level-jump'
  | 'read-short'
  | 'read-long'
  | 'leading-silence'
  | 'trailing-silence'
  | 'slate'
  | 'long-silence'
  | 'long-breath'

/** One finding at its place. Where there is a suggestion, the place is what it takes off. */
export interface Finding {
  kind: FindingKind
  fromMs: number
  toMs: number
  /** `warning`: to be heard before the read is used; `note`: good to know. */
  severity: 'note' | 'warning'
  suggestion?: 'trim-start' | 'trim-end' | 'cut'
  /** The figures behind it; which of them there are, `FindingKind` says. */
  figures: FindingFigures
}

export interface FindingFigures {
  hz?: number
  belowDb?: number
  byLu?: number
  spokenMs?: number
  expectedMs?: number
  silentMs?: number
}

/** Grows with every change of what is found or how: sounds that were looked at by older rules may be looked at again. */
export const qualityRulesVersion = 1

/** A stretch of a sound; `toMs` is the first instant that is not in it. */
export interface SpanMs {
  fromMs: number
  toMs: number
}

/** Joins spans in order that lie no further apart than `gapMs`; where more than `most` are left, the narrowest gaps close as well. */
export function gathered(spans: readonly SpanMs[], gapMs: number, most = Number.POSITIVE_INFINITY): SpanMs[] {
  const joined: SpanMs[] = []
  for (const { fromMs, toMs } of spans) {
    const last = joined.at(-1)
    if (last !== undefined && fromMs - last.toMs <= gapMs) last.toMs = Math.max(last.toMs, toMs)
    else joined.push({ fromMs, toMs })
  }
  return joined.length <= most ? joined : gathered(joined, narrowestGap(joined), most)
}

function narrowestGap(spans: readonly SpanMs[]): number {
  let narrowest = Number.POSITIVE_INFINITY
  for (let place = 1; place < spans.length; place++)
    narrowest = Math.min(narrowest, (spans[place]?.fromMs ?? 0) - (spans[place - 1]?.toMs ?? 0))
  return narrowest
}
