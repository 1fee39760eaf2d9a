import type { Loudness } from '../loudness/index.ts'
import type { PartRole } from './recipe.ts'

/** A delivered file. Figures and frames (48 kHz) are those of the file as it decodes. */
export interface RenderedFile {
  path: string
  sha256: string
  bytes: number
  frames: number
  figures: Loudness
}

/** One part as it sounds in the programme. Frames are of 48 kHz. */
export interface RenderedPart {
  role: PartRole
  title: string
  sha256: string
  startFrame: number
  frames: number
  /** As it came, before any gain: treated and cut. */
  measuredLufs: number
  measuredTruePeakDbtp: number
  appliedGainDb: number
  /** Its peaks met the limiter in one of the delivered files. */
  limited: boolean
  /** How far its highest peak was pulled down, in the file where that was most; 0: nothing was limited. */
  limitedDb: number
  /** Where it lies in the finished master; undefined where it is too short or sounds over another part. */
  deliveredLufs?: number
  /** The side that was taken for both where the other carried nothing. */
  usedChannel: 'both' | 'left' | 'right'
  /** RMS that the quietest tenth of its blocks do not exceed; undefined where there is no pause. */
  noiseFloorDbfs?: number
  /** Runs of at least three neighbouring samples at full scale, in the source. */
  clippedRuns: number
  /** Silences of 2 s and more within it. */
  silences: readonly { atFrame: number; frames: number }[]
}

/** What a render gives: three files as they were verified, and what is known of each part. */
export interface Rendered {
  /** 48 kHz stereo, 16 bit, with `bext` and `cart`. */
  master: RenderedFile & { durationMs: number }
  /** 128 kbit/s CBR, stereo. */
  mp3: RenderedFile
  /** 64 kbit/s CBR, mono; its figures are of both loudspeakers (dual mono). */
  mono: RenderedFile
  parts: RenderedPart[]
  /** Short-term loudness (3 s) of the master at the end of each second; undefined under −70 LUFS. */
  loudnessLufs: (number | undefined)[]
  /** How often each file was made until it met its bars. */
  rounds: { master: number; mp3: number; mono: number }
  limited: boolean
  ffmpegVersion: string
}
