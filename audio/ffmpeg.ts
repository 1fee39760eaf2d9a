import { existsSync } from 'node:fs'
import { availableParallelism, setPriority } from 'node:os'
import { Readable, Writable } from 'node:stream'
import fluent from 'fluent-ffmpeg'
import { AudioError, type AudioErrorCode } from './errors.ts'
import { type RunResult, runProgram, terminate } from './run.ts'

/** One FFmpeg binary, as it was found and examined. `lacks` names what we need and it has not, e.g. `filter:ebur128`. */
export interface Ffmpeg {
  path: string
  version: string
  origin: 'configured' | 'path' | 'bundled'
  lacks: string[]
}

/**
 * A file, or chunks for FFmpeg's standard input (at most one such a run), asked for no faster than FFmpeg takes them. What the
 * source throws is the run's cause of failure; when the run ends before it, the source is told (`return`) and waited for.
 */
export type FfmpegInput = ({ path: string } | { chunks: AsyncIterable<Buffer> }) & {
  /** Options that stand before `-i`, e.g. the format of raw PCM. */
  options?: readonly string[]
}

/** A file, or a consumer of what FFmpeg writes to its standard output (at most one a run). */
export type FfmpegOutput =
  | { path: string; options: readonly string[] }
  | { onChunk: (chunk: Buffer) => void | Promise<void>; options: readonly string[] }

export interface FfmpegJob {
  inputs: readonly FfmpegInput[]
  /** A `-filter_complex` graph; outputs refer to its pads by `-map`. */
  filterGraph?: string
  outputs: readonly FfmpegOutput[]
  /** True for bytes that came from outside: accepted formats only, local files only, limited memory. */
  untrusted: boolean
  timeLimitMs: number
  /** 1 … 19: how far it stands back behind everything else that wants the processor; default 0. */
  niceness?: number | undefined
  /** The length of what is made, against which progress is told; default: what the first input says of itself. */
  durationMs?: number | undefined
  /** 0..1, never going back. */
  onProgress?: (fraction: number) => void
  signal?: AbortSignal
}

/** The demuxers untrusted bytes may reach: the accepted formats. Playlists and scripts that open other files are not among them. */
const acceptedDemuxers = 'wav,w64,aiff,mp3,mov,mp4,m4a,3gp,3g2,mj2,aac,flac,ogg,asf,amr,amrnb,amrwb,matroska,webm,caf'
const memoryLimitBytes = 2 * 1024 ** 3
const prlimitPath = '/usr/bin/prlimit'

/** No more memory than that, no core file after a crash, and an end also when whoever would stop it is gone. */
function limitsOf(timeLimitMs: number): string[] {
  const cpuSeconds = Math.ceil(timeLimitMs / 1000) * availableParallelism() + 10
  return [`--as=${memoryLimitBytes}`, '--core=0', `--cpu=${cpuSeconds}`]
}

/**
 * Runs FFmpeg once. Resolves with what it logged (its first 200 and last 100 lines) after it ended well and every chunk was
 * consumed. Rejects with AudioError: `cancelled`, `decode-timeout`, `decode-memory`, `decode-crashed`, `ffmpeg-missing`,
 * `disk-full`, `not-audio`, `no-audio-stream`, `truncated`, `decode-failed`; the first cause wins. When it settles, the process is gone.
 */
export function runFfmpeg(ffmpeg: Ffmpeg, job: FfmpegJob): Promise<{ log: string }> {
  if (job.signal?.aborted) return Promise.reject(new AudioError('cancelled'))
  return new Promise((resolve, reject) => {
    const limited = job.untrusted && process.platform === 'linux' && existsSync(prlimitPath)
    const chunked = job.inputs.find((input) => 'chunks' in input)
    const source = chunked && feeder(chunked.chunks, (error) => stop(asAudioError(error)))
    const command = buildCommand(
      job,
      source?.stream,
      limited
        ? { program: prlimitPath, before: [...limitsOf(job.timeLimitMs), ffmpeg.path] }
        : { program: ffmpeg.path, before: [] },
    )
    const log = keepLog()
    let cause: AudioError | undefined
    let disarm = (): void => undefined
    let started = false
    const stop = (because: AudioError): void => {
      if (cause !== undefined) return
      cause = because
      if (started) disarm = terminate(killable)
    }
    const killable = { kill: (signal?: NodeJS.Signals | number) => Boolean(command.kill(String(signal))) }
    const onAbort = (): void => stop(new AudioError('cancelled'))
    const timer = setTimeout(
      () => stop(new AudioError('decode-timeout', { timeLimitMs: job.timeLimitMs })),
      job.timeLimitMs,
    )
    job.signal?.addEventListener('abort', onAbort, { once: true })

    const stream = job.outputs.find((output) => 'onChunk' in output)
    const sink = stream && consumer(stream.onChunk, (error) => stop(asAudioError(error)))
    for (const output of job.outputs) {
      command.output('onChunk' in output ? (sink ?? 'pipe:1') : `file:${output.path}`)
      for (const option of pairs(output.options)) command.outputOptions(...option)
    }

    const settle = (act: () => void): void => {
      clearTimeout(timer)
      disarm()
      job.signal?.removeEventListener('abort', onAbort)
      if (source === undefined) act()
      else void source.end().then(act, act)
    }
    command.on('start', () => {
      started = true
      if (job.niceness !== undefined) standBack(command, job.niceness)
      if (cause !== undefined) disarm = terminate(killable)
    })
    const progress = trackProgress(job)
    command.on('stderr', (line: string) => progress(line) || log.add(line))
    command.on('error', (error: Error) => {
      settle(() => reject(cause ?? failure(error, log.text(), ffmpeg)))
    })
    command.on('end', () => {
      const drained =
        sink === undefined || sink.writableFinished
          ? Promise.resolve()
          : new Promise((done) => sink.once('finish', done))
      void drained.then(() =>
        settle(() => {
          const text = log.text()
          if (cause !== undefined) reject(cause)
          else if (noSpaceLeft.test(text)) reject(new AudioError('disk-full', { log: text }))
          else resolve({ log: text })
        }),
      )
    })
    command.run()
  })
}

