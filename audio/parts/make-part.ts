import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { AudioError, isDiskFull } from '../errors.ts'
import { type Ffmpeg, runFfmpeg } from '../ffmpeg.ts'
import { framesToMs, houseRateHz, toHouseFormat } from '../house-format.ts'
import { inputSize } from '../input-size.ts'
import { decodeLimitMs, longestSoundMs, readStreamInfo, type StreamInfo } from '../probe/index.ts'
import { countClippedRuns } from './clipped-runs.ts'
import { Cutter } from './cut.ts'
import { FrameStream, silenceNonsense } from './frame-stream.ts'
import { hasOffset, livingChannel, plainMending } from './mend.ts'
import { NoiseReduction } from './noise-reduction.ts'
import { NoiseListener } from './noise-spectrum.ts'
import { minPartMs, type PartFigures, type PartSource } from './part.ts'
import { type PartMeasurement, PartMeter } from './part-meter.ts'
import { type Passage, PcmWriter, rewrite } from './pcm-file.ts'
import { treatmentFilters } from './treatment-filters.ts'

/** A part to be made, as it goes to the thread that makes it. */
export interface MakeTask {
  source: Omit<PartSource, 'title'>
  /** The file of the source. */
  path: string
  /** Where the part goes; it must not be there yet. */
  outPath: string
  ffmpeg: Ffmpeg
  niceness: number
}

export interface MadePart {
  figures: PartFigures
  /** CRC-32 of the file. */
  crc: number
}

/**
 * Decodes, treats, cuts, mends and measures one sound. Blocks its thread for milliseconds at a time: for worker threads only.
 * Rejects with AudioError: `input-missing`, `input-changed`, `too-short`, `too-long`, `silent`, `disk-full`, `cancelled` and
 * the codes of a decode. The file is the caller's to remove.
 */
