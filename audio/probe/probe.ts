import { basename } from 'node:path'
import { AudioError } from '../errors.ts'
import { type Ffmpeg, runFfmpeg } from '../ffmpeg.ts'
import { inputSize } from '../input-size.ts'
import { decodeLimitMs, isOddFormat, longestSoundMs } from './decode-limit.ts'
import { endsEarly } from './ending.ts'
import { containerOf, nameFits } from './formats.ts'
import { LevelCounter, type PcmLevels, type Peaks } from './pcm-levels.ts'
import { readStreamInfo, type StreamInfo } from './stream-info.ts'
import { readTags, type Tags } from './tags.ts'
import { FloatWavReader } from './wav-stream.ts'

/** What a file is, found by decoding all of it. */
export interface Probe {
  /** The decoded sound, whole milliseconds: counted, never taken from a header. */
  durationMs: number
  container?: string
  /** FFmpeg's name of the codec, e.g. `aac`, `pcm_s16le`. */
  codec?: string
  sampleRateHz?: number
  channels?: number
  hasVideo: boolean
  tags?: Tags
  warnings: ProbeWarning[]
  /** The waveform, from the same decode. */
  peaks: Peaks
}

/**
 * What a person should know of a file that can nevertheless be used.
 *
 * - `has-video` its sound track is taken
 * - `name-does-not-match-content` the ending says one thing, the bytes another
 * - `truncated` the header promises more than was there, or the decoder met the end too soon
 * - `damaged` the decoder skipped over bad places
 * - `clipped` many runs of samples at full scale
 * - `too-quiet` the loud passages lie under −45 dBFS RMS: levelling will raise the noise with them
 * - `mostly-silent` three quarters or more lie under −60 dBFS
 * - `one-channel-dead` one of two channels carries nothing
 * - `unreadable-tags` title and author could not be read
 */
export type ProbeWarningCode =
  | 'has-video'
  | 'name-does-not-match-content'
  | 'truncated'
  | 'damaged'
  | 'clipped'
  | 'too-quiet'
  | 'mostly-silent'
  | 'one-channel-dead'
  | 'unreadable-tags'

export interface ProbeWarning {
  code: ProbeWarningCode
  details: Record<string, unknown>
}

export interface DecodeOptions {
  signal?: AbortSignal | undefined
  /** Wall time; default 60 s and 2 s for every MB of the file, at most half an hour. */
  timeLimitMs?: number
  /** See `FfmpegJob`. */
  niceness?: number | undefined
  /** 0…1 of the decode, never going back; silent where the file does not say how long it is. */
  onProgress?: ((fraction: number) => void) | undefined
}

/**
 * Finds out what a file is. Odd files give warnings; rejects with AudioError when there is no sound to be had: `input-missing`, `empty-file`,
 * `not-audio`, `no-audio-stream`, `truncated`, `odd-format`, `too-long`, `decode-failed`, `decode-timeout`, `cancelled`,
 * `ffmpeg-missing`.
 * `fileName` is the name a person gave the file, where it is stored under another.
 */
export async function probe(
  path: string,
  ffmpeg: Ffmpeg,
  options: DecodeOptions & { fileName?: string } = {},
): Promise<Probe> {
  const { levels, info } = await decode(path, ffmpeg, options)
  const { tags, problem } = await readTags(path)
  const container = info.demuxer === undefined ? undefined : containerOf(info.demuxer)
  const durationMs = Math.round((levels.frames / levels.sampleRateHz) * 1000)
  const warnings = [
    ...contentWarnings(info, durationMs, await endsEarly(path, info.demuxer)),
    ...nameWarning(info, options.fileName ?? basename(path)),
    ...levelWarnings(levels),
    // music-metadata has no parser for AMR and CAF: their tags are not missed.
    ...(problem !== undefined && container !== 'AMR' && container !== 'CAF'
      ? [{ code: 'unreadable-tags' as const, details: { problem } }]
      : []),
  ]
  return {
    durationMs,
    container,
    codec: info.codec,
    sampleRateHz: info.sampleRateHz ?? levels.sampleRateHz,
    channels: info.channels ?? levels.channels,
    hasVideo: info.hasVideo,
    tags,
    warnings,
    peaks: levels.peaks,
  }
}

