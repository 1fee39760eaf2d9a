import { createReadStream, createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AudioError } from '../errors.ts'
import { runFfmpeg } from '../ffmpeg.ts'
import { framesToMs, toHouseFormat } from '../house-format.ts'
import {
  type LoudnessTrace,
  lameLossDb,
  MeterReader,
  maxRounds,
  meterFilters,
  nextGain,
  type Trial,
  truePeakMarginDb,
  wholeAimLu,
  wholeMeets,
} from '../loudness/index.ts'
import { layOut, type MixGains } from '../mix/index.ts'
import { encoderGraph, type MixPlan } from './graph.ts'
import { id3Tag } from './id3.ts'
import type { RenderPhase } from './progress.ts'
import type { ReadPart } from './read-parts.ts'
import type { Recipe } from './recipe.ts'
import { rehearse } from './rehearsal.ts'
import { mixInputs, mixParts, ownTimeLimitMs, type Stage } from './stage.ts'

/** The encoded programme as it decodes. */
export interface Delivery {
  path: string
  frames: number
  trace: LoudnessTrace
  rounds: number
  limitedParts: boolean[]
}

/** What is encoded: the stereo programme, or the mono one for clusters of loudspeakers. */
export type DeliveryForm = 'mp3' | 'mono'

const forms: Record<DeliveryForm, { fileName: string; kbitPerS: number }> = {
  mp3: { fileName: 'programme.mp3', kbitPerS: 128 },
  mono: { fileName: 'programme-mono.mp3', kbitPerS: 64 },
}

/** True peaks grow by about this much in the MP3 of limited speech at 128 kbit/s; the first ceiling stays under it. */
const expectedGrowthDb = 0.6

/**
 * Encodes the same mix to MP3 (128 kbit/s CBR stereo or 64 kbit/s CBR mono, LAME header kept, ID3v2.3), decodes what came out, measures it, and encodes
 * again, at most five times, until the decoded programme meets target and true-peak bar. The encoder's own loss of level is
 * added beforehand; where that drives peaks to the ceiling, the limited level is found by rehearsing the mix.
 * The last is returned; judging it is the caller's. Rejects with AudioError `target-missed` (`details.what: 'length'`) when
 * the MP3 does not decode to exactly the planned count of samples.
 */
export async function encodeDelivery(
  recipe: Recipe,
  parts: readonly ReadPart[],
  gains: MixGains,
  form: DeliveryForm,
  stage: Omit<Stage, 'onProgress'> & { enter: (phase: RenderPhase) => (fraction: number) => void },
): Promise<Delivery> {
  const { totalFrames } = layOut(recipe, parts)
  const lossDb = lameLossDb(forms[form].kbitPerS)
  const peaksDbtp = parts.map((part, index) => part.truePeakDbtp + (gains.gainsDb[index] ?? 0))
  // What must come out of the mix so that the target comes out of the decoder; both are corrected by what is measured.
  let wantedLufs = recipe.targetLufs + lossDb
  let ceilingDbtp = recipe.truePeakMaxDbtp + lossDb - expectedGrowthDb - truePeakMarginDb
  let mustLimit = gains.ceilingDbtp !== undefined
  let extraGainDb = lossDb
  for (let round = 1; ; round++) {
    const limited = mustLimit || Math.max(...peaksDbtp) + extraGainDb > ceilingDbtp + expectedGrowthDb
    const plan: MixPlan = {
      parts: mixParts(recipe, parts, gains.gainsDb),
      extraGainDb,
      ceilingDbtp: limited ? ceilingDbtp : undefined,
    }
    if (limited)
      plan.extraGainDb = await findGain(plan, wantedLufs, parts, totalFrames, { ...stage, onProgress: () => undefined })
    extraGainDb = plan.extraGainDb
    const path = await encode(plan, recipe, parts, totalFrames, form, { ...stage, onProgress: stage.enter('encoding') })
    const { trace, frames } = await decode(path, totalFrames, { ...stage, onProgress: stage.enter('verifying') })
    if (frames !== totalFrames)
      throw new AudioError('target-missed', { what: 'length', file: 'mp3', plannedFrames: totalFrames, frames })
    const { integratedLufs, truePeakDbtp } = trace
    const limitedParts = peaksDbtp.map((peak) => limited && peak + extraGainDb > ceilingDbtp)
    const delivery = { path, frames, trace, rounds: round, limitedParts }
    if (integratedLufs === undefined || truePeakDbtp === undefined || round === maxRounds) return delivery
    if (wholeMeets(trace, recipe.targetLufs, wholeAimLu, recipe.truePeakMaxDbtp - truePeakMarginDb)) return delivery
    const excessDb = truePeakDbtp - (recipe.truePeakMaxDbtp - truePeakMarginDb)
    if (excessDb > 0) {
      ceilingDbtp = Math.min(ceilingDbtp, limited ? ceilingDbtp : Math.max(...peaksDbtp) + extraGainDb) - excessDb - 0.1
      mustLimit = true
    }
    wantedLufs += recipe.targetLufs - integratedLufs
    extraGainDb += recipe.targetLufs - integratedLufs
  }
}

