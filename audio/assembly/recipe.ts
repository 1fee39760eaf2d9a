import { AudioError } from '../errors.ts'
import { houseRateHz } from '../house-format.ts'
import { type Strength, type Treatment, untreated } from '../parts/index.ts'

export type { Strength, Treatment }
export { untreated }

/** What a place in a programme is. `intro` and `outro` are the signature tune at its beginning and end. */
export type PartRole =
  | 'intro'
  | 'opening-call'
  | 'greeting'
  | 'headline'
  | 'item'
  | 'sting'
  | 'question'
  | 'answer'
  | 'notice'
  | 'hotline'
  | 'filler'
  | 'sign-off'
  | 'outro'

/** A stretch of a source that is kept, milliseconds of the decoded sound. */
export interface KeptRange {
  fromMs: number
  toMs: number
}

/** One place in a programme: what sounds there, named by its content, and how it meets the next. */
export interface RundownSlot {
  role: PartRole
  title: string
  sha256: string
  /** Silence before the next part; negative: the next begins so much before the end of this one. */
  gapAfterMs: number
  /** In order, without overlap; absent: all of it. Joined with 10 ms cross-fades. */
  keep?: readonly KeptRange[]
  treatment?: Treatment
  /** On top of levelling; default 0. */
  gainDb?: number
  fadeInMs?: number
  fadeOutMs?: number
}

/** Music under a run of parts. It is repeated as long as it is needed and fades at the end; it is never cut short. */
export interface RundownBed {
  title: string
  sha256: string
  /** Places in the rundown, both included. */
  fromSlot: number
  toSlot: number
  /** Loudness of the bed where nobody speaks, against the programme's; −40..0 LU. */
  levelLu: number
  /** How much lower it is under speech, 0..40 dB. */
  duckDb: number
  attackMs: number
  releaseMs: number
  fadeInMs: number
  fadeOutMs: number
  /** It begins before its first part and ends after its last by so much, where there is room. */
  leadMs: number
  tailMs: number
}

/** A programme in the order in which it sounds. */
export type Rundown = readonly RundownSlot[]

/** What the delivered files say of themselves. */
export interface ProgrammeTags {
  title: string
  /** The station. */
  artist: string
  /** The programme the edition belongs to. */
  album: string
  /** `YYYY-MM-DD`. */
  date: string
  comment?: string
  /** A JPEG or PNG, named by its content. */
  picture?: { sha256: string; mediaType: 'image/jpeg' | 'image/png' }
}

/** One part of a recipe. Frames are of 48 kHz. */
export interface RecipePart {
  role: PartRole
  title: string
  sha256: string
  /** Negative: an overlap with the next part. */
  gapAfterFrames: number
  /** Empty: all of it. */
  keep: { fromFrame: number; toFrame: number }[]
  treatment: Treatment
  gainDb: number
  fadeInFrames: number
  fadeOutFrames: number
}

/** One bed of a recipe. Frames are of 48 kHz. */
export interface RecipeBed {
  title: string
  sha256: string
  fromPart: number
  toPart: number
  levelLu: number
  duckDb: number
  attackFrames: number
  releaseFrames: number
  fadeInFrames: number
  fadeOutFrames: number
  leadFrames: number
  tailFrames: number
}

/** All that decides how a programme sounds, as plain JSON: the same recipe and FFmpeg give the same bytes. */
export interface Recipe {
  version: 2
  targetLufs: number
  truePeakMaxDbtp: number
  sampleRateHz: 48000
  channels: 2
  parts: RecipePart[]
  beds: RecipeBed[]
  tags: ProgrammeTags
}

/** What renders of the first version kept; read by `readRecipe`. */
export interface RecipeVersion1 {
  version: 1
  targetLufs: number
  truePeakMaxDbtp: number
  parts: { role: 'intro' | 'item' | 'sting' | 'outro'; title: string; sha256: string; gapAfterFrames: number }[]
  tags: ProgrammeTags
}

export interface RecipeSettings {
  /** Programme loudness, −40..−10 LUFS; −23 is EBU R 128. */
  targetLufs: number
  /** Highest true peak, −9..0 dBTP; default −1 (EBU R 128). */
  truePeakMaxDbtp?: number
  tags: ProgrammeTags
  beds?: readonly RundownBed[]
}

/**
 * Turns a rundown into a recipe. Pure. Throws AudioError `bad-recipe` (details.problem) for what could never be rendered.
 */
