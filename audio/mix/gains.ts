import type { Recipe } from '../assembly/index.ts'
import { gatedLoudness, nextGain, partAimLu, type Trial, truePeakMarginDb, wholeAimLu } from '../loudness/index.ts'
import type { ReadyPart } from '../parts/index.ts'
import { MixCourse } from './course.ts'
import { type Layout, layOut } from './layout.ts'
import { peaksAlone, peaksTogether } from './peaks.ts'

/** The gains of one round and the ceiling that peaks are limited to, if any reach it. */
export interface MixGains {
  /** One for each part. */
  gainsDb: number[]
  /** One for each bed, where nobody speaks. */
  bedGainsDb: number[]
  ceilingDbtp?: number
}

/** What gains are found from. */
export type LevelledPart = Pick<ReadyPart, 'frames' | 'integratedLufs' | 'truePeakDbtp' | 'momentaryLufs'>

/** What a search leaves for the next version of its programme, as plain JSON. */
export interface KeptGains {
  targetLufs: number
  truePeakMaxDbtp: number
  /** What parts without an offset were brought to. */
  levelLufs: number
  ceilingDbtp: number
  /** Limited parts need more gain than their loudness tells, others exactly so much: by what makes the part. */
  gainsDb: Record<string, number>
  /** How much louder the whole was than foreseen. */
  unforeseenLu: number
}

export interface GainSearchOptions {
  /** Of the recipe's beds, in order. */
  beds?: readonly LevelledPart[]
  /**
   * Of a render of an earlier version. Parts that are the same keep their gains, so that their sound stays the same to the
   * bit, as long as the whole is foreseen within 0.08 LU of the target; else they are not used.
   */
  kept?: KeptGains
}

/** A limiter can take this much off a part's peaks before it is heard as distortion; a part never gets more gain than that. */
const deepestLimitingDb = 12
/**
 * The level is found in tenths, half of which is well within its bars: when one part of many is exchanged it mostly stays what
 * it was, and with it every sample of the others.
 */
const levelStepsPerLu = 10
/** Finer, for what is corrected after a measurement. */
const correctionStepsPerDb = 20
/** How far from its target a whole may be with gains that are kept: what loops try for, and a little to spare. */
const keptToleranceLu = 0.08

/**
 * The search for gains: constant for every part, corrected from round to round by what was measured, because a limiter gives
 * back less than it is given. Parts are brought to one level (and their own offset from it), beds lie under that level by
 * what their recipe says, all of it such that the whole is on target.
 */
export class GainSearch {
  private readonly recipe: Recipe
  private readonly parts: readonly LevelledPart[]
  private readonly beds: readonly LevelledPart[]
  private readonly layout: Layout
  private readonly course: MixCourse
  private readonly trials: Trial[][]
  private levelLufs: number
  private gainsDb: number[]
  private ceilingDbtp: number
  /** How far the mix's peaks were above what its parts' peaks foretold: where sounds lie on one another. */
  private peakErrorDb = 0
  /** Whether the gains of an earlier version were taken over. */
  readonly keeps: boolean

  constructor(parts: readonly LevelledPart[], recipe: Recipe, options: GainSearchOptions = {}) {
    this.recipe = recipe
    this.parts = parts
    this.beds = options.beds ?? []
    this.layout = layOut(recipe, parts)
    this.course = new MixCourse(this.layout, parts, this.beds)
    this.trials = parts.map(() => [])
    this.ceilingDbtp = recipe.truePeakMaxDbtp - 2 * truePeakMarginDb
    this.levelLufs = recipe.targetLufs
    this.levelLufs += inSteps(recipe.targetLufs - (this.foreseen() ?? recipe.targetLufs), levelStepsPerLu)
    this.gainsDb = this.held(this.linearGains())
    this.keeps = options.kept !== undefined && this.takeOver(options.kept)
  }

  /** What to try now. */
  current(): MixGains {
    const gains = { gainsDb: this.gainsDb, bedGainsDb: this.bedGains() }
    return this.highestPeak() > this.limitFromDbtp() ? { ...gains, ceilingDbtp: this.ceilingDbtp } : gains
  }

  /** Which parts' peaks, with what lies under them, meet the limiter at these gains. */
  limited(): boolean[] {
    return this.partPeaks().map((peakDbtp) => peakDbtp > this.limitFromDbtp())
  }

  /** Whether a measured round is good enough to stop: the whole, its peaks, and every part that was limited. */
  isMet(wholeLufs: number, truePeakDbtp: number, partsLufs: readonly (number | undefined)[]): boolean {
    return (
      truePeakDbtp <= this.recipe.truePeakMaxDbtp - truePeakMarginDb && this.isLevel(wholeLufs, partsLufs, wholeAimLu)
    )
  }

  /** The same for loudness alone, the whole within `aimLu`. */
  isLevel(wholeLufs: number, partsLufs: readonly (number | undefined)[], aimLu: number): boolean {
    if (Math.abs(wholeLufs - this.recipe.targetLufs) > aimLu) return false
    const limited = this.limited()
    return partsLufs.every(
      (lufs, index) => lufs === undefined || !limited[index] || Math.abs(lufs - this.aimOf(index)) <= partAimLu,
    )
  }

