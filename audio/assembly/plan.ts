import { gatedLoudness, needsLimiting, nextGain, planGains, type Trial } from '../loudness/index.ts'
import { partAimLu, truePeakMarginDb, wholeAimLu } from './bars.ts'
import type { ReadPart } from './read-parts.ts'
import type { Recipe } from './recipe.ts'

/** Where a part lies in the whole, without the gap after it. */
export interface Segment {
  startFrame: number
  frames: number
}

/** The gains of one round and the ceiling that peaks are limited to, if any reach it. */
export interface MixGains {
  gainsDb: number[]
  ceilingDbtp?: number
}

/** Parts and gaps laid end to end: where each begins, and the predicted length of the whole. */
export function layOut(recipe: Recipe, parts: readonly ReadPart[]): { segments: Segment[]; totalFrames: number } {
  let startFrame = 0
  const segments = parts.map((part, index) => {
    const segment = { startFrame, frames: part.frames }
    startFrame += part.frames + (recipe.parts[index]?.gapAfterFrames ?? 0)
    return segment
  })
  return { segments, totalFrames: startFrame }
}

const blockFrames = 4_800
const blocksPerWindow = 4

/** Loudness of each segment, from the meter's course over the whole. Undefined where no 400 ms window fits into it. */
export function segmentLoudness(
  momentaryLufs: readonly number[],
  segments: readonly Segment[],
): (number | undefined)[] {
  return segments.map(({ startFrame, frames }) => {
    const first = Math.ceil(startFrame / blockFrames) + blocksPerWindow - 1
    const end = Math.floor((startFrame + frames) / blockFrames)
    return gatedLoudness(momentaryLufs.slice(first, end))
  })
}

/** A limiter can take this much off a part's peaks before it is heard as distortion; a part never gets more gain than that. */
const deepestLimitingDb = 12

/**
 * The search for gains: constant for every part, corrected from round to round by what was measured, because a limiter gives
 * back less than it is given.
 */
export class GainSearch {
  private readonly parts: readonly ReadPart[]
  private readonly targetLufs: number
  private readonly truePeakMaxDbtp: number
  private readonly trials: Trial[][]
  private partLufs: number
  private gainsDb: number[]
  private ceilingDbtp: number

  constructor(parts: readonly ReadPart[], recipe: Recipe) {
    const plan = planGains(parts, recipe.targetLufs)
    this.parts = parts
    this.targetLufs = recipe.targetLufs
    this.truePeakMaxDbtp = recipe.truePeakMaxDbtp
    this.trials = parts.map(() => [])
    this.partLufs = plan.partLufs
    this.ceilingDbtp = recipe.truePeakMaxDbtp - 2 * truePeakMarginDb
    this.gainsDb = this.held(plan.gainsDb)
  }

  /** What to try now. */
  current(): MixGains {
    return this.limited().includes(true)
      ? { gainsDb: this.gainsDb, ceilingDbtp: this.ceilingDbtp }
      : { gainsDb: this.gainsDb }
  }

  /** Which parts' peaks meet the limiter at these gains. */
  limited(): boolean[] {
    return needsLimiting(this.parts, this.gainsDb, this.truePeakMaxDbtp - truePeakMarginDb)
  }

  /** Whether a measured round is good enough to stop: the whole, its peaks, and every part that was limited. */
  isMet(wholeLufs: number, truePeakDbtp: number, partsLufs: readonly (number | undefined)[]): boolean {
    return truePeakDbtp <= this.truePeakMaxDbtp - truePeakMarginDb && this.isLevel(wholeLufs, partsLufs, wholeAimLu)
  }

  /** The same for loudness alone, the whole within `aimLu`. */
  isLevel(wholeLufs: number, partsLufs: readonly (number | undefined)[], aimLu: number): boolean {
    if (Math.abs(wholeLufs - this.targetLufs) > aimLu) return false
    const limited = this.limited()
    return partsLufs.every(
      (lufs, index) => lufs === undefined || !limited[index] || Math.abs(lufs - this.partLufs) <= partAimLu,
    )
  }

  /** Learns from a round and sets the next one's gains. `truePeakDbtp` is undefined where it was not measured. */
  correct(wholeLufs: number, truePeakDbtp: number | undefined, partsLufs: readonly (number | undefined)[]): void {
    const limited = this.limited()
    const shift = this.targetLufs - wholeLufs
    this.partLufs += shift
    const excess = (truePeakDbtp ?? Number.NEGATIVE_INFINITY) - (this.truePeakMaxDbtp - truePeakMarginDb)
    if (limited.includes(true) && excess > 0) this.ceilingDbtp -= excess + 0.05
    const next = this.gainsDb.map((gainDb, index) => {
      const lufs = partsLufs[index]
      if (lufs === undefined || !limited[index]) return gainDb + shift
      const trials = this.trials[index] ?? []
      trials.push({ gainDb, lufs })
      return nextGain(trials, this.partLufs, 0.7) ?? gainDb + shift
    })
    this.gainsDb = this.held(next)
  }

  private held(gainsDb: readonly number[]): number[] {
    return gainsDb.map((gainDb, index) =>
      Math.min(gainDb, this.ceilingDbtp + deepestLimitingDb - (this.parts[index]?.truePeakDbtp ?? 0)),
    )
  }
}
