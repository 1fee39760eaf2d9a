/** The edited line as samples: which stretches of which takes sound in a block of it, and how loudly each frame of them. */
import { joined, type Line } from './pieces.ts'

/** Everything is heard at the rate at which programmes are made, so that a frame of a take is a frame of the line. */
export const RATE_HZ = 48_000
const FRAMES_A_MS = RATE_HZ / 1000

/** Half of the 10 ms in which one piece goes over into the next; the other half lies behind the cut. */
const HALF_FADE = RATE_HZ / 200

export const framesOf = (ms: number) => Math.round(ms * FRAMES_A_MS)

/** A piece in frames of the line and of its take. */
export interface MixPiece {
  readonly takeId: string
  /** Where it begins and ends on the line. */
  readonly start: number
  readonly end: number
  /** The frame of the take that sounds at `start`. */
  readonly takeStart: number
  readonly fadeIn: 'none' | 'inside' | 'across'
  readonly fadeOut: 'inside' | 'across'
}

/** Lays a line out in frames. */
export function mixOf(line: Line): MixPiece[] {
  const pieces = joined(line)
  let at = 0
  return pieces.map(({ takeId, fromMs, toMs }, index) => {
    const start = at
    at += framesOf(toMs) - framesOf(fromMs)
    return {
      takeId,
      start,
      end: at,
      takeStart: framesOf(fromMs),
      fadeIn: index > 0 ? 'across' : fromMs > 0 ? 'inside' : 'none',
      fadeOut: index < pieces.length - 1 ? 'across' : 'inside',
    }
  })
}

/** Length of a laid-out line, frames. */
export const mixFrames = (mix: readonly MixPiece[]) => mix.at(-1)?.end ?? 0

/** Frames of a take that sound in a block. */
export interface Share {
  readonly piece: MixPiece
  readonly takeId: string
  readonly takeFrame: number
  readonly frames: number
  /** Where in the block they begin. */
  readonly at: number
}

const reachBefore = ({ fadeIn, start, end }: MixPiece) =>
  fadeIn === 'across' ? Math.min(HALF_FADE, Math.floor((end - start) / 2)) : 0
const reachBehind = ({ fadeOut, start, end }: MixPiece) =>
  fadeOut === 'across' ? Math.min(HALF_FADE, Math.floor((end - start) / 2)) : 0

/** What sounds in `frames` frames of the line from `fromFrame` on. */
export function sharesOf(mix: readonly MixPiece[], fromFrame: number, frames: number): Share[] {
  return mix.flatMap((piece) => {
    const first = Math.max(fromFrame, piece.start - reachBefore(piece))
    const last = Math.min(fromFrame + frames, piece.end + reachBehind(piece))
    if (last <= first) return []
    const { takeId, takeStart, start } = piece
    return [{ piece, takeId, takeFrame: takeStart + first - start, frames: last - first, at: first - fromFrame }]
  })
}

const rising = (frame: number, from: number, to: number) =>
  frame < from ? 0 : frame >= to ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * (frame - from + 0.5)) / (to - from))

/** A share of one side of a seam at which the power of both sides together stays even. */
const evened = (share: number) => share / Math.sqrt(share * share + (1 - share) * (1 - share))

/** How loudly a piece sounds at a frame of the line, 0…1: as the station fades seams when it makes the edit. */
export function weightAt(piece: MixPiece, frame: number): number {
  const { start, end, fadeIn, fadeOut } = piece
  const [before, behind] = [reachBefore(piece), reachBehind(piece)]
  let weight = 1
  if (fadeIn === 'across') weight = evened(rising(frame, start - before, start + before))
  else if (fadeIn === 'inside') weight = rising(frame, start, start + 2 * HALF_FADE)
  if (fadeOut === 'across') weight *= evened(1 - rising(frame, end - behind, end + behind))
  else weight *= 1 - rising(frame, end - 2 * HALF_FADE, end)
  return weight
}

/** Whether all of a share sounds as it was recorded, so that nothing needs to be weighed. */
const isPlain = ({ piece, at, frames }: Share, fromFrame: number) =>
  fromFrame + at >= piece.start + 2 * HALF_FADE && fromFrame + at + frames <= piece.end - 2 * HALF_FADE

/** Adds a share to the two sides of a block that begins at `fromFrame`. `sound` holds its frames, two sides. */
export function addShare(
  share: Share,
  fromFrame: number,
  sound: readonly [Float32Array, Float32Array],
  into: readonly [Float32Array, Float32Array],
): void {
  const plain = isPlain(share, fromFrame)
  for (let n = 0; n < share.frames; n += 1) {
    const weight = plain ? 1 : weightAt(share.piece, fromFrame + share.at + n)
    const place = share.at + n
    into[0][place] = (into[0][place] ?? 0) + weight * (sound[0][n] ?? 0)
    into[1][place] = (into[1][place] ?? 0) + weight * (sound[1][n] ?? 0)
  }
}
