import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AudioError } from '../errors.ts'
import { runFfmpeg } from '../ffmpeg.ts'
import { framesToMs } from '../house-format.ts'
import { type LoudnessTrace, MeterReader, maxRounds } from '../loudness/index.ts'
import { type GainSearch, layOut, type MixGains, type Segment, segmentLoudness } from '../mix/index.ts'
import { masterGraph } from './graph.ts'
import type { ReadPart } from './read-parts.ts'
import type { Recipe } from './recipe.ts'
import { mixInputs, mixParts, ownTimeLimitMs, type Stage } from './stage.ts'

/** The mixed and measured master. */
export interface Master {
  path: string
  frames: number
  segments: Segment[]
  gains: MixGains
  limitedParts: boolean[]
  trace: LoudnessTrace
  partsLufs: (number | undefined)[]
  rounds: number
}

const bytesPerFrame = 4
const wavHeaderBytes = 44

/**
 * Mixes the parts to a 48 kHz stereo 16-bit WAV: a constant gain for each, measured as it is written, corrected and mixed
 * again (at most five times) where limiting took more than was foreseen. The best that was found is returned; judging it is
 * the caller's. Rejects with AudioError `target-missed` (`details.what: 'length'`) when the count of samples is not the plan's.
 */
export async function mixMaster(
  recipe: Recipe,
  parts: readonly ReadPart[],
  search: GainSearch,
  stage: Stage,
): Promise<Master> {
  const { segments, totalFrames } = layOut(recipe, parts)
  const path = join(stage.workDir, 'master.wav')
  for (let round = 1; ; round++) {
    const gains = search.current()
    const trace = await mixOnce(path, recipe, parts, gains, totalFrames, stage)
    const partsLufs = segmentLoudness(trace.momentaryLufs, segments)
    const master = {
      path,
      frames: totalFrames,
      segments,
      gains,
      limitedParts: search.limited(),
      trace,
      partsLufs,
      rounds: round,
    }
    const { integratedLufs, truePeakDbtp } = trace
    if (integratedLufs === undefined || truePeakDbtp === undefined || round === maxRounds) return master
    if (search.isMet(integratedLufs, truePeakDbtp, partsLufs)) return master
    search.correct(integratedLufs, truePeakDbtp, partsLufs)
  }
}

async function mixOnce(
  path: string,
  recipe: Recipe,
  parts: readonly ReadPart[],
  gains: MixGains,
  totalFrames: number,
  stage: Stage,
): Promise<LoudnessTrace> {
  const meter = new MeterReader()
  const { log } = await runFfmpeg(stage.ffmpeg, {
    inputs: mixInputs(parts),
    filterGraph: masterGraph({
      parts: mixParts(recipe, parts, gains.gainsDb),
      extraGainDb: 0,
      ceilingDbtp: gains.ceilingDbtp,
    }),
    outputs: [
      {
        path,
        options: ['-map', '[pcm]', '-c:a', 'pcm_s16le', '-fflags', '+bitexact', '-flags:a', '+bitexact', '-f', 'wav'],
      },
      { onChunk: (chunk) => meter.push(chunk), options: ['-map', '[metered]', '-f', 'null'] },
    ],
    untrusted: false,
    timeLimitMs: ownTimeLimitMs(totalFrames),
    durationMs: framesToMs(totalFrames),
    onProgress: stage.onProgress,
    signal: stage.signal,
  })
  const frames = ((await stat(path)).size - wavHeaderBytes) / bytesPerFrame
  if (frames !== totalFrames)
    throw new AudioError('target-missed', { what: 'length', file: 'master', plannedFrames: totalFrames, frames })
  return meter.result(log)
}
