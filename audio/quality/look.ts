import { writeFile } from 'node:fs/promises'
import { AudioError, isDiskFull } from '../errors.ts'
import { type Ffmpeg, runFfmpeg } from '../ffmpeg.ts'
import { houseChannels, houseRateHz, toHouseFormat } from '../house-format.ts'
import { inputSize } from '../input-size.ts'
import { FrameStream, silenceNonsense } from '../parts/index.ts'
import { decodeLimitMs, FloatWavReader, isOddFormat, longestSoundMs, type PcmShape } from '../probe/index.ts'
import { FinePeaksCounter } from '../takes/index.ts'
import { ClippingWatch } from './clipping.ts'
import type { Finding } from './finding.ts'
import { judge } from './judge.ts'
import { SoundListener } from './listener.ts'

/** A sound to be looked at. */
export interface LookTask {
  path: string
  /** Where its fine peaks go (see `finePeaksFile`); the caller moves or removes the file. */
  peaksPath: string
  ffmpeg: Ffmpeg
  /** How long its text takes to read, where it is the read of a text. */
  expectedMs?: number | undefined
  /** 1 … 19: how far the work stands back. */
  niceness: number
}

export interface Looked {
  durationMs: number
  /** Undefined for what is silent or shorter than 400 ms. */
  loudnessLufs: number | undefined
  findings: Finding[]
}

/**
 * Decodes a sound to its end and finds all there is to find: once as it was sampled, and once more in the house's format where
 * it was sampled otherwise. Blocks its thread for milliseconds at a time: for worker threads only. Rejects with AudioError as
 * `probe` does, or `disk-full`.
 */
export async function look(task: LookTask, signal?: AbortSignal): Promise<Looked> {
  const { path, peaksPath } = task
  const bytes = await inputSize(path)
  const listener = new SoundListener()
  const { clipping, peaks, isHouseRate } = await lookAtOriginal(task, bytes, listener, signal)
  if (!isHouseRate) await listenInHouseFormat(task, bytes, listener, signal)
  const { measured, loudnessLufs } = listener.result(clipping.result())
  try {
    await writeFile(peaksPath, peaks, { flush: true })
  } catch (error) {
    throw isDiskFull(error) ? new AudioError('disk-full', {}, { cause: error }) : error
  }
  return { durationMs: Math.round(measured.durationMs), loudnessLufs, findings: judge(measured, task.expectedMs) }
}

async function lookAtOriginal(
  { path, ffmpeg, niceness }: LookTask,
  bytes: number,
  listener: SoundListener,
  signal: AbortSignal | undefined,
): Promise<{ clipping: ClippingWatch; peaks: Buffer; isHouseRate: boolean }> {
  const counter = new FinePeaksCounter()
  let clipping: ClippingWatch | undefined
  let isHouseRate = false
  let frames = 0
  const begin = (shape: PcmShape): ClippingWatch => {
    if (isOddFormat(shape)) throw new AudioError('odd-format', { ...shape })
    isHouseRate = shape.sampleRateHz === houseRateHz && shape.channels <= houseChannels
    return new ClippingWatch(shape)
  }
  const reader = new FloatWavReader((samples, shape) => {
    clipping ??= begin(shape)
    frames += samples.length / shape.channels
    if (frames > (longestSoundMs / 1000) * shape.sampleRateHz)
      throw new AudioError('too-long', { limitMs: longestSoundMs })
    silenceNonsense(samples)
    counter.add(samples, shape)
    clipping.push(samples)
    if (isHouseRate) listener.push(shape.channels === 1 ? onBothSides(samples) : samples)
  })
  const { log } = await runFfmpeg(ffmpeg, {
    inputs: [{ path }],
    outputs: [
      {
        onChunk: (chunk) => reader.push(chunk),
        options: ['-map', '0:a:0', '-c:a', 'pcm_f32le', '-fflags', '+bitexact', '-f', 'wav'],
      },
    ],
    untrusted: true,
    timeLimitMs: decodeLimitMs(bytes),
    niceness,
    signal,
  })
  const peaks = counter.result()
  if (clipping === undefined || peaks === undefined) throw new AudioError('not-audio', { log: log.slice(-2_000) })
  return { clipping, peaks, isHouseRate }
}

async function listenInHouseFormat(
  { path, ffmpeg, niceness }: LookTask,
  bytes: number,
  listener: SoundListener,
  signal: AbortSignal | undefined,
): Promise<void> {
  const stream = new FrameStream((samples) => {
    silenceNonsense(samples)
    listener.push(samples)
  })
  await runFfmpeg(ffmpeg, {
    inputs: [{ path }],
    filterGraph: `[0:a:0]${toHouseFormat}[pcm]`,
    outputs: [
      { onChunk: (chunk) => stream.push(chunk), options: ['-map', '[pcm]', '-c:a', 'pcm_f32le', '-f', 'f32le'] },
    ],
    untrusted: true,
    timeLimitMs: decodeLimitMs(bytes),
    niceness,
    signal,
  })
}

/** A mono sound as it is heard from two speakers. */
function onBothSides(mono: Float32Array): Float32Array {
  const stereo = new Float32Array(2 * mono.length)
  for (let frame = 0; frame < mono.length; frame++) {
    const sample = mono[frame] as number
    stereo[2 * frame] = sample
    stereo[2 * frame + 1] = sample
  }
  return stereo
}
