import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Mp3Form, StretchStore } from '../delivery/index.ts'
import { AudioError } from '../errors.ts'
import type { Ffmpeg } from '../ffmpeg.ts'
import { framesToMs } from '../house-format.ts'
import { readyMix } from '../mix/index.ts'
import { createPartStore, type PartStore } from '../parts/index.ts'
import type { Produced } from './produce.ts'
import { ProgressMeter, type RenderProgress } from './progress.ts'
import type { Recipe } from './recipe.ts'
import type { Rendered, RenderedFile } from './rendered.ts'
import { produceInThread } from './thread.ts'
import { figuresOf } from './verdict.ts'

export interface RenderIo {
  ffmpeg: Ffmpeg
  /** Where sounds that were made ready are found again. */
  parts: PartStore
  /** Where encoded stretches are found again; without it every render encodes all of its programme. */
  stretches?: StretchStore
  /** Where the file with this hash lies. */
  pathOf: (sha256: string) => string | Promise<string>
  /** An existing folder that belongs to this render alone. */
  workDir: string
  signal?: AbortSignal
  /** 0..19: how far the render stands back behind everything else that wants the processor; asked again and again, default 10. */
  readonly niceness?: number
  onProgress?: (progress: RenderProgress) => void
}

const defaultNiceness = 10
const masterName = 'master.wav'
const deliveryNames: Record<Mp3Form, string> = { mp3: 'programme.mp3', mono: 'programme-mono.mp3' }

/**
 * Renders a recipe to `master.wav` (48 kHz stereo, 16 bit, dithered, with `bext` and `cart`), `programme.mp3` (128 kbit/s) and
 * `programme-mono.mp3` (64 kbit/s) in `workDir` and verifies all three as they were delivered: whole within ±0.2 LU of the
 * target, true peak under its bar, neighbouring reads within 1 LU, exactly the planned count of samples. The files are on the
 * disk (fsync) when this resolves. The same recipe and FFmpeg give the same bytes, whatever the stores hold.
 *
 * In the MP3s a sound after a silence of 200 ms or more may come up to 24 ms before its place in the master, so that it begins
 * a frame of its own; nothing adds up.
 *
 * Rejects with AudioError, leaving nothing of its own in `workDir`: `target-missed` with the figures, `input-missing`,
 * `input-changed`, `silent`, `too-short` and the codes of a decode with the part's `title` and `sha256`; `ffmpeg-lacks`,
 * `ffmpeg-missing`, `disk-full`, `cancelled`.
 */
export async function render(recipe: Recipe, io: RenderIo): Promise<Rendered> {
  return inScratch(io, async (scratch, kept, signal) => {
    const progress = new ProgressMeter(io.onProgress)
    const produced = await makeReadyAndProduce(recipe, { ...io, signal, niceness: () => io.niceness }, scratch, {
      forms: ['mp3', 'mono'],
      progress,
    })
    const [mp3, mono] = [produced.deliveries.mp3, produced.deliveries.mono]
    if (mp3 === undefined || mono === undefined) throw new AudioError('decode-failed', { problem: 'no delivery' })
    const { trace } = produced.master
    const rendered: Rendered = {
      master: await keepMaster(produced, io.workDir, kept, signal),
      mp3: await keepDelivery('mp3', mp3, io.workDir, kept, signal),
      mono: await keepDelivery('mono', mono, io.workDir, kept, signal),
      parts: produced.parts,
      loudnessLufs: trace.shortTermLufs,
      rounds: { master: produced.rounds, mp3: mp3.rounds, mono: mono.rounds },
      limited: produced.parts.some(({ limited }) => limited),
      ffmpegVersion: io.ffmpeg.version,
    }
    progress.finish()
    return rendered
  })
}

/** A sound that was brought to its level, in some of the forms that a render has. */
export interface Levelled {
  master: Rendered['master']
  deliveries: Partial<Record<Mp3Form, RenderedFile>>
  limited: boolean
}

/**
 * Brings a recipe's sound to its target as `render` does, in the MP3 forms asked for alone; none for what only ever sounds
 * from this station (an announcement). `master.wav` and what was asked for in `workDir` are verified as they were written.
 * Rejects as `render` does.
 */
