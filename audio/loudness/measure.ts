import { type Ffmpeg, runFfmpeg } from '../ffmpeg.ts'
import { toHouseFormat } from '../house-format.ts'
import { inputSize } from '../input-size.ts'
import { type Loudness, MeterReader, meterFilters } from './meter.ts'

export interface MeasureOptions {
  signal?: AbortSignal
  /** Wall time; default ten minutes. */
  timeLimitMs?: number
  /** See `FfmpegJob`. */
  niceness?: number
  /** Known length; with it `onProgress` gets fractions 0..1. */
  durationMs?: number
  onProgress?: (fraction: number) => void
}

/**
 * Measures a file's loudness and true peak as heard from two speakers (mono counts as dual mono), by EBU R 128.
 * Rejects with AudioError as `probe` does.
 */
export async function measure(path: string, ffmpeg: Ffmpeg, options: MeasureOptions = {}): Promise<Loudness> {
  await inputSize(path)
  const meter = new MeterReader()
  const { log } = await runFfmpeg(ffmpeg, {
    inputs: [{ path }],
    filterGraph: `[0:a:0]${toHouseFormat},${meterFilters}[metered]`,
    outputs: [{ onChunk: (chunk) => meter.push(chunk), options: ['-map', '[metered]', '-f', 'null'] }],
    untrusted: true,
    timeLimitMs: options.timeLimitMs ?? 600_000,
    niceness: options.niceness,
    durationMs: options.durationMs,
    onProgress: options.onProgress,
    signal: options.signal,
  })
  const { integratedLufs, truePeakDbtp, rangeLu, maxMomentaryLufs, maxShortTermLufs } = meter.result(log)
  return { integratedLufs, truePeakDbtp, rangeLu, maxMomentaryLufs, maxShortTermLufs }
}
