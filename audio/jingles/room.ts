import { houseRateHz } from '../house-format.ts'
import type { Stereo } from './instruments.ts'

/** Delay lengths in frames at 48 kHz, primes, so that no echoes fall together. */
const lines = [1117, 1373, 1621, 1861, 2137, 2399, 2713, 3001] as const
const damping = 0.35

/**
 * Adds the sound of a small hall, in place: a feedback delay network of eight lines (Jot and Chaigne 1991) mixed by a
 * Householder reflection, the treble dying faster than the bass.
 */
export function addRoom(sound: Stereo, reverberationSeconds: number, wet: number): void {
  const buffers = lines.map((length) => new Float64Array(length))
  const gains = lines.map((length) => 10 ** ((-3 * length) / houseRateHz / reverberationSeconds))
  const dull = new Float64Array(lines.length)
  const heard = new Float64Array(lines.length)
  const { left, right } = sound
  for (let frame = 0; frame < left.length; frame++) {
    const dryLeft = left[frame] ?? 0
    const dryRight = right[frame] ?? 0
    let sum = 0
    for (let line = 0; line < lines.length; line++) {
      const buffer = buffers[line]
      const out = buffer?.[frame % buffer.length] ?? 0
      const darkened = out * (1 - damping) + (dull[line] ?? 0) * damping
      dull[line] = darkened
      heard[line] = darkened * (gains[line] ?? 0)
      sum += heard[line] ?? 0
    }
    const spread = (sum * 2) / lines.length
    let wetLeft = 0
    let wetRight = 0
    for (let line = 0; line < lines.length; line++) {
      const buffer = buffers[line]
      const echo = heard[line] ?? 0
      if (buffer !== undefined) buffer[frame % buffer.length] = (line % 2 === 0 ? dryLeft : dryRight) + echo - spread
      if (line % 2 === 0) wetLeft += line % 4 === 0 ? echo : -echo
      else wetRight += line % 4 === 1 ? echo : -echo
    }
    left[frame] = dryLeft + wet * wetLeft
    right[frame] = dryRight + wet * wetRight
  }
}
