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

export interface GainSearchOptions {
  /** Of the recipe's beds, in order. */
  beds?: readonly LevelledPart[]
}

/** A limiter can take this much off a part's peaks before it is heard as distortion; a part never gets more gain than that. */
const deepestLimitingDb = 12
/**
 * The level is found in tenths, half of which is well within its bars: when one part of many is exchanged it mostly stays what
 * it was, and with it every sample of the others.
 */
const levelStepsPerLu = 10
/** A whole that is foreseen so near its target needs no other level than its parts': the commonest case has no step near it. */
const nearEnoughLu = 0.07
/** Finer, for what is corrected after a measurement. */
const correctionStepsPerDb = 20

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

  constructor(parts: readonly LevelledPart[], recipe: Recipe, options: GainSearchOptions = {}) {
    this.recipe = recipe
    this.parts = parts
    this.beds = options.beds ?? []
    this.layout = layOut(recipe, parts)
    this.course = new MixCourse(this.layout, parts, this.beds)
    this.trials = parts.map(() => [])
    this.ceilingDbtp = recipe.truePeakMaxDbtp - 2 * truePeakMarginDb
    this.levelLufs = recipe.targetLufs
    const missingLu = recipe.targetLufs - (this.foreseen() ?? recipe.targetLufs)
    if (Math.abs(missingLu) > nearEnoughLu) this.levelLufs += inSteps(missingLu, levelStepsPerLu)
    this.gainsDb = this.held(this.linearGains())
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
    const shift = inSteps(this.recipe.targetLufs - wholeLufs, correctionStepsPerDb)
    this.learnPeaks(truePeakDbtp)
    this.levelLufs += shift
    const next = this.gainsDb.map((gainDb, index) => {
      const lufs = partsLufs[index]
      if (lufs === undefined || !limited[index]) return gainDb + shift
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
