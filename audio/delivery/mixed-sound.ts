import { TruePeakLimiter } from '../loudness/index.ts'
import { type Layout, type MixGains, mixChunks } from '../mix/index.ts'
import type { ReadyPart } from '../parts/index.ts'

/** A programme as it is laid out, with the gains it has in its master. */
export interface Mixed {
  layout: Layout
  parts: readonly ReadyPart[]
  beds: readonly ReadyPart[]
  gains: MixGains
}

/** A stretch of the whole in frames: the first that is in it and the first that is not. */
export interface FrameRange {
  fromFrame: number
  toFrame: number
}

/** What is done to the whole mix for one file. */
export interface Shape {
  /** On top of the gains of its parts. */
  gainDb: number
  /** Both sides become their mean. */
  mono: boolean
  ceilingDbtp?: number | undefined
}

/** The samples of a mix (interleaved stereo, ±1 = full scale) in chunks of at most half a second, each the consumer's own. */
export async function* mixSamples(mixed: Mixed, range: FrameRange): AsyncGenerator<Float32Array, void, undefined> {
  const { layout, parts, beds, gains } = mixed
  for await (const { buffer, byteOffset, length } of mixChunks(layout, parts, beds, gains, range))
    yield new Float32Array(buffer, byteOffset, length / 4)
}

/** The same with its gain, folded down and limited: exactly as many frames as the range has. */
export async function* shapedSamples(
  mixed: Mixed,
  range: FrameRange,
  shape: Shape,
  options: { truePeaks: boolean } = { truePeaks: true },
): AsyncGenerator<Float32Array, void, undefined> {
  const limiter = shape.ceilingDbtp === undefined ? undefined : new TruePeakLimiter(shape.ceilingDbtp, options)
  for await (const samples of mixSamples(mixed, range)) {
    amplify(samples, 10 ** (shape.gainDb / 20))
    if (shape.mono) foldToMean(samples)
    yield limiter === undefined ? samples : limiter.push(samples)
  }
  if (limiter !== undefined) yield limiter.end()
}

/** Both sides become their mean, in place. */
export function foldToMean(samples: Float32Array): void {
  for (let index = 0; index < samples.length; index += 2) {
    const mean = ((samples[index] ?? 0) + (samples[index + 1] ?? 0)) / 2
    samples[index] = mean
    samples[index + 1] = mean
  }
}

function amplify(samples: Float32Array, factor: number): void {
  if (factor === 1) return
  for (let index = 0; index < samples.length; index++) samples[index] = (samples[index] ?? 0) * factor
}

/** Samples as the bytes that FFmpeg takes for 32-bit floats. */
export function asBytes(samples: Float32Array): Buffer {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
}
