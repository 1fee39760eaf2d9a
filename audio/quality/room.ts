import type { Activity } from './activity.ts'

/**
 * How fast a voice falls. Between two syllables a voice close to the microphone falls by 15 to 30 dB within 40 ms: lips and
 * throat close at once. In a room the answers of the walls go on: where they are as loud as the voice itself they fall by
 * 60 dB in a whole reverberation time, which is 5 dB in 40 ms for half a second, 2 dB for 1.2 s, whoever speaks.
 */
const fallSteps = 4
/** Only what is loud can be seen to fall: this far under the voice at most, and this far above the noise at least. */
const loudUnderDb = 10
const aboveNoiseDb = 20
/** Of all loud moments, the few at which it falls fastest are told. */
const fastestShare = 0.05
/** 4 s of loud moments, or there is nothing to judge by. */
const fewestMoments = 400

/** How far the voice falls within 40 ms at its fastest twentieth, dB; undefined where too little, or too noisy, to tell. */
export function fastestFallDb(levels: Float32Array, { speechDbfs, noiseDbfs }: Activity): number | undefined {
  const smooth = pairs(levels)
  const from = Math.max(speechDbfs - loudUnderDb, (noiseDbfs ?? Number.NEGATIVE_INFINITY) + aboveNoiseDb)
  const falls: number[] = []
  for (let step = 0; step + fallSteps < smooth.length; step++) {
    const level = smooth[step] as number
    if (level >= from) falls.push(level - (smooth[step + fallSteps] as number))
  }
  if (falls.length < fewestMoments) return undefined
  const ordered = Float32Array.from(falls).sort()
  return ordered[Math.floor((ordered.length - 1) * (1 - fastestShare))]
}

/** Two steps together: one period of a deep voice is longer than one step. */
function pairs(levels: Float32Array): Float32Array {
  const smooth = new Float32Array(Math.max(0, levels.length - 1))
  for (let step = 0; step < smooth.length; step++) {
    const power = 10 ** ((levels[step] as number) / 10) + 10 ** ((levels[step + 1] as number) / 10)
    smooth[step] = 10 * Math.log10(power / 2)
  }
  return smooth
}
