import { AudioError } from '../errors.ts'
import { nextGain, SampleMeter, type SampleTrace, type Trial } from '../loudness/index.ts'
import { type Mixed, type Shape, shapedSamples } from './mixed-sound.ts'
import type { Stage } from './stage.ts'

/**
 * How loud a mix would be in a shape, by a limiter that looks at samples only and without reading true peaks: a fraction of
 * the cost of making it.
 */
export async function rehearse(mixed: Mixed, shape: Shape, stage: Pick<Stage, 'signal'>): Promise<SampleTrace> {
  const meter = new SampleMeter({ truePeaks: false })
  const range = { fromFrame: 0, toFrame: mixed.layout.totalFrames }
  for await (const samples of shapedSamples(mixed, range, shape, { truePeaks: false })) {
    if (stage.signal.aborted) throw new AudioError('cancelled')
    meter.push(samples)
  }
  return meter.result()
}

const mostRehearsals = 4
/** Near enough to leave a gain as it is. */
const nearEnoughLu = 0.06

/** The gain with which the mix in a shape reads `wantedLufs`, found from the shape's own by rehearsing. */
export async function rehearsedGainDb(
  mixed: Mixed,
  shape: Shape,
  wantedLufs: number,
  stage: Pick<Stage, 'signal'>,
): Promise<number> {
  const trials: Trial[] = []
  let gainDb = shape.gainDb
  for (let pass = 1; pass <= mostRehearsals; pass++) {
    const { integratedLufs } = await rehearse(mixed, { ...shape, gainDb }, stage)
    if (integratedLufs === undefined || Math.abs(integratedLufs - wantedLufs) <= nearEnoughLu) return gainDb
    trials.push({ gainDb, lufs: integratedLufs })
    gainDb += inSteps((nextGain(trials, wantedLufs, 0.7) ?? gainDb) - gainDb, 20)
  }
  return gainDb
}

/**
 * A change of gain in tenths, and none at all for what is near enough: what was not touched then mostly keeps its gain to the
 * bit when another part of the programme is exchanged, and with it all that was encoded of it.
 */
export function steadyDb(changeDb: number): number {
  return Math.abs(changeDb) <= nearEnoughLu ? 0 : inSteps(changeDb, 10)
}

function inSteps(value: number, stepsPerUnit: number): number {
  return Math.round(value * stepsPerUnit) / stepsPerUnit
}
