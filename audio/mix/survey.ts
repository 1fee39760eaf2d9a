import type { Recipe } from '../assembly/index.ts'
import { houseRateHz } from '../house-format.ts'
import type { ReadyPart } from '../parts/index.ts'
import type { Peaks } from '../probe/index.ts'
import { type Clip, clipsOf, weightAt } from './clips.ts'
import { GainSearch } from './gains.ts'
import { layOut, type Segment } from './layout.ts'

/** The whole before any render. */
export interface MixSurvey {
  totalFrames: number
  /** One for each part. */
  segments: Segment[]
  /** The waveform, not limited. */
  peaks: Peaks
  /** Short-term loudness (3 s) around each full second; undefined: silence. */
  loudnessLufs: (number | undefined)[]
  /** One for each part. */
  gainsDb: number[]
  /** Parts whose overlap with the next was shortened to the room there is. */
  shortenedOverlaps: number[]
}

/**
 * How the whole will look and how loud it will be, foreseen from what was measured of its parts: no sound is read, no FFmpeg
 * is run. The waveform is each part's own with its gain, fades and ducking; where two sound at once their peaks are added.
 */
export async function surveyMix(
  recipe: Recipe,
  parts: readonly ReadyPart[],
  beds: readonly ReadyPart[],
): Promise<MixSurvey> {
  const layout = layOut(recipe, parts)
  const search = new GainSearch(parts, recipe, { beds })
  const gains = search.current()
  const peaksOf = new Map([...parts, ...beds].map(({ pcmPath, peaks }) => [pcmPath, peaks]))
  return {
    totalFrames: layout.totalFrames,
    segments: layout.segments.map(({ startFrame, frames }) => ({ startFrame, frames })),
    peaks: peaksOfMix(clipsOf(layout, parts, beds, gains), peaksOf, layout.totalFrames),
    loudnessLufs: search.foreseenShortTerm(),
    gainsDb: gains.gainsDb,
    shortenedOverlaps: layout.shortenedOverlaps,
  }
}

const perSecond = 20
const pairFrames = houseRateHz / perSecond

function peaksOfMix(clips: readonly Clip[], peaksOf: ReadonlyMap<string, Peaks>, totalFrames: number): Peaks {
  const sum = new Float64Array(Math.ceil(totalFrames / pairFrames) * 2)
  for (const clip of clips) {
    const own = peaksOf.get(clip.pcmPath)
    if (own === undefined) continue
    const ownFrames = houseRateHz / own.perSecond
    const last = Math.ceil((clip.startFrame + clip.frames) / pairFrames)
    for (let pair = Math.floor(clip.startFrame / pairFrames); pair < last; pair++) {
      const from = Math.max(0, pair * pairFrames - clip.startFrame)
      const to = Math.min(clip.frames, (pair + 1) * pairFrames - clip.startFrame)
      const weight = clip.factor * weightAt(clip, clip.startFrame + Math.floor((from + to) / 2))
      let [low, high] = [0, 0]
      for (let at = Math.floor(from / ownFrames); at < Math.ceil(to / ownFrames); at++) {
        low = Math.min(low, own.pairs[2 * at] ?? 0)
        high = Math.max(high, own.pairs[2 * at + 1] ?? 0)
      }
      sum[2 * pair] = (sum[2 * pair] ?? 0) + low * weight
      sum[2 * pair + 1] = (sum[2 * pair + 1] ?? 0) + high * weight
    }
  }
  return { perSecond, pairs: Array.from(sum, (peak) => Math.max(-128, Math.min(127, Math.round(peak)))) }
}
