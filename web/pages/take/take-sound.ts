import { media } from '../../api.ts'
import { studioMedia } from '../../api-studio.ts'
import { askBytes } from '../../request.ts'
import { RATE_HZ } from './mix.ts'
import { frameBytes, readWavShape, toSides, type WavShape } from './wav.ts'

export type Sides = readonly [Float32Array, Float32Array]

/** So much is fetched at once, and kept while it is near what is heard. */
const CHUNK_FRAMES = 4 * RATE_HZ
/** About a minute of two sides, 23 MB: what a loop or a look back is likely to want again. */
const MOST_CHUNKS = 15
/** The header of any WAV that recorders and editors write fits in here. */
const HEAD_BYTES = 16 * 1024

/** What the station decodes for files that are no plain samples at 48 kHz: float, two sides, without a header. */
const DECODED: WavShape = { sampleRateHz: RATE_HZ, channels: 2, format: 'f32', dataAt: 0, frames: 0 }

/**
 * The sound of a take, fetched stretch by stretch, so that two hours take no more memory than two minutes. A WAV of 48 kHz is
 * read from the original itself by byte ranges; of anything else the station decodes the stretches that are asked for. Both
 * are exact to the frame.
 */
export class TakeSound {
  readonly #takeId: string
  #shape: Promise<WavShape | 'decoded'> | undefined
  readonly #chunks = new Map<number, Promise<Sides>>()

  constructor(takeId: string) {
    this.#takeId = takeId
  }

  /** Frames of 48 kHz from a place on; silence before the beginning and past the end. Rejects with ApiError. */
  async read(fromFrame: number, frames: number): Promise<Sides> {
    const sides: [Float32Array, Float32Array] = [new Float32Array(frames), new Float32Array(frames)]
    const first = Math.max(0, Math.floor(fromFrame / CHUNK_FRAMES))
    const last = Math.floor((fromFrame + frames - 1) / CHUNK_FRAMES)
    for (let number = first; number <= last; number += 1) {
      const chunk = await this.#chunk(number)
      const at = number * CHUNK_FRAMES - fromFrame
      for (const side of [0, 1] as const) {
        const from = Math.max(0, -at)
        const to = Math.min(chunk[side].length, frames - at)
        if (to > from) sides[side].set(chunk[side].subarray(from, to), Math.max(0, at))
      }
    }
    return sides
  }

  /** Fetches what is likely to be heard soon, without waiting for it; a file is not decoded for that alone. */
  prepare(fromFrame: number): void {
    const fetch = async () => {
      const isDecoded = (await this.#known()) === 'decoded'
      if (!isDecoded || this.#chunks.size > 0) await this.#chunk(Math.max(0, Math.floor(fromFrame / CHUNK_FRAMES)))
    }
    // Whoever then reads it hears of the failure.
    fetch().catch(() => undefined)
  }

  #chunk(number: number): Promise<Sides> {
    const known = this.#chunks.get(number)
    if (known) {
      this.#chunks.delete(number)
      this.#chunks.set(number, known)
      return known
    }
    const fetched = this.#fetch(number)
    this.#chunks.set(number, fetched)
    fetched.catch(() => this.#chunks.delete(number))
    const [oldest] = this.#chunks.keys()
    if (this.#chunks.size > MOST_CHUNKS && oldest !== undefined) this.#chunks.delete(oldest)
    return fetched
  }

  async #fetch(number: number): Promise<Sides> {
    const shape = await this.#known()
    const from = number * CHUNK_FRAMES
    if (shape === 'decoded') {
      const { bytes } = await askBytes(studioMedia.takeSamples(this.#takeId, from, CHUNK_FRAMES))
      return toSides(bytes, DECODED)
    }
    const frames = Math.min(CHUNK_FRAMES, shape.frames - from)
    if (frames <= 0) return [new Float32Array(0), new Float32Array(0)]
    const at = shape.dataAt + from * frameBytes(shape)
    const { bytes } = await askBytes(media.takeOriginal(this.#takeId), { from: at, bytes: frames * frameBytes(shape) })
    return toSides(bytes, shape)
  }

  /** What the file is, looked at once; a look that failed is tried again. */
  async #known(): Promise<WavShape | 'decoded'> {
    this.#shape ??= this.#look()
    try {
      return await this.#shape
    } catch (thrown) {
      this.#shape = undefined
      throw thrown
    }
  }

  async #look(): Promise<WavShape | 'decoded'> {
    const { bytes, totalBytes } = await askBytes(media.takeOriginal(this.#takeId), { from: 0, bytes: HEAD_BYTES })
    const shape = readWavShape(new Uint8Array(bytes), totalBytes)
    return shape && shape.sampleRateHz === RATE_HZ && shape.channels <= 2 ? shape : 'decoded'
  }
}