/** The waveform of a file that needs no other examination, such as a master. Rejects as `probe` does. */
export async function peaks(path: string, ffmpeg: Ffmpeg, options: DecodeOptions = {}): Promise<Peaks> {
  return (await decode(path, ffmpeg, options)).levels.peaks
}

async function decode(
  path: string,
  ffmpeg: Ffmpeg,
  options: DecodeOptions,
): Promise<{ levels: PcmLevels; info: StreamInfo }> {
  const bytes = await inputSize(path)
  const counter = new LevelCounter()
  let frames = 0
  const reader = new FloatWavReader((samples, shape) => {
    if (isOddFormat(shape)) throw new AudioError('odd-format', { ...shape })
    frames += samples.length / shape.channels
    // A small file may decode to days: it is let go as soon as it is known to be longer than anybody could want.
    if (frames > (longestSoundMs / 1000) * shape.sampleRateHz)
      throw new AudioError('too-long', { limitMs: longestSoundMs })
    counter.add(samples, shape)
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
    timeLimitMs: options.timeLimitMs ?? decodeLimitMs(bytes),
    niceness: options.niceness,
    onProgress: options.onProgress,
    signal: options.signal,
  })
  const levels = counter.result()
  if (levels === undefined) throw new AudioError('not-audio', { log: log.slice(-2_000) })
  return { levels, info: readStreamInfo(log) }
}

function contentWarnings(info: StreamInfo, durationMs: number, fileEndsEarly: boolean): ProbeWarning[] {
  const warnings: ProbeWarning[] = []
  const { promisedDurationMs: promisedMs, errors } = info
  if (info.hasVideo) warnings.push({ code: 'has-video', details: {} })
  // Lengths in headers are rounded to frames and include encoder padding: half a second, or 2 %, is no loss.
  // The length of a video is its picture's, which may outlast the sound.
  const missesSound =
    !info.hasVideo && promisedMs !== undefined && promisedMs - durationMs > Math.max(500, durationMs * 0.02)
  const saysSo = errors.some((line) => /partial file|truncat|unexpected end/i.test(line))
  // Where no length is promised, one broken frame is nearly always the last: it makes one or two lines.
  const brokenLastFrame = promisedMs === undefined && errors.length > 0 && errors.length <= 2
  if (fileEndsEarly || missesSound || saysSo || brokenLastFrame) {
    warnings.push({ code: 'truncated', details: { promisedMs, decodedMs: durationMs } })
  } else if (errors.length > 0) {
    warnings.push({ code: 'damaged', details: { errors: errors.slice(0, 5), count: errors.length } })
  }
  return warnings
}

function nameWarning(info: StreamInfo, fileName: string): ProbeWarning[] {
  if (info.demuxer === undefined || nameFits(fileName, info.demuxer)) return []
  return [{ code: 'name-does-not-match-content', details: { fileName, container: containerOf(info.demuxer) } }]
}

const quietDbfs = -45
const mostlyShare = 0.75
const manyClippedRuns = 10
const deadChannelDb = 40

function levelWarnings(levels: PcmLevels): ProbeWarning[] {
  const warnings: ProbeWarning[] = []
  const { clippedRuns, loudBlockDbfs, silentShare, channelRmsDbfs } = levels
  if (clippedRuns >= manyClippedRuns) warnings.push({ code: 'clipped', details: { runs: clippedRuns } })
  if (silentShare >= mostlyShare) warnings.push({ code: 'mostly-silent', details: { share: silentShare } })
  else if (loudBlockDbfs !== undefined && loudBlockDbfs < quietDbfs) {
    warnings.push({ code: 'too-quiet', details: { loudPassagesDbfs: loudBlockDbfs } })
  }
  if (channelRmsDbfs.length === 2) {
    const [left = Number.NEGATIVE_INFINITY, right = Number.NEGATIVE_INFINITY] = channelRmsDbfs
    if (Math.abs(left - right) >= deadChannelDb) {
      warnings.push({ code: 'one-channel-dead', details: { dead: left < right ? 'left' : 'right' } })
    }
  }
  return warnings
}
