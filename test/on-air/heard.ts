import { differing, findNoise, lastSound, type Noise } from './noise.ts'
import type { Capture } from './sound-server.ts'

/** Where the master's frame 0 lies in a capture, and by how much that misses its planned instant. */
export function placed({ samples, frameZeroMs }: Capture, noise: Noise, startsAt: number, probe = 24_000) {
  const zero = findNoise(samples, noise, probe)
  if (zero === undefined) throw new Error('not heard')
  return { zero, errorMs: frameZeroMs + zero / 48 - startsAt }
}

/** The noise is heard whole, at its instant. */
export function whole(capture: Capture, noise: Noise, startsAt: number) {
  const { zero, errorMs } = placed(capture, noise, startsAt)
  return {
    errorMs,
    altered: differing(capture.samples, noise, zero),
    // What comes after its last frame.
    tail: lastSound(capture.samples) - (zero + noise.frames - 1),
  }
}
