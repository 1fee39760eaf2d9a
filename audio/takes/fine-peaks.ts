import { rm, writeFile } from 'node:fs/promises'
import { AudioError, isDiskFull } from '../errors.ts'
import { type Ffmpeg, runFfmpeg } from '../ffmpeg.ts'
import { inputSize } from '../input-size.ts'
import { decodeLimitMs, FloatWavReader, isOddFormat, longestSoundMs, type PcmShape } from '../probe/index.ts'

const finestPerSecond = 200
/** Between two levels. */
const step = 8
/** The coarsest level draws a whole read on a telephone. */
const coarsestPairs = 512
/** What follows the header begins at a multiple of that. */
const alignment = 8

/**
 * Counts the lowest and highest sample of each 5 ms while samples stream by, over all channels. Its memory is that of the
 * file that comes of it: half a kilobyte for each second of sound.
 */
export class FinePeaksCounter {
  private shape: PcmShape | undefined
  private frames = 0
  private nextPair = 0
  private low = Number.POSITIVE_INFINITY
  private high = Number.NEGATIVE_INFINITY
  private count = 0
  private pairs = new Int8Array(2 * finestPerSecond * 60)

  /** Takes interleaved samples, ±1 = full scale; always of one shape. */
  add(samples: Float32Array, shape: PcmShape): void {
    if (this.shape === undefined) {
      this.shape = shape
      this.nextPair = Math.ceil(shape.sampleRateHz / finestPerSecond)
    }
    const { channels } = shape
    let { frames, low, high } = this
    for (let index = 0; index < samples.length; index += channels) {
      for (let place = index; place < index + channels; place++) {
        const sample = samples[place] as number
        if (sample < low) low = sample
        if (sample > high) high = sample
      }
      frames++
      if (frames >= this.nextPair) {
        this.note(low, high)
        low = Number.POSITIVE_INFINITY
        high = Number.NEGATIVE_INFINITY
        this.nextPair = Math.ceil(((this.count + 1) * shape.sampleRateHz) / finestPerSecond)
      }
    }
    this.frames = frames
    this.low = low
    this.high = high
  }

  /** The file of peaks of all that passed, in the layout of `finePeaksFile`; undefined before the first sample. */
  result(): Buffer | undefined {
    const { shape, frames, count } = this
    if (shape === undefined || frames === 0) return undefined
    const reached = Math.ceil((count * shape.sampleRateHz) / finestPerSecond)
    if (frames > reached) this.note(this.low, this.high)
    const file = finePeaksFile(this.pairs.subarray(0, 2 * this.count), (frames / shape.sampleRateHz) * 1000)
    this.count = count
    return file
  }

  private note(low: number, high: number): void {
    if (2 * this.count === this.pairs.length) {
      const larger = new Int8Array(2 * this.pairs.length)
      larger.set(this.pairs)
      this.pairs = larger
    }
    // Of what was no number at all nothing is lower or higher than anything.
    const isSound = low <= high
    this.pairs[2 * this.count] = isSound ? toInt8(low) : 0
    this.pairs[2 * this.count + 1] = isSound ? toInt8(high) : 0
    this.count++
  }
}

/**
 * A pyramid of peaks as one file (pure): the length of a header in four bytes (unsigned, little-endian), the header (JSON in
 * UTF-8, filled up with spaces to a multiple of eight bytes with the four before it), then the levels, the coarsest first: pairs
 * of signed bytes, lowest and highest, 127 = full scale. The header says `version`, `perSecond` of the finest level,
 * `durationMs`, and of each of `levels`, the finest first, its `perSecond`, its `offset` from the end of the header and how many
 * `pairs` it has. Each level is an eighth of the one before it, down to the first of no more than 512 pairs.
 */
export function finePeaksFile(finest: Int8Array, durationMs: number): Buffer {
  const levels = [finest]
  for (let level = finest; level.length > 2 * coarsestPairs; ) {
    level = coarser(level)
    levels.push(level)
  }
  let end = levels.reduce((sum, level) => sum + level.length, 0)
  const dataBytes = end
  const told = levels.map((level, index) => {
    end -= level.length
    return { perSecond: finestPerSecond / step ** index, offset: end, pairs: level.length / 2 }
  })
  const json = JSON.stringify({ version: 1, perSecond: finestPerSecond, durationMs, levels: told })
  const headerBytes = Math.ceil((json.length + 4) / alignment) * alignment - 4
  const file = Buffer.alloc(4 + headerBytes + dataBytes)
  file.writeUInt32LE(headerBytes, 0)
  file.write(json.padEnd(headerBytes, ' '), 4, 'latin1')
  for (const [index, level] of levels.entries()) file.set(level, 4 + headerBytes + (told[index]?.offset ?? 0))
  return file
}

/**
 * Decodes a sound once and writes the file of its peaks (see `finePeaksFile`). Rejects with AudioError as `probe` does, or
 * `disk-full`; then there is no file.
 */
export async function finePeaks(
  path: string,
  outPath: string,
  ffmpeg: Ffmpeg,
  options: { signal?: AbortSignal; niceness?: number } = {},
): Promise<{ bytes: number }> {
  const bytes = await inputSize(path)
  const counter = new FinePeaksCounter()
  let frames = 0
  const reader = new FloatWavReader((samples, shape) => {
    if (isOddFormat(shape)) throw new AudioError('odd-format', { ...shape })
    frames += samples.length / shape.channels
    if (frames > (longestSoundMs / 1000) * shape.sampleRateHz)
      throw new AudioError('too-long', { limitMs: longestSoundMs })
    counter.add(samples, shape)
  })
  await runFfmpeg(ffmpeg, {
    inputs: [{ path }],
    outputs: [
      {
        onChunk: (chunk) => reader.push(chunk),
        options: ['-map', '0:a:0', '-c:a', 'pcm_f32le', '-fflags', '+bitexact', '-f', 'wav'],
      },
    ],
    untrusted: true,
    timeLimitMs: decodeLimitMs(bytes),
    niceness: options.niceness,
    signal: options.signal,
  })
  const file = counter.result()
  if (file === undefined) throw new AudioError('not-audio', { path })
  try {
    await writeFile(outPath, file, { flush: true })
  } catch (error) {
    await rm(outPath, { force: true })
    throw isDiskFull(error) ? new AudioError('disk-full', {}, { cause: error }) : error
  }
  return { bytes: file.length }
}

function coarser(level: Int8Array): Int8Array {
  const pairs = level.length / 2
  const result = new Int8Array(2 * Math.ceil(pairs / step))
  for (let index = 0; 2 * index < result.length; index++) {
    let low = 127
    let high = -128
    for (let pair = index * step; pair < Math.min(pairs, (index + 1) * step); pair++) {
      low = Math.min(low, level[2 * pair] as number)
      high = Math.max(high, level[2 * pair + 1] as number)
    }
    result[2 * index] = low
    result[2 * index + 1] = high
  }
  return result
}

function toInt8(sample: number): number {
  return Math.max(-128, Math.min(127, Math.round(sample * 127)))
}
