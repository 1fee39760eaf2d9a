/** Rooms in which a voice stands too far from the microphone: made of numbers, the same each time. */
import { fourier } from '../../audio/fourier.ts'

export interface Room {
  name: string
  /** Seconds in which the answers of the walls fall by 60 dB. */
  rt60S: number
  /** Energy of the voice itself against that of all answers: 0 dB at the critical distance, less beyond it. */
  directToReverberantDb: number
  /** The way to the nearest wall and back. */
  predelayMs: number
  seed: number
}

/** An office, a meeting room and a hall, each with the microphone somewhat beyond the critical distance. */
export const farRooms: readonly Room[] = [
  { name: 'an office (0.5 s)', rt60S: 0.5, directToReverberantDb: -3, predelayMs: 4, seed: 11 },
  { name: 'a meeting room (0.8 s)', rt60S: 0.8, directToReverberantDb: -4, predelayMs: 7, seed: 12 },
  { name: 'a hall (1.2 s)', rt60S: 1.2, directToReverberantDb: -5, predelayMs: 12, seed: 13 },
]

/** A room's response: the voice itself, then noise that falls exponentially, as many walls answer it. */
export function responseOf(room: Room, sampleRateHz: number): Float32Array {
  const { rt60S, directToReverberantDb, predelayMs, seed } = room
  const response = new Float32Array(Math.ceil(rt60S * sampleRateHz))
  const from = Math.round((predelayMs / 1000) * sampleRateHz)
  const noise = normal(seed)
  let energy = 0
  for (let n = from; n < response.length; n++) {
    const value = noise() * 10 ** ((-3 * n) / (rt60S * sampleRateHz))
    response[n] = value
    energy += value * value
  }
  const scale = Math.sqrt(10 ** (-directToReverberantDb / 10) / energy)
  for (let n = from; n < response.length; n++) response[n] = (response[n] ?? 0) * scale
  response[0] = 1
  return response
}

/** A sound as it is in a room, tail included, as loud at its highest as before. */
export function inRoom(samples: Float32Array, room: Room, sampleRateHz = 48_000): Float32Array {
  const wet = convolve(samples, responseOf(room, sampleRateHz))
  const [before, after] = [highest(samples), highest(wet)]
  return wet.map((sample) => (sample * before) / after)
}

/** The convolution of two sounds, by overlapping blocks. */
export function convolve(samples: Float32Array, response: Float32Array): Float32Array {
  const size = 2 ** Math.ceil(Math.log2(2 * response.length))
  const step = size - response.length + 1
  const transform = fourier(size)
  const [hRe, hIm] = [new Float64Array(size), new Float64Array(size)]
  hRe.set(response)
  transform.transform(hRe, hIm)
  const result = new Float32Array(samples.length + response.length - 1)
  for (let from = 0; from < samples.length; from += step) {
    const [re, im] = [new Float64Array(size), new Float64Array(size)]
    re.set(samples.subarray(from, from + step))
    transform.transform(re, im)
    for (let k = 0; k < size; k++) {
      const [a, b, c, d] = [re[k] ?? 0, im[k] ?? 0, hRe[k] ?? 0, hIm[k] ?? 0]
      re[k] = a * c - b * d
      im[k] = a * d + b * c
    }
    transform.invert(re, im)
    for (let n = 0; n < size && from + n < result.length; n++) result[from + n] = (result[from + n] ?? 0) + (re[n] ?? 0)
  }
  return result
}

/** Normally distributed numbers, the same for the same seed (xorshift and Box-Muller). */
export function normal(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1
  const uniform = (): number => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return (state + 0.5) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}

function highest(samples: Float32Array): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
}
