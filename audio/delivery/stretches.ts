import type { Layout } from '../mix/index.ts'
import type { FrameRange } from './mixed-sound.ts'

/** Samples in a frame of MPEG-1 layer III. */
export const mp3FrameSamples = 1152
/** By so much the decoded sound lies after what went in: 576 of LAME, 529 of the decoder; the LAME header says it. */
export const mp3DelaySamples = 1105

/**
 * A stretch of the programme that begins with sound and ends with silence, and so does not know of its neighbours. In the
 * MP3 it begins with a frame of its own, which is at most 24 ms from where the master has it; the silence before it takes it up.
 */
export interface Stretch extends FrameRange {
  /** Its first MP3 frame, and how many are its own. */
  mp3Frame: number
  mp3Frames: number
}

/**
 * Cuts a programme where all is silent for at least 200 ms. Each stretch is named by its own sound only, so that it stays the
 * same when another one before it becomes longer. Pure.
 */
export function stretchesOf({ quiet, totalFrames }: Pick<Layout, 'quiet' | 'totalFrames'>): Stretch[] {
  const starts = [0, ...quiet.map(({ toFrame }) => toFrame).filter((frame) => frame < totalFrames)]
  const allFrames = Math.ceil((totalFrames + mp3DelaySamples) / mp3FrameSamples)
  // Never later than in the master: the end of the last sound would fall off.
  const places = starts.map((start) => Math.floor(start / mp3FrameSamples))
  return starts.map((fromFrame, index) => {
    const mp3Frame = places[index] ?? 0
    return {
      fromFrame,
      toFrame: starts[index + 1] ?? totalFrames,
      mp3Frame,
      mp3Frames: (places[index + 1] ?? allFrames) - mp3Frame,
    }
  })
}
