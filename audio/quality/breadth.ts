import { fourier } from '../fourier.ts'
import { houseRateHz } from '../house-format.ts'
import { GrowingFloats } from './growing.ts'

/** 43 ms: a voice's harmonics stand apart in it, those of a deep one too. */
const windowFrames = 2_048
/** A value for every 20 ms, in the middle of a window that begins there. */
export const breadthStepMs = 20
const stepFrames = (houseRateHz * breadthStepMs) / 1_000
const hann = Float64Array.from(
  { length: windowFrames },
  (_weight, n) => Math.sin((Math.PI * (n + 0.5)) / windowFrames) ** 2,
)
/** Where breath and hiss lie, and where a voice has its harmonics. */
const [firstBin, lastBin] = [300, 7_000].map((hz) => Math.round((hz * windowFrames) / houseRateHz)) as [number, number]
/** Digital silence has no spectrum. */
const silentPower = 1e-10

/**
 * How evenly the power of a sound is spread from 300 Hz to 7 kHz, every 20 ms: the spectral flatness (geometric by arithmetic
 * mean), near 0 for a voice's harmonics, 0.56 for steady white noise, 0 for silence.
 */
export class Breadth {
  private readonly transform = fourier(windowFrames)
  private readonly re = new Float64Array(windowFrames)
  private readonly im = new Float64Array(windowFrames)
  /** Room for two windows, which are transformed at once: one as the real part, one as the imaginary. */
  private readonly line = new Float32Array(windowFrames + stepFrames)
  private filled = 0
  private readonly values = new GrowingFloats()

  /** Takes mono samples of 48 kHz. */
  push(mono: Float32Array): void {
    for (let at = 0; at < mono.length; ) {
      const part = mono.subarray(at, at + this.line.length - this.filled)
      this.line.set(part, this.filled)
      this.filled += part.length
      at += part.length
      if (this.filled < this.line.length) continue
      this.look()
      this.line.copyWithin(0, 2 * stepFrames)
      this.filled -= 2 * stepFrames
    }
  }

  /** All values so far; what has not filled two windows has none. */
  all(): Float32Array {
    return this.values.all()
  }

  private look(): void {
    const { line, re, im } = this
    let power = 0
    for (let n = 0; n < windowFrames; n++) {
      const weight = hann[n] as number
      const one = line[n] as number
      const other = line[n + stepFrames] as number
      re[n] = one * weight
      im[n] = other * weight
      power += one * one + other * other
    }
    if (power < silentPower * windowFrames) {
      this.values.push(0)
      this.values.push(0)
      return
    }
    this.transform.transform(re, im)
    let [sumOne, sumOther, logOne, logOther] = [0, 0, 0, 0]
    for (let bin = firstBin; bin <= lastBin; bin++) {
      const mirror = windowFrames - bin
      const [a, b, c, d] = [re[bin] as number, im[bin] as number, re[mirror] as number, im[mirror] as number]
      const powerOne = (a + c) ** 2 + (b - d) ** 2 + Number.MIN_VALUE
      const powerOther = (b + d) ** 2 + (a - c) ** 2 + Number.MIN_VALUE
      sumOne += powerOne
      sumOther += powerOther
      logOne += Math.log(powerOne)
      logOther += Math.log(powerOther)
    }
    const bins = lastBin - firstBin + 1
    for (const [sum, log] of [
      [sumOne, logOne],
      [sumOther, logOther],
    ] as const)
      this.values.push(sum < silentPower ? 0 : Math.exp(log / bins) / (sum / bins))
  }
}
