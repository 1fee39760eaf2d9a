import type { EmergencyOrder } from './claim.ts'
import { AIRING_OUTCOMES, type AiringOutcome, type OnAirEvent, type OutcomeReason } from './on-air-events.ts'
import type { ReserveSound } from './playout-plan.ts'

/** The last word about an airing. */
export interface Verdict {
  outcome: AiringOutcome
  reason?: OutcomeReason
}

/** What is known of one airing or emergency from the journal. Milliseconds of sound are those of its master. */
export interface AiringPast {
  /** Something of it was heard. */
  started: boolean
  /** The last place in the sound that is known to have been heard. */
  heardToMs: number
  outcome: AiringOutcome | undefined
  /** UTC ms of the sound's first frame, once something was heard: its own instant, or a later one. */
  zeroAt?: number
  /** Something more urgent has the device; it waits to go on. */
  displaced?: boolean
  /** Whether that ever happened. */
  wasDisplaced?: boolean
  /** What sounds in its place. */
  replacedBy?: ReserveSound
  /** It is an emergency. */
  order?: EmergencyOrder
  /** Decided, but the process died before it could write the outcome. */
  verdict?: Verdict
  /** Heard of it in turns at the device that are over; in this one, before the device was away; and since where. */
  soundedMs?: number
  beforeGapMs?: number
  stretchFromMs?: number
  /** Where its very first sound was. */
  joinedAtMs?: number
  /** As it was measured at the output. */
  output?: { silentMs: number; heardMs: number }
}

/** Everything the journal says about what is over, begun and ordered. */
export interface History extends Map<string, AiringPast> {
  /** Of those, the ones without an outcome. */
  open?: Set<string>
  /** The last relay hook that was run was the one before an airing. */
  relayOn?: boolean
  /** The pause that was written down as begun. */
  pauseId?: string
}

/** Adds one event to the history, in the order of the journal. */
export function remember(history: History, event: OnAirEvent): void {
  const { airingId, details } = event
  if (event.event === 'relay') history.relayOn = details.when === 'before'
  if (event.event === 'paused') history.pauseId = textOf(details.pauseId)
  if (event.event === 'unpaused') delete history.pauseId
  if (airingId === undefined || NOT_ABOUT_AIRINGS.has(event.event)) return
  const past = history.get(airingId) ?? { started: false, heardToMs: 0, outcome: undefined }
  history.set(airingId, past)
  history.open ??= new Set()
  if (event.event === 'outcome') past.outcome ??= outcomeOf(details.outcome)
  if (past.outcome !== undefined) {
    history.open.delete(airingId)
    return
  }
  history.open.add(airingId)
  if (event.event === 'first-sample') begin(past, event)
  if (event.event === 'resumed') {
    past.beforeGapMs = thisTurnMs(past)
    hear(past, details.offsetMs)
    past.stretchFromMs = past.heardToMs
  }
  if (event.event === 'sounding') hear(past, details.positionMs)
  const silentMs = numberOf(details.silentMs)
  const heardMs = numberOf(details.heardMs)
  if (silentMs !== undefined && heardMs !== undefined) past.output = { silentMs, heardMs }
  if (event.event === 'displaced') {
    if (past.started) hear(past, details.positionMs)
    close(past, numberOf(details.soundedMs))
    past.displaced = true
    past.wasDisplaced = true
  }
  if (event.event === 'replaced') past.replacedBy = reserveOf(details)
  if (event.event === 'emergency') past.order = details.order as EmergencyOrder
  past.verdict = verdictOf(details.verdict) ?? past.verdict
}

/** How much of it was heard, as far as the journal knows. */
export function soundedOf(past: AiringPast | undefined): number {
  return past === undefined ? 0 : (past.soundedMs ?? 0) + thisTurnMs(past)
}

function thisTurnMs({ beforeGapMs = 0, heardToMs, stretchFromMs = heardToMs }: AiringPast): number {
  return beforeGapMs + Math.max(0, heardToMs - stretchFromMs)
}

/** Trouble that names an airing says nothing of its course. */
const NOT_ABOUT_AIRINGS: ReadonlySet<string> = new Set(['media-problem', 'media-good', 'command', 'relay'])

function begin(past: AiringPast, { at, details }: OnAirEvent): void {
  const offsetMs = numberOf(details.offsetMs) ?? 0
  close(past)
  past.stretchFromMs = offsetMs
  past.joinedAtMs ??= offsetMs
  past.zeroAt = numberOf(details.startsAt) ?? at - offsetMs
  delete past.displaced
  past.started = true
  past.heardToMs = Math.max(past.heardToMs, offsetMs)
}

function hear(past: AiringPast, ms: unknown): void {
  past.started = true
  past.heardToMs = Math.max(past.heardToMs, numberOf(ms) ?? 0)
}

/** The stretch that sounded is over; the player knows better than the journal how much of it did. */
function close(past: AiringPast, soundedMs?: number): void {
  if (past.stretchFromMs === undefined) return
  past.soundedMs = (past.soundedMs ?? 0) + (soundedMs ?? thisTurnMs(past))
  delete past.beforeGapMs
  delete past.stretchFromMs
}

function reserveOf(details: Record<string, unknown>): ReserveSound | undefined {
  const { kind, title, masterPath, masterSha256, durationMs, frames } = details
  if (kind !== 'last-edition' && kind !== 'apology') return undefined
  if (typeof masterPath !== 'string' || typeof masterSha256 !== 'string') return undefined
  if (typeof durationMs !== 'number' || typeof frames !== 'number') return undefined
  return { kind, title: textOf(title) ?? '', masterPath, masterSha256, durationMs, frames }
}

function verdictOf(value: unknown): Verdict | undefined {
  if (typeof value !== 'object' || value === null || !('outcome' in value)) return undefined
  const outcome = outcomeOf(value.outcome)
  if (outcome === undefined) return undefined
  const reason = 'reason' in value ? textOf(value.reason) : undefined
  return reason === undefined ? { outcome } : { outcome, reason: reason as OutcomeReason }
}

/** A literal of ours where it is one. */
export function outcomeOf(value: unknown): AiringOutcome | undefined {
  return AIRING_OUTCOMES.find((known) => known === value)
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