export async function renderOnly(
  recipe: Recipe,
  forms: readonly Mp3Form[],
  io: Omit<RenderIo, 'onProgress' | 'parts'> & Partial<Pick<RenderIo, 'parts'>>,
): Promise<Levelled> {
  return inScratch(io, async (scratch, kept, signal) => {
    const parts =
      io.parts ??
      (await createPartStore({
        folder: join(scratch, 'parts'),
        maxBytes: Number.MAX_SAFE_INTEGER,
        ffmpeg: io.ffmpeg,
      }))
    const produced = await makeReadyAndProduce(recipe, { ...io, parts, signal, niceness: () => io.niceness }, scratch, {
      forms,
      progress: new ProgressMeter(undefined),
    })
    const deliveries: Levelled['deliveries'] = {}
    for (const form of forms) {
      const made = produced.deliveries[form]
      if (made !== undefined) deliveries[form] = await keepDelivery(form, made, io.workDir, kept, signal)
    }
    const limited = produced.parts.some((part) => part.limited)
    return { master: await keepMaster(produced, io.workDir, kept, signal), deliveries, limited }
  })
}

type ReadyIo = Pick<RenderIo, 'ffmpeg' | 'parts' | 'stretches' | 'pathOf'> & {
  signal: AbortSignal
  niceness: () => number | undefined
}

async function makeReadyAndProduce(
  recipe: Recipe,
  io: ReadyIo,
  scratch: string,
  wanted: { forms: readonly Mp3Form[]; progress: ProgressMeter },
): Promise<Produced> {
  const { signal, pathOf, ffmpeg } = io
  const niceness = (): number => io.niceness() ?? defaultNiceness
  const lease = io.parts.lease()
  try {
    const onProgress = (fraction: number): void => wanted.progress.tell('reading', fraction)
    onProgress(0)
    const ready = await readyMix(recipe, io.parts, { pathOf, signal, niceness: niceness(), onProgress })
    const { picture } = recipe.tags
    return await produceInThread(
      {
        production: {
          recipe,
          ...ready,
          forms: wanted.forms,
          stretches: io.stretches,
          picturePath: picture === undefined ? undefined : await pathOf(picture.sha256),
        },
        ffmpeg,
        workDir: scratch,
      },
      { signal, niceness, onProgress: (phase, fraction) => wanted.progress.tell(phase, fraction) },
    )
  } finally {
    lease.release()
  }
}

/** Runs a task with a folder of its own in `workDir`; when it fails, neither that nor a file that it kept is left. */
async function inScratch<T>(
  { ffmpeg, workDir, signal: asked }: Pick<RenderIo, 'ffmpeg' | 'workDir' | 'signal'>,
  task: (scratch: string, kept: string[], signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const signal = asked ?? new AbortController().signal
  if (signal.aborted) throw new AudioError('cancelled')
  if (ffmpeg.lacks.length > 0) throw new AudioError('ffmpeg-lacks', { lacks: ffmpeg.lacks, ffmpegPath: ffmpeg.path })
  const kept: string[] = []
  let scratch: string | undefined
  try {
    scratch = await mkdtemp(join(workDir, 'render-'))
    return await task(scratch, kept, signal)
  } catch (error) {
    await Promise.all(kept.map((path) => rm(path, { force: true })))
    throw asRenderError(error, signal)
  } finally {
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true })
  }
}

async function keepMaster(
  { master: { path, trace } }: Produced,
  workDir: string,
  kept: string[],
  signal: AbortSignal,
): Promise<Rendered['master']> {
  const file = await keep(path, join(workDir, masterName), kept, signal)
  return { ...file, frames: trace.frames, durationMs: framesToMs(trace.frames), figures: figuresOf(trace) }
}

async function keepDelivery(
  form: Mp3Form,
  made: NonNullable<Produced['deliveries'][Mp3Form]>,
  workDir: string,
  kept: string[],
  signal: AbortSignal,
): Promise<RenderedFile> {
  const file = await keep(made.path, join(workDir, deliveryNames[form]), kept, signal)
  return { ...file, frames: made.trace.frames, figures: figuresOf(made.trace) }
}

/** Moves a finished file out of the scratch folder, onto the disk for good, and hashes it as it lies there. */
async function keep(
  from: string,
  path: string,
  kept: string[],
  signal: AbortSignal,
): Promise<Pick<RenderedFile, 'path' | 'sha256' | 'bytes'>> {
  const file = await open(from, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  kept.push(path)
  await rename(from, path)
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash, { signal })
  return { path, sha256: hash.digest('hex'), bytes: (await stat(path)).size }
}

function asRenderError(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof AudioError && error.code !== 'cancelled') return error
  if (signal.aborted) return new AudioError('cancelled', {}, { cause: error })
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AudioError('disk-full', {}, { cause: error })
  return error
}
