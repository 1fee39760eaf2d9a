import type { Clock } from './clock.ts'
import type { Over } from './cue.ts'
import type { Deck } from './deck.ts'
import type { History, Verdict } from './history.ts'
import type { OutcomeReason } from './on-air-events.ts'
import type { Problem, Tell } from './tell.ts'

/** “Missed” is final, a clock that was wrong for a moment is not: it has to be so for this long. */
export const OVER_CONFIRM_MS = 30_000

/** What is over for good, and what the device had to do with it. */
export interface OverWatch {
  /** The device kept it from sounding. */
  blame(airingId: string, problem: Problem): void
  look(over: readonly Over[], plannedIds: ReadonlySet<string>): void
}

export interface OverParts {
  clock: Clock
  history: History
  deck: Deck
  tell: Tell
}

/** Writes the last word about what can no longer be, once that has been so for half a minute. */
export function watchOver({ clock, history, deck, tell }: OverParts): OverWatch {
  const since = new Map<string, number>()
  const blamed = new Map<string, Problem>()

  const settle = (airingId: string, verdict: Verdict, startsAt: number | undefined) => {
    const problem = verdict.outcome === 'missed' ? blamed.get(airingId) : undefined
    since.delete(airingId)
    blamed.delete(airingId)
    if (problem !== undefined) {
      const failed: Verdict = { outcome: 'failed', reason: problem.code as OutcomeReason }
      tell('failed', airingId, { reason: problem.code, what: problem.details, verdict: failed })
      deck.settle(airingId, failed)
      return
    }
    if (verdict.outcome === 'missed') tell('missed', airingId, { reason: verdict.reason, startsAt, verdict })
    deck.settle(airingId, verdict)
  }

  return {
    blame: (airingId, problem) => void blamed.set(airingId, problem),
    look(over, plannedIds) {
      const mono = clock.monotonicMs()
      const settleWhenSure = (airingId: string, verdict: Verdict, startsAt?: number) => {
        const from = since.get(airingId) ?? mono
        since.set(airingId, from)
        if (mono - from >= OVER_CONFIRM_MS) settle(airingId, verdict, startsAt)
      }
      const named = new Set<string>()
      for (const { claim, outcome, reason, certain, pause } of over) {
        const { airingId, startsAt } = claim
        if (deck.held.has(airingId)) continue
        named.add(airingId)
        const verdict: Verdict = reason === undefined ? { outcome } : { outcome, reason }
        if (pause !== undefined) {
          const { pauseId, reason: pauseReason } = pause
          tell('skipped', airingId, { reason: 'paused', pauseId, pauseReason, verdict })
        }
        if (certain) deck.settle(airingId, verdict)
        else settleWhenSure(airingId, verdict, startsAt)
      }
      // Begun, ended by nobody and no longer planned: withdrawn or edited while it sounded, and the process died since.
      for (const airingId of [...(history.open ?? [])]) {
        const past = history.get(airingId)
        if (plannedIds.has(airingId) || deck.held.has(airingId) || past?.order !== undefined) continue
        if (past?.verdict !== undefined) deck.settle(airingId, past.verdict)
        if (!past?.started || past.outcome !== undefined) continue
        named.add(airingId)
        const reason: OutcomeReason = past.displaced ? 'displaced' : 'interrupted'
        settleWhenSure(airingId, { outcome: 'partial', reason })
      }
      for (const airingId of since.keys()) if (!named.has(airingId)) since.delete(airingId)
    },
  }
}
