import { highestRise } from './interpolate.ts'
import { highestBetween, highestOf } from './true-peak.ts'

/** The gain is worked out at both ends of a piece of so many frames (a third of a millisecond) and runs straight between. */
const pieceFrames = 16
/** It begins to fall 5 ms before a peak … */
const aheadPieces = 15
/** … and rises again by this time constant, as long as a syllable's end. */
const releaseMs = 60
const risePerPiece = 1 - Math.exp((-1000 * pieceFrames) / 48_000 / releaseMs)
const asGoodAsOne = 0.99999
/** Pieces whose lowest gain is kept as one: 10 ms. */
const piecesPerReading = 30
export const limiterReadingFrames = piecesPerReading * pieceFrames

const ringPieces = 64
const ring = (piece: number): number => (piece + ringPieces) & (ringPieces - 1)

/** A raised cosine whose weights add up to one: the gain has no corners. */
const weights = (() => {
  const bare = Float64Array.from(
    { length: aheadPieces + 1 },
    (_weight, k) => Math.sin((Math.PI * (k + 1)) / (aheadPieces + 2)) ** 2,
  )
  const sum = bare.reduce((total, weight) => total + weight, 0)
  return bare.map((weight) => weight / sum)
})()

/**
 * Holds true peaks (ITU-R BS.1770-5, annex 2) of house-format sound under a ceiling by a gain that looks 5 ms ahead and is the
 * same for both sides. Without change of length; where nothing comes near the ceiling every sample stays as it is. The same
 * sound gives the same samples, however it is cut into chunks.
 */
export class TruePeakLimiter {
  /** The lowest gain of each 10 ms, 1 where nothing was limited. */
  readonly lowestGains: number[] = []
  private readonly ceiling: number
  /** How much higher than its samples the sound between them may be. */
  private readonly rise: number
  /** Interleaved frames from `base` on that are still needed. */
  private buffer = new Float32Array(2 * pieceFrames)
  private base = -pieceFrames
  private held = pieceFrames
  private taken = 0
  private given = 0
  /** Pieces whose highest sample is known, and pieces whose needed gain is. */
  private seen = 0
  private measured = 0
  private readonly maxima = new Float64Array(ringPieces)
  private readonly needed = new Float64Array(ringPieces).fill(1)
  private readonly nodes = new Float64Array(ringPieces).fill(1)
  private readonly released = new Float64Array(ringPieces).fill(1)
  private readonly gains = new Float64Array(ringPieces).fill(1)
  private lastLow = Number.NEGATIVE_INFINITY
  private lastReduced = Number.NEGATIVE_INFINITY

  /** By samples alone (`truePeaks: false`) it takes a little less off, several times as fast: enough to foresee loudness. */
  constructor(ceilingDbtp: number, options: { truePeaks: boolean } = { truePeaks: true }) {
    this.ceiling = 10 ** (ceilingDbtp / 20)
    this.rise = options.truePeaks ? highestRise : 1
  }

  /** Takes interleaved frames; gives those that are ready, a few milliseconds fewer than were taken. */
  push(samples: Float32Array): Float32Array {
    this.taken += samples.length >> 1
    return this.run(samples)
  }

  /** The last frames: as many are given in all as were taken. */
  end(): Float32Array {
    const rest = this.taken - this.given
    const padding = (aheadPieces + 4) * pieceFrames
    return this.run(new Float32Array(2 * padding)).subarray(0, 2 * rest)
  }

  private run(samples: Float32Array): Float32Array {
    this.keep(samples)
    const whole = Math.floor((this.base + this.held) / pieceFrames)
    const out = new Float32Array(2 * pieceFrames * Math.max(0, whole - this.seen))
    let written = 0
    for (; this.seen < whole; this.seen++) {
      const from = 2 * (this.seen * pieceFrames - this.base)
      this.maxima[ring(this.seen)] = highestOf(this.buffer, from, from + 2 * pieceFrames)
      if (this.seen === 0) continue
      this.measure(this.measured++)
      const piece = this.measured - 1 - aheadPieces - 1
      if (piece < 0) continue
      this.give(piece, out, written)
      written += 2 * pieceFrames
    }
    this.given += written / 2
    return out.subarray(0, written)
  }

