import { type FileHandle, open } from 'node:fs/promises'
import { AudioError } from '../errors.ts'
import { houseChannels, houseFrameBytes } from '../house-format.ts'
import { type Clip, type ClippedPart, clipsOf, type RepeatedSound } from './clips.ts'
import { factorOf, fadesAt } from './curves.ts'
import { type DuckPoint, duckDbAt } from './ducking.ts'
import type { MixGains } from './gains.ts'
import type { Layout, PlacedPart } from './layout.ts'

/** Frames in a chunk: half a second. */
const chunkFrames = 24_000
/** A bed's level is a straight line between two multiples of this, in frames of the whole: 1 ms. */
const stepFrames = 48
/** Files that are held open at once; a programme may have hundreds. */
const mostOpenFiles = 8

/**
 * The mix as headerless house format, in chunks of at most half a second; each chunk is the consumer's own. Pure arithmetic
 * on the parts' files, in constant memory and without FFmpeg: the same samples on every machine, and the same whatever
 * range they are asked in. Nothing is limited: `gains.ceilingDbtp` is the business of who asks.
 *
 * `range` is in frames, the first that is in it and the first that is not; default all of it. Rejects with AudioError
 * `input-missing` or `input-changed` (details: `pcmPath`) for a part whose file is gone or shorter than it says; throws a
 * RangeError for a range outside the whole.
 */
export async function* mixChunks(
  layout: Layout,
  parts: readonly ClippedPart[],
  beds: readonly (ClippedPart & RepeatedSound)[],
  gains: MixGains,
  range: { fromFrame: number; toFrame: number } = { fromFrame: 0, toFrame: layout.totalFrames },
): AsyncGenerator<Buffer, void, undefined> {
  const { fromFrame, toFrame } = range
  const isInside = Number.isInteger(fromFrame) && Number.isInteger(toFrame) && fromFrame >= 0 && fromFrame <= toFrame
  if (!isInside || toFrame > layout.totalFrames) throw new RangeError(`no such stretch: ${fromFrame} to ${toFrame}`)
  const clips = clipsOf(layout, parts, beds, gains)
  const files = new OpenFiles()
  const heard = new Float32Array(chunkFrames * houseChannels)
  try {
    for (let at = fromFrame; at < toFrame; at += chunkFrames) {
      const end = Math.min(toFrame, at + chunkFrames)
      const sum = new Float32Array((end - at) * houseChannels)
      for (const clip of clips) {
        const from = Math.max(at, clip.startFrame)
        const to = Math.min(end, clip.startFrame + clip.frames)
        if (to <= from) continue
        const samples = heard.subarray(0, (to - from) * houseChannels)
        await files.read(clip.pcmPath, from - clip.startFrame, samples)
        add(sum.subarray((from - at) * houseChannels), samples, clip, from)
      }
      yield Buffer.from(sum.buffer)
    }
  } finally {
    await files.close()
  }
}

/** Adds a clip's samples, the first of which sounds at `fromFrame` of the whole; steady stretches are done in one go. */
function add(sum: Float32Array, samples: Float32Array, clip: Clip, fromFrame: number): void {
  const { factor, bed } = clip
  const toFrame = fromFrame + samples.length / houseChannels
  const first = Math.floor(fromFrame / stepFrames)
  const duck = bed === undefined ? undefined : duckFactors(bed.duck, first, Math.ceil(toFrame / stepFrames))
  let index = 0
  for (let step = first; step * stepFrames < toFrame; step++) {
    const [from, to] = [Math.max(fromFrame, step * stepFrames), Math.min(toFrame, (step + 1) * stepFrames)]
    const early = duck?.[step - first] ?? 1
    const late = duck?.[step - first + 1] ?? 1
    const isSteady = early === late && isUnfaded(clip, from, to) && (bed === undefined || isUnfaded(bed, from, to))
    if (isSteady) {
      const weight = factor * early
      for (const end = index + (to - from) * houseChannels; index < end; index++)
        sum[index] = (sum[index] ?? 0) + (samples[index] ?? 0) * weight
      continue
    }
    for (let frame = from; frame < to; frame++) {
      let weight = early + (late - early) * ((frame - step * stepFrames) / stepFrames)
      weight *= factor * fadesAt(frame - clip.startFrame, clip)
      if (bed !== undefined) weight *= fadesAt(frame - bed.startFrame, bed)
      sum[index] = (sum[index] ?? 0) + (samples[index] ?? 0) * weight
      sum[index + 1] = (sum[index + 1] ?? 0) + (samples[index + 1] ?? 0) * weight
      index += houseChannels
    }
  }
}

function isUnfaded(place: PlacedPart, fromFrame: number, toFrame: number): boolean {
  const { startFrame, frames, fadeInFrames, fadeOutFrames } = place
  return fromFrame >= startFrame + fadeInFrames && toFrame <= startFrame + frames - fadeOutFrames
}

/** The factors of a bed's course at the beginnings of steps, the last included: places that do not depend on the stretch asked. */
function duckFactors(points: readonly DuckPoint[], firstStep: number, lastStep: number): Float32Array {
  return Float32Array.from({ length: lastStep - firstStep + 1 }, (_factor, step) =>
    factorOf(duckDbAt(points, (firstStep + step) * stepFrames)),
  )
}

/** A few files held open; the one that was not read for longest makes room. */
class OpenFiles {
  private readonly handles = new Map<string, FileHandle>()

  async read(pcmPath: string, frame: number, into: Float32Array): Promise<void> {
    const handle = await this.handleOf(pcmPath)
    const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength)
    for (let done = 0; done < bytes.length; ) {
      const { bytesRead } = await handle.read(bytes, done, bytes.length - done, frame * houseFrameBytes + done)
      if (bytesRead === 0) throw new AudioError('input-changed', { pcmPath })
      done += bytesRead
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.handles.values()].map((handle) => handle.close()))
  }

  private async handleOf(pcmPath: string): Promise<FileHandle> {
    const known = this.handles.get(pcmPath)
    this.handles.delete(pcmPath)
    const handle = known ?? (await openPart(pcmPath))
    this.handles.set(pcmPath, handle)
    const [oldest] = this.handles
    if (this.handles.size > mostOpenFiles && oldest !== undefined) {
      this.handles.delete(oldest[0])
      await oldest[1].close()
    }
    return handle
  }
}

async function openPart(pcmPath: string): Promise<FileHandle> {
  try {
    return await open(pcmPath, 'r')
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw isGone ? new AudioError('input-missing', { pcmPath }, { cause: error }) : error
  }
}
