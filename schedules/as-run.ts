import { AIRING_OUTCOMES, type AiringOutcome, type OnAirEvent, type OutcomeReason } from './on-air-events.ts'

/** What became of one airing, from the journal: from the sound, not from the intention. Instants are UTC ms. */
export interface AsRun {
  airingId: string
  /** Undefined while it is not over. */
  outcome: AiringOutcome | undefined
  reason: OutcomeReason | undefined
  /** When its first sound was heard; undefined when nothing was. */
  startedAt: number | undefined
  /** When its last sound was heard, as far as the journal knows. */
  endedAt: number | undefined
  /** Heard minus planned; only of an airing that began with the master's beginning. */
  startErrorMs: number | undefined
  /** Where in the master the first sound was. */
  offsetMs: number | undefined
  /** How much of it was handed to the device, over all interruptions. */
  soundedMs: number | undefined
  device: { id: string; name: string; isNull: boolean } | undefined
  masterSha256: string | undefined
  /** Who stopped it. */
  stoppedBy: string | undefined
  /** Gaps, and returns after an interruption. */
  xruns: number
  resumes: number
}

/** What the cue needs to know of the past. */
export interface AiringPast {
  /** Something of it was heard. */
  started: boolean
  /** The last place in the master that is known to have been heard, ms. */
  heardToMs: number
  outcome: AiringOutcome | undefined
}

/** Everything the journal says about which airings are over or begun. */
export type History = Map<string, AiringPast>

/** Adds one event to the history, in the order of the journal. */
export function remember(history: History, event: OnAirEvent): void {
  const { airingId, details } = event
  if (airingId === undefined) return
  const past = history.get(airingId) ?? { started: false, heardToMs: 0, outcome: undefined }
  const hear = (ms: unknown) => {
    past.started = true
    past.heardToMs = Math.max(past.heardToMs, numberOf(ms) ?? 0)
  }
  if (event.event === 'first-sample' || event.event === 'resumed') hear(details.offsetMs)
  if (event.event === 'sounding') hear(details.positionMs)
  if (event.event === 'outcome') past.outcome ??= outcomeOf(details.outcome)
  history.set(airingId, past)
}

/** Reads one airing out of the journal. Events of others are passed over; the first outcome counts. */
export function asRunOf(airingId: string, events: Iterable<OnAirEvent>): AsRun {
  const run: AsRun = {
    airingId,
    outcome: undefined,
    reason: undefined,
    startedAt: undefined,
    endedAt: undefined,
    startErrorMs: undefined,
    offsetMs: undefined,
    soundedMs: undefined,
    device: undefined,
    masterSha256: undefined,
    stoppedBy: undefined,
    xruns: 0,
    resumes: 0,
  }
  let before = 0
  let segmentFrom: number | undefined
  const sounded = (ms: number) => {
    run.soundedMs = before + ms
  }

  for (const { airingId: id, event, at, details } of events) {
    if (id !== airingId) continue
    if (event === 'first-sample') {
      const offsetMs = numberOf(details.offsetMs) ?? 0
      if (segmentFrom === undefined) {
        run.startedAt = at
        run.offsetMs = offsetMs
        if (offsetMs === 0) run.startErrorMs = numberOf(details.startErrorMs)
      } else {
        run.resumes++
        before = run.soundedMs ?? 0
      }
      segmentFrom = offsetMs
      run.endedAt = at
      sounded(0)
      run.device = deviceOf(details.device) ?? run.device
      run.masterSha256 = textOf(details.masterSha256) ?? run.masterSha256
    }
    if (event === 'sounding') {
      run.endedAt = at
      sounded(Math.max(0, (numberOf(details.positionMs) ?? 0) - (segmentFrom ?? 0)))
    }
    if (event === 'resumed') run.resumes++
    if (event === 'xrun') run.xruns++
    if (event === 'last-sample' || event === 'stopped') {
      if (segmentFrom !== undefined) run.endedAt = at
      const ms = numberOf(details.soundedMs)
      if (ms !== undefined && segmentFrom !== undefined) sounded(ms)
    }
    if (event === 'stopped') run.stoppedBy = textOf(details.by)
    if (event === 'outcome' && run.outcome === undefined) {
      run.outcome = outcomeOf(details.outcome)
      run.reason = textOf(details.reason) as OutcomeReason | undefined
    }
  }
  return run
}

function outcomeOf(value: unknown): AiringOutcome | undefined {
  return AIRING_OUTCOMES.find((known) => known === value)
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function deviceOf(value: unknown): AsRun['device'] {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('name' in value)) return undefined
  const { id, name } = value
  if (typeof id !== 'string' || typeof name !== 'string') return undefined
  return { id, name, isNull: 'isNull' in value && value.isNull === true }
}
