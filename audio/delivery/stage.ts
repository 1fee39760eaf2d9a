import type { Ffmpeg } from '../ffmpeg.ts'
import { framesToMs } from '../house-format.ts'

/** What every step of a delivery needs of its surroundings. */
export interface Stage {
  ffmpeg: Ffmpeg
  /** A folder of the render's own. */
  workDir: string
  signal: AbortSignal
  /** Asked before each program that is started. */
  niceness: () => number
}

/** The time a run over our own sound may take: a minute and four times its length, which a very slow machine still keeps. */
export function ownTimeLimitMs(frames: number): number {
  return 60_000 + 4 * framesToMs(frames)
}
