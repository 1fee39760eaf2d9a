import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AudioError } from '../errors.ts'
import { type Ffmpeg, runFfmpeg } from '../ffmpeg.ts'
import { framesToMs, houseFrameBytes, toHouseFormat } from '../house-format.ts'
import { inputSize } from '../input-size.ts'
import { type LoudnessTrace, MeterReader, meterFilters } from '../loudness/index.ts'
import { decodeLimitMs } from '../probe/index.ts'
import type { Recipe } from './recipe.ts'
import { together } from './together.ts'

/** A part decoded once into the house format, counted and measured. */
export interface ReadPart {
  pcmPath: string
  frames: number
  trace: LoudnessTrace
  integratedLufs: number
  truePeakDbtp: number
  momentaryLufs: readonly number[]
  /** The living channel where the other is dead, else both. */
  channel: 'both' | 'left' | 'right'
}

/** The shortest sound whose loudness is defined: one gating block of ITU-R BS.1770. */
export const minPartMs = 400

/** Together with a dead channel's silence, the living one measures 3.01 LU less than on both sides. */
const bothSidesDb = 10 * Math.log10(2)
const deadChannelDb = 40

export interface ReadContext {
  ffmpeg: Ffmpeg
  pathOf: (sha256: string) => string | Promise<string>
  workDir: string
  signal: AbortSignal
  onProgress: (fraction: number) => void
}

/**
 * Decodes and measures all parts, two at a time. A sound used twice is decoded once. Rejects with AudioError (details carry
 * the part's `title` and `sha256`) for the first that cannot be used: undecodable, shorter than 400 ms, silent, or not the
 * file its hash names.
 */
export async function readParts(recipe: Recipe, context: ReadContext): Promise<ReadPart[]> {
  const distinct = new Map(recipe.parts.map((part) => [part.sha256, part.title]))
  const waiting = [...distinct.entries()]
  const done = new Map<string, ReadPart>()
  const worker = async (signal: AbortSignal): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [sha256, title] = next
      done.set(sha256, await readPart(sha256, title, { ...context, signal }))
      context.onProgress(done.size / distinct.size)
    }
  }
  await together(context.signal, worker, worker)
  return recipe.parts.map(({ sha256, title }) => {
    const part = done.get(sha256)
    if (part === undefined) throw new AudioError('decode-failed', { sha256, title })
    return part
  })
}

async function readPart(sha256: string, title: string, context: ReadContext): Promise<ReadPart> {
  try {
    const path = await context.pathOf(sha256)
    const size = await inputSize(path)
    if ((await hashOf(path, context.signal)) !== sha256) throw new AudioError('input-changed')
    const pcmPath = join(context.workDir, `${sha256}.f32`)
    const meter = new MeterReader()
    const { log } = await runFfmpeg(context.ffmpeg, {
      inputs: [{ path }],
      filterGraph: `[0:a:0]${toHouseFormat},asplit=2[pcm][copy];[copy]${meterFilters}[metered]`,
      outputs: [
        { path: pcmPath, options: ['-map', '[pcm]', '-c:a', 'pcm_f32le', '-f', 'f32le'] },
        { onChunk: (chunk) => meter.push(chunk), options: ['-map', '[metered]', '-f', 'null'] },
      ],
      untrusted: true,
      timeLimitMs: decodeLimitMs(size),
      signal: context.signal,
    })
    const frames = (await stat(pcmPath)).size / houseFrameBytes
    return asReadPart(pcmPath, frames, meter.result(log))
  } catch (error) {
    if (error instanceof AudioError && error.code !== 'cancelled') {
      throw new AudioError(error.code, { ...error.details, title, sha256 }, { cause: error })
    }
    throw error
  }
}

function asReadPart(pcmPath: string, frames: number, trace: LoudnessTrace): ReadPart {
  if (framesToMs(frames) < minPartMs)
    throw new AudioError('too-short', { durationMs: framesToMs(frames), minimumMs: minPartMs })
  const { integratedLufs, truePeakDbtp } = trace
  if (integratedLufs === undefined || truePeakDbtp === undefined) throw new AudioError('silent')
  const [left = Number.NEGATIVE_INFINITY, right = Number.NEGATIVE_INFINITY] = trace.channelPeaksDbtp
  const channel = left - right >= deadChannelDb ? 'left' : right - left >= deadChannelDb ? 'right' : 'both'
  const raise = channel === 'both' ? 0 : bothSidesDb
  return {
    pcmPath,
    frames,
    trace,
    integratedLufs: integratedLufs + raise,
    truePeakDbtp,
    momentaryLufs: raise === 0 ? trace.momentaryLufs : trace.momentaryLufs.map((block) => block + raise),
    channel,
  }
}

/** SHA-256 of a file, lower-case hexadecimal. */
export async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash, { signal })
  return hash.digest('hex')
}
