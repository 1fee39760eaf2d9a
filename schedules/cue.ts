import type { History } from './as-run.ts'
import type { OutcomeReason } from './on-air-events.ts'
import type { PlayoutAiring, PlayoutPlan } from './playout-plan.ts'

/** An airing is joined late only if at least this much of it is left; otherwise it is missed (“lỡ giờ phát”). */
export const LEAST_WORTH_JOINING_MS = 5000
/** An instant that is past by less than this is not late: it is being started. */
const PUNCTUAL_MS = 1000

/** What should sound at an instant, what comes next, and what can no longer be. */
export interface CueSheet {
  /** Belongs on the device now, `offsetMs` into its master. */
  now: { airing: PlayoutAiring; offsetMs: number } | undefined
  /** The next to be armed; its sound begins at `at` (UTC ms), `fromMs` into its master. */
  next: { airing: PlayoutAiring; at: number; fromMs: number } | undefined
  /** Over without having been heard (`missed`) or without having been heard to its end (`partial`). */
  over: { airing: PlayoutAiring; outcome: 'missed' | 'partial'; reason: OutcomeReason }[]
}

/**
 * Decides from the plan, the wall clock and the past alone; the same question always has the same answer.
 *
 * - An airing with an outcome is never considered again: that is what “exactly once” means.
 * - The instant decides: at `startsAt` an airing begins; later it is joined where it should be by then, if at least 5 s
 *   are left, otherwise it is missed.
 * - One that began and did not end (the process died) goes on where it should be. No place of the master is sounded a
 *   second time, even when the clock was put back: it then waits until its instant comes to the place last heard.
 * - Of two at the same time the one that began earlier keeps the device; the other joins when it has ended, or is missed.
 */
export function cueAt(plan: PlayoutPlan, nowMs: number, history: History): CueSheet {
  const sheet: CueSheet = { now: undefined, next: undefined, over: [] }
  const open = plan.airings
    .filter(({ airingId }) => history.get(airingId)?.outcome === undefined)
    .toSorted((a, b) => a.startsAt - b.startsAt || (a.airingId < b.airingId ? -1 : 1))

  for (const airing of open) {
    const past = history.get(airing.airingId)
    const fromMs = past?.started ? past.heardToMs : 0
    const at = airing.startsAt + fromMs
    if (nowMs < at) {
      if (sheet.next === undefined || at < sheet.next.at) sheet.next = { airing, at, fromMs }
      continue
    }
    const leftMs = airing.startsAt + airing.durationMs - nowMs
    const punctual = nowMs - at < PUNCTUAL_MS && leftMs > 0
    if (leftMs < LEAST_WORTH_JOINING_MS && !punctual) {
      sheet.over.push(
        past?.started
          ? { airing, outcome: 'partial', reason: 'interrupted' }
          : { airing, outcome: 'missed', reason: 'late' },
      )
      continue
    }
    sheet.now ??= { airing, offsetMs: nowMs - airing.startsAt }
  }
  return sheet
}
