import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AudioError } from '../errors.ts'
import { lameLossDb, maxRounds, type SampleTrace, truePeakMarginDb, wholeAimLu, wholeMeets } from '../loudness/index.ts'
import { type Decoded, decodeDelivery } from './decode.ts'
import { encodeStretch } from './encode.ts'
import { type Mp3Form, mp3Forms } from './forms.ts'
import { joinMp3 } from './join-mp3.ts'
import { allOrNone, type Lanes } from './lanes.ts'
import type { Mixed, Shape } from './mixed-sound.ts'
import { rehearsedGainDb, steadyDb } from './rehearsal.ts'
import type { Stage } from './stage.ts'
import { keepStretch, type StretchStore, takeStretch } from './stretch-store.ts'
import { mp3FrameSamples, type Stretch } from './stretches.ts'

/** A stretch with what the master told of it. */
export interface KnownStretch extends Stretch {
  /** Of the mix before any limiter. */
  sha256: string
  /** Of the master, or of its fold to mono; undefined: digital silence. */
  truePeakDbtp: number | undefined
  /** Its peaks met the master's limiter. */
  isLimited: boolean
}

/** What is to be delivered. */
export interface Mp3Order {
  mixed: Mixed
  stretches: readonly KnownStretch[]
  /** Loudness of the mix, or of its fold to mono, where nothing is limited. */
  mixLufs: number
  targetLufs: number
  truePeakMaxDbtp: number
  tag: Buffer
  store: StretchStore | undefined
  /** Shared with all that is encoded at the same time. */
  lanes: Lanes
}

/** An MP3 as it decodes. */
export interface DeliveredMp3 {
  path: string
  trace: SampleTrace
  rounds: number
  /** What was added to the gains of the master. */
  gainDb: number
  /** To what true peaks of each stretch were limited; undefined: not at all. */
  ceilingsDbtp: (number | undefined)[]
}

export interface Mp3Stage extends Stage {
  /** `fraction` 0..1 of the whole delivery, later rounds included as far as they can be foreseen. */
  onProgress: (phase: 'encoding' | 'verifying', fraction: number) => void
}

/** What of the time that is left is kept for further rounds: of limited sound there is often a second. */
const keptForMoreRounds = { limited: 0.4, plain: 0.05 }
/** Of a round. */
const encodingShare = 0.9

/** True peaks grow by about this much in the MP3 of limited speech; the first ceiling stays under it. */
const expectedGrowthDb: Record<Mp3Form, number> = { mp3: 0.6, mono: 0.6 }
/** Part of the key of what is kept: to be raised when the same mix is to be encoded otherwise. */
const encodingVersion = 1

/**
 * Encodes a mix to MP3 in stretches, joins them, decodes what came out, measures it, and encodes again (at most five times)
 * what does not meet target and true-peak bar. The encoder's own loss of level is added beforehand. A stretch that was
 * encoded before from the same samples in the same way is taken as it was. The last is returned; judging it is the caller's.
 * Rejects with AudioError `target-missed` (`details.what: 'length'`) when the MP3 does not decode to exactly the planned count.
 */
export async function deliverMp3(order: Mp3Order, form: Mp3Form, stage: Mp3Stage): Promise<DeliveredMp3> {
  const { mixed, stretches, targetLufs } = order
  const { totalFrames } = mixed.layout
  const path = join(stage.workDir, mp3Forms[form].fileName)
  const peakBarDbtp = order.truePeakMaxDbtp - truePeakMarginDb
  const lossDb = lameLossDb(mp3Forms[form].kbitPerS)
  let gainDb = lossDb + steadyDb(targetLufs - order.mixLufs)
  const ceilings = firstCeilings(order, gainDb, peakBarDbtp + lossDb, form)
  const ceilingDbtp = ceilings.find((ceiling) => ceiling !== undefined)
  if (ceilingDbtp !== undefined)
    gainDb = await rehearsedGainDb(mixed, { gainDb, mono: form === 'mono', ceilingDbtp }, targetLufs + lossDb, stage)
  const kept = ceilingDbtp === undefined ? keptForMoreRounds.plain : keptForMoreRounds.limited
  const made = new Set<string>()
  for (let round = 1; ; round++) {
    const told = (fraction: number): number => 1 - kept ** (round - 1) * (1 - (1 - kept) * fraction)
    const onEncoding = (fraction: number): void => stage.onProgress('encoding', told(encodingShare * fraction))
    const onVerifying = (fraction: number): void =>
      stage.onProgress('verifying', told(encodingShare + (1 - encodingShare) * fraction))
    const files = await encodeAll(order, form, { gainDb, ceilings }, made, { ...stage, onProgress: onEncoding })
    const pieces = stretches.map(({ mp3Frames }, index) => ({ path: files[index] ?? '', mp3Frames }))
    await joinMp3(path, order.tag, pieces, { form, totalFrames }, stage.signal)
    const starts = stretches.map(({ mp3Frame }) => mp3Frame * mp3FrameSamples)
    const decoded = await order.lanes.run(() =>
      decodeDelivery(path, starts, totalFrames, { ...stage, onProgress: onVerifying }),
    )
    const { trace } = decoded
    if (trace.frames !== totalFrames) {
      const lengths = { plannedFrames: totalFrames, frames: trace.frames }
      throw new AudioError('target-missed', { what: 'length', file: form, ...lengths })
    }
    const isLast = trace.integratedLufs === undefined || trace.truePeakDbtp === undefined || round === maxRounds
    if (isLast || wholeMeets(trace, targetLufs, wholeAimLu, peakBarDbtp)) {
      await Promise.all([...made].map((file) => rm(file, { force: true })))
      return { path, trace, rounds: round, gainDb, ceilingsDbtp: ceilings }
    }
    lowerCeilings(ceilings, decoded, stretches, gainDb, peakBarDbtp)
    const missLu = (trace.integratedLufs ?? targetLufs) - targetLufs
    if (Math.abs(missLu) > wholeAimLu) gainDb -= Math.round(missLu * 20) / 20
  }
}

