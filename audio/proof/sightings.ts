import { type Fourier, fourier } from '../fourier.ts'
import { PRINT_BANDS, type SoundPrint } from './print.ts'

/** A block of the master that was seen in the recording. */
export interface Sighting {
  /** First frame of the block in the master. */
  masterFrame: number
  /** Where that frame lies in the recording, in frames, to a fraction of one. */
  recordingFrame: number
  /** How alike they are, 0 … 1. */
  likeness: number
}

/** Length of a block: 4.1 s. Long enough to be told from all others, short enough that 0.1 % of speed does not blur it. */
export const BLOCK_FRAMES = 128
/** Speech of one voice against other speech of it reaches 0.2 at most in hours; what is the same, after the worst, 0.3. */
const LEAST_LIKENESS = 0.24
/** Of one block in one recording: an edition may have been aired several times, and tunes come back. */
const MOST_SIGHTINGS = 12
/** Peaks nearer than half a second are one. */
const APART_FRAMES = 16
const SIZE = 1024
const PAIRS = PRINT_BANDS / 2

/**
 * A recording made ready to be searched at all its places at once. Correlation by Fourier transform, in overlapping
 * pieces; two bands ride in one complex transform, for the real part of the product is the sum of both correlations.
 */
export interface Searchable {
  readonly print: SoundPrint
  /** Places of this block of the master, the best first. Blocks without sound are never seen. */
  find(master: SoundPrint, masterFrame: number): Sighting[]
}

/** Makes a recording ready: a megabyte and a half for every ten minutes. */
export function searchable(print: SoundPrint): Searchable {
  const ft = fourier(SIZE)
  const step = SIZE - BLOCK_FRAMES
  const pieces: Spectrum[] = []
  for (let from = -BLOCK_FRAMES + 1; from < print.frames; from += step)
    pieces.push(spectrum(ft, print, from, SIZE, false))
  const energyTo = energies(print)
  const energyOf = (from: number): number => {
    const start = Math.max(0, from)
    const end = Math.min(print.frames, from + BLOCK_FRAMES)
    return end <= start ? 0 : (energyTo[end] ?? 0) - (energyTo[start] ?? 0)
  }
  const likeness = new Float64Array(pieces.length * step)
  const re = new Float64Array(SIZE)
  const im = new Float64Array(SIZE)

  return {
    print,
    find(master, masterFrame) {
      const block = spectrum(ft, master, masterFrame, BLOCK_FRAMES, true)
      const energy = blockEnergy(master, masterFrame)
      // A block that says next to nothing could be anything.
      if (energy < LEAST_ENERGY) return []
      for (const [place, piece] of pieces.entries()) {
        re.fill(0)
        im.fill(0)
        for (let pair = 0; pair < PAIRS; pair++) {
          const from = pair * SIZE
          for (let k = 0; k < SIZE; k++) {
            const aRe = piece.re[from + k] ?? 0
            const aIm = piece.im[from + k] ?? 0
            const bRe = block.re[from + k] ?? 0
            const bIm = block.im[from + k] ?? 0
            re[k] = (re[k] ?? 0) + aRe * bRe - aIm * bIm
            im[k] = (im[k] ?? 0) + aRe * bIm + aIm * bRe
          }
        }
        ft.invert(re, im)
        for (let k = 0; k < step; k++) {
          const from = place * step + k - BLOCK_FRAMES + 1
          const scale = Math.sqrt(energy * Math.max(energyOf(from), energy * 0.05))
          likeness[place * step + k] = (re[k] ?? 0) / scale
        }
      }
      return peaksOf(likeness, -BLOCK_FRAMES + 1, masterFrame)
    },
  }
}

/** Kept in single precision: a day's recording has two thousand of them. */
interface Spectrum {
  re: Float32Array
  im: Float32Array
}

/** 16 bands × 128 frames at a tenth of full swing. */
const LEAST_ENERGY = PRINT_BANDS * BLOCK_FRAMES * 0.01 * 127 * 127

function spectrum(ft: Fourier, print: SoundPrint, from: number, frames: number, conjugate: boolean): Spectrum {
  const all = { re: new Float32Array(PAIRS * SIZE), im: new Float32Array(PAIRS * SIZE) }
  const re = new Float64Array(SIZE)
  const im = new Float64Array(SIZE)
  for (let pair = 0; pair < PAIRS; pair++) {
    re.fill(0)
    im.fill(0)
    for (let i = 0; i < frames; i++) {
      const frame = from + i
      if (frame < 0 || frame >= print.frames) continue
      re[i] = print.values[frame * PRINT_BANDS + 2 * pair] ?? 0
      im[i] = print.values[frame * PRINT_BANDS + 2 * pair + 1] ?? 0
    }
    ft.transform(re, im)
    if (conjugate) for (let k = 0; k < SIZE; k++) im[k] = -(im[k] ?? 0)
    all.re.set(re, pair * SIZE)
    all.im.set(im, pair * SIZE)
  }
  return all
}

function energies(print: SoundPrint): Float64Array {
  const to = new Float64Array(print.frames + 1)
  for (let n = 0; n < print.frames; n++) to[n + 1] = (to[n] ?? 0) + frameEnergy(print, n)
  return to
}

/** The sum of the squares of a frame's values. */
export function frameEnergy(print: SoundPrint, frame: number): number {
  let sum = 0
  for (let b = 0; b < PRINT_BANDS; b++) sum += (print.values[frame * PRINT_BANDS + b] ?? 0) ** 2
  return sum
}

function blockEnergy(print: SoundPrint, from: number): number {
  let sum = 0
  for (let n = from; n < from + BLOCK_FRAMES; n++) sum += frameEnergy(print, n)
  return sum
}

function peaksOf(likeness: Float64Array, firstFrame: number, masterFrame: number): Sighting[] {
  const peaks: Sighting[] = []
  for (let k = 1; k + 1 < likeness.length; k++) {
    const here = likeness[k] ?? 0
    if (here < LEAST_LIKENESS) continue
    const before = likeness[k - 1] ?? 0
    const after = likeness[k + 1] ?? 0
    if (here < before || here <= after) continue
    const bend = before - 2 * here + after
    const shift = bend === 0 ? 0 : (0.5 * (before - after)) / bend
    peaks.push({ masterFrame, recordingFrame: firstFrame + k + shift, likeness: Math.min(1, here) })
  }
  peaks.sort((a, b) => b.likeness - a.likeness)
  const kept: Sighting[] = []
  for (const peak of peaks) {
    if (kept.length >= MOST_SIGHTINGS) break
    if (kept.every((other) => Math.abs(other.recordingFrame - peak.recordingFrame) >= APART_FRAMES)) kept.push(peak)
  }
  return kept
}
