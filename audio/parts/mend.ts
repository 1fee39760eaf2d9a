import { houseRateHz } from '../house-format.ts'
import { NoiseProfile, NoiseReduction } from './noise-reduction.ts'
import type { ReadyPart } from './part.ts'
import type { ChannelLevel, PartMeasurement } from './part-meter.ts'
import { type Passage, readFrames } from './pcm-file.ts'

/** From here a constant offset is taken off: −60 dBFS, under which no sound card's is heard or costs headroom. */
const disturbingOffset = 0.001
/** A channel so far under the other is dead; what it carries is the cable's noise. */
const deadChannelDb = 40

/** Which channel of a sound to use. */
export function livingChannel([left, right]: readonly [ChannelLevel, ChannelLevel]): ReadyPart['usedChannel'] {
  const dead = 10 ** (-deadChannelDb / 20)
  if (right.rms <= left.rms * dead && left.rms > 0) return 'left'
  if (left.rms <= right.rms * dead && right.rms > 0) return 'right'
  return 'both'
}

/** Whether a channel that is used has an offset worth taking off. */
export function hasOffset(channels: readonly [ChannelLevel, ChannelLevel], used: ReadyPart['usedChannel']): boolean {
  const [left, right] = channels.map(({ offset }) => Math.abs(offset) >= disturbingOffset)
  return (used !== 'right' && left === true) || (used !== 'left' && right === true)
}

/** Under this edge a constant offset goes; at 80 Hz it takes 0.02 dB. */
const offsetEdgeHz = 5
const pole = Math.exp((-2 * Math.PI * offsetEdgeHz) / houseRateHz)

/** Puts the living channel on both sides and takes constant offsets off. */
export function plainMending(
  used: ReadyPart['usedChannel'],
  offsets: readonly [number, number] | undefined,
  give: (samples: Float32Array) => void,
): Passage {
  // As if the offset had always been there: no thump at the beginning.
  const inputs = [offsets?.[0] ?? 0, offsets?.[1] ?? 0]
  const outputs = [0, 0]
  const [fromLeft, fromRight] = [used === 'right' ? 1 : 0, used === 'left' ? 0 : 1]
  return {
    push(samples) {
      for (let index = 0; index < samples.length; index += 2) {
        const left = samples[index + fromLeft] as number
        const right = samples[index + fromRight] as number
        samples[index] = left
        samples[index + 1] = right
      }
      if (offsets !== undefined) {
        for (const channel of [0, 1]) {
          let input = inputs[channel] ?? 0
          let output = outputs[channel] ?? 0
          for (let index = channel; index < samples.length; index += 2) {
            const sample = samples[index] as number
            output = sample - input + pole * output
            input = sample
            samples[index] = output
          }
          inputs[channel] = input
          outputs[channel] = Math.abs(output) < 1e-25 ? 0 : output
        }
      }
      give(samples)
    },
    end: () => undefined,
  }
}

const learntFrames = 4_800
const learntBlocks = 10
const mostLearnt = 400
/** Nothing is learnt from digital silence: where a recording was edited it stands between sounds that have their noise. */
const silentPower = 1e-10
/** Where the quietest tenth lies less than 10 dB under the loud passages there is no pause to learn from: music, or a storm. */
const leastRatio = 10

/**
 * Learns the noise of a sound from its quietest tenth and returns what takes it away; undefined where there is no pause, or
 * no noise in the pauses.
 */
export function noiseMending(
  path: string,
  measured: PartMeasurement,
  strength: 'light' | 'strong',
): ((give: (samples: Float32Array) => void) => Passage) | undefined {
  const levels: { block: number; power: number }[] = []
  for (let block = 0; block + learntBlocks <= measured.blockPowers.length; block += learntBlocks) {
    const powers = measured.blockPowers.slice(block, block + learntBlocks)
    if (powers.some((power) => power < silentPower)) continue
    levels.push({ block, power: powers.reduce((sum, power) => sum + power, 0) })
  }
  levels.sort((one, other) => one.power - other.power)
  const quiet = levels.slice(0, Math.ceil(levels.length / 10))
  const [pause, loud] = [quiet.at(-1), levels[Math.floor(0.95 * (levels.length - 1))]]
  if (pause === undefined || loud === undefined || loud.power < pause.power * leastRatio) return undefined
  const profile = new NoiseProfile()
  const framesPerBlock = learntFrames / learntBlocks
  const places = quiet.slice(0, mostLearnt).map(({ block }) => block * framesPerBlock)
  for (const samples of readFrames(path, places, learntFrames)) profile.learn(samples)
  return profile.isKnown ? (give) => new NoiseReduction(profile, strength, give) : undefined
}
