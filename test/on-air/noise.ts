import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'

/** A master of noise: every stretch of it differs from every other, so that a capture tells exactly where it is. */
export interface Noise {
  path: string
  sha256: string
  frames: number
  durationMs: number
  /** Interleaved stereo. */
  samples: Int16Array
}

const RATE = 48_000

/** Writes a WAV of 48 kHz stereo 16-bit noise. */
export async function writeNoise(path: string, seconds: number, seed = 1): Promise<Noise> {
  const frames = Math.round(seconds * RATE)
  const samples = new Int16Array(frames * 2)
  let state = seed
  for (let i = 0; i < samples.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    samples[i] = (state >>> 17) - 16_384
  }
  const bytes = wavBytes(samples)
  await writeFile(path, bytes)
  return {
    path,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    frames,
    durationMs: (frames * 1000) / RATE,
    samples,
  }
}

/** A WAV file of 16-bit stereo samples. */
export function wavBytes(samples: Int16Array): Buffer {
  const data = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(2, 22)
  head.writeUInt32LE(RATE, 24)
  head.writeUInt32LE(RATE * 4, 28)
  head.writeUInt16LE(4, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(data.length, 40)
  return Buffer.concat([head, data])
}

const PROBE = 32

/** The frame of a capture at which frame 0 of the noise lies, found by its frame `probe`; undefined when it is not there. */
export function findNoise(captured: Float32Array, noise: Noise, probe: number, from = 0): number | undefined {
  const wanted = Float32Array.from(noise.samples.subarray(probe * 2, probe * 2 + PROBE), (value) => value / 32_768)
  for (let i = from * 2; i + PROBE <= captured.length; i += 2) {
    let same = 0
    while (same < PROBE && captured[i + same] === wanted[same]) same++
    if (same === PROBE) return i / 2 - probe
  }
  return undefined
}

/** How many samples of the noise's frames from … to differ in the capture, when its frame 0 lies at `zero`. */
export function differing(captured: Float32Array, noise: Noise, zero: number, from = 0, to = noise.frames): number {
  let count = 0
  for (let i = from * 2; i < to * 2; i++) {
    if (captured[zero * 2 + i] !== (noise.samples[i] ?? 0) / 32_768) count++
  }
  return count
}

/** The last frame of a capture that is not silent; −1 when all of it is. */
export function lastSound(captured: Float32Array): number {
  let i = captured.length - 1
  while (i >= 0 && captured[i] === 0) i--
  return i < 0 ? -1 : i >> 1
}
