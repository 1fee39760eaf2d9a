import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PartRole, Recipe, RecipeBed, RecipePart } from '../../audio/index.ts'
import type { ReadyPart } from '../../audio/parts/index.ts'
import { gated, momentaryLufs } from './bs1770.ts'

/** A folder of parts as a mix reads them, made of samples and measured without FFmpeg. */
export class ReadyParts {
  readonly #folder: string
  #made = 0

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async open(): Promise<ReadyParts> {
    return new ReadyParts(await mkdtemp(join(tmpdir(), 'len-song-mix-')))
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }

  /** Of interleaved stereo at 48 kHz. Its true peak is its highest sample: enough for sounds without high tones. */
  async part(samples: Float32Array): Promise<ReadyPart> {
    return { ...figuresOf(samples), pcmPath: await this.#write(samples) }
  }

  /** The same where figures do not matter: as loud as can be, all along. */
  async unmeasured(samples: Float32Array): Promise<ReadyPart> {
    const momentaryLufs = Array.from({ length: Math.floor(samples.length / 9_600) }, () => 0)
    const figures = {
      integratedLufs: 0,
      truePeakDbtp: 0,
      clippedRuns: 0,
      silences: [],
      peaks: { perSecond: 20, pairs: [] },
    }
    const pcmPath = await this.#write(samples)
    return { ...figures, frames: samples.length / 2, momentaryLufs, usedChannel: 'both', pcmPath }
  }

  async #write(samples: Float32Array): Promise<string> {
    const pcmPath = join(this.#folder, `${++this.#made}.f32`)
    await writeFile(pcmPath, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))
    return pcmPath
  }
}

function figuresOf(samples: Float32Array): Omit<ReadyPart, 'pcmPath'> {
  const frames = samples.length / 2
  const course = momentaryLufs(samples)
  const pairs: number[] = []
  let highest = 0
  for (let at = 0; at < samples.length; at += 4_800) {
    const piece = samples.subarray(at, at + 4_800)
    const low = piece.reduce((least, sample) => Math.min(least, sample), 0)
    const high = piece.reduce((most, sample) => Math.max(most, sample), 0)
    highest = Math.max(highest, -low, high)
    pairs.push(Math.round(low * 127), Math.round(high * 127))
  }
  return {
    frames,
    integratedLufs: gated(course),
    truePeakDbtp: 20 * Math.log10(highest),
    momentaryLufs: course.map((lufs) => Math.max(-120, lufs)),
    usedChannel: 'both',
    clippedRuns: 0,
    silences: [],
    peaks: { perSecond: 20, pairs },
  }
}

/** Pieces of noise and of silence, one after another: seconds and level (RMS, dBFS; −∞ for silence). Left and right differ. */
export function noise(seed: number, ...pieces: [seconds: number, dbfs: number][]): Float32Array {
  const lengths = pieces.map(([seconds]) => Math.round(seconds * 48_000) * 2)
  const samples = new Float32Array(lengths.reduce((sum, length) => sum + length, 0))
  let at = 0
  let state = seed
  for (const [index, [, dbfs]] of pieces.entries()) {
    const amplitude = Math.sqrt(3) * 10 ** (dbfs / 20)
    const end = at + (lengths[index] ?? 0)
    for (; at < end; at++) {
      // Numerical Recipes' linear congruential generator, whose sign bit and those after it are random enough.
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
      samples[at] = amplitude === 0 ? 0 : (amplitude * state) / 2 ** 31
    }
  }
  return samples
}

/** A steady 1 kHz sine of so many seconds and peak level. */
export function tone(seconds: number, dbfs: number, hz = 1_000): Float32Array {
  const amplitude = 10 ** (dbfs / 20)
  return Float32Array.from(
    { length: Math.round(seconds * 48_000) * 2 },
    (_sample, index) => amplitude * Math.sin((2 * Math.PI * hz * (index >> 1)) / 48_000),
  )
}

const noTags = { title: '', artist: '', album: '', date: '2026-11-15' }

/** A recipe of parts as they are, one after another, but for what is said of each. */
export function recipeOf(
  parts: readonly Partial<RecipePart>[],
  { beds = [], targetLufs = -23 }: { beds?: readonly Partial<RecipeBed>[]; targetLufs?: number } = {},
): Recipe {
  return {
    version: 2,
    targetLufs,
    truePeakMaxDbtp: -1,
    sampleRateHz: 48_000,
    channels: 2,
    parts: parts.map((part, index) => ({
      role: 'item' satisfies PartRole,
      title: `Tin ${index + 1}`,
      sha256: index.toString(16).padStart(64, '0'),
      gapAfterFrames: 0,
      keep: [],
      treatment: { highPass: false, noiseReduction: 'off', deClick: 'off' },
      gainDb: 0,
      fadeInFrames: 0,
      fadeOutFrames: 0,
      ...part,
    })),
    beds: beds.map((bed) => ({
      title: 'Nhạc nền',
      sha256: 'b'.repeat(64),
      fromPart: 0,
      toPart: parts.length - 1,
      levelLu: -12,
      duckDb: 10,
      attackFrames: 14_400,
      releaseFrames: 48_000,
      fadeInFrames: 0,
      fadeOutFrames: 0,
      leadFrames: 0,
      tailFrames: 0,
      ...bed,
    })),
    tags: noTags,
  }
}
