import type { Claim } from './claim.ts'
import { WHOLE_WITHIN_MS } from './cue.ts'
import type { AiringPast, Verdict } from './history.ts'

/** An airing whose output was silent for longer than this, in all, was not aired. */
export const SILENT_AT_MOST_MS = 10_000

/** How the player's last stretch of a sound ended. */
export interface LastStretch {
  /** Of the sound that sounded: its own, or its reserve's. */
  lengthMs: number
  /** Of this stretch. */
  soundedMs: number
  /** Where the very first sound of it was. */
  fromMs: number
  /** It goes on a timeline that began in an earlier process. */
  again: boolean
}

/** The last word about what sounded to its end. Pure. */
export function verdictAtEnd(claim: Claim, past: AiringPast | undefined, last: LastStretch): Verdict {
  const silent = silentVerdict(past)
  if (silent !== undefined) return silent
  if (past?.replacedBy !== undefined || claim.standsIn !== undefined) return { outcome: 'replaced' }
  // An input has no length: however long it was, it was all of it.
  if (claim.sound.kind === 'live') return { outcome: 'aired' }
  if (last.lengthMs - (past?.soundedMs ?? 0) - last.soundedMs < WHOLE_WITHIN_MS) return { outcome: 'aired' }
  const reason = past?.wasDisplaced
    ? 'displaced'
    : last.again
      ? 'interrupted'
      : last.fromMs > WHOLE_WITHIN_MS
        ? 'joined-late'
        : 'gaps'
  return { outcome: 'partial', reason }
}

/** What was sent and not heard was not aired; undefined where it was heard, or nobody measured. */
export function silentVerdict(past: AiringPast | undefined): Verdict | undefined {
  const { silentMs = 0, heardMs = 0 } = past?.output ?? {}
  if (silentMs <= SILENT_AT_MOST_MS) return undefined
  return { outcome: heardMs === 0 ? 'failed' : 'partial', reason: 'silent' }
}