const rehearsals = 4

/** The extra gain with which the limited mix reads `wantedLufs`. */
async function findGain(
  plan: MixPlan,
  wantedLufs: number,
  parts: readonly ReadPart[],
  frames: number,
  stage: Stage,
): Promise<number> {
  const trials: Trial[] = []
  let gainDb = plan.extraGainDb
  for (let pass = 1; pass <= rehearsals; pass++) {
    const { integratedLufs } = await rehearse({ ...plan, extraGainDb: gainDb }, parts, frames, stage)
    if (integratedLufs === undefined || Math.abs(integratedLufs - wantedLufs) <= wholeAimLu / 3) return gainDb
    trials.push({ gainDb, lufs: integratedLufs })
    gainDb = nextGain(trials, wantedLufs, 0.7) ?? gainDb
  }
  return gainDb
}

async function encode(
  plan: MixPlan,
  recipe: Recipe,
  parts: readonly ReadPart[],
  frames: number,
  form: DeliveryForm,
  stage: Stage,
): Promise<string> {
  const { fileName, kbitPerS } = forms[form]
  const graph = encoderGraph(plan)
  const bare = join(stage.workDir, `untagged-${fileName}`)
  await runFfmpeg(stage.ffmpeg, {
    inputs: mixInputs(parts),
    filterGraph: form === 'mono' ? `${graph};[pcm]pan=mono|c0=0.5*c0+0.5*c1[sound]` : `${graph};[pcm]anull[sound]`,
    outputs: [
      {
        path: bare,
        options: [
          ...['-map', '[sound]', '-c:a', 'libmp3lame', '-b:a', `${kbitPerS}k`],
          ...['-id3v2_version', '0', '-write_id3v1', '0', '-fflags', '+bitexact', '-flags:a', '+bitexact', '-f', 'mp3'],
        ],
      },
    ],
    untrusted: false,
    timeLimitMs: ownTimeLimitMs(frames),
    durationMs: framesToMs(frames),
    onProgress: stage.onProgress,
    signal: stage.signal,
  })
  const path = join(stage.workDir, fileName)
  const out = createWriteStream(path)
  out.write(id3Tag(recipe.tags))
  await pipeline(createReadStream(bare), out, { signal: stage.signal })
  await rm(bare)
  return path
}

/** Decodes as any player would: the meter runs over it, and a byte a frame is written to count them. */
async function decode(
  path: string,
  plannedFrames: number,
  stage: Stage,
): Promise<{ trace: LoudnessTrace; frames: number }> {
  const counter = join(stage.workDir, 'frames.u8')
  const meter = new MeterReader()
  const { log } = await runFfmpeg(stage.ffmpeg, {
    inputs: [{ path }],
    filterGraph: `[0:a:0]asplit=2[count][sound];[sound]${toHouseFormat},${meterFilters}[metered]`,
    outputs: [
      { path: counter, options: ['-map', '[count]', '-ac', '1', '-c:a', 'pcm_u8', '-f', 'u8'] },
      { onChunk: (chunk) => meter.push(chunk), options: ['-map', '[metered]', '-f', 'null'] },
    ],
    untrusted: false,
    timeLimitMs: ownTimeLimitMs(plannedFrames),
    durationMs: framesToMs(plannedFrames),
    onProgress: stage.onProgress,
    signal: stage.signal,
  })
  const frames = (await stat(counter)).size
  await rm(counter)
  return { trace: meter.result(log), frames }
}
