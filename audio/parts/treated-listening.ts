import { AudioError } from '../errors.ts'
import { type Ffmpeg, runFfmpeg } from '../ffmpeg.ts'
import { housePcmInput, houseRateHz, toHouseFormat } from '../house-format.ts'
import { inputSize } from '../input-size.ts'
import { decodeLimitMs, longestSoundMs } from '../probe/index.ts'
import { Cutter } from './cut.ts'
import { FrameStream, silenceNonsense } from './frame-stream.ts'
import { Handover } from './handover.ts'
import { NoiseReduction } from './noise-reduction.ts'
import { NoiseListener, type NoiseSpectrum } from './noise-spectrum.ts'
import type { Treatment } from './treatment.ts'
import { treatmentFilters } from './treatment-filters.ts'

export interface TreatedListening {
  ffmpeg: Ffmpeg
  /** The stretch that is heard, ms of the source; default all of it. */
  fromMs?: number | undefined
  toMs?: number | undefined
  /** Bytes of the MP3 as they are made; a promise holds the making back. */
  onChunk: (chunk: Buffer) => void | Promise<void>
  signal: AbortSignal
  /** 1..19; default 10. */
  niceness?: number | undefined
}

/** Sound before the stretch that the filters hear and nobody else: they need a moment to find their way in. */
const leadMs = 1_000
/** Nobody listens faster than this many times; a stopped listener is let go by the caller's signal. */
const listeningLimitMs = longestSoundMs

/**
 * A sound as it will be with a treatment, as MP3 (128 kbit/s, 48 kHz stereo, at its own level) while it is made, so that it
 * can be heard before and after; `untreated` gives the sound as it is, the same stretch to the sample. Noise is learnt from
 * all of the source first, as it is for a part.
 *
 * Rejects with AudioError: `input-missing`, `empty-file`, the codes of a decode, `too-short` where the stretch lies past the
 * end, `cancelled`.
 */
export async function treatedMp3(path: string, treatment: Treatment, io: TreatedListening): Promise<void> {
  const bytes = await inputSize(path)
  const { noiseReduction } = treatment
  const noise = noiseReduction === 'off' ? undefined : await listen(path, bytes, treatment, io)
  const handover = new Handover()
  const failed = new AbortController()
  const signal = AbortSignal.any([io.signal, failed.signal])
  const guarded = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work
    } catch (error) {
      failed.abort()
      throw error
    } finally {
      handover.close()
    }
  }
  const results = await Promise.allSettled([
    guarded(treat(path, treatment, noise, handover, { ...io, signal })),
    guarded(encode(handover, { ...io, signal })),
  ])
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
  // The one that was only taken along says `cancelled`.
  const own = reasons.find((reason) => !(reason instanceof AudioError && reason.code === 'cancelled'))
  if (io.signal.aborted) throw new AudioError('cancelled')
  if (reasons.length > 0) throw own ?? reasons[0]
}

async function listen(
  path: string,
  bytes: number,
  treatment: Treatment,
  { ffmpeg, signal, niceness = 10 }: TreatedListening,
): Promise<NoiseSpectrum | undefined> {
  const listener = new NoiseListener()
  const stream = new FrameStream((samples) => {
    silenceNonsense(samples)
    listener.push(samples)
  })
  await runFfmpeg(ffmpeg, {
    inputs: [{ path }],
    // Clicks are not in the quietest moments, and looking for them takes long.
    filterGraph: graph(treatmentFilters({ ...treatment, deClick: 'off' })),
    outputs: [
      { onChunk: (chunk) => stream.push(chunk), options: ['-map', '[pcm]', '-c:a', 'pcm_f32le', '-f', 'f32le'] },
    ],
    untrusted: true,
    timeLimitMs: decodeLimitMs(bytes),
    niceness,
    signal,
  })
  return listener.spectrum('both')
}

async function treat(
  path: string,
  treatment: Treatment,
  noise: NoiseSpectrum | undefined,
  handover: Handover,
  { ffmpeg, fromMs = 0, toMs = longestSoundMs, signal, niceness = 10 }: TreatedListening,
): Promise<void> {
  const from = framesOf(fromMs)
  const to = Math.max(from, framesOf(toMs))
  const start = Math.max(0, from - framesOf(leadMs))
  const ready: Buffer[] = []
  let given = 0
  const cutter = new Cutter([{ fromFrame: from - start, toFrame: to - start }], (samples) => {
    given += samples.length
    ready.push(Buffer.from(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)))
  })
  const { noiseReduction } = treatment
  const reduction =
    noise === undefined || noiseReduction === 'off'
      ? undefined
      : new NoiseReduction(noise, noiseReduction, (samples) => cutter.push(samples))
  const stream = new FrameStream((samples) => {
    silenceNonsense(samples)
    if (reduction === undefined) cutter.push(samples)
    else reduction.push(samples)
  })
  const handOver = async (): Promise<void> => {
    for (const chunk of ready.splice(0)) await handover.give(chunk)
  }
  const trimmed = [`atrim=start_sample=${start}:end_sample=${to + framesOf(leadMs)}`, 'asetpts=PTS-STARTPTS']
  await runFfmpeg(ffmpeg, {
    inputs: [{ path }],
    filterGraph: graph([...trimmed, ...treatmentFilters(treatment)]),
    outputs: [
      {
        onChunk(chunk) {
          stream.push(chunk)
          return handOver()
        },
        options: ['-map', '[pcm]', '-c:a', 'pcm_f32le', '-f', 'f32le'],
      },
    ],
    untrusted: true,
    timeLimitMs: listeningLimitMs,
    niceness,
    signal,
  })
  reduction?.end()
  cutter.end()
  await handOver()
  if (given === 0) throw new AudioError('too-short', { durationMs: 0 })
}

function encode(handover: Handover, { ffmpeg, onChunk, signal, niceness = 10 }: TreatedListening): Promise<unknown> {
  return runFfmpeg(ffmpeg, {
    inputs: [{ chunks: handover.chunks(), options: housePcmInput }],
    outputs: [
      {
        onChunk,
        options: [
          ...['-c:a', 'libmp3lame', '-b:a', '128k', '-map_metadata', '-1', '-id3v2_version', '0', '-write_xing', '0'],
          ...['-fflags', '+bitexact', '-flags:a', '+bitexact', '-f', 'mp3'],
        ],
      },
    ],
    untrusted: false,
    timeLimitMs: listeningLimitMs,
    niceness,
    signal,
  })
}

function graph(filters: readonly string[]): string {
  return `[0:a:0]${[toHouseFormat, ...filters].join(',')},aformat=sample_fmts=flt:channel_layouts=stereo[pcm]`
}

function framesOf(ms: number): number {
  return Math.round((Math.max(0, ms) * houseRateHz) / 1000)
}
