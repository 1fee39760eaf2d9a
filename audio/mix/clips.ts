import type { ReadyPart } from '../parts/index.ts'
import { factorOf, fadesAt } from './curves.ts'
import { duckDbAt } from './ducking.ts'
import type { MixGains } from './gains.ts'
import type { Layout, PlacedBed, PlacedPart } from './layout.ts'
import { courseStepFrames } from './speech.ts'

/** A file that sounds once from its beginning: a part, or one of the rounds of a bed. */
export interface Clip extends PlacedPart {
  pcmPath: string
  factor: number
  /** The bed it is a round of. */
  bed?: PlacedBed
}

/** What a clip has to know of a part. */
export type ClippedPart = Pick<ReadyPart, 'pcmPath' | 'frames'>
/** What the rounds of a bed have to know of its sound. */
export type RepeatedSound = Pick<ReadyPart, 'frames' | 'integratedLufs' | 'momentaryLufs'>

const crossFadeFrames = 48_000
/** Music that stays this much under its loudness up to its end is dying away there. */
const dyingUnderLu = 6

/** All that sounds, in the order in which it is added up. */
export function clipsOf(
  layout: Layout,
  parts: readonly ClippedPart[],
  beds: readonly (ClippedPart & RepeatedSound)[],
  gains: MixGains,
): Clip[] {
  const spoken = layout.segments.flatMap((segment, index) => {
    const part = parts[index]
    return part === undefined ? [] : { ...segment, pcmPath: part.pcmPath, factor: factorOf(gains.gainsDb[index] ?? 0) }
  })
  const under = layout.beds.flatMap((bed, index) => {
    const sound = beds[index]
    if (sound === undefined) return []
    const factor = factorOf(gains.bedGainsDb[index] ?? 0)
    return bedRounds(bed, sound).map((round) => ({ ...round, pcmPath: sound.pcmPath, factor, bed }))
  })
  return [...spoken, ...under]
}

/**
 * The rounds in which a sound fills its bed: once where it is long enough, else again and again, each round cross-faded with
 * the next over a second (a quarter of a sound shorter than four), before the sound dies away.
 */
export function bedRounds(bed: PlacedPart, sound: RepeatedSound): PlacedPart[] {
  const frames = bed.frames <= sound.frames ? sound.frames : liveFrames(sound)
  const end = bed.startFrame + bed.frames
  const shared = Math.min(crossFadeFrames, Math.floor(frames / 4))
  const rounds: PlacedPart[] = []
  for (let startFrame = bed.startFrame; startFrame < end; startFrame += frames - shared) {
    const isFirst = rounds.length === 0
    const isLast = startFrame + frames >= end
    rounds.push({
      startFrame,
      frames: Math.min(frames, end - startFrame),
      fadeInFrames: isFirst ? 0 : shared,
      fadeOutFrames: isLast ? 0 : shared,
    })
    if (isLast) break
  }
  return rounds
}

/** A sound without its end that dies away, unless that is half of it. */
function liveFrames({ frames, integratedLufs, momentaryLufs }: RepeatedSound): number {
  const last = momentaryLufs.findLastIndex((lufs) => lufs > integratedLufs - dyingUnderLu)
  const live = Math.min(frames, (last + 1) * courseStepFrames)
  // The meter's last value may lie up to 100 ms before the end.
  return live < frames / 2 || live + courseStepFrames > frames ? frames : live
}

/** What passes of a clip at a frame of the whole, without its factor: its fades, and its bed's fades and ducking. */
export function weightAt(clip: PlacedPart & { bed?: PlacedBed }, frame: number): number {
  const own = fadesAt(frame - clip.startFrame, clip)
  if (own === 0 || clip.bed === undefined) return own
  return own * fadesAt(frame - clip.bed.startFrame, clip.bed) * 10 ** (duckDbAt(clip.bed.duck, frame) / 20)
}
