import { mkdtemp, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AudioError } from '../errors.ts'
import type { Ffmpeg } from '../ffmpeg.ts'
import { framesToMs } from '../house-format.ts'
import {
  type Loudness,
  type LoudnessTrace,
  neighbourToleranceLu,
  wholeMeets,
  wholeToleranceLu,
} from '../loudness/index.ts'
import { GainSearch } from '../mix/index.ts'
import type { PartStore } from '../parts/index.ts'
import { type Delivery, encodeDelivery } from './delivery.ts'
import { type Master, mixMaster } from './master.ts'
import { ProgressMeter, type RenderProgress } from './progress.ts'
import { hashOf, type ReadPart, readParts } from './read-parts.ts'
import type { Recipe } from './recipe.ts'
import { rehearseGains } from './rehearsal.ts'
import type { Rendered, RenderedPart } from './rendered.ts'
import { together } from './together.ts'

export interface RenderIo {
  ffmpeg: Ffmpeg
  /** Where sounds that were made ready are found again. */
  parts: PartStore
  /** Where the file with this hash lies. */
  pathOf: (sha256: string) => string | Promise<string>
  /** An existing folder that belongs to this render alone. */
  workDir: string
  signal?: AbortSignal
  /** 1..19: how far the render stands back behind everything else that wants the processor; default 10. */
  readonly niceness?: number
  onProgress?: (progress: RenderProgress) => void
}

/**
 * Renders a recipe to `master.wav` (48 kHz stereo, 16 bit, dithered) and `programme.mp3` in `workDir` and verifies both as
 * they were delivered: whole within ±0.2 LU of the target, true peak under its bar, neighbouring reads within 1 LU, exactly
 * the planned count of samples. Both files are on the disk (fsync) when this resolves.
 *
 * Rejects with AudioError, leaving nothing of its own in `workDir`: `target-missed` with the figures, `input-missing`,
 * `input-changed`, `silent`, `too-short` and the codes of a decode with the part's `title` and `sha256`; `ffmpeg-lacks`,
 * `ffmpeg-missing`, `disk-full`, `cancelled`.
 */
export async function render(recipe: Recipe, io: RenderIo): Promise<Rendered & { reads: RenderedPart[] }> {
  const signal = io.signal ?? new AbortController().signal
  if (signal.aborted) throw new AudioError('cancelled')
  if (io.ffmpeg.lacks.length > 0)
    throw new AudioError('ffmpeg-lacks', { lacks: io.ffmpeg.lacks, ffmpegPath: io.ffmpeg.path })
  const scratch = await mkdtemp(join(io.workDir, 'render-'))
  const kept: string[] = []
  try {
    const progress = new ProgressMeter(io.onProgress)
    const stage = { ffmpeg: io.ffmpeg, workDir: scratch, signal }
    const parts = await readParts(recipe, { ...stage, pathOf: io.pathOf, onProgress: progress.enter('reading') })
    const search = new GainSearch(parts, recipe)
    await rehearseGains(recipe, parts, search, { ...stage, onProgress: progress.enter('mixing') })
    const gains = search.current()
    const [master, delivery] = await together(
      signal,
      async (either) => {
        // The MP3 takes longer: its progress is the one that is told.
        const mixed = await mixMaster(recipe, parts, search, { ...stage, signal: either, onProgress: () => undefined })
        judge('master', recipe, mixed.trace, describeParts(recipe, parts, mixed))
        return mixed
      },
      (either) =>
        encodeDelivery(recipe, parts, gains, 'mp3', {
          ...stage,
          signal: either,
          enter: (phase) => progress.enter(phase),
        }),
    )
    const mono = await encodeDelivery(recipe, parts, gains, 'mono', {
      ...stage,
      enter: (phase) => progress.enter(phase),
    })
    judge('mono', recipe, mono.trace, [])
    const reads = describeParts(recipe, parts, master, delivery)
    judge('mp3', recipe, delivery.trace, reads)
    const masterFile = await keep(master.path, join(io.workDir, 'master.wav'), kept, signal)
    const mp3File = await keep(delivery.path, join(io.workDir, 'programme.mp3'), kept, signal)
    const monoFile = await keep(mono.path, join(io.workDir, 'programme-mono.mp3'), kept, signal)
    await rm(scratch, { recursive: true, force: true })
    progress.finish()
    return {
      master: {
        ...masterFile,
        frames: master.frames,
        durationMs: framesToMs(master.frames),
        figures: figuresOf(master.trace),
      },
      mp3: { ...mp3File, frames: delivery.frames, figures: figuresOf(delivery.trace) },
      mono: { ...monoFile, frames: mono.frames, figures: figuresOf(mono.trace) },
      parts: reads,
      reads,
      loudnessLufs: [],
      rounds: { master: master.rounds, mp3: delivery.rounds, mono: mono.rounds },
      limited: reads.some((read) => read.limited),
      ffmpegVersion: io.ffmpeg.version,
    }
  } catch (error) {
    await Promise.all([scratch, ...kept].map((path) => rm(path, { recursive: true, force: true })))
    throw asRenderError(error, signal)
  }
}