  /** Learns from a round and sets the next one's gains. `truePeakDbtp` is undefined where it was not measured. */
  correct(wholeLufs: number, truePeakDbtp: number | undefined, partsLufs: readonly (number | undefined)[]): void {
    const limited = this.limited()
    const missLu = wholeLufs - this.recipe.targetLufs
    // Gains that were kept change only where they must.
    const isNear = this.keeps && Math.abs(missLu) <= keptToleranceLu
    const shift = isNear ? 0 : inSteps(-missLu, correctionStepsPerDb)
    this.learnPeaks(truePeakDbtp)
    this.levelLufs += shift
    const next = this.gainsDb.map((gainDb, index) => {
      const lufs = partsLufs[index]
      if (lufs === undefined || !limited[index]) return gainDb + shift
      if (isNear && Math.abs(lufs - this.aimOf(index)) <= partAimLu) return gainDb
      const trials = this.trials[index] ?? []
      trials.push({ gainDb, lufs })
      const moved = (nextGain(trials, this.aimOf(index), 0.7) ?? gainDb + shift) - gainDb
      return gainDb + inSteps(moved, correctionStepsPerDb)
    })
    this.gainsDb = this.held(next)
  }

  /** What the whole will read at the present level, as long as no limiter takes of it; undefined: nothing to hear. */
  foreseen(): number | undefined {
    return gatedLoudness(this.course.momentaryLufs({ gainsDb: this.linearGains(), bedGainsDb: this.bedGains() }))
  }

  /** Short-term loudness (3 s) around each full second at these gains, without a limiter; undefined: silence. */
  foreseenShortTerm(): (number | undefined)[] {
    return this.course.shortTermLufs(this.current())
  }

  /** What was found, for the next version of the programme. `wholeLufs` is what was measured with it. */
  kept(wholeLufs: number): KeptGains {
    const { targetLufs, truePeakMaxDbtp } = this.recipe
    return {
      targetLufs,
      truePeakMaxDbtp,
      levelLufs: this.levelLufs,
      ceilingDbtp: this.ceilingDbtp,
      gainsDb: Object.fromEntries(keysOf(this.recipe).map((key, index) => [key, this.gainsDb[index] ?? 0])),
      unforeseenLu: wholeLufs - (this.foreseen() ?? wholeLufs),
    }
  }

  private takeOver(kept: KeptGains): boolean {
    const { targetLufs, truePeakMaxDbtp } = this.recipe
    if (kept.targetLufs !== targetLufs || kept.truePeakMaxDbtp !== truePeakMaxDbtp) return false
    const freshLufs = this.levelLufs
    this.levelLufs = kept.levelLufs
    const missLu = (this.foreseen() ?? targetLufs) + kept.unforeseenLu - targetLufs
    if (Math.abs(missLu) > keptToleranceLu) {
      this.levelLufs = freshLufs
      return false
    }
    this.ceilingDbtp = kept.ceilingDbtp
    const linear = this.held(this.linearGains())
    this.gainsDb = keysOf(this.recipe).map((key, index) => kept.gainsDb[key] ?? linear[index] ?? 0)
    return true
  }

  private learnPeaks(truePeakDbtp = Number.NEGATIVE_INFINITY): void {
    const excess = truePeakDbtp - this.recipe.truePeakMaxDbtp + truePeakMarginDb
    if (excess <= 0) return
    if (this.highestPeak() > this.limitFromDbtp()) this.ceilingDbtp -= excess + 0.05
    else this.peakErrorDb = truePeakDbtp - this.highestPeak() + 0.05
  }

  private highestPeak(): number {
    return Math.max(...this.partPeaks(), ...peaksAlone(this.beds, this.bedGains()))
  }

  private partPeaks(): number[] {
    return peaksTogether(this.recipe, this.layout, this.parts, this.beds, {
      gainsDb: this.gainsDb,
      bedGainsDb: this.bedGains(),
    })
  }

  /** Foretold peaks above this meet the limiter. */
  private limitFromDbtp(): number {
    return this.recipe.truePeakMaxDbtp - truePeakMarginDb - this.peakErrorDb
  }

  private aimOf(index: number): number {
    return this.levelLufs + (this.recipe.parts[index]?.gainDb ?? 0)
  }

  private linearGains(): number[] {
    return this.parts.map((part, index) => this.aimOf(index) - part.integratedLufs)
  }

  private bedGains(): number[] {
    return this.recipe.beds.map(
      ({ levelLu }, index) => this.levelLufs + levelLu - (this.beds[index]?.integratedLufs ?? 0),
    )
  }

  private held(gainsDb: readonly number[]): number[] {
    return gainsDb.map((gainDb, index) =>
      Math.min(gainDb, this.ceilingDbtp + deepestLimitingDb - (this.parts[index]?.truePeakDbtp ?? 0)),
    )
  }
}

function inSteps(value: number, stepsPerUnit: number): number {
  return Math.round(value * stepsPerUnit) / stepsPerUnit
}

/** What decides a part's gain, as a name; the second place of the same sound has another. */
function keysOf({ parts }: Recipe): string[] {
  const seen = new Map<string, number>()
  return parts.map(({ sha256, keep, treatment, gainDb }) => {
    const { highPass, noiseReduction, deClick } = treatment
    const ranges = keep.map(({ fromFrame, toFrame }) => [fromFrame, toFrame])
    const key = JSON.stringify([sha256, ranges, highPass, noiseReduction, deClick, gainDb])
    const count = (seen.get(key) ?? 0) + 1
    seen.set(key, count)
    return `${key} ${count}`
  })
}
