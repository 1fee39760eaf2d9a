import { AudioError } from '../errors.ts'
import { houseRateHz } from '../house-format.ts'

/** 10 ms: long enough that no cut clicks, shorter than any sound of speech. */
const fadeFrames = houseRateHz / 100

/** Lengths are told in whole milliseconds: so near to its end a source is taken to its end. */
export const toleranceFrames = houseRateHz / 1000

/** A stretch of a source, in frames at 48 kHz. */
export interface SplicedPiece {
  /** Which source; equal numbers are one source. */
  source: number
  fromFrame: number
  toFrame: number
}

/** A stretch that passes as it is. */
export interface Body extends SplicedPiece {
  /** The frame of the whole at which it begins. */
  at: number
}

/** One side of a seam: the place of a source at which a piece ends or begins. */
export interface SeamSide {
  source: number
  frame: number
}

/** Where one piece goes over into the next, or where a cut end is faded. */
export interface Seam {
  /** The frame of the whole at which one ends and the other begins. */
  at: number
  /** Frames over which they change; as many on either side of `frame` are looked at. */
  fade: number
  ends: SeamSide | undefined
  begins: SeamSide | undefined
}

export interface Splice {
  /** Length of the whole: exactly that of the pieces. */
  frames: number
  bodies: Body[]
  seams: Seam[]
}

/** Sound around one side of a seam, `2 × fade` frames with that side's frame in their middle, interleaved. */
export interface SeamSound {
  samples: Float32Array
  /** Frames that the source has on the far side of the cut; below zero: so many are missing of the piece itself. */
  beyond: number
}

/**
 * Lays pieces end to end (pure). Pieces of one source that touch are one: a split alone changes nothing. No fade takes more
 * than half of a piece. Throws AudioError `empty-edit` without pieces or with one that has no length, `piece-outside` for a
 * place before the beginning.
 */
export function planSplice(pieces: readonly SplicedPiece[]): Splice {
  const stretches = merged(pieces)
  const bodies: Body[] = []
  const seams: Seam[] = []
  let at = 0
  let faded = 0
  for (const [index, piece] of stretches.entries()) {
    const next = stretches[index + 1]
    if (index === 0 && piece.fromFrame > 0) {
      faded = fadeOf(piece, piece)
      seams.push({ at: 0, fade: faded, ends: undefined, begins: { source: piece.source, frame: piece.fromFrame } })
    }
    const fade = fadeOf(piece, next ?? piece)
    bodies.push({ ...piece, fromFrame: piece.fromFrame + faded, toFrame: piece.toFrame - fade, at: at + faded })
    at += piece.toFrame - piece.fromFrame
    seams.push({
      at,
      fade,
      ends: { source: piece.source, frame: piece.toFrame },
      begins: next && { source: next.source, frame: next.fromFrame },
    })
    faded = fade
  }
  return { frames: at, bodies, seams }
}

/**
 * What sounds around a seam, beginning at the frame `from` of the whole (pure).
 *
 * Two pieces are faded over, half of it from beyond either cut; where one source ends too near, all the more from the other,
 * and where both do, each is faded by itself. Their shares are set by how alike both sides are: room tone, which is not,
 * would sink by 3 dB in the middle if they added up to one; a tone that goes through the cut would rise by as much if their
 * squares did. So the power stays even in a pause, in noise and in a tone (power-complementary by correlation: Fink, Holters
 * and Zölzer, “Signal-matched power-complementary cross-fading and dry-wet mixing”, DAFx-16). A cut end without a neighbour
 * is faded inside the piece; one where the source itself begins or ends stays.
 */
export function seamSound(
  { at, fade }: Seam,
  channels: number,
  ends: SeamSound | undefined,
  begins: SeamSound | undefined,
): { from: number; samples: Float32Array } {
  const first = ends === undefined ? 0 : -fade
  const last = begins === undefined ? 0 : fade
  const isWhole = begins === undefined && ends !== undefined && ends.beyond <= toleranceFrames
  const { x, y } = ends === undefined || begins === undefined ? { x: 0, y: 0 } : reach(fade, ends.beyond, begins.beyond)
  const isFadedOver = ends !== undefined && begins !== undefined && x + y === fade
  const likeness = isFadedOver
    ? likenessOf(ends.samples, begins.samples, (fade - y) * channels, (fade + x) * channels)
    : 0
  const samples = new Float32Array((last - first) * channels)
  for (let frame = first; frame < last; frame++) {
    const fall = ends === undefined ? 0 : isWhole ? 1 : fallAt(frame, Math.max(-fade, x - fade), x)
    const rise = begins === undefined ? 0 : 1 - fallAt(frame, -y, fade - y)
    const even = isFadedOver ? 1 / Math.sqrt(fall * fall + rise * rise + 2 * fall * rise * likeness) : 1
    for (let channel = 0; channel < channels; channel++) {
      const place = (frame + fade) * channels + channel
      const sound = fall * (ends?.samples[place] ?? 0) + rise * (begins?.samples[place] ?? 0)
      samples[(frame - first) * channels + channel] = sound * even
    }
  }
  return { from: at + first, samples }
}

function merged(pieces: readonly SplicedPiece[]): SplicedPiece[] {
  const stretches: SplicedPiece[] = []
  for (const piece of pieces) {
    if (!(piece.fromFrame >= 0)) throw new AudioError('piece-outside', { fromFrame: piece.fromFrame })
    if (!(piece.toFrame > piece.fromFrame)) throw new AudioError('empty-edit')
    const before = stretches.at(-1)
    if (before?.source === piece.source && before.toFrame === piece.fromFrame) before.toFrame = piece.toFrame
    else stretches.push({ ...piece })
  }
  if (stretches.length === 0) throw new AudioError('empty-edit')
  return stretches
}

function fadeOf(one: SplicedPiece, other: SplicedPiece): number {
  const half = (piece: SplicedPiece): number => Math.floor((piece.toFrame - piece.fromFrame) / 2)
  return Math.min(fadeFrames, half(one), half(other))
}

/** How far beyond its cut either side goes on: half of the fade each, and more where the other one cannot. */
function reach(fade: number, endsBeyond: number, beginsBeyond: number): { x: number; y: number } {
  const half = Math.ceil(fade / 2)
  let x = Math.min(half, endsBeyond)
  const y = Math.min(fade - Math.max(0, x), Math.max(0, beginsBeyond))
  if (x >= 0) x = Math.min(fade - y, endsBeyond)
  return { x, y }
}

/** From one to nothing between two places, along half a cosine. */
function fallAt(frame: number, from: number, to: number): number {
  if (frame < from) return 1
  if (frame >= to) return 0
  return 0.5 + 0.5 * Math.cos((Math.PI * (frame - from + 0.5)) / (to - from))
}

/** 0 = nothing in common, 1 = the same but for its level. Sides that go against each other are counted as different. */
function likenessOf(one: Float32Array, other: Float32Array, from: number, to: number): number {
  let common = 0
  let onePower = 0
  let otherPower = 0
  for (let place = from; place < to; place++) {
    const [a = 0, b = 0] = [one[place], other[place]]
    common += a * b
    onePower += a * a
    otherPower += b * b
  }
  return onePower === 0 || otherPower === 0 ? 0 : Math.max(0, common / Math.sqrt(onePower * otherPower))
}
