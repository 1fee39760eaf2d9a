/** Long silences inside a read, found in its peaks, and what of them would go. */
import { levelFor, type PeakLevel, type TakePeaks } from './peaks.ts'
import { type Line, placed, type Range, SHORTEST_MS } from './pieces.ts'

export interface SilenceRule {
  /** What never gets above this is silence, dBFS of the peaks. */
  readonly quieterThanDb: number
  /** Only silences from this length on are shortened. */
  readonly longerThanMs: number
  /** What stays of each, half at either side: a pause is part of speech. */
  readonly leftMs: number
}

/** One step of 8 bit is −42 dBFS: quieter thresholds cannot be told apart. */
export const QUIETEST_DB = -42
export const LOUDEST_DB = -24
/** A listener takes a pause of a second and a half for a fault of the read; a breath between sentences is half a second. */
export const USUAL_RULE: SilenceRule = { quieterThanDb: -36, longerThanMs: 1_500, leftMs: 600 }

/** How far the sound between words lies under the loud syllables, in a read that is worth airing. */
const UNDER_SPEECH_DB = 24

/** Coarser peaks hide the pauses between words. */
const FINE_ENOUGH = 20

type PeaksOf = (takeId: string) => TakePeaks | undefined

/** What of the line would go so that no silence is longer than what stays. Takes without peaks count as sound. */
export function silencesOf(line: Line, peaksOf: PeaksOf, rule: SilenceRule): Range[] {
  const limit = 127 * 10 ** (rule.quieterThanDb / 20)
  const cuts: Range[] = []
  let since: number | undefined
  let endMs = 0
  const end = (atMs: number, isEnd: boolean) => {
    if (since !== undefined && atMs - since >= rule.longerThanMs) {
      const fromMs = since === 0 ? 0 : Math.round(since + rule.leftMs / 2)
      const toMs = isEnd ? atMs : Math.round(atMs - rule.leftMs / 2)
      if (toMs - fromMs >= SHORTEST_MS && !(fromMs === 0 && isEnd)) cuts.push({ fromMs, toMs })
    }
    since = undefined
  }
  for (const { piece, startMs, endMs: pieceEnd } of placed(line)) {
    endMs = pieceEnd
    const level = peaksOf(piece.takeId)?.levels[0]
    if (!level || level.perSecond < FINE_ENOUGH) {
      end(startMs, false)
      continue
    }
    for (const stretch of quietStretches(level, piece.fromMs, piece.toMs, limit)) {
      const at = startMs + stretch.fromMs - piece.fromMs
      if (stretch.isQuiet) since ??= at
      else end(at, false)
    }
  }
  end(endMs, true)
  return cuts
}

/** Where it becomes quiet or stops to be so, in order; the first stretch begins at `fromMs`. */
function quietStretches(level: PeakLevel, fromMs: number, toMs: number, limit: number) {
  const { pairs, perSecond } = level
  const first = Math.floor((fromMs * perSecond) / 1000)
  const last = Math.min(pairs.length / 2, Math.ceil((toMs * perSecond) / 1000))
  const turns: { fromMs: number; isQuiet: boolean }[] = []
  let was: boolean | undefined
  for (let n = first; n < last; n += 1) {
    const isQuiet = -(pairs[2 * n] ?? 0) <= limit && (pairs[2 * n + 1] ?? 0) <= limit
    if (isQuiet === was) continue
    turns.push({ fromMs: Math.max(fromMs, (n * 1000) / perSecond), isQuiet })
    was = isQuiet
  }
  return turns
}

/** A threshold that suits how loudly this was read, whole dB: so far under its loud syllables, within what can be told apart. */
export function usualThresholdDb(line: Line, peaksOf: PeaksOf): number {
  const counts = new Uint32Array(129)
  let all = 0
  for (const { takeId, fromMs, toMs } of line) {
    const peaks = peaksOf(takeId)
    const level = peaks && levelFor(peaks, 40)
    if (!level) continue
    const last = Math.min(level.pairs.length / 2, Math.ceil((toMs * level.perSecond) / 1000))
    for (let n = Math.floor((fromMs * level.perSecond) / 1000); n < last; n += 1) {
      const swing = Math.max(-(level.pairs[2 * n] ?? 0), level.pairs[2 * n + 1] ?? 0)
      counts[swing] = (counts[swing] ?? 0) + 1
      all += 1
    }
  }
  if (all === 0) return USUAL_RULE.quieterThanDb
  let seen = 0
  let loud = 128
  while (loud > 1 && seen + (counts[loud] ?? 0) < all / 20) {
    seen += counts[loud] ?? 0
    loud -= 1
  }
  const db = Math.round(20 * Math.log10(loud / 127) - UNDER_SPEECH_DB)
  return Math.min(LOUDEST_DB, Math.max(QUIETEST_DB, db))
}
