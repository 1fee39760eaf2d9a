import { type Fourier, fourier } from '../fourier.ts'
import { analyse, bins, type NoiseSpectrum, rootHann, windowFrames } from './noise-spectrum.ts'

const size = windowFrames
const hop = size / 4
/** The windows, squared and laid over one another every quarter, add up to this. */
const overlapSum = 2

/** How far noise goes down, dB, and how much louder than it was measured it is taken to be. */
export const noiseStrengths = {
  light: { depthDb: 10, overestimate: 1.3 },
  strong: { depthDb: 18, overestimate: 2 },
} as const

/** How much of the last frame's estimate goes into this one's: what keeps single bins from flickering as tones. */
const memory = 0.96

/**
 * Takes steady noise out of interleaved stereo that passes in blocks of any size, by the Wiener gain on the a-priori ratio of
 * speech to noise (decision-directed: Ephraim and Malah, 1984), the same gain for both sides. It never attenuates by more
 * than its depth. Nothing is shifted: as many frames come out as go in, in their places.
 */
export class NoiseReduction {
  private readonly transform: Fourier = fourier(size)
  private readonly re = new Float64Array(size)
  private readonly im = new Float64Array(size)
  private readonly noise: Float64Array
  private readonly floor: number
  private readonly onSound: (samples: Float32Array) => void
  /** What speech was in each bin of the last frame: gain squared times power over noise. */
  private readonly speech = new Float64Array(bins)
  private readonly gains = new Float64Array(bins)
  /** The window under work: the last three quarters of it are still to be added to. */
  private readonly input = new Float32Array(2 * size)
  private readonly sum = new Float64Array(2 * size)
  private filled = size - hop
  /** The frame of the sound with which the window begins. */
  private position = hop - size
  private taken = 0
  private given = 0

  constructor(noise: NoiseSpectrum, strength: 'light' | 'strong', onSound: (samples: Float32Array) => void) {
    const { depthDb, overestimate } = noiseStrengths[strength]
    this.noise = noise.map((power) => power * overestimate)
    this.floor = 10 ** (-depthDb / 20)
    this.onSound = onSound
  }

  push(samples: Float32Array): void {
    this.taken += samples.length / 2
    this.feed(samples)
  }

  /** The sound is over: what is still inside comes out. */
  end(): void {
    const rest = new Float32Array(2 * hop)
    while (this.given < this.taken) this.feed(rest)
  }

  private feed(samples: Float32Array): void {
    for (let at = 0; at < samples.length; ) {
      const part = samples.subarray(at, at + 2 * (size - this.filled))
      this.input.set(part, 2 * this.filled)
      this.filled += part.length / 2
      at += part.length
      if (this.filled === size) this.window()
    }
  }

  private window(): void {
    const { re, im, sum, input } = this
    analyse(this.transform, input, 0, re, im)
    this.weigh()
    this.transform.invert(re, im)
    for (let n = 0; n < size; n++) {
      const weight = (rootHann[n] as number) / overlapSum
      sum[2 * n] = (sum[2 * n] as number) + (re[n] as number) * weight
      sum[2 * n + 1] = (sum[2 * n + 1] as number) + (im[n] as number) * weight
    }
    this.give(Float32Array.from(sum.subarray(0, 2 * hop)))
    sum.copyWithin(0, 2 * hop)
    sum.fill(0, 2 * (size - hop))
    input.copyWithin(0, 2 * hop)
    this.filled = size - hop
  }

  /** What is finished of the windows so far; the first three began before the sound did. */
  private give(samples: Float32Array): void {
    const from = Math.min(hop, Math.max(0, -this.position))
    this.position += hop
    const frames = Math.min(hop - from, this.taken - this.given)
    if (frames <= 0) return
    this.given += frames
    this.onSound(samples.subarray(2 * from, 2 * (from + frames)))
  }

  private weigh(): void {
    const { re, im, noise, speech, gains, floor } = this
    for (let bin = 0; bin < bins; bin++) {
      const expected = noise[bin] as number
      if (expected <= 0) {
        gains[bin] = 1
        continue
      }
      const posterior = powerOf(re, im, bin) / expected
      const prior = memory * (speech[bin] as number) + (1 - memory) * Math.max(0, posterior - 1)
      const gain = prior / (1 + prior)
      speech[bin] = gain * gain * posterior
      gains[bin] = Math.max(floor, gain)
    }
    for (let bin = 0; bin < bins; bin++) {
      const gain = gains[bin] as number
      re[bin] = (re[bin] as number) * gain
      im[bin] = (im[bin] as number) * gain
      if (bin === 0 || bin === size / 2) continue
      re[size - bin] = (re[size - bin] as number) * gain
      im[size - bin] = (im[size - bin] as number) * gain
    }
  }
}

/** Power of both channels in a bin: that of a bin and its mirror image, halved. */
function powerOf(re: Float64Array, im: Float64Array, bin: number): number {
  const mirror = (size - bin) % size
  const power = (at: number): number => (re[at] as number) ** 2 + (im[at] as number) ** 2
  return (power(bin) + power(mirror)) / 2
}
