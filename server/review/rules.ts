import { comparePeriods, type Period } from '../../schedules/index.ts'
import type { ReviewDecision, ReviewItem, ReviewTotal, ScriptItem, Signed } from '../contract/index.ts'
import { fitOf } from '../rundowns/index.ts'

/** One decision of a meeting on one item; without `decision` it is undecided again. */
export interface Decision {
  placementId: string
  /** The period that the item was placed in. */
  placedPeriod: Period
  /** The period whose meeting decided. */
  period: Period
  decision: ReviewDecision | undefined
  reason: string | undefined
  decided: Signed
}

/** What counts of all decisions of a period (pure): the newest of each item; those taken back are left out. */
export function decisionsOf(decisions: readonly Decision[], period: Period): Map<string, Decision> {
  const standing = new Map<string, Decision>()
  for (const one of decisions) {
    const known = standing.get(one.placementId)
    if (one.period === period && (!known || one.decided.at > known.decided.at)) standing.set(one.placementId, one)
  }
  for (const [id, { decision }] of standing) if (decision === undefined) standing.delete(id)
  return standing
}

/**
 * The items that come back in a period (pure): held in the last meeting before it that decided on them. They come back by
 * themselves, period after period, until a meeting decides otherwise.
 */
export function heldInto(decisions: readonly Decision[], period: Period): Decision[] {
  const earlier = decisions.filter((one) => comparePeriods(one.period, period) < 0)
  const periods = [...new Set(earlier.map((one) => one.period))].sort(comparePeriods)
  const last = new Map<string, Decision>()
  for (const each of periods) {
    for (const [placementId, decision] of decisionsOf(earlier, each)) last.set(placementId, decision)
  }
  return [...last.values()].filter(({ decision }) => decision === 'held')
}

const RANK: Record<ReviewDecision | 'undecided', number> = { chosen: 0, undecided: 1, held: 2, refused: 3 }

/**
 * The table of a meeting in order (pure): the chosen ones as they shall sound, then the undecided, the held and the refused. What
 * nobody has put anywhere comes behind, as it was received.
 */
export function inReviewOrder<T extends Pick<ReviewItem, 'placementId' | 'decision'>>(
  items: readonly T[],
  order: readonly string[],
): T[] {
  const place = new Map(order.map((id, at) => [id, at]))
  const placeOf = ({ placementId }: T) => place.get(placementId) ?? order.length
  return items
    .map((item, received) => ({ item, received }))
    .toSorted(
      (a, b) =>
        RANK[a.item.decision ?? 'undecided'] - RANK[b.item.decision ?? 'undecided'] ||
        placeOf(a.item) - placeOf(b.item) ||
        a.received - b.received,
    )
    .map(({ item }) => item)
}

/**
 * How long the edition will be (pure): what is chosen, as it stands in the script where it does, and what the script has besides,
 * against the programme's norm (±3 %, from ten minutes on ±30 s: Thông tư 09/2020, FIELD §2).
 */
export function totalOf(
  items: readonly ReviewItem[],
  script: readonly Pick<ScriptItem, 'estimatedMs'>[],
  normMs: number | undefined,
): ReviewTotal {
  const chosen = items.filter(({ decision }) => decision === 'chosen')
  const chosenMs = chosen.reduce((sum, { inScript, estimatedMs }) => sum + (inScript?.estimatedMs ?? estimatedMs), 0)
  const fromTableMs = items.reduce((sum, { inScript }) => sum + (inScript?.estimatedMs ?? 0), 0)
  const besidesMs = script.reduce((sum, { estimatedMs }) => sum + estimatedMs, 0) - fromTableMs
  const total = chosenMs + besidesMs
  return {
    chosen: chosen.length,
    chosenMs,
    besidesMs,
    fit: fitOf(total === 0 ? undefined : total, normMs),
    ...(normMs !== undefined && { normMs }),
  }
}

/**
 * Puts new items into a script (pure): each behind the one that goes before it in the meeting's order and is in the script, else
 * before the one that follows it, else at the end, before the words of farewell. What is there keeps its order.
 */
export function extendScript<T extends { itemId: string; kind?: string | undefined }>(
  script: readonly T[],
  chosen: readonly { itemId: string; added?: T }[],
): T[] {
  const extended = [...script]
  const placeOf = (itemId: string) => extended.findIndex((item) => item.itemId === itemId)
  for (const [at, { itemId, added }] of chosen.entries()) {
    if (!added || placeOf(itemId) >= 0) continue
    const before = chosen.slice(0, at).findLast((one) => placeOf(one.itemId) >= 0)
    const after = chosen.slice(at + 1).find((one) => placeOf(one.itemId) >= 0)
    const end = extended.at(-1)?.kind === 'sign-off' ? extended.length - 1 : extended.length
    const place = before ? placeOf(before.itemId) + 1 : after ? placeOf(after.itemId) : end
    extended.splice(place, 0, added)
  }
  return extended
}
