import { rm } from 'node:fs/promises'
import { AudioError, isDiskFull } from '../errors.ts'
import { type Ffmpeg, runFfmpeg } from '../ffmpeg.ts'
import { framesToMs, houseRateHz, toHouseFormat } from '../house-format.ts'
import { inputSize } from '../input-size.ts'
import { decodeLimitMs, FloatWavReader, longestSoundMs, readStreamInfo } from '../probe/index.ts'
import {
  type Body,
  planSplice,
  type SeamSide,
  type SeamSound,
  type Splice,
  seamSound,
  toleranceFrames,
} from './splice.ts'
import { WaveFile } from './wave-file.ts'

/** A stretch of a sound file; a place between two frames at 48 kHz counts as the nearer one. */
export interface TakePiece {
  path: string
  fromMs: number
  toMs: number
}

export interface EditTakeOptions {
  signal?: AbortSignal
  /** 0..1, never going back. */
  onProgress?: (fraction: number) => void
  /** See `FfmpegJob`. */
  niceness?: number
}

export interface EditedTake {
  frames: number
  durationMs: number
  channels: 1 | 2
  bitsPerSample: 16 | 24
  bytes: number
  /** Of the whole file, lower-case hexadecimal. */
  sha256: string
}

/**
 * Makes one WAV at 48 kHz of pieces of sound files, in their order, with 10 ms of fade where two meet (see `seamSound`). The
 * length is that of the pieces to the frame, and away from the seams nothing is changed: the samples of a 16-bit WAV at
 * 48 kHz come out bit for bit. It has one channel where all sources have one, else two (surround is folded down as for the
 * air); 16 bits where all sources are WAVs of 16 bits and 48 kHz, else 24: what a codec or another rate gives lies between
 * the steps of 16 bits, and rounding it there before it is levelled would add noise. Every source is decoded once, whatever
 * the order of the pieces; the memory in use does not grow with their length.
 *
 * Rejects with AudioError as `probe` does, or `empty-edit`, `piece-outside` (`details.path`), `too-long`, `cancelled`,
 * `disk-full`; then there is no file.
 */
export async function editTake(
  pieces: readonly TakePiece[],
  outPath: string,
  ffmpeg: Ffmpeg,
  options: EditTakeOptions = {},
): Promise<EditedTake> {
  const paths = [...new Set(pieces.map(({ path }) => path))]
  const splice = planSplice(
    pieces.map(({ path, fromMs, toMs }) => ({
      source: paths.indexOf(path),
      fromFrame: toFrame(fromMs),
      toFrame: toFrame(toMs),
    })),
  )
  if (framesToMs(splice.frames) > longestSoundMs) throw new AudioError('too-long', { limitMs: longestSoundMs })
  const shapes: SourceShape[] = []
  for (const path of paths) shapes.push(await lookAt(path, ffmpeg, options))
  const channels = shapes.every((shape) => shape.channels === 1) ? 1 : 2
  const bitsPerSample = shapes.every((shape) => shape.isPlain) ? 16 : 24
  try {
    const wave = await WaveFile.create(outPath, { channels, bitsPerSample, frames: splice.frames })
    try {
      await fill(wave, { paths, splice, channels }, ffmpeg, options)
      const kept = await wave.finish(options.signal)
      options.onProgress?.(1)
      return { frames: splice.frames, durationMs: framesToMs(splice.frames), channels, bitsPerSample, ...kept }
    } finally {
      await wave.close()
    }
  } catch (error) {
    await rm(outPath, { force: true })
    throw isDiskFull(error) ? new AudioError('disk-full', {}, { cause: error }) : error
  }
}

async function fill(
  wave: WaveFile,
  { paths, splice, channels }: { paths: readonly string[]; splice: Splice; channels: 1 | 2 },
  ffmpeg: Ffmpeg,
  options: EditTakeOptions,
): Promise<void> {
  const windows = new Map<SeamSide, SeamSound>()
  const progress = progressOf(splice, paths.length, options.onProgress)
  for (const [source, path] of paths.entries())
    await takeFrom({ path, source, channels, splice, windows, wave, progress }, ffmpeg, options)
  for (const seam of splice.seams) {
    const { from, samples } = seamSound(
      seam,
      channels,
      seam.ends && windows.get(seam.ends),
      seam.begins && windows.get(seam.begins),
    )
    await wave.ready(samples, from)()
  }
}

function toFrame(ms: number): number {
  return Math.round((ms / 1000) * houseRateHz)
}

interface SourceShape {
  channels: number
  /** Sixteen bits at 48 kHz, as they are. */
  isPlain: boolean
}

/** What a source says of itself, from its first tenth of a second. */
async function lookAt(path: string, ffmpeg: Ffmpeg, { signal, niceness }: EditTakeOptions): Promise<SourceShape> {
  const bytes = await inputSize(path)
  const { log } = await runFfmpeg(ffmpeg, {
    inputs: [{ path }],
    outputs: [{ onChunk: () => undefined, options: ['-map', '0:a:0', '-t', '0.1', '-c:a', 'pcm_f32le', '-f', 'wav'] }],
    untrusted: true,
    timeLimitMs: decodeLimitMs(bytes),
    niceness,
    signal,
  })
  const { demuxer, codec, sampleRateHz, channels = 2 } = readStreamInfo(log)
  const isPlain = demuxer === 'wav' && codec === 'pcm_s16le' && sampleRateHz === houseRateHz && channels <= 2
  return { channels, isPlain }
}

