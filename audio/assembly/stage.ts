import type { Ffmpeg } from '../ffmpeg.ts'
import { framesToMs, housePcmInput } from '../house-format.ts'
import type { MixPart } from './graph.ts'
import type { ReadPart } from './read-parts.ts'
import type { Recipe } from './recipe.ts'

/** What every stage of a render needs. */
export interface Stage {
  ffmpeg: Ffmpeg
  workDir: string
  signal: AbortSignal
  /** 0..1 of this stage. */
  onProgress: (fraction: number) => void
}

/** The parts' decoded sound as inputs of a mix, in order. */
export function mixInputs(parts: readonly ReadPart[]): { path: string; options: readonly string[] }[] {
  return parts.map((part) => ({ path: part.pcmPath, options: housePcmInput }))
}

/** The parts as the graph wants them. */
export function mixParts(recipe: Recipe, parts: readonly ReadPart[], gainsDb: readonly number[]): MixPart[] {
  return parts.map((part, index) => ({
    gainDb: gainsDb[index] ?? 0,
    gapAfterFrames: recipe.parts[index]?.gapAfterFrames ?? 0,
    channel: part.channel,
  }))
}

/** The time a run over our own sound may take: a minute and twice its length, which a very slow machine still keeps. */
export function ownTimeLimitMs(frames: number): number {
  return 60_000 + 2 * framesToMs(frames)
}