/** The master of a sound that is levelled by itself. */
export type Levelled = Rendered['master'] & { limited: boolean }

/**
 * Brings a recipe's sound to its target as `render` does, without an MP3: for what only ever sounds from this station (an
 * announcement). `master.wav` in `workDir` is verified as it was written. Rejects as `render` does.
 */
export async function renderMaster(recipe: Recipe, io: Omit<RenderIo, 'onProgress' | 'parts'>): Promise<Levelled> {
  const signal = io.signal ?? new AbortController().signal
  if (signal.aborted) throw new AudioError('cancelled')
  if (io.ffmpeg.lacks.length > 0)
    throw new AudioError('ffmpeg-lacks', { lacks: io.ffmpeg.lacks, ffmpegPath: io.ffmpeg.path })
  const scratch = await mkdtemp(join(io.workDir, 'render-'))
  const kept: string[] = []
  const onProgress = () => undefined
  try {
    const stage = { ffmpeg: io.ffmpeg, workDir: scratch, signal, onProgress }
    const parts = await readParts(recipe, { ...stage, pathOf: io.pathOf })
    const search = new GainSearch(parts, recipe)
    await rehearseGains(recipe, parts, search, stage)
    const mixed = await mixMaster(recipe, parts, search, stage)
    judge('master', recipe, mixed.trace, describeParts(recipe, parts, mixed))
    const file = await keep(mixed.path, join(io.workDir, 'master.wav'), kept, signal)
    return {
      ...file,
      frames: mixed.frames,
      durationMs: framesToMs(mixed.frames),
      figures: figuresOf(mixed.trace),
      limited: mixed.limitedParts.includes(true),
    }
  } catch (error) {
    await Promise.all(kept.map((path) => rm(path, { force: true })))
    throw asRenderError(error, signal)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Throws `target-missed` for what does not meet its bar. A part that was limited may lie lower than its neighbours: it is said so. */
function judge(
  file: 'master' | 'mp3' | 'mono',
  recipe: Recipe,
  trace: LoudnessTrace,
  reads: readonly RenderedPart[],
): void {
  const { targetLufs, truePeakMaxDbtp } = recipe
  const details = { file, targetLufs, truePeakMaxDbtp, figures: figuresOf(trace), reads }
  if (!wholeMeets(trace, targetLufs, wholeToleranceLu, truePeakMaxDbtp))
    throw new AudioError('target-missed', { what: 'loudness', ...details })
  const spoken = reads.filter((read) => read.role === 'item' && read.deliveredLufs !== undefined && !read.limited)
  for (const [index, read] of spoken.entries()) {
    const next = spoken[index + 1]
    if (next?.deliveredLufs === undefined || read.deliveredLufs === undefined) continue
    if (Math.abs(next.deliveredLufs - read.deliveredLufs) > neighbourToleranceLu)
      throw new AudioError('target-missed', { what: 'reads', ...details })
  }
}

function describeParts(
  recipe: Recipe,
  parts: readonly ReadPart[],
  master: Master,
  delivery?: Delivery,
): RenderedPart[] {
  return recipe.parts.flatMap(({ role, title, sha256 }, index) => {
    const part = parts[index]
    const segment = master.segments[index]
    if (part === undefined || segment === undefined) return []
    const appliedGainDb = master.gains.gainsDb[index] ?? 0
    return {
      role,
      title,
      sha256,
      ...segment,
      measuredLufs: part.integratedLufs,
      measuredTruePeakDbtp: part.truePeakDbtp,
      appliedGainDb,
      limited: master.limitedParts[index] === true || delivery?.limitedParts[index] === true,
      deliveredLufs: master.partsLufs[index],
      usedChannel: part.channel,
      limitedDb: 0,
      clippedRuns: 0,
      silences: [],
    }
  })
}

/** Moves a finished file out of the scratch folder, onto the disk for good, and hashes it as it lies there. */
async function keep(
  from: string,
  path: string,
  kept: string[],
  signal: AbortSignal,
): Promise<{ path: string; sha256: string; bytes: number }> {
  const file = await open(from, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  kept.push(path)
  await rename(from, path)
  return { path, sha256: await hashOf(path, signal), bytes: (await stat(path)).size }
}

function figuresOf({
  integratedLufs,
  truePeakDbtp,
  rangeLu,
  maxMomentaryLufs,
  maxShortTermLufs,
}: LoudnessTrace): Loudness {
  return { integratedLufs, truePeakDbtp, rangeLu, maxMomentaryLufs, maxShortTermLufs }
}

function asRenderError(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof AudioError && error.code !== 'cancelled') return error
  if (signal.aborted) return new AudioError('cancelled', {}, { cause: error })
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AudioError('disk-full', {}, { cause: error })
  return error
}
