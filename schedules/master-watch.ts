import { claimsOf } from './claim.ts'
import type { Clock } from './clock.ts'
import type { History } from './history.ts'
import type { MasterCheck, OnAirPicture } from './on-air-shapes.ts'
import type { PlayoutFile, PlayoutPlan } from './playout-plan.ts'
import type { Tell } from './tell.ts'

/** Knows which masters of the plan are in trouble, a day ahead, and tells when that changes. */
export interface MasterWatch {
  /** What a check said. */
  note(airingId: string, check: MasterCheck): void
  /** Checks the next day's masters one after another, at most every five minutes or after `planChanged`. */
  checkAhead(plan: PlayoutPlan): Promise<void>
  planChanged(plan: PlayoutPlan): void
  problems(): OnAirPicture['problems']
}

export interface MasterWatchParts {
  clock: Clock
  history: History
  checkMaster: (file: PlayoutFile) => Promise<MasterCheck>
  tell: Tell
}

/** Masters are looked at this long ahead, so that a missing one is known while somebody can still act. */
const CHECK_AHEAD_MS = 24 * 3_600_000
const CHECK_EVERY_MS = 5 * 60_000

export function watchMasters({ clock, history, checkMaster, tell }: MasterWatchParts): MasterWatch {
  const problems = new Map<string, { code: string; details: Record<string, unknown> }>()
  let checkedMs: number | undefined
  let checking = false

  const note = (airingId: string, check: MasterCheck) => {
    const known = problems.get(airingId)
    if (check.ok) {
      if (problems.delete(airingId)) tell('media-good', airingId, {})
    } else if (known?.code !== check.code) {
      problems.set(airingId, { code: check.code, details: check.details })
      tell('media-problem', airingId, { code: check.code, ...check.details })
    }
  }

  return {
    note,
    async checkAhead(plan) {
      const startedMs = clock.monotonicMs()
      if (checking || (checkedMs !== undefined && startedMs - checkedMs < CHECK_EVERY_MS)) return
      checking = true
      checkedMs = startedMs
      try {
        for (const { airingId, startsAt, durationMs, sound } of claimsOf(plan)) {
          const aheadMs = startsAt - clock.now()
          const near = aheadMs < CHECK_AHEAD_MS && aheadMs + durationMs > 0
          if (!near || sound.kind === 'live' || history.get(airingId)?.outcome !== undefined) continue
          note(airingId, await checkMaster(sound))
        }
      } finally {
        checking = false
      }
    },
    planChanged(plan) {
      checkedMs = undefined
      const names = new Set(plan.airings.map(({ airingId }) => airingId))
      for (const id of problems.keys()) if (!names.has(id)) problems.delete(id)
    },
    problems: () => [...problems].map(([airingId, problem]) => ({ airingId, ...problem })),
  }
}
