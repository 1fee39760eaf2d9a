import { houseRateHz } from '../house-format.ts'
import type { KeptFrames } from './part.ts'

/** Half of the 10 ms over which one kept stretch goes over into the next. */
const halfFadeFrames = houseRateHz / 200

/** How many frames are left of a sound: the kept stretches end to end, as far as the sound reaches. */
export function keptLength(keep: readonly KeptFrames[], sourceFrames: number): number {
  if (keep.length === 0) return sourceFrames
  return keep.reduce((sum, { fromFrame, toFrame }) => sum + Math.max(0, Math.min(toFrame, sourceFrames) - fromFrame), 0)
}

/** A stretch that passes as it is. */
interface Body {
  kind: 'body'
  from: number
  to: number
}

/** Where two stretches meet: the sound around the end of one goes over into the sound around the beginning of the next. */
interface Join {
  kind: 'join'
  half: number
  endAt: number
  end: Float32Array
  beginAt: number
  begin: Float32Array
}

/**
 * Cuts the kept stretches out of interleaved stereo that passes in blocks of any size. Around each join 10 ms of sound from
 * both sides are faded over, half of it from beyond the cut: the length is exactly that of the stretches, and nothing is
 * shifted. Stretches that touch are one. What comes out is valid only during the call.
 */
export class Cutter {
  private readonly pieces: (Body | Join)[]
  private readonly onSound: (samples: Float32Array) => void
  private piece = 0
  private position = 0

  constructor(keep: readonly KeptFrames[], onSound: (samples: Float32Array) => void) {
    this.pieces = keep.length === 0 ? [{ kind: 'body', from: 0, to: Number.POSITIVE_INFINITY }] : piecesOf(merged(keep))
    this.onSound = onSound
  }

  /** Frames of the source after which nothing more is needed. */
  get neededFrames(): number {
    const last = this.pieces.at(-1)
    return last?.kind === 'body' ? last.to : 0
  }

  push(samples: Float32Array): void {
    const start = this.position
    const end = start + samples.length / 2
    this.position = end
    const between = (from: number, to: number): Float32Array =>
      samples.subarray(2 * (Math.max(from, start) - start), 2 * (Math.max(Math.min(to, end), start) - start))
    for (let piece = this.pieces[this.piece]; piece !== undefined; piece = this.pieces[++this.piece]) {
      if (piece.kind === 'body') {
        if (piece.from < end && piece.to > start) this.emit(between(piece.from, piece.to))
        if (piece.to > end) return
      } else {
        const { half, endAt, beginAt } = piece
        collect(piece.end, endAt - half, start, samples)
        collect(piece.begin, beginAt - half, start, samples)
        if (beginAt + half > end) return
        this.emit(fadedOver(piece, half))
      }
    }
  }

  /** The sound is over. What was kept back for a join whose other side it did not reach, comes out. */
  end(): void {
    const piece = this.pieces[this.piece]
    this.piece = this.pieces.length
    if (piece?.kind !== 'join') return
    const { half, end, endAt, beginAt } = piece
    const reached = Math.min(half, Math.max(0, this.position - beginAt))
    const left = Math.min(half, Math.max(0, this.position - (endAt - half)))
    this.emit(end.subarray(0, 2 * Math.min(left, half - reached)))
    if (reached > 0) this.emit(fadedOver(piece, reached))
  }

  private emit(samples: Float32Array): void {
    if (samples.length > 0) this.onSound(samples)
  }
}

function merged(keep: readonly KeptFrames[]): KeptFrames[] {
  const stretches: KeptFrames[] = []
  for (const stretch of keep) {
    const before = stretches.at(-1)
    if (before?.toFrame === stretch.fromFrame) before.toFrame = stretch.toFrame
    else stretches.push({ ...stretch })
  }
  return stretches
}

function piecesOf(stretches: readonly KeptFrames[]): (Body | Join)[] {
  const pieces: (Body | Join)[] = []
  let from = stretches[0]?.fromFrame ?? 0
  for (const [index, stretch] of stretches.entries()) {
    const next = stretches[index + 1]
    if (next === undefined) {
      pieces.push({ kind: 'body', from, to: stretch.toFrame })
      break
    }
    const half = Math.min(halfFadeFrames, halfOf(stretch), halfOf(next))
    pieces.push({ kind: 'body', from, to: stretch.toFrame - half })
    pieces.push({
      kind: 'join',
      half,
      endAt: stretch.toFrame,
      end: new Float32Array(4 * half),
      beginAt: next.fromFrame,
      begin: new Float32Array(4 * half),
    })
    from = next.fromFrame + half
  }
  return pieces
}

function halfOf({ fromFrame, toFrame }: KeptFrames): number {
  return Math.floor((toFrame - fromFrame) / 2)
}

/** Takes what of a block falls into a window that begins at `from`. */
function collect(window: Float32Array, from: number, blockStart: number, block: Float32Array): void {
  const first = Math.max(from, blockStart)
  const last = Math.min(from + window.length / 2, blockStart + block.length / 2)
  if (first >= last) return
  window.set(block.subarray(2 * (first - blockStart), 2 * (last - blockStart)), 2 * (first - from))
}

/** The middle `2 × half` frames of a join. The shares of both sides always add up to one. */
function fadedOver({ half: whole, end, begin }: Join, half: number): Float32Array {
  const offset = 2 * (whole - half)
  return Float32Array.from({ length: 4 * half }, (_sample, index) => {
    const share = 0.5 - 0.5 * Math.cos((Math.PI * (Math.floor(index / 2) + 0.5)) / (2 * half))
    return (end[offset + index] as number) * (1 - share) + (begin[offset + index] as number) * share
  })
}
