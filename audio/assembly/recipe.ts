import { AudioError } from '../errors.ts'
import { houseRateHz } from '../house-format.ts'

export type PartRole = 'intro' | 'item' | 'sting' | 'outro'

/** One place in a programme: what sounds there, named by its content, and the silence that follows. */
export interface RundownSlot {
  role: PartRole
  title: string
  sha256: string
  gapAfterMs: number
}

/** A programme in the order in which it sounds. */
export type Rundown = readonly RundownSlot[]

/** What the delivered MP3 says of itself. */
export interface ProgrammeTags {
  title: string
  /** The station. */
  artist: string
  /** The programme the edition belongs to. */
  album: string
  /** `YYYY-MM-DD`. */
  date: string
  comment?: string
}

/** All that decides how a programme sounds, as plain JSON: the same recipe and FFmpeg give the same bytes. */
export interface Recipe {
  version: 1
  targetLufs: number
  truePeakMaxDbtp: number
  sampleRateHz: 48000
  channels: 2
  mp3KbitPerS: 128
  parts: { role: PartRole; title: string; sha256: string; gapAfterFrames: number }[]
  tags: ProgrammeTags
}

export interface RecipeSettings {
  /** Programme loudness, −40..−10 LUFS; −23 is EBU R 128. */
  targetLufs: number
  /** Highest true peak, −9..0 dBTP; default −1 (EBU R 128). */
  truePeakMaxDbtp?: number
  tags: ProgrammeTags
}

/**
 * Turns a rundown into a recipe. Pure. Throws AudioError `bad-recipe` (details.problem) for what could never be rendered.
 */
export function planRecipe(rundown: Rundown, settings: RecipeSettings): Recipe {
  const { targetLufs, truePeakMaxDbtp = -1, tags } = settings
  if (rundown.length === 0) throw new AudioError('bad-recipe', { problem: 'no-parts' })
  if (!(targetLufs >= -40 && targetLufs <= -10)) throw new AudioError('bad-recipe', { problem: 'target', targetLufs })
  if (!(truePeakMaxDbtp >= -9 && truePeakMaxDbtp <= 0))
    throw new AudioError('bad-recipe', { problem: 'true-peak', truePeakMaxDbtp })
  if (!/^\d{4}-\d\d-\d\d$/.test(tags.date)) throw new AudioError('bad-recipe', { problem: 'date', date: tags.date })
  return {
    version: 1,
    targetLufs,
    truePeakMaxDbtp,
    sampleRateHz: houseRateHz,
    channels: 2,
    mp3KbitPerS: 128,
    parts: rundown.map(({ role, title, sha256, gapAfterMs }) => {
      if (!/^[0-9a-f]{64}$/.test(sha256)) throw new AudioError('bad-recipe', { problem: 'sha256', title, sha256 })
      if (!(gapAfterMs >= 0 && gapAfterMs <= 600_000))
        throw new AudioError('bad-recipe', { problem: 'gap', title, gapAfterMs })
      return { role, title, sha256, gapAfterFrames: Math.round((gapAfterMs * houseRateHz) / 1000) }
    }),
    tags: { ...tags },
  }
}