/** Asks an FFmpeg one question on its command line (`-version`, `-filters`…): its capabilities are read afresh, never from a cache. */
export function askFfmpeg(path: string, args: readonly string[]): Promise<RunResult> {
  return runProgram(path, ['-hide_banner', '-nostdin', ...args])
}

/** The parts of a fluent-ffmpeg command that its types leave out. */
interface CommandInternals {
  _getFfmpegPath: (callback: (error: Error | null, path: string) => void) => void
  _checkCapabilities: (callback: (error: Error | null) => void) => void
  availableEncoders: (callback: (error: Error | null, encoders: Record<string, never>) => void) => void
  _spawnFfmpeg: (args: string[], options: object, onProcess: unknown, onEnd: EndCallback) => void
  ffmpegProc?: { pid?: number }
}

interface LineRing {
  get: () => string
}

type EndCallback = (error: Error | null, stdout?: LineRing, stderr?: LineRing) => void

/** Lowers the priority of a process that has just begun: its threads, which come later, inherit it. */
function standBack(command: fluent.FfmpegCommand, niceness: number): void {
  const { pid } = (command as unknown as CommandInternals).ffmpegProc ?? {}
  if (pid === undefined) return
  try {
    setPriority(pid, niceness)
  } catch {
    // It has ended already, or the system does not let us: it runs as it is.
  }
}

function buildCommand(
  job: FfmpegJob,
  stdin: Readable | undefined,
  start: { program: string; before: readonly string[] },
): fluent.FfmpegCommand {
  const command = fluent({ stdoutLines: 1 })
  // fluent-ffmpeg keeps one path and one capability list for the whole process, and checks the latter by two more runs whose
  // answers it misreads with FFmpeg 7. Both are answered here, for this command alone.
  const internals = command as unknown as CommandInternals
  internals._getFfmpegPath = (callback) => callback(null, start.program)
  internals._checkCapabilities = (callback) => callback(null)
  internals.availableEncoders = (callback) => callback(null, {})
  // When the process cannot be started at all, fluent-ffmpeg reads logs that were never made and throws out of an event.
  const spawnFfmpeg = internals._spawnFfmpeg.bind(command)
  const noLines: LineRing = { get: () => '' }
  internals._spawnFfmpeg = (args, options, onProcess, onEnd) =>
    spawnFfmpeg(args, options, onProcess, (error, stdout = noLines, stderr = noLines) => onEnd(error, stdout, stderr))

  const general = ['-hide_banner', '-nostdin', '-y', '-loglevel', 'level+info', '-nostats', '-progress', 'pipe:2']
  const guard = job.untrusted ? ['-protocol_whitelist', 'file,pipe', '-format_whitelist', acceptedDemuxers] : []
  for (const [index, input] of job.inputs.entries()) {
    command.input('chunks' in input ? (stdin ?? 'pipe:0') : `file:${input.path}`)
    const options = [...(index === 0 ? [...start.before, ...general] : []), ...guard, ...(input.options ?? [])]
    for (const option of pairs(options)) command.inputOptions(...option)
  }
  if (job.filterGraph !== undefined) command.complexFilter(job.filterGraph)
  return command
}

/**
 * Options two by two. fluent-ffmpeg splits an option given alone at its space (a title of two words becomes two arguments),
 * and never one of several.
 */