/** Where peaks would go over their bar; LAME's loss is made up for already. */
function firstCeilings(
  { stretches }: Mp3Order,
  gainDb: number,
  barDbtp: number,
  form: Mp3Form,
): (number | undefined)[] {
  return stretches.map(({ truePeakDbtp = Number.NEGATIVE_INFINITY, isLimited }) =>
    isLimited || truePeakDbtp + gainDb > barDbtp ? barDbtp - expectedGrowthDb[form] : undefined,
  )
}

/** Takes off what was too much, only where it was. */
function lowerCeilings(
  ceilings: (number | undefined)[],
  { peaksDbtp }: Decoded,
  stretches: readonly KnownStretch[],
  gainDb: number,
  barDbtp: number,
): void {
  for (const [index, peakDbtp] of peaksDbtp.entries()) {
    if (peakDbtp === undefined || peakDbtp <= barDbtp) continue
    const before = ceilings[index] ?? (stretches[index]?.truePeakDbtp ?? 0) + gainDb
    ceilings[index] = before - (peakDbtp - barDbtp) - 0.1
  }
}

/** The files of all stretches, in order: taken as they were kept, or encoded, the longest first. */
async function encodeAll(
  order: Mp3Order,
  form: Mp3Form,
  shape: { gainDb: number; ceilings: readonly (number | undefined)[] },
  made: Set<string>,
  stage: Stage & { onProgress: (fraction: number) => void },
): Promise<string[]> {
  const { mixed, stretches, store, lanes } = order
  const done = new Map<number, number>()
  const tell = (index: number, fraction: number): void => {
    done.set(index, fraction)
    const frames = stretches.reduce(
      (sum, { fromFrame, toFrame }, at) => sum + (toFrame - fromFrame) * (done.get(at) ?? 0),
      0,
    )
    stage.onProgress(frames / Math.max(1, mixed.layout.totalFrames))
  }
  const files = stretches.map(({ sha256 }, index) => {
    const wanted: Shape = { gainDb: shape.gainDb, mono: form === 'mono', ceilingDbtp: shape.ceilings[index] }
    return { index, wanted, key: keyOf(sha256, wanted, form, stage) }
  })
  const paths = files.map(({ key, index }) => join(stage.workDir, `${key}-${index}`))
  const longestFirst = files.toSorted((one, other) => lengthOf(stretches[other.index]) - lengthOf(stretches[one.index]))
  await allOrNone(
    stage.signal,
    longestFirst.map(({ index, wanted, key }) => (signal) => {
      const [stretch, path] = [stretches[index], paths[index]]
      if (stretch === undefined || path === undefined) throw new RangeError(`no stretch ${index}`)
      return lanes.run(async () => {
        if (signal.aborted) throw new AudioError('cancelled')
        if (!made.has(path) && (store === undefined || !(await takeStretch(store, key, path)))) {
          const onProgress = (fraction: number): void => tell(index, fraction)
          await encodeStretch(mixed, stretch, wanted, form, path, { ...stage, signal, onProgress })
          if (store !== undefined) await keepStretch(store, key, path)
        }
        made.add(path)
        tell(index, 1)
      })
    }),
  )
  return paths
}

function lengthOf(stretch: Stretch | undefined): number {
  return stretch === undefined ? 0 : stretch.toFrame - stretch.fromFrame
}

function keyOf(mixSha256: string, shape: Shape, form: Mp3Form, { ffmpeg }: Stage): string {
  const { gainDb, mono, ceilingDbtp } = shape
  const made = [encodingVersion, mixSha256, gainDb, mono, ceilingDbtp, mp3Forms[form].kbitPerS, ffmpeg.version]
  return createHash('sha256').update(JSON.stringify(made)).digest('hex')
}
