import type { FileHandle } from 'node:fs/promises'
import type { Noise } from '../on-air/noise.ts'

/** A stretch of a master in a capture: frames of the capture, and the frame of it at which the master's frame 0 would lie. */
export interface Stretch {
  from: number
  to: number
  zero: number
}

const CHANNELS = 2
const FRAME_BYTES = 4
const STEP = 48
const PROBE = 8
/** A place further from where it should be than this is not looked for: it would be a fault of its own. */
const SEARCH_FRAMES = 96_000

/** Frames of a raw capture (16-bit stereo); fewer where it ends. */
export async function readFrames(file: FileHandle, from: number, count: number): Promise<Int16Array> {
  const bytes = Buffer.alloc(count * FRAME_BYTES)
  const { bytesRead } = await file.read(bytes, 0, bytes.length, Math.max(0, from) * FRAME_BYTES)
  return new Int16Array(bytes.buffer, bytes.byteOffset, Math.floor(bytesRead / FRAME_BYTES) * CHANNELS)
}

/** All stretches of a master in a piece of a capture whose own frame 0 is `pieceFrom`; `unknown` frames are none of it. */
export function stretchesOf(
  piece: Int16Array,
  pieceFrom: number,
  noise: Noise,
  expectedZero: number,
): { stretches: Stretch[]; unknownFrames: number } {
  const stretches: Stretch[] = []
  let current: Stretch | undefined
  let unknownFrames = 0
  const frames = piece.length / CHANNELS
  const matches = (frame: number, zero: number) => {
    const at = (pieceFrom + frame - zero) * CHANNELS
    if (at < 0 || at + PROBE * CHANNELS > noise.samples.length) return false
    for (let i = 0; i < PROBE * CHANNELS; i++) {
      if (piece[frame * CHANNELS + i] !== noise.samples[at + i]) return false
    }
    return true
  }
  const search = (frame: number) => {
    for (let off = 0; off <= SEARCH_FRAMES; off++) {
      if (matches(frame, expectedZero + off)) return expectedZero + off
      if (matches(frame, expectedZero - off)) return expectedZero - off
    }
    return undefined
  }
  const isSilent = (frame: number) => {
    for (let i = 0; i < PROBE * CHANNELS; i++) if (piece[frame * CHANNELS + i] !== 0) return false
    return true
  }
  for (let frame = 0; frame + PROBE <= frames; frame += STEP) {
    if (current !== undefined && matches(frame, current.zero)) {
      current.to = pieceFrom + frame + PROBE
      continue
    }
    current = undefined
    if (isSilent(frame)) continue
    const zero = search(frame)
    if (zero === undefined) {
      unknownFrames += STEP
      continue
    }
    current = { from: pieceFrom + frame, to: pieceFrom + frame + PROBE, zero }
    stretches.push(current)
  }
  return { stretches, unknownFrames }
}

/** ms of the master that sounded twice. */
export function repeatedMs(stretches: Stretch[]): number {
  let repeated = 0
  let heardTo = 0
  for (const { from, to, zero } of stretches) {
    repeated += Math.max(0, Math.min(heardTo, to - zero) - (from - zero))
    heardTo = Math.max(heardTo, to - zero)
  }
  return repeated / 48
}
