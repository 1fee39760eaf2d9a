import { type Fourier, fourier } from '../fourier.ts'
import type { ReadyPart } from './part.ts'

/** 43 ms: long enough to tell a voice's harmonics from the noise between them. */
export const windowFrames = 2_048
/** The bins between nothing and half the rate, both included. */
export const bins = windowFrames / 2 + 1
/** The root of a Hann window. */
export const rootHann = Float64Array.from({ length: windowFrames }, (_weight, n) =>
  Math.sin((Math.PI * (n + 0.5)) / windowFrames),
)

/** Power of steady noise in each bin of a window, both channels together. */
export type NoiseSpectrum = Float64Array

/** Windows a frame of interleaved stereo and transforms both channels at once, the left as the real part, the right as the imaginary. */
export function analyse(
  transform: Fourier,
  stereo: Float32Array,
  from: number,
  re: Float64Array,
  im: Float64Array,
): void {
  for (let n = 0; n < windowFrames; n++) {
    const weight = rootHann[n] as number
    re[n] = (stereo[from + 2 * n] as number) * weight
    im[n] = (stereo[from + 2 * n + 1] as number) * weight
  }
  transform.transform(re, im)
}

const blockFrames = 4_800
const windowsPerBlock = 3
const stepFrames = Math.floor((blockFrames - windowFrames) / (windowsPerBlock - 1))
/** Nothing is learnt from digital silence: where a recording was edited it stands between sounds that have their noise. */
const silentPower = 1e-10
const silenceFrames = 480
/** The quietest tenth is taken for noise, at most 40 s of it. */
const quietShare = 0.1
const mostBlocks = 400
/** Where it lies less than 10 dB under the loud passages there is no pause to learn from: music, or a storm. */
const loudShare = 0.95
const leastRatio = 10

interface QuietBlock {
  power: number
  left: Float64Array
  right: Float64Array
}

/** Finds the pauses of a sound while it passes, in memory that does not grow with it, and learns the noise in them. */
export class NoiseListener {
  private readonly transform = fourier(windowFrames)
  private readonly re = new Float64Array(windowFrames)
  private readonly im = new Float64Array(windowFrames)
  private readonly block = new Float32Array(2 * blockFrames)
  private filled = 0
  private readonly powers: number[] = []
  /** The quietest so far, the loudest of them last. */
  private readonly quiet: QuietBlock[] = []

  /** Takes whole frames of interleaved stereo. */
  push(samples: Float32Array): void {
    for (let at = 0; at < samples.length; ) {
      const part = samples.subarray(at, at + 2 * blockFrames - this.filled)
      this.block.set(part, this.filled)
      this.filled += part.length
      at += part.length
      if (this.filled < 2 * blockFrames) continue
      this.filled = 0
      this.look()
    }
  }

  /** The noise as it will be where `used` is on both sides; undefined where there is no pause with noise in it. */
  spectrum(used: ReadyPart['usedChannel']): NoiseSpectrum | undefined {
    const levels = Float64Array.from(this.powers).sort()
    const quiet = this.quiet.slice(0, Math.ceil(levels.length * quietShare))
    const [pause, loud] = [quiet.at(-1)?.power, levels[Math.floor(loudShare * (levels.length - 1))]]
    if (pause === undefined || loud === undefined || loud < pause * leastRatio) return undefined
    const powers = new Float64Array(bins)
    for (const { left, right } of quiet) {
      const [one, other] = [used === 'right' ? right : left, used === 'left' ? left : right]
      for (let bin = 0; bin < bins; bin++)
        powers[bin] = (powers[bin] as number) + ((one[bin] as number) + (other[bin] as number)) / quiet.length
    }
    return powers
  }

  private look(): void {
    let power = 0
    for (let from = 0; from < this.block.length; from += 2 * silenceFrames) {
      let part = 0
      for (let index = from; index < from + 2 * silenceFrames; index++) part += (this.block[index] as number) ** 2
      if (part < silentPower * 2 * silenceFrames) return
      power += part
    }
    this.powers.push(power)
    const loudest = this.quiet.at(-1)
    if (this.quiet.length === mostBlocks && loudest !== undefined && power >= loudest.power) return
    const place = this.quiet.findIndex((other) => other.power > power)
    this.quiet.splice(place < 0 ? this.quiet.length : place, 0, { power, ...this.channelPowers() })
    if (this.quiet.length > mostBlocks) this.quiet.pop()
  }

  private channelPowers(): { left: Float64Array; right: Float64Array } {
    const left = new Float64Array(bins)
    const right = new Float64Array(bins)
    const { re, im } = this
    for (let window = 0; window < windowsPerBlock; window++) {
      analyse(this.transform, this.block, 2 * window * stepFrames, re, im)
      for (let bin = 0; bin < bins; bin++) {
        const mirror = (windowFrames - bin) % windowFrames
        const [a, b, c, d] = [re[bin] as number, im[bin] as number, re[mirror] as number, im[mirror] as number]
        left[bin] = (left[bin] as number) + ((a + c) ** 2 + (b - d) ** 2) / 4 / windowsPerBlock
        right[bin] = (right[bin] as number) + ((b + d) ** 2 + (a - c) ** 2) / 4 / windowsPerBlock
      }
    }
    return { left, right }
  }
}
