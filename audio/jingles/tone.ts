import { houseRateHz } from '../house-format.ts'
import { toSixteenBit, wavHeader } from '../takes/index.ts'

export interface TestToneOptions {
  seconds: number
  hz: number
  /** Default 48 000. */
  sampleRateHz?: number
}

/** Quiet enough for a horn cluster that nobody expects: the alignment level is −18 dBFS (EBU R 68), this lies under it. */
const levelDbfs = -20
const fadeSeconds = 0.25

/** A sine of −20 dBFS peak, faded in and out over a quarter of a second (less where it is shorter than two fades). Mono, ±1 = full scale. */
export function testTone({ seconds, hz, sampleRateHz = houseRateHz }: TestToneOptions): Float32Array {
  const frames = Math.round(seconds * sampleRateHz)
  const fadeFrames = Math.min(fadeSeconds * sampleRateHz, frames / 2)
  const amplitude = 10 ** (levelDbfs / 20)
  return Float32Array.from({ length: frames }, (_value, frame) => {
    const edge = Math.min(1, Math.min(frame, frames - 1 - frame) / fadeFrames)
    const fade = 0.5 - 0.5 * Math.cos(Math.PI * edge)
    return amplitude * fade * Math.sin((2 * Math.PI * hz * frame) / sampleRateHz)
  })
}

/** The test tone as the bytes of a WAV file: stereo, 16 bit. */
export function testToneWav(options: TestToneOptions): Buffer {
  const mono = testTone(options)
  const stereo = new Float32Array(mono.length * 2)
  for (const [frame, sample] of mono.entries()) stereo.fill(sample, frame * 2, frame * 2 + 2)
  const data = toSixteenBit(stereo)
  return Buffer.concat([wavHeader(options.sampleRateHz ?? houseRateHz, 2, data.length), data])
}