export async function makePart(
  task: MakeTask,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<MadePart> {
  const { source, path } = task
  const size = await inputSize(path)
  if ((await hashOf(path, signal)) !== source.sha256) throw new AudioError('input-changed')
  const decodingShare = source.treatment.noiseReduction === 'off' ? 0.98 : noisyDecodingShare
  const decoded = await decode(task, size, (fraction) => onProgress(fraction * decodingShare), signal)
  if (framesToMs(decoded.measured.frames) < minPartMs)
    throw new AudioError('too-short', { durationMs: framesToMs(decoded.measured.frames), minimumMs: minPartMs })
  const used = livingChannel(decoded.measured.channels, decoded.measured.middleRms)
  const mending = (fraction: number): void => onProgress(decodingShare + fraction * (0.98 - decodingShare))
  const mended = await mend(task, decoded, used, mending, signal)
  const { trace } = mended.measured
  if (trace.integratedLufs === undefined || trace.truePeakDbtp === undefined) throw new AudioError('silent')
  return {
    crc: mended.crc,
    figures: {
      frames: mended.measured.frames,
      integratedLufs: trace.integratedLufs,
      truePeakDbtp: trace.truePeakDbtp,
      maxShortTermLufs: trace.maxShortTermLufs,
      momentaryLufs: trace.momentaryLufs,
      usedChannel: used,
      noiseFloorDbfs: mended.measured.noiseFloorDbfs,
      clippedRuns: await clippedRuns(task, decoded, size, signal),
      silences: mended.measured.silences,
      peaks: mended.measured.peaks,
    },
  }
}

/** Of the time that a part takes whose noise is reduced. */
const noisyDecodingShare = 0.4

interface Measured {
  measured: PartMeasurement
  crc: number
}

interface Decoded extends Measured {
  info: StreamInfo
  /** What was heard of the noise of the whole source, where it is to be reduced. */
  noise: NoiseListener | undefined
}

/** De-clicking takes many times as long as decoding. */
const treatmentTimes = 4
const longestFrames = (longestSoundMs / 1000) * houseRateHz

async function decode(
  { source, path, outPath, ffmpeg, niceness }: MakeTask,
  size: number,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Decoded> {
  const meter = new PartMeter()
  const writer = new PcmWriter(outPath, 'wx')
  try {
    const cutter = new Cutter(source.keep, (samples) => {
      writer.write(samples)
      meter.push(samples)
    })
    const noise = source.treatment.noiseReduction === 'off' ? undefined : new NoiseListener()
    let frames = 0
    const stream = new FrameStream((samples) => {
      frames += samples.length / 2
      if (frames > longestFrames) throw new AudioError('too-long', { limitMs: longestSoundMs })
      silenceNonsense(samples)
      noise?.push(samples)
      cutter.push(samples)
    })
    // Noise is learnt from all of a source, so that another cut does not make it sound different.
    const needed = noise === undefined ? cutter.neededFrames : Number.POSITIVE_INFINITY
    const { log } = await runFfmpeg(ffmpeg, {
      inputs: [{ path }],
      filterGraph: `[0:a:0]${[toHouseFormat, ...treatmentFilters(source.treatment)].join(',')},${houseSamples}[pcm]`,
      outputs: [
        {
          onChunk: (chunk) => stream.push(chunk),
          options: ['-map', '[pcm]', ...stopAfter(needed), '-c:a', 'pcm_f32le', '-f', 'f32le'],
        },
      ],
      untrusted: true,
      timeLimitMs: decodeLimitMs(size) * (source.treatment.deClick === 'off' ? 1 : treatmentTimes),
      durationMs: Number.isFinite(needed) ? framesToMs(needed) : undefined,
      onProgress,
      niceness,
      signal,
    })
    cutter.end()
    return { measured: meter.result(), crc: writer.crc, info: readStreamInfo(log), noise }
  } catch (error) {
    throw isDiskFull(error) ? new AudioError('disk-full', {}, { cause: error }) : error
  } finally {
    writer.close()
  }
}

const houseSamples = `aformat=sample_fmts=flt:sample_rates=${houseRateHz}:channel_layouts=stereo`

/** A second more than is needed: the cut itself is exact. */
function stopAfter(frames: number): string[] {
  return Number.isFinite(frames) ? ['-t', (frames / houseRateHz + 1).toFixed(3)] : []
}

async function mend(
  { source, outPath }: MakeTask,
  decoded: Decoded,
  used: PartFigures['usedChannel'],
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Measured> {
  let current: Measured = decoded
  const pass = async (
    passage: (give: (samples: Float32Array) => void) => Passage,
    tell: (fraction: number) => void,
  ): Promise<void> => {
    const meter = new PartMeter()
    const crc = await rewrite(outPath, passage, (samples) => meter.push(samples), tell, signal)
    current = { measured: meter.result(), crc }
  }
  const [left, right] = decoded.measured.channels
  const offsets = hasOffset(decoded.measured.channels, used)
    ? ([used === 'right' ? right.offset : left.offset, used === 'left' ? left.offset : right.offset] as const)
    : undefined
  if (used !== 'both' || offsets !== undefined)
    await pass(
      (give) => plainMending(used, offsets, give),
      () => undefined,
    )
  const { noiseReduction } = source.treatment
  const noise = decoded.noise?.spectrum(used)
  if (noiseReduction !== 'off' && noise !== undefined)
    await pass((give) => new NoiseReduction(noise, noiseReduction, give), onProgress)
  return current
}

/** Under these nothing in the source can have been at full scale; filters may take away half of it. */
const untouchedClipping = 0.9
const filteredClipping = 0.4

async function clippedRuns(
  { source, path, ffmpeg, niceness }: MakeTask,
  { measured, info }: Decoded,
  size: number,
  signal: AbortSignal,
): Promise<number> {
  const isFiltered = treatmentFilters(source.treatment).length > 0
  const [left = 0, right = 0] = measured.clippedRuns
  if (!isFiltered && info.sampleRateHz === houseRateHz && info.channels !== undefined && info.channels <= 2)
    return info.channels === 1 ? left : left + right
  if (measured.highestSample < (isFiltered ? filteredClipping : untouchedClipping)) return 0
  return countClippedRuns(path, source.keep, { ffmpeg, timeLimitMs: decodeLimitMs(size), niceness, signal })
}

/** SHA-256 of a file, lower-case hexadecimal. */
async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash, { signal })
  } catch (error) {
    throw signal.aborted ? new AudioError('cancelled', {}, { cause: error }) : error
  }
  return hash.digest('hex')
}
