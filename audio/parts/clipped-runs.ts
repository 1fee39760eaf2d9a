import { type Ffmpeg, runFfmpeg } from '../ffmpeg.ts'
import { houseRateHz } from '../house-format.ts'
import { FloatWavReader } from '../probe/index.ts'
import type { KeptFrames } from './part.ts'

/** From here a sample counts as full scale. */
export const fullScale = 0.999
const shortestRun = 3

/** Runs of at least three neighbouring samples at full scale, counted for each channel. */
export class ClippedRuns {
  readonly runs: number[]
  private readonly lengths: number[]

  constructor(channels: number) {
    this.runs = new Array<number>(channels).fill(0)
    this.lengths = new Array<number>(channels).fill(0)
  }

  /** Takes whole interleaved frames. */
  push(samples: Float32Array): void {
    const channels = this.runs.length
    for (let channel = 0; channel < channels; channel++) {
      let length = this.lengths[channel] ?? 0
      let runs = this.runs[channel] ?? 0
      for (let index = channel; index < samples.length; index += channels) {
        if (Math.abs(samples[index] as number) < fullScale) length = 0
        else if (++length === shortestRun) runs++
      }
      this.lengths[channel] = length
      this.runs[channel] = runs
    }
  }

  /** What follows does not touch what came before. */
  interrupt(): void {
    this.lengths.fill(0)
  }
}

/**
 * The clipped runs of a file as it was sampled, within what is kept: changing the rate or filtering rounds off the flat tops
 * by which clipping is known. Rejects as `runFfmpeg` does.
 */
export async function countClippedRuns(
  path: string,
  keep: readonly KeptFrames[],
  io: { ffmpeg: Ffmpeg; timeLimitMs: number; niceness: number; signal: AbortSignal },
): Promise<number> {
  let counter: ClippedRuns | undefined
  let position = 0
  const reader = new FloatWavReader((samples, { channels, sampleRateHz }) => {
    counter ??= new ClippedRuns(channels)
    const start = position
    position += samples.length / channels
    const stretches = keep.length === 0 ? [{ fromFrame: 0, toFrame: Number.POSITIVE_INFINITY }] : keep
    for (const { fromFrame, toFrame } of stretches) {
      const from = Math.max(start, Math.round((fromFrame * sampleRateHz) / houseRateHz))
      const to = Math.min(position, Math.round((toFrame * sampleRateHz) / houseRateHz))
      if (from < to) counter.push(samples.subarray(channels * (from - start), channels * (to - start)))
    }
  })
  await runFfmpeg(io.ffmpeg, {
    inputs: [{ path }],
    outputs: [
      {
        onChunk: (chunk) => reader.push(chunk),
        options: ['-map', '0:a:0', '-c:a', 'pcm_f32le', '-fflags', '+bitexact', '-f', 'wav'],
      },
    ],
    untrusted: true,
    timeLimitMs: io.timeLimitMs,
    niceness: io.niceness,
    signal: io.signal,
  })
  return (counter?.runs ?? []).reduce((sum, runs) => sum + runs, 0)
}
