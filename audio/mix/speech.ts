import type { Recipe } from '../assembly/index.ts'
import type { ReadyPart } from '../parts/index.ts'

/** A stretch in frames of 48 kHz: the first that is in it and the first that is not. */
export interface FrameSpan {
  fromFrame: number
  toFrame: number
}

/** Frames between two values of a meter's course, 100 ms. */
export const courseStepFrames = 4_800
/** Steps in a window of momentary loudness, 400 ms (ITU-R BS.1770-5). */
export const stepsPerWindow = 4

const music: readonly Recipe['parts'][number]['role'][] = ['intro', 'sting', 'outro']

/** Whether a bed makes way for a part in this role: for all that may be spoken, not for other music. */
export function carriesSpeech(role: Recipe['parts'][number]['role']): boolean {
  return !music.includes(role)
}

/** What is this much under a part's loudness is a pause: soft ends of words are above it, the breath between sentences under it. */
const pauseUnderLu = 18

/**
 * Where a part is not in a pause, in its own frames, in order and apart from one another; from its measured course alone.
 * A window of 400 ms that becomes loud has the sound in its newest 100 ms, one that is loud for the last time has it in its
 * oldest: so beginnings and ends are known to 100 ms, and a beginning is never told too late.
 */
export function speechSpans(part: Pick<ReadyPart, 'frames' | 'integratedLufs' | 'momentaryLufs'>): FrameSpan[] {
  const { frames, integratedLufs, momentaryLufs } = part
  const firstFull = stepsPerWindow - 1
  const last = momentaryLufs.length - 1
  const spans: FrameSpan[] = []
  let from: number | undefined
  for (let index = firstFull; index <= last + 1; index++) {
    const loud = (momentaryLufs[index] ?? Number.NEGATIVE_INFINITY) > integratedLufs - pauseUnderLu
    if (loud && from === undefined) from = index
    if (loud || from === undefined) continue
    const oldest = index - 1 - firstFull
    const fromStep = from === firstFull ? 0 : Math.min(from, oldest)
    const toFrame = index > last ? frames : (Math.max(from, oldest) + 1) * courseStepFrames
    join(spans, { fromFrame: fromStep * courseStepFrames, toFrame: Math.min(frames, toFrame) })
    from = undefined
  }
  return spans.length > 0 ? spans : [{ fromFrame: 0, toFrame: frames }]
}

function join(spans: FrameSpan[], span: FrameSpan): void {
  const before = spans.at(-1)
  if (before !== undefined && span.fromFrame <= before.toFrame) before.toFrame = Math.max(before.toFrame, span.toFrame)
  else spans.push(span)
}
