import { createReadStream, createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AudioError } from '../errors.ts'
import { runFfmpeg } from '../ffmpeg.ts'
import { framesToMs, toHouseFormat } from '../house-format.ts'
import { type LoudnessTrace, lameLossDb, MeterReader, meterFilters, nextGain, type Trial } from '../loudness/index.ts'
import { maxRounds, truePeakMarginDb, wholeAimLu, wholeMeets } from './bars.ts'
import { encoderGraph, type MixPlan, rehearsalGraph } from './graph.ts'
import { id3Tag } from './id3.ts'
import { type Master, mixInputs, mixParts, ownTimeLimitMs, type Stage } from './master.ts'
import type { ReadPart } from './read-parts.ts'
import type { Recipe } from './recipe.ts'

/** The encoded programme as it decodes. */
export interface Delivery {
  path: string
  frames: number
  trace: LoudnessTrace
  rounds: number
  limited: boolean
}

/** True peaks grow by about this much in the MP3 of limited speech at 128 kbit/s; the first ceiling stays under it. */
const expectedGrowthDb = 0.6

/**
 * Encodes the same mix to MP3 (128 kbit/s CBR, LAME header kept, ID3v2.3), decodes what came out, measures it, and encodes
 * again, at most five times, until the decoded programme meets target and true-peak bar. The encoder's own loss of level is
 * added beforehand; where that drives peaks to the ceiling, the limited level is found by listening to the mix without encoding.
 * The last is returned; judging it is the caller's. Rejects with AudioError `target-missed` (`details.what: 'length'`) when
 * the MP3 does not decode to exactly the planned count of samples.
 */
export async function encodeDelivery(
  recipe: Recipe,
  parts: readonly ReadPart[],
  master: Master,
  stage: Omit<Stage, 'onProgress'> & {
    enter: (phase: 'mixing' | 'encoding' | 'verifying') => (fraction: number) => void
  },
): Promise<Delivery> {
  const lossDb = lameLossDb(recipe.mp3KbitPerS)
  const mix = mixParts(recipe, parts, master.gains)
  const loudestDbtp = Math.max(...parts.map((part, index) => part.truePeakDbtp + (master.gains.gainsDb[index] ?? 0)))
  // What must come out of the mix so that the target comes out of the decoder; both are corrected by what is measured.
  let wantedLufs = recipe.targetLufs + lossDb
  let ceilingDbtp = recipe.truePeakMaxDbtp + lossDb - expectedGrowthDb - truePeakMarginDb
  let mustLimit = false
  let extraGainDb = lossDb + (recipe.targetLufs - (master.trace.integratedLufs ?? recipe.targetLufs))
  for (let round = 1; ; round++) {
    const limited =
      mustLimit || master.gains.ceilingDbtp !== undefined || loudestDbtp + extraGainDb > ceilingDbtp + expectedGrowthDb
    const plan: MixPlan = { parts: mix, extraGainDb, ceilingDbtp: limited ? ceilingDbtp : undefined }
    if (limited)
      plan.extraGainDb = await findGain(plan, wantedLufs, parts, master.frames, {
        ...stage,
        onProgress: stage.enter('mixing'),
      })
    extraGainDb = plan.extraGainDb
    const path = await encode(plan, recipe, parts, master.frames, { ...stage, onProgress: stage.enter('encoding') })
    const { trace, frames } = await decode(path, master.frames, { ...stage, onProgress: stage.enter('verifying') })
    if (frames !== master.frames)
      throw new AudioError('target-missed', { what: 'length', file: 'mp3', plannedFrames: master.frames, frames })
    const { integratedLufs, truePeakDbtp } = trace
    const delivery = { path, frames, trace, rounds: round, limited }
    if (integratedLufs === undefined || truePeakDbtp === undefined || round === maxRounds) return delivery
    if (wholeMeets(trace, recipe.targetLufs, wholeAimLu, recipe.truePeakMaxDbtp - truePeakMarginDb)) return delivery
    const excessDb = truePeakDbtp - (recipe.truePeakMaxDbtp - truePeakMarginDb)
    if (excessDb > 0) {
      ceilingDbtp = Math.min(ceilingDbtp, limited ? ceilingDbtp : loudestDbtp + extraGainDb) - excessDb - 0.1
      mustLimit = true
    }
    wantedLufs += recipe.targetLufs - integratedLufs
    extraGainDb += recipe.targetLufs - integratedLufs
  }
}

const rehearsals = 4

/** The extra gain with which the limited mix reads `wantedLufs`, found in a few passes of the meter. */
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
    const meter = new MeterReader()
    const { log } = await runFfmpeg(stage.ffmpeg, {
      inputs: mixInputs(parts),
      filterGraph: rehearsalGraph({ ...plan, extraGainDb: gainDb }),
      outputs: [{ onChunk: (chunk) => meter.push(chunk), options: ['-map', '[metered]', '-f', 'null'] }],
      untrusted: false,
      timeLimitMs: ownTimeLimitMs(frames),
      durationMs: framesToMs(frames),
      onProgress: (fraction) => stage.onProgress((pass - 1 + fraction) / rehearsals),
      signal: stage.signal,
    })
    const { integratedLufs } = meter.result(log)
    if (integratedLufs === undefined) return gainDb
    if (Math.abs(integratedLufs - wantedLufs) <= wholeAimLu / 4) return gainDb
    trials.push({ gainDb, lufs: integratedLufs })
    gainDb = nextGain(trials, wantedLufs, 0.7) ?? gainDb
  }
  stage.onProgress(1)
  return gainDb
}

async function encode(
  plan: MixPlan,
  recipe: Recipe,
  parts: readonly ReadPart[],
  frames: number,
  stage: Stage,
): Promise<string> {
  const bare = join(stage.workDir, 'untagged.mp3')
  await runFfmpeg(stage.ffmpeg, {
    inputs: mixInputs(parts),
    filterGraph: encoderGraph(plan),
    outputs: [
      {
        path: bare,
        options: [
          ...['-map', '[pcm]', '-c:a', 'libmp3lame', '-b:a', `${recipe.mp3KbitPerS}k`],
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
  const path = join(stage.workDir, 'programme.mp3')
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
