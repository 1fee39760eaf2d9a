import { runFfmpeg } from '../ffmpeg.ts'
import { framesToMs } from '../house-format.ts'
import { type LoudnessTrace, MeterReader } from '../loudness/index.ts'
import { type GainSearch, layOut, segmentLoudness } from '../mix/index.ts'
import { type MixPlan, rehearsalGraph } from './graph.ts'
import type { ReadPart } from './read-parts.ts'
import type { Recipe } from './recipe.ts'
import { mixInputs, mixParts, ownTimeLimitMs, type Stage } from './stage.ts'

const rehearsals = 6
/** Finer than the bars: what the rehearsal cannot foresee comes on top. */
const aimLu = 0.04

/**
 * Finds the gains of a mix whose peaks must be limited by listening to it a few times, at a fraction of the cost of mixing
 * it. A mix that needs no limiting is foreseen exactly and is not rehearsed.
 */
export async function rehearseGains(
  recipe: Recipe,
  parts: readonly ReadPart[],
  search: GainSearch,
  stage: Stage,
): Promise<void> {
  const { segments, totalFrames } = layOut(recipe, parts)
  for (let pass = 0; pass < rehearsals; pass++) {
    const gains = search.current()
    if (gains.ceilingDbtp === undefined) break
    const onProgress = (fraction: number): void => stage.onProgress((pass + fraction) / rehearsals)
    const plan = { parts: mixParts(recipe, parts, gains.gainsDb), extraGainDb: 0, ceilingDbtp: gains.ceilingDbtp }
    const trace = await rehearse(plan, parts, totalFrames, { ...stage, onProgress })
    if (trace.integratedLufs === undefined) break
    const partsLufs = segmentLoudness(trace.momentaryLufs, segments)
    if (search.isLevel(trace.integratedLufs, partsLufs, aimLu)) break
    search.correct(trace.integratedLufs, undefined, partsLufs)
  }
  stage.onProgress(1)
}

/** Loudness of a mix as it would be, by a limiter that looks at samples only. True peaks are not read. */
export async function rehearse(
  plan: MixPlan,
  parts: readonly ReadPart[],
  frames: number,
  stage: Stage,
): Promise<LoudnessTrace> {
  const meter = new MeterReader()
  const { log } = await runFfmpeg(stage.ffmpeg, {
    inputs: mixInputs(parts),
    filterGraph: rehearsalGraph(plan),
    outputs: [{ onChunk: (chunk) => meter.push(chunk), options: ['-map', '[metered]', '-f', 'null'] }],
    untrusted: false,
    timeLimitMs: ownTimeLimitMs(frames),
    durationMs: framesToMs(frames),
    onProgress: stage.onProgress,
    signal: stage.signal,
  })
  return meter.result(log)
}
