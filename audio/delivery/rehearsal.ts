import { AudioError } from '../errors.ts'
import { nextGain, SampleMeter, type SampleTrace, type Trial, wholeAimLu } from '../loudness/index.ts'
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
    if (integratedLufs === undefined || Math.abs(integratedLufs - wantedLufs) <= wholeAimLu / 3) return gainDb
    trials.push({ gainDb, lufs: integratedLufs })
    gainDb = steadyDb(nextGain(trials, wantedLufs, 0.7) ?? gainDb)
  }
  return gainDb
}

const stepsPerDb = 20

/**
 * A gain in steps of 0.05 dB. What was not touched keeps its gain to the bit when another part of the programme is exchanged,
 * and with it all that was made of it.
 */
export function steadyDb(gainDb: number): number {
  return Math.round(gainDb * stepsPerDb) / stepsPerDb
}
