import { claimOfOrder, claimsOf, type EmergencyOrder } from './claim.ts'
import type { Clock } from './clock.ts'
import type { CueSheet } from './cue.ts'
import type { Deck } from './deck.ts'
import type { History, Verdict } from './history.ts'
import type { OnAirWish, WishResult } from './on-air-shapes.ts'
import type { PlayoutPlan } from './playout-plan.ts'
import type { Tell } from './tell.ts'

/** What a person asked for and nobody read for so long is not obeyed any more. */
export const STALE_WISH_MS = 60_000

export interface WishParts {
  clock: Clock
  history: History
  deck: Deck
  tell: Tell
  plan: () => PlayoutPlan | undefined
  sheet: () => CueSheet | undefined
}

type Obey<Kind extends OnAirWish['kind']> = (wish: Extract<OnAirWish, { kind: Kind }>) => WishResult

/** Obeys wishes from outside, or says why not. The same wish twice does no more than once. */
export function obeyWishes({ clock, history, deck, tell, plan, sheet }: WishParts): (wish: OnAirWish) => WishResult {
  const refused = (reason: Extract<WishResult, { result: 'refused' }>['reason']): WishResult => ({
    result: 'refused',
    reason,
  })
  const isStale = ({ at }: OnAirWish) => Math.abs(clock.now() - at) > STALE_WISH_MS
  const claimOf = (airingId: string) => {
    const order = history.get(airingId)?.order
    if (order !== undefined) return claimOfOrder(order)
    const planned = plan()
    return planned && claimsOf(planned).find((claim) => claim.airingId === airingId)
  }
  const begun = () => [...deck.held.values()].find((item) => deck.hasBegun(item) && item.ending === undefined)

  const stop: Obey<'stop'> = (wish) => {
    if (wish.airingId === undefined && isStale(wish)) return refused('too-old')
    const item = wish.airingId === undefined ? (begun() ?? deck.holder()) : deck.held.get(wish.airingId)
    if (item !== undefined && item.phase !== 'checking') {
      deck.stop(item, { kind: 'wish', wish })
      return { result: 'done', airingId: item.claim.airingId }
    }
    const ordered = sheet()?.now?.claim
    const airingId = wish.airingId ?? (ordered?.priority === 'emergency' ? ordered.airingId : undefined)
    if (airingId === undefined) return refused('nothing-sounds')
    const claim = claimOf(airingId)
    const past = history.get(airingId)
    const now = clock.now()
    const isDue = claim !== undefined && now >= claim.startsAt && now <= claim.startsAt + claim.durationMs
    const waits = past?.displaced === true || past?.order !== undefined
    if (past?.outcome !== undefined || !(isDue || waits)) return refused('not-on-air')
    const verdict: Verdict = { outcome: 'stopped', reason: 'command' }
    tell('stopped', airingId, { by: wish.by, commandId: wish.id, verdict })
    deck.settle(airingId, verdict)
    return { result: 'done', airingId }
  }

  const skip: Obey<'skip'> = ({ airingId, by, id }) => {
    const past = history.get(airingId)
    if (past?.outcome !== undefined) return refused('already-over')
    const item = deck.held.get(airingId)
    if (past?.started || (item !== undefined && deck.hasBegun(item))) return refused('already-begun')
    if (item !== undefined) deck.disengage(item, 'skipped')
    const verdict: Verdict = { outcome: 'skipped', reason: 'command' }
    tell('skipped', airingId, { reason: 'command', by, commandId: id, verdict })
    deck.settle(airingId, verdict)
    return { result: 'done', airingId }
  }

  const emergency: Obey<'emergency'> = (wish) => {
    const { airingId, title, sound, by, id } = wish
    const past = history.get(airingId)
    if (past?.outcome !== undefined) return refused('already-over')
    // The process died between obeying and saying so.
    if (past?.order !== undefined) return { result: 'done', airingId }
    if (isStale(wish)) return refused('too-old')
    const held = [...deck.held.values()].some(({ claim }) => claim.priority === 'emergency')
    if (held || sheet()?.now?.claim.priority === 'emergency') return refused('emergency-sounds')
    const order: EmergencyOrder = { airingId, title, sound, orderedAt: clock.now(), by }
    tell('emergency', airingId, { order, by, commandId: id })
    return { result: 'done', airingId }
  }

  return (wish) => {
    const result = wish.kind === 'stop' ? stop(wish) : wish.kind === 'skip' ? skip(wish) : emergency(wish)
    const named = result.result === 'done' ? result.airingId : wish.airingId
    const reason = result.result === 'refused' ? { reason: result.reason } : {}
    tell('command', named, { commandId: wish.id, kind: wish.kind, by: wish.by, result: result.result, ...reason })
    return result
  }
}
