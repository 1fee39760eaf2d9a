import { houseRateHz } from '../house-format.ts'

/** Voices carry little under it; hum, wind and steps carry nearly all. */
export const voiceFromHz = 200
/** The two halves of a Butterworth high pass of the fourth order (24 dB an octave). */
const qualities = [1 / (2 * Math.cos(Math.PI / 8)), 1 / (2 * Math.cos((3 * Math.PI) / 8))] as const
/** Filters that only fade out would go on in numbers too small for the processor to be fast with. */
const tooSmall = 1e-20

interface HighPass {
  b0: number
  b1: number
  a1: number
  a2: number
}

/** After R. Bristow-Johnson, “Cookbook formulae for audio EQ biquad filter coefficients”. */
function highPass(quality: number): HighPass {
  const omega = (2 * Math.PI * voiceFromHz) / houseRateHz
  const alpha = Math.sin(omega) / (2 * quality)
  const cos = Math.cos(omega)
  const a0 = 1 + alpha
  return { b0: (1 + cos) / 2 / a0, b1: -(1 + cos) / a0, a1: (-2 * cos) / a0, a2: (1 - alpha) / a0 }
}

const first = highPass(qualities[0])
const second = highPass(qualities[1])

/** Measures the power of a sound from 200 Hz upwards, block by block. */
export class VoiceBand {
  private readonly states = new Float64Array(4)

  /** Mean square of the next block of mono samples (48 kHz) after the high pass. */
  meanSquare(mono: Float32Array): number {
    let [a = 0, b = 0, c = 0, d = 0] = this.states
    let sum = 0
    for (let n = 0; n < mono.length; n++) {
      const x = mono[n] as number
      const y = first.b0 * x + a
      a = first.b1 * x - first.a1 * y + b
      b = first.b0 * x - first.a2 * y
      const z = second.b0 * y + c
      c = second.b1 * y - second.a1 * z + d
      d = second.b0 * y - second.a2 * z
      sum += z * z
    }
    for (const [place, state] of [a, b, c, d].entries()) this.states[place] = Math.abs(state) < tooSmall ? 0 : state
    return sum / mono.length
  }
}
