import type { FrameSpan } from './speech.ts'

/** A corner of a bed's course: what is taken from its level at a frame of the whole. Between two it goes straight, in dB. */
export interface DuckPoint {
  atFrame: number
  /** 0 or less. */
  gainDb: number
}

/** How a bed makes way. */
export interface Ducking {
  duckDb: number
  attackFrames: number
  releaseFrames: number
}

/** Faster than this a change of level is heard as a click: 10 ms. */
const shortestRampFrames = 480
/** Pauses between the sentences of one speaker are shorter: 1 s. A bed that rose in them would pump. */
const shortestPauseFrames = 48_000

/**
 * Spans of speech (of the whole, in any order) with the pauses closed in which the bed does not come up: those under a
 * second, and those too short for it to come all the way up and down again.
 */
export function mergeSpeech(speech: readonly FrameSpan[], ducking: Ducking): FrameSpan[] {
  const { attack, release } = rampsOf(ducking)
  const shortest = Math.max(shortestPauseFrames, attack + release)
  const merged: FrameSpan[] = []
  for (const { fromFrame, toFrame } of speech.toSorted((a, b) => a.fromFrame - b.fromFrame)) {
    const before = merged.at(-1)
    if (before !== undefined && fromFrame - before.toFrame < shortest)
      before.toFrame = Math.max(before.toFrame, toFrame)
    else merged.push({ fromFrame, toFrame })
  }
  return merged
}

/**
 * The course of a bed that lies in `place` under speech as `mergeSpeech` gives it: down before the first word, all of the
 * depth while there is speech, up after the last. Empty where nothing is to be lowered.
 */
export function duckPoints(merged: readonly FrameSpan[], ducking: Ducking, place: FrameSpan): DuckPoint[] {
  if (ducking.duckDb === 0) return []
  const { attack, release } = rampsOf(ducking)
  const gainDb = -ducking.duckDb
  return merged
    .filter(({ fromFrame, toFrame }) => toFrame + release > place.fromFrame && fromFrame - attack < place.toFrame)
    .flatMap(({ fromFrame, toFrame }) => [
      { atFrame: fromFrame - attack, gainDb: 0 },
      { atFrame: fromFrame, gainDb },
      { atFrame: toFrame, gainDb },
      { atFrame: toFrame + release, gainDb: 0 },
    ])
}

/** What is taken at a frame of the whole, dB, 0 or less. */
export function duckDbAt(points: readonly DuckPoint[], frame: number): number {
  const next = firstAfter(points, frame)
  const [before, after] = [points[next - 1], points[next]]
  if (before === undefined || after === undefined) return 0
  const share = (frame - before.atFrame) / (after.atFrame - before.atFrame)
  return before.gainDb + (after.gainDb - before.gainDb) * share
}

/** The place of the first corner that lies after a frame. */
function firstAfter(points: readonly DuckPoint[], frame: number): number {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((points[middle]?.atFrame ?? 0) <= frame) low = middle + 1
    else high = middle
  }
  return low
}

function rampsOf({ attackFrames, releaseFrames }: Ducking): { attack: number; release: number } {
  return { attack: Math.max(attackFrames, shortestRampFrames), release: Math.max(releaseFrames, shortestRampFrames) }
}