function pairs(options: readonly string[]): [string, ...string[]][] {
  const result: [string, ...string[]][] = []
  for (let index = 0; index < options.length; index += 2) {
    const [first, ...rest] = options.slice(index, index + 2)
    if (first !== undefined) result.push([first, ...rest])
  }
  return result
}

/**
 * A readable over a source, which never fails: fluent-ffmpeg would report that at once, with FFmpeg still running. `end` tells
 * the source that no more is wanted.
 */
function feeder(
  chunks: AsyncIterable<Buffer>,
  onFailure: (error: unknown) => void,
): { stream: Readable; end: () => Promise<unknown> } {
  const source = chunks[Symbol.asyncIterator]()
  const give = async (to: Readable): Promise<void> => {
    for (;;) {
      const { done, value } = await source.next()
      if (done) {
        to.push(null)
        return
      }
      if (value.length > 0) {
        to.push(value)
        return
      }
    }
  }
  const stream = new Readable({
    read() {
      give(this).catch(onFailure)
    },
  })
  const end = async (): Promise<unknown> => {
    stream.destroy()
    return source.return?.()
  }
  return { stream, end }
}

/** A writable that is never closed: fluent-ffmpeg kills FFmpeg 20 ms after its output stream's `close`, finished or not. */
function consumer(onChunk: (chunk: Buffer) => void | Promise<void>, onFailure: (error: unknown) => void): Writable {
  let failed = false
  return new Writable({
    emitClose: false,
    autoDestroy: false,
    highWaterMark: 1024 * 1024,
    write(chunk: Buffer, _encoding, done) {
      if (failed) return done()
      const give = async (): Promise<void> => onChunk(chunk)
      give().then(
        () => done(),
        (error: unknown) => {
          failed = true
          onFailure(error)
          done()
        },
      )
    },
  })
}

/** Reads `-progress` lines; answers whether the line was one. */
function trackProgress(job: FfmpegJob): (line: string) => boolean {
  let furthest = 0
  let { durationMs } = job
  return (line) => {
    durationMs ??= promisedMs(line)
    const field = /^([a-z0-9_]+)=(.*)$/.exec(line)
    if (field === null) return false
    // Despite its name `out_time_ms` counts microseconds, in every version; `out_time_us` is younger than our oldest FFmpeg.
    if (field[1] === 'out_time_ms' && job.onProgress !== undefined && durationMs !== undefined && durationMs > 0) {
      const fraction = Math.min(1, Number(field[2]) / 1000 / durationMs)
      if (fraction > furthest) {
        furthest = fraction
        job.onProgress(fraction)
      }
    }
    return true
  }
}

function promisedMs(line: string): number | undefined {
  const [, hours, minutes, seconds] = /\[info\]\s+Duration: (\d+):(\d\d):(\d\d\.\d+)/.exec(line) ?? []
  return seconds === undefined ? undefined : (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
}

function keepLog(): { add: (line: string) => void; text: () => string } {
  const head: string[] = []
  const tail: string[] = []
  return {
    add(line) {
      const short = line.slice(0, 500)
      if (head.length < 200) head.push(short)
      else {
        tail.push(short)
        if (tail.length > 100) tail.shift()
      }
    },
    text: () => [...head, ...tail].join('\n'),
  }
}

const noSpaceLeft = /No space left on device|Disk quota exceeded/

/** What FFmpeg says, as the reason it stands for; the first that fits. */
const reasons: readonly [RegExp, AudioErrorCode][] = [
  [noSpaceLeft, 'disk-full'],
  [/^prlimit: failed to execute/m, 'ffmpeg-missing'],
  [/Cannot allocate memory|std::bad_alloc/i, 'decode-memory'],
  [/moov atom not found|Truncating packet|unexpected end of file/i, 'truncated'],
  [/matches no streams|does not contain any stream/i, 'no-audio-stream'],
  [
    /not on whitelist|Invalid data found when processing input|could not find codec parameters|Failed to read frame size/i,
    'not-audio',
  ],
]

function failure(error: Error, log: string, ffmpeg: Ffmpeg): AudioError {
  const details = { message: error.message.slice(0, 500), log: log.slice(-2_000), ffmpegPath: ffmpeg.path }
  if ('code' in error && (error.code === 'ENOENT' || error.code === 'EACCES')) {
    return new AudioError('ffmpeg-missing', details, { cause: error })
  }
  const signal = /was killed with signal (\w+)/.exec(error.message)?.[1]
  if (signal !== undefined) return new AudioError('decode-crashed', { ...details, signal }, { cause: error })
  const reason = reasons.find(([pattern]) => pattern.test(log))
  return new AudioError(reason?.[1] ?? 'decode-failed', details, { cause: error })
}

function asAudioError(error: unknown): AudioError {
  return error instanceof AudioError
    ? error
    : new AudioError('decode-failed', { message: String(error) }, { cause: error })
}
