import type { DeliveredMp3, Mixed, Stretch, WrittenMaster } from '../delivery/index.ts'
import { limiterReadingFrames } from '../loudness/index.ts'
import { segmentLoudness } from '../mix/index.ts'
import type { ReadyPart } from '../parts/index.ts'
import type { Recipe } from './recipe.ts'
import type { RenderedPart } from './rendered.ts'

/** What is known of each part of a programme that was made. */
export function describeParts(
  recipe: Recipe,
  parts: readonly ReadyPart[],
  { layout, gains }: Mixed,
  stretches: readonly Stretch[],
  { trace, lowestGains }: WrittenMaster,
  deliveries: readonly DeliveredMp3[],
): RenderedPart[] {
  const partsLufs = segmentLoudness(trace.momentaryLufs, layout.segments)
  return recipe.parts.flatMap(({ role, title, sha256 }, index) => {
    const [part, segment] = [parts[index], layout.segments[index]]
    if (part === undefined || segment === undefined) return []
    const { startFrame, frames } = segment
    const appliedGainDb = gains.gainsDb[index] ?? 0
    const peakDbtp = part.truePeakDbtp + appliedGainDb
    const within = stretches.findLastIndex(({ fromFrame }) => fromFrame <= startFrame)
    const limitedDb = Math.max(
      limitedInMaster(lowestGains, startFrame, frames),
      ...deliveries.map(
        ({ gainDb, ceilingsDbtp }) => peakDbtp + gainDb - (ceilingsDbtp[within] ?? Number.POSITIVE_INFINITY),
      ),
      0,
    )
    return {
      role,
      title,
      sha256,
      startFrame,
      frames,
      measuredLufs: part.integratedLufs,
      measuredTruePeakDbtp: part.truePeakDbtp,
      appliedGainDb,
      limited: limitedDb > 0,
      limitedDb,
      deliveredLufs: partsLufs[index],
      usedChannel: part.usedChannel,
      noiseFloorDbfs: part.noiseFloorDbfs,
      clippedRuns: part.clippedRuns,
      silences: part.silences,
    }
  })
}

/** The deepest the limiter went within a part, its two edges left out: they may be its neighbours'. */
function limitedInMaster(lowestGains: readonly number[], startFrame: number, frames: number): number {
  const from = Math.ceil(startFrame / limiterReadingFrames)
  const to = Math.floor((startFrame + frames) / limiterReadingFrames)
  let lowest = 1
  for (let reading = from; reading < to; reading++) lowest = Math.min(lowest, lowestGains[reading] ?? 1)
  return lowest < 1 ? -20 * Math.log10(lowest) : 0
}