interface SourceJob {
  path: string
  source: number
  channels: 1 | 2
  splice: Splice
  /** The sound around each side of a seam, as far as it has come. */
  windows: Map<SeamSide, SeamSound>
  wave: WaveFile
  progress: (frames: number) => void
}

/** Decodes a source once: bodies go where they belong, the surroundings of seams are kept until both sides are there. */
async function takeFrom(job: SourceJob, ffmpeg: Ffmpeg, { signal, niceness }: EditTakeOptions): Promise<void> {
  const { path, source, channels, splice, windows, wave } = job
  const bytes = await inputSize(path)
  const bodies = splice.bodies.filter((body) => body.source === source)
  const sides = sidesOf(splice, source)
  for (const { side, fade } of sides) windows.set(side, { samples: new Float32Array(2 * fade * channels), beyond: 0 })
  const lastFrame = sides.reduce((last, { side, fade }) => Math.max(last, side.frame + fade), 0)
  let position = 0
  let writes: (() => Promise<void>)[] = []
  const reader = new FloatWavReader((samples) => {
    const block = { samples, start: position, end: position + samples.length / channels }
    for (const body of bodies) writes.push(...bodyWrites(body, block, channels, wave))
    for (const { side, fade } of sides) collect(windows.get(side), side.frame - fade, block, channels)
    job.progress(block.end - block.start)
    position = block.end
  })
  await runFfmpeg(ffmpeg, {
    inputs: [{ path }],
    filterGraph: `[0:a:0]${channels === 1 ? toHouseMono : toHouseFormat}[pcm]`,
    outputs: [
      {
        onChunk: async (chunk) => {
          reader.push(chunk)
          const due = writes
          writes = []
          for (const write of due) await write()
        },
        options: ['-map', '[pcm]', ...stopAfter(lastFrame), '-c:a', 'pcm_f32le', '-fflags', '+bitexact', '-f', 'wav'],
      },
    ],
    untrusted: true,
    timeLimitMs: 2 * decodeLimitMs(bytes),
    niceness,
    signal,
  })
  for (const { side, isEnd } of sides) {
    if (isEnd && side.frame > position + toleranceFrames)
      throw new AudioError('piece-outside', { path, durationMs: framesToMs(position) })
    const window = windows.get(side)
    if (window) window.beyond = isEnd ? position - side.frame : side.frame
  }
}

/** As the house format, on one channel. */
const toHouseMono = [
  'aformat=sample_fmts=flt',
  'pan=mono|c0=c0',
  `aresample=${houseRateHz}`,
  `aformat=sample_fmts=flt:sample_rates=${houseRateHz}:channel_layouts=mono`,
].join(',')

/** A second more than is needed: the cut itself is exact. */
function stopAfter(frame: number): string[] {
  return ['-t', (frame / houseRateHz + 1).toFixed(3)]
}

/** Samples that have just been decoded; valid during the call only. */
interface Block {
  samples: Float32Array
  start: number
  end: number
}

function bodyWrites(body: Body, block: Block, channels: number, wave: WaveFile): (() => Promise<void>)[] {
  const from = Math.max(body.fromFrame, block.start)
  const to = Math.min(body.toFrame, block.end)
  if (from >= to) return []
  const samples = block.samples.subarray((from - block.start) * channels, (to - block.start) * channels)
  return [wave.ready(samples, body.at + from - body.fromFrame)]
}

/** Takes what of a block falls into a window that begins at `windowStart`, which may lie before the sound itself. */
function collect(window: SeamSound | undefined, windowStart: number, block: Block, channels: number): void {
  if (window === undefined) return
  const from = Math.max(windowStart, block.start)
  const to = Math.min(windowStart + window.samples.length / channels, block.end)
  if (from >= to) return
  const samples = block.samples.subarray((from - block.start) * channels, (to - block.start) * channels)
  window.samples.set(samples, (from - windowStart) * channels)
}

function sidesOf({ seams }: Splice, source: number): { side: SeamSide; fade: number; isEnd: boolean }[] {
  return seams.flatMap(({ fade, ends, begins }) => [
    ...(ends?.source === source ? [{ side: ends, fade, isEnd: true }] : []),
    ...(begins?.source === source ? [{ side: begins, fade, isEnd: false }] : []),
  ])
}

/** Of the time that it takes; the rest is reading it back. */
const decodingShare = 0.9

function progressOf(
  { seams, bodies }: Splice,
  sources: number,
  tell: ((fraction: number) => void) | undefined,
): (frames: number) => void {
  const needed = Array.from({ length: sources }, (_none, source) =>
    Math.max(0, ...bodies.filter((body) => body.source === source).map(({ toFrame }) => toFrame)),
  )
  const all = needed.reduce((sum, frames) => sum + frames, 0) + seams.length
  let done = 0
  return (frames) => {
    done += frames
    tell?.(Math.min(1, done / all) * decodingShare)
  }
}