export function planRecipe(rundown: Rundown, settings: RecipeSettings): Recipe {
  const { targetLufs, truePeakMaxDbtp = -1, tags, beds = [] } = settings
  if (rundown.length === 0) refuse('no-parts')
  need('target', targetLufs, -40, -10)
  need('true-peak', truePeakMaxDbtp, -9, 0)
  if (!/^\d{4}-\d\d-\d\d$/.test(tags.date)) refuse('date', { date: tags.date })
  if (tags.picture !== undefined) needHash(tags.title, tags.picture.sha256)
  return {
    version: 2,
    targetLufs,
    truePeakMaxDbtp,
    sampleRateHz: houseRateHz,
    channels: 2,
    parts: rundown.map(planPart),
    beds: beds.map((bed) => planBed(bed, rundown.length)),
    tags: { ...tags },
  }
}

/** A stored recipe of any version, as today's. The first version had neither edits nor beds. */
export function readRecipe(stored: Recipe | RecipeVersion1): Recipe {
  if (stored.version === 2) return stored
  return {
    version: 2,
    targetLufs: stored.targetLufs,
    truePeakMaxDbtp: stored.truePeakMaxDbtp,
    sampleRateHz: houseRateHz,
    channels: 2,
    parts: stored.parts.map((part) => ({
      ...part,
      keep: [],
      treatment: untreated,
      gainDb: 0,
      fadeInFrames: 0,
      fadeOutFrames: 0,
    })),
    beds: [],
    tags: stored.tags,
  }
}

const longestGapMs = 600_000
const longestOverlapMs = 30_000
const longestFadeMs = 60_000

function planPart(slot: RundownSlot): RecipePart {
  const { role, title, sha256, gapAfterMs, keep = [], treatment = untreated } = slot
  const { gainDb = 0, fadeInMs = 0, fadeOutMs = 0 } = slot
  needHash(title, sha256)
  need('gap', gapAfterMs, -longestOverlapMs, longestGapMs, title)
  need('gain', gainDb, -40, 20, title)
  need('fade', fadeInMs, 0, longestFadeMs, title)
  need('fade', fadeOutMs, 0, longestFadeMs, title)
  let end = 0
  for (const { fromMs, toMs } of keep) {
    const isRange = fromMs >= end && framesOf(toMs) > framesOf(fromMs) && Number.isFinite(toMs)
    if (!isRange) refuse('range', { title, fromMs, toMs })
    end = toMs
  }
  return {
    role,
    title,
    sha256,
    gapAfterFrames: framesOf(gapAfterMs),
    keep: keep.map(({ fromMs, toMs }) => ({ fromFrame: framesOf(fromMs), toFrame: framesOf(toMs) })),
    treatment: { ...treatment },
    gainDb,
    fadeInFrames: framesOf(fadeInMs),
    fadeOutFrames: framesOf(fadeOutMs),
  }
}

function planBed(bed: RundownBed, slots: number): RecipeBed {
  const { title, sha256, fromSlot, toSlot, levelLu, duckDb } = bed
  needHash(title, sha256)
  const isRun = Number.isInteger(fromSlot) && Number.isInteger(toSlot) && fromSlot >= 0 && fromSlot <= toSlot
  if (!isRun || toSlot >= slots) refuse('bed-place', { title, fromSlot, toSlot })
  need('bed-level', levelLu, -40, 0, title)
  need('duck', duckDb, 0, 40, title)
  for (const ms of [bed.attackMs, bed.releaseMs, bed.fadeInMs, bed.fadeOutMs, bed.leadMs, bed.tailMs])
    need('bed-time', ms, 0, longestFadeMs, title)
  return {
    title,
    sha256,
    fromPart: fromSlot,
    toPart: toSlot,
    levelLu,
    duckDb,
    attackFrames: framesOf(bed.attackMs),
    releaseFrames: framesOf(bed.releaseMs),
    fadeInFrames: framesOf(bed.fadeInMs),
    fadeOutFrames: framesOf(bed.fadeOutMs),
    leadFrames: framesOf(bed.leadMs),
    tailFrames: framesOf(bed.tailMs),
  }
}

function framesOf(ms: number): number {
  return Math.round((ms * houseRateHz) / 1000)
}

function needHash(title: string, sha256: string): void {
  if (!/^[0-9a-f]{64}$/.test(sha256)) refuse('sha256', { title, sha256 })
}

/** Also refuses what is not a number. */
function need(problem: string, value: number, least: number, most: number, title?: string): void {
  if (!(value >= least && value <= most)) refuse(problem, { title, value })
}

function refuse(problem: string, details: Record<string, unknown> = {}): never {
  throw new AudioError('bad-recipe', { problem, ...details })
}
