import type { Recipe } from '../assembly/index.ts'
import type { ReadyPart } from '../parts/index.ts'
import { type DuckPoint, duckPoints, mergeSpeech } from './ducking.ts'
import { carriesSpeech, type FrameSpan, speechSpans } from './speech.ts'

/** Where something lies in the whole, in frames of 48 kHz. */
export interface Segment {
  startFrame: number
  frames: number
}

/** A part in its place. Its fades fit into it; 0: none. */
export interface PlacedPart extends Segment {
  fadeInFrames: number
  fadeOutFrames: number
}

/** A bed in its place. Its fades fit into it. */
export interface PlacedBed extends PlacedPart {
  /** Its course under speech, in frames of the whole. */
  duck: readonly DuckPoint[]
}

/** Where everything of a programme lies. */
export interface Layout {
  /** One for each part of the recipe; neither their beginnings nor their ends ever go back. */
  segments: PlacedPart[]
  /** One for each bed of the recipe. */
  beds: PlacedBed[]
  totalFrames: number
  /** Stretches of at least 200 ms between sounds in which there is nothing at all, in order. */
  quiet: FrameSpan[]
  /** The middle of each: all is silent for 100 ms to both sides, the stretches between them do not know of one another. */
  cuts: number[]
  /** Parts whose overlap with the next was longer than one of the two has room for, and was shortened to that. */
  shortenedOverlaps: number[]
}

/** What the layout has to know of a part. */
export type LaidPart = Pick<ReadyPart, 'frames' | 'integratedLufs' | 'momentaryLufs'>

const shortestQuietFrames = 9_600
/** A bed that is cut off by its place would click without it: 10 ms. */
const shortestBedFadeFrames = 480

/**
 * Lays parts end to end with their gaps and overlaps, and beds under their runs. Pure; frames are whole numbers.
 *
 * - An overlap is at most what neither of two neighbours has in common with a third, so that a part sounds with the one
 *   before or the one after it, never with both; what was asked beyond is left out and named in `shortenedOverlaps`.
 * - A gap after the last part belongs to the whole; an overlap there has nothing to overlap with and is none.
 * - A bed begins and ends as far outside its run as lead and tail ask and the whole has room.
 */
export function layOut(recipe: Recipe, parts: readonly LaidPart[]): Layout {
  const { segments, totalFrames, shortenedOverlaps } = placeParts(recipe, parts)
  const speech = recipe.parts.flatMap(({ role }, index) => {
    const [part, segment] = [parts[index], segments[index]]
    if (part === undefined || segment === undefined || recipe.beds.length === 0 || !carriesSpeech(role)) return []
    return speechSpans(part).map(({ fromFrame, toFrame }) => ({
      fromFrame: segment.startFrame + fromFrame,
      toFrame: segment.startFrame + toFrame,
    }))
  })
  const beds = recipe.beds.map((bed) => placeBed(bed, segments, totalFrames, speech))
  const quiet = quietSpans([...segments, ...beds], totalFrames)
  const cuts = quiet.map(({ fromFrame, toFrame }) => fromFrame + Math.floor((toFrame - fromFrame) / 2))
  return { segments, beds, totalFrames, quiet, cuts, shortenedOverlaps }
}

function placeParts(
  recipe: Recipe,
  parts: readonly LaidPart[],
): Pick<Layout, 'segments' | 'totalFrames' | 'shortenedOverlaps'> {
  const shortenedOverlaps: number[] = []
  let startFrame = 0
  let sharedBefore = 0
  const segments = parts.map(({ frames }, index) => {
    const { gapAfterFrames = 0, fadeInFrames = 0, fadeOutFrames = 0 } = recipe.parts[index] ?? {}
    const segment = { startFrame, frames, ...fittingFades(frames, fadeInFrames, fadeOutFrames) }
    const next = parts[index + 1]
    const room = next === undefined ? 0 : Math.min(frames - sharedBefore, next.frames)
    const gap = Math.max(gapAfterFrames, -room)
    if (gap !== gapAfterFrames && next !== undefined) shortenedOverlaps.push(index)
    sharedBefore = Math.max(0, -gap)
    startFrame += frames + gap
    return segment
  })
  return { segments, totalFrames: startFrame, shortenedOverlaps }
}

function placeBed(
  bed: Recipe['beds'][number],
  segments: readonly Segment[],
  totalFrames: number,
  speech: readonly FrameSpan[],
): PlacedBed {
  const [first, last] = [segments[bed.fromPart], segments[bed.toPart]]
  const runStart = first?.startFrame ?? 0
  const runEnd = last === undefined ? totalFrames : last.startFrame + last.frames
  const startFrame = Math.max(0, runStart - bed.leadFrames)
  const frames = Math.min(totalFrames, runEnd + bed.tailFrames) - startFrame
  const fadeOutFrames = Math.max(bed.fadeOutFrames, shortestBedFadeFrames)
  const merged = mergeSpeech(speech, bed)
  return {
    startFrame,
    frames,
    ...fittingFades(frames, bed.fadeInFrames, fadeOutFrames),
    duck: duckPoints(merged, bed, { fromFrame: startFrame, toFrame: startFrame + frames }),
  }
}

/** Fades that are longer than their sound take their shares of it. */
function fittingFades(
  frames: number,
  fadeInFrames: number,
  fadeOutFrames: number,
): Pick<PlacedPart, 'fadeInFrames' | 'fadeOutFrames'> {
  const asked = fadeInFrames + fadeOutFrames
  if (asked <= frames) return { fadeInFrames, fadeOutFrames }
  const fittingIn = Math.floor((frames * fadeInFrames) / asked)
  return { fadeInFrames: fittingIn, fadeOutFrames: Math.min(fadeOutFrames, frames - fittingIn) }
}

function quietSpans(sounding: readonly Segment[], totalFrames: number): FrameSpan[] {
  const spans: FrameSpan[] = []
  let end = 0
  for (const { startFrame, frames } of sounding.toSorted((a, b) => a.startFrame - b.startFrame)) {
    if (end > 0 && startFrame - end >= shortestQuietFrames) spans.push({ fromFrame: end, toFrame: startFrame })
    end = Math.min(totalFrames, Math.max(end, startFrame + frames))
  }
  return spans
}