  /** Drops what is no longer needed and adds what came. */
  private keep(samples: Float32Array): void {
    const needed = Math.max(-pieceFrames, (this.measured - aheadPieces - 3) * pieceFrames)
    const drop = Math.max(0, needed - this.base)
    const rest = this.buffer.subarray(2 * drop, 2 * this.held)
    const size = rest.length + samples.length
    if (size > this.buffer.length) {
      const larger = new Float32Array(size)
      larger.set(rest)
      this.buffer = larger
    } else this.buffer.copyWithin(0, 2 * drop, 2 * this.held)
    this.buffer.set(samples, rest.length)
    this.base += drop
    this.held = size / 2
  }

  /** The gain that a piece needs, and with it the gain at the beginning of the piece that lies so far before it. */
  private measure(piece: number): void {
    const around = Math.max(
      this.maxima[ring(piece - 1)] ?? 0,
      this.maxima[ring(piece)] ?? 0,
      this.maxima[ring(piece + 1)] ?? 0,
    )
    const need = around * this.rise <= this.ceiling ? 1 : Math.min(1, this.ceiling / this.peakOf(piece))
    const node = Math.min(need, this.needed[ring(piece - 1)] ?? 1)
    this.needed[ring(piece)] = need
    this.nodes[ring(piece)] = node
    if (node < 1) this.lastLow = piece
    const at = piece - aheadPieces
    let lowest = 1
    if (this.lastLow >= at)
      for (let near = at; near <= piece; near++) lowest = Math.min(lowest, this.nodes[ring(near)] ?? 1)
    const before = this.released[ring(at - 1)] ?? 1
    const risen = before + (1 - before) * risePerPiece
    const gain = Math.min(lowest, risen > asGoodAsOne ? 1 : risen)
    this.released[ring(at)] = gain
    if (gain < 1) this.lastReduced = at
    this.gains[ring(at)] = this.lastReduced < at - aheadPieces ? 1 : this.smoothed(at)
  }

  private smoothed(at: number): number {
    let sum = 0
    for (let k = 0; k <= aheadPieces; k++) sum += (weights[k] ?? 0) * (this.released[ring(at - k)] ?? 1)
    return Math.min(1, sum)
  }

  /** The highest true peak of both sides from just before a piece's first sample to just after its last. */
  private peakOf(piece: number): number {
    const from = 2 * (piece * pieceFrames - this.base)
    let highest = this.maxima[ring(piece)] ?? 0
    if (this.rise === 1) return highest
    for (let i = from - 2; i < from + 2 * pieceFrames; i++)
      highest = Math.max(highest, highestBetween(this.buffer, i, 2))
    return highest
  }

  private give(piece: number, out: Float32Array, at: number): void {
    const first = this.gains[ring(piece)] ?? 1
    const next = this.gains[ring(piece + 1)] ?? 1
    const from = 2 * (piece * pieceFrames - this.base)
    if (first === 1 && next === 1) out.set(this.buffer.subarray(from, from + 2 * pieceFrames), at)
    else {
      for (let frame = 0; frame < pieceFrames; frame++) {
        const gain = first + ((next - first) * frame) / pieceFrames
        out[at + 2 * frame] = (this.buffer[from + 2 * frame] ?? 0) * gain
        out[at + 2 * frame + 1] = (this.buffer[from + 2 * frame + 1] ?? 0) * gain
      }
    }
    if (piece % piecesPerReading === 0) this.lowestGains.push(1)
    const last = this.lowestGains.length - 1
    this.lowestGains[last] = Math.min(this.lowestGains[last] ?? 1, first, next)
  }
}
