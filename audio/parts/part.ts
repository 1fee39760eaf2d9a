import type { Peaks } from '../probe/index.ts'
import type { Treatment } from './treatment.ts'

/** The shortest sound whose loudness is defined, ms: one gating block of ITU-R BS.1770. */
export const minPartMs = 400

/** A stretch of a decoded source that is kept, in frames of 48 kHz: the first that is in it and the first that is not. */
export interface KeptFrames {
  fromFrame: number
  toFrame: number
}

/** What a part is made of. Two equal sources make the same part. */
export interface PartSource {
  /** Of the file; the title is for messages only. */
  sha256: string
  title: string
  /** In order, without overlap; empty: all of it. What lies past the end of the sound is left out. */
  keep: readonly KeptFrames[]
  treatment: Treatment
}

/** A sound made ready for a mix: decoded, treated, cut and measured. */
export interface ReadyPart extends PartFigures {
  /**
   * Headerless house format (48 kHz, stereo, 32-bit float). A channel that is dead, or the opposite of the other, is filled
   * from that; a constant offset (DC) is taken off. To be read only, and only while a lease is held.
   */
  pcmPath: string
}

/** What was measured of a part as it lies in its file. */
export interface PartFigures {
  frames: number
  /** EBU R 128, as heard from two speakers. */
  integratedLufs: number
  truePeakDbtp: number
  /** Loudest 3 s; undefined for what is shorter. */
  maxShortTermLufs?: number
  /** Loudness of the 400 ms ending at 100 ms, 200 ms, …; what is not full yet, or silent, is told as −120 or less. */
  momentaryLufs: readonly number[]
  /** The channel that was taken for both: the living one, or the louder where both cancel each other. */
  usedChannel: 'both' | 'left' | 'right'
  /**
   * RMS that the quietest twentieth of its blocks of 100 ms do not exceed, −120 for digital silence and all below; undefined
   * where there is no pause (music), so that the quietest twentieth is sound.
   */
  noiseFloorDbfs?: number
  /** Runs of at least three neighbouring samples at full scale, in the source as it was sampled, within what is kept. */
  clippedRuns: number
  /** Stretches of at least 2 s without sound. */
  silences: readonly { atFrame: number; frames: number }[]
  /** The waveform. */
  peaks: Peaks
}
