import { houseRateHz } from '../house-format.ts'
import type { ReadyPart } from './part.ts'
import type { ChannelLevel } from './part-meter.ts'
import type { Passage } from './pcm-file.ts'

/** From here a constant offset is taken off: −60 dBFS, under which no sound card's is heard or costs headroom. */
const disturbingOffset = 0.001
/** A channel so far under the other is dead; what it carries is the cable's noise. */
const deadChannelDb = 40

/** Under a twentieth of a side's power the mean of both is not their sound but what is left of their difference. */
const cancelledPower = 0.05

/**
 * Which channel of a sound to use: the living one, and the louder where the sides cancel each other, as they do when a
 * balanced line is plugged into a stereo socket. One loudspeaker would play nothing of such a sound.
 */
export function livingChannel(
  [left, right]: readonly [ChannelLevel, ChannelLevel],
  middleRms: number,
): ReadyPart['usedChannel'] {
  const dead = 10 ** (-deadChannelDb / 20)
  if (right.rms <= left.rms * dead && left.rms > 0) return 'left'
  if (left.rms <= right.rms * dead && right.rms > 0) return 'right'
  const louder = Math.max(left.rms, right.rms)
  if (louder > 0 && middleRms ** 2 < cancelledPower * louder ** 2) return left.rms >= right.rms ? 'left' : 'right'
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
