/** What the chunks that have come say about a recording. Pure. */
import type { FrameRange } from '../contract/index.ts'

export interface PlacedChunk {
  number: number
  frames: number
  /** Where it stands in the recording, where that was noted. */
  firstFrame: number | undefined
}

export interface Progress {
  /** The number of the next chunk, and the frame that it begins with. */
  nextChunk: number
  nextFrame: number
  /** Frames that have come. */
  frames: number
  /** Numbers before `nextChunk` that have not come. */
  missing: number[]
}

/** How far a recording has come, from its chunks in the order of their numbers. */
export function progressOf(chunks: readonly PlacedChunk[]): Progress {
  const frames = chunks.reduce((sum, chunk) => sum + chunk.frames, 0)
  const last = chunks.at(-1)
  if (!last) return { nextChunk: 0, nextFrame: 0, frames: 0, missing: [] }
  return {
    nextChunk: last.number + 1,
    nextFrame: last.firstFrame === undefined ? frames : last.firstFrame + last.frames,
    frames,
    missing: missingOf(chunks, last.number),
  }
}

/** The numbers below `count` that have not come. */
export function missingOf(chunks: readonly PlacedChunk[], count: number): number[] {
  const come = new Set(chunks.map(({ number }) => number))
  return Array.from({ length: count }, (_, number) => number).filter((number) => !come.has(number))
}

/**
 * The number of the first chunk that cannot stand where it says: the first begins at frame 0, each of the others where the
 * one before it ends. Chunks after a missing one, and chunks whose place was not noted, are taken at their word.
 */
export function misplacedOf(chunks: readonly PlacedChunk[]): number | undefined {
  return chunks.find((chunk, index) => {
    if (chunk.firstFrame === undefined) return false
    if (chunk.number === 0) return chunk.firstFrame !== 0
    const before = chunks[index - 1]
    if (before?.number !== chunk.number - 1) return chunk.firstFrame < (before?.firstFrame ?? 0) + (before?.frames ?? 0)
    return before.firstFrame !== undefined && before.firstFrame + before.frames !== chunk.firstFrame
  })?.number
}

/** A place in the sound that was put together, in frames of it. */
export interface Hole {
  atFrame: number
  frames: number
}

/** Where sound is missing in what these chunks make up, and how much; a hole whose length nobody knows counts as 0 frames. */
export function holesOf(chunks: readonly PlacedChunk[]): Hole[] {
  const holes: Hole[] = []
  let at = 0
  let expected: PlacedChunk = { number: 0, firstFrame: 0, frames: 0 }
  for (const chunk of chunks) {
    if (chunk.number !== expected.number) {
      const known = chunk.firstFrame !== undefined && expected.firstFrame !== undefined
      holes.push({ atFrame: at, frames: known ? (chunk.firstFrame ?? 0) - (expected.firstFrame ?? 0) : 0 })
    }
    at += chunk.frames
    const firstFrame = chunk.firstFrame === undefined ? undefined : chunk.firstFrame + chunk.frames
    expected = { number: chunk.number + 1, firstFrame, frames: 0 }
  }
  return holes
}

/**
 * The stretches that are left of `frames` frames when the cuts are taken out, in order. Cuts may touch, overlap and reach
 * beyond the end.
 */
export function keptOf(frames: number, cuts: readonly FrameRange[]): FrameRange[] {
  const kept: FrameRange[] = []
  let from = 0
  for (const cut of cuts.toSorted((a, b) => a.fromFrame - b.fromFrame)) {
    const until = Math.min(cut.fromFrame, frames)
    if (until > from) kept.push({ fromFrame: from, toFrame: until })
    from = Math.max(from, cut.toFrame)
  }
  if (frames > from) kept.push({ fromFrame: from, toFrame: frames })
  return kept
}

/**
 * Places of the recording as places of the sound that was put together: with chunks missing, what lies behind a hole stands
 * earlier in the sound than in the recording.
 */
export function withoutHoles(cuts: readonly FrameRange[], chunks: readonly PlacedChunk[]): FrameRange[] {
  const places: { from: number; to: number; at: number }[] = []
  let at = 0
  for (const chunk of chunks) {
    const from = chunk.firstFrame ?? at
    places.push({ from, to: from + chunk.frames, at })
    at += chunk.frames
  }
  const placed = (frame: number) => {
    const place = places.find(({ to }) => frame < to)
    return place ? place.at + Math.max(0, frame - place.from) : at
  }
  return cuts
    .map(({ fromFrame, toFrame }) => ({ fromFrame: placed(fromFrame), toFrame: placed(toFrame) }))
    .filter(({ fromFrame, toFrame }) => toFrame > fromFrame)
}
