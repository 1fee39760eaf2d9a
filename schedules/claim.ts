import type { AiringPast, History } from './history.ts'
import type { EmergencySound } from './on-air-shapes.ts'
import {
  type DisplacedRule,
  type LateRule,
  type PlayoutAiring,
  type PlayoutFile,
  type PlayoutPlan,
  PRIORITIES,
  type Priority,
  type ReserveSound,
} from './playout-plan.ts'

/** What claims the station's one device: an airing of the plan, or an emergency that was ordered. */
export interface Claim {
  airingId: string
  title: string
  priority: Priority
  /** UTC ms: its instant, or when it was ordered. */
  startsAt: number
  /** Of a live emergency, the longest it may last. */
  durationMs: number
  latestEndAt: number
  late: LateRule
  displaced: DisplacedRule
  sound: EmergencySound
  reserve?: ReserveSound
  standsIn?: { kind: ReserveSound['kind']; because: string }
}

/** An emergency as it was ordered; the journal holds the whole of it. */
export interface EmergencyOrder {
  airingId: string
  title: string
  sound: EmergencySound
  /** UTC ms at which it was obeyed. */
  orderedAt: number
  by: string
}

/** Of an airing that has not sounded for so long after the order, nobody knows any more whether it is still true. */
export const EMERGENCY_FRESH_MS = 10 * 60_000

const known = new WeakMap<PlayoutPlan, Claim[]>()

/** The airings of a plan as claims, in the order of their instants. */
export function claimsOf(plan: PlayoutPlan): Claim[] {
  const claims = known.get(plan) ?? plan.airings.map(claimOfAiring).toSorted(byInstant)
  known.set(plan, claims)
  return claims
}

export function claimOfOrder({ airingId, title, sound, orderedAt }: EmergencyOrder): Claim {
  const durationMs = sound.kind === 'live' ? sound.longestMs : sound.durationMs
  const latestEndAt = orderedAt + EMERGENCY_FRESH_MS + durationMs
  return {
    airingId,
    title,
    priority: 'emergency',
    startsAt: orderedAt,
    durationMs,
    latestEndAt,
    late: 'from-top',
    displaced: 'resume',
    sound,
  }
}

/** The emergencies that were ordered and are not over. */
export function openOrders(history: History): Claim[] {
  const claims: Claim[] = []
  for (const airingId of history.open ?? []) {
    const order = history.get(airingId)?.order
    if (order !== undefined) claims.push(claimOfOrder(order))
  }
  return claims
}

/** 0 thường, 1 ưu tiên, 2 khẩn cấp: a higher one takes the device from a lower one. */
export function rankOf({ priority }: Claim): number {
  return PRIORITIES.indexOf(priority)
}

/** How long the sound is that sounds for it: its own, or what stands in its place. */
export function lengthOf(claim: Claim, past: AiringPast | undefined): number {
  return past?.started && past.replacedBy !== undefined && claim.standsIn === undefined
    ? past.replacedBy.durationMs
    : claim.durationMs
}

export function byInstant(a: Claim, b: Claim): number {
  return a.startsAt - b.startsAt || (a.airingId < b.airingId ? -1 : 1)
}

/** Whether two claims of one airing would sound the same at the same instant. */
export function sameClaim(a: Claim, b: Claim): boolean {
  return (
    a.startsAt === b.startsAt &&
    a.sound.kind === b.sound.kind &&
    (a.sound.kind === 'live' || (b.sound.kind === 'file' && sameFile(a.sound, b.sound)))
  )
}

function sameFile(a: PlayoutFile, b: PlayoutFile): boolean {
  return a.masterSha256 === b.masterSha256 && a.masterPath === b.masterPath
}

function claimOfAiring(airing: PlayoutAiring): Claim {
  const { masterPath, masterSha256, durationMs, frames, reserve, standsIn } = airing
  const { airingId, title, priority, startsAt, latestEndAt, late, displaced } = airing
  return {
    airingId,
    title,
    priority,
    startsAt,
    durationMs,
    latestEndAt,
    late,
    displaced,
    sound: { kind: 'file', masterPath, masterSha256, durationMs, frames },
    ...(reserve && { reserve }),
    ...(standsIn && { standsIn }),
  }
}
