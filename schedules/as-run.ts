import { numberOf, outcomeOf, textOf } from './history.ts'
import type { AiringOutcome, OnAirEvent, OutcomeReason } from './on-air-events.ts'

/** What became of one airing or emergency, from the journal: from the sound, not from the intention. Instants are UTC ms. */
export interface AsRun {
  airingId: string
  /** Undefined while it is not over. */
  outcome: AiringOutcome | undefined
  reason: OutcomeReason | undefined
  /** When its first sound was heard; undefined when nothing was. */
  startedAt: number | undefined
  /** When its last sound was heard, as far as the journal knows. */
  endedAt: number | undefined
  /** Heard minus planned (of a late start: minus the instant it was then given); only where it began with the beginning. */
  startErrorMs: number | undefined
  /** The instant that an airing was given which began late with its beginning. */
  lateStartAt: number | undefined
  /** Where in the master the first sound was. */
  offsetMs: number | undefined
  /** How much of it was handed to the device, over all interruptions. */
  soundedMs: number | undefined
  /** The last device it sounded on, and all of them in order. */
  device: AsRunDevice | undefined
  devices: AsRunDevice[]
  masterSha256: string | undefined
  /** The device's rate against the clock while it sounded, parts per million, positive when slow. */
  driftPpm: number | undefined
  /** Who stopped it. */
  stoppedBy: string | undefined
  /** Gaps, and returns after an interruption. */
  xruns: number
  resumes: number
  /** How often something more urgent took the device from it, for how long in all, and the last one's id. */
  displacements: { count: number; ms: number; by: string | undefined }
  /** What sounded in its place, and why. */
  replacedBy: { title: string; kind: string; because: string } | undefined
  /** Measured at the output: silence although the master was not, and sound. Undefined where nothing was measured. */
  output: { silentMs: number; heardMs: number } | undefined
  /** It is an emergency: who ordered it, when, and whether it was live. */
  emergency: { title: string; by: string; orderedAt: number; isLive: boolean } | undefined
  /** The level curve, in stretches. */
  levels: AsRunLevels[]
}

export interface AsRunDevice {
  id: string
  name: string
  isNull: boolean
}

/** A stretch of the level curve: RMS in dBFS, one value a step. */
export interface AsRunLevels {
  fromMs: number
  stepMs: number
  handedDbfs: number[]
  heardDbfs: number[] | undefined
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
    lateStartAt: undefined,
    offsetMs: undefined,
    soundedMs: undefined,
    device: undefined,
    devices: [],
    masterSha256: undefined,
    driftPpm: undefined,
    stoppedBy: undefined,
    xruns: 0,
    resumes: 0,
    displacements: { count: 0, ms: 0, by: undefined },
    replacedBy: undefined,
    output: undefined,
    emergency: undefined,
    levels: [],
  }
  const stretch: Stretch = { beforeMs: 0, beforeGapMs: 0, fromMs: undefined, displacedAt: undefined }
  for (const event of events) {
    if (event.airingId !== airingId) continue
    follow(run, stretch, event)
    note(run, event)
  }
  return run
}

interface Stretch {
  /** Heard in the turns at the device before this one; and in this one, before the device was away. */
  beforeMs: number
  beforeGapMs: number
  fromMs: number | undefined
  displacedAt: number | undefined
}

/** What sounded, from where to where. */
function follow(run: AsRun, stretch: Stretch, { event, at, details }: OnAirEvent): void {
  const sounded = (ms: number) => {
    run.soundedMs = stretch.beforeMs + ms
  }
  if (event === 'first-sample') {
    const offsetMs = numberOf(details.offsetMs) ?? 0
    if (stretch.fromMs === undefined) {
      run.startedAt = at
      run.offsetMs = offsetMs
      if (offsetMs === 0) run.startErrorMs = numberOf(details.startErrorMs)
    } else {
      if (stretch.displacedAt === undefined) run.resumes++
      stretch.beforeMs = run.soundedMs ?? 0
    }
    if (stretch.displacedAt !== undefined) run.displacements.ms += Math.max(0, at - stretch.displacedAt)
    stretch.displacedAt = undefined
    stretch.beforeGapMs = 0
    stretch.fromMs = offsetMs
    run.endedAt = at
    sounded(0)
    onDevice(run, details.device)
    run.masterSha256 = textOf(details.masterSha256) ?? run.masterSha256
  }
  if (event === 'sounding') {
    run.endedAt = at
    sounded(stretch.beforeGapMs + Math.max(0, (numberOf(details.positionMs) ?? 0) - (stretch.fromMs ?? 0)))
  }
  if (event === 'resumed') {
    run.resumes++
    stretch.beforeGapMs = (run.soundedMs ?? 0) - stretch.beforeMs
    stretch.fromMs = numberOf(details.offsetMs) ?? stretch.fromMs
    onDevice(run, details.device)
  }
  if (event === 'last-sample' || event === 'stopped' || event === 'displaced') {
    const ms = numberOf(details.soundedMs)
    if (stretch.fromMs !== undefined && stretch.displacedAt === undefined) {
      run.endedAt = at
      if (ms !== undefined) sounded(ms)
    }
  }
  if (event === 'displaced') {
    run.displacements.count++
    run.displacements.by = textOf(details.by) ?? run.displacements.by
    stretch.displacedAt ??= at
  }
}

/** What is said about it. */
function note(run: AsRun, { event, at, details }: OnAirEvent): void {
  run.driftPpm = numberOf(details.driftPpm) ?? run.driftPpm
  const silentMs = numberOf(details.silentMs)
  const heardMs = numberOf(details.heardMs)
  if (silentMs !== undefined && heardMs !== undefined) run.output = { silentMs, heardMs }
  if (event === 'late-start') run.lateStartAt = numberOf(details.startsAt)
  if (event === 'xrun') run.xruns++
  if (event === 'stopped') run.stoppedBy = textOf(details.by)
  if (event === 'replaced') {
    const [title, kind, because] = [details.title, details.kind, details.because].map((text) => textOf(text) ?? '')
    run.replacedBy = { title: title ?? '', kind: kind ?? '', because: because ?? '' }
  }
  if (event === 'emergency') run.emergency = emergencyOf(details, at)
  if (event === 'levels') run.levels.push(...levelsOf(details))
  if (event === 'outcome' && run.outcome === undefined) {
    run.outcome = outcomeOf(details.outcome)
    run.reason = textOf(details.reason) as OutcomeReason | undefined
  }
}

function onDevice(run: AsRun, value: unknown): void {
  const device = deviceOf(value)
  if (device === undefined) return
  run.device = device
  if (!run.devices.some(({ id }) => id === device.id)) run.devices.push(device)
}

function deviceOf(value: unknown): AsRunDevice | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('name' in value)) return undefined
  const { id, name } = value
  if (typeof id !== 'string' || typeof name !== 'string') return undefined
  return { id, name, isNull: 'isNull' in value && value.isNull === true }
}

function emergencyOf(details: Record<string, unknown>, at: number): AsRun['emergency'] {
  const { order } = details
  if (typeof order !== 'object' || order === null || !('title' in order) || !('sound' in order)) return undefined
  const { title, sound } = order
  const isLive = typeof sound === 'object' && sound !== null && 'kind' in sound && sound.kind === 'live'
  return { title: textOf(title) ?? '', by: textOf(details.by) ?? '', orderedAt: at, isLive }
}

function levelsOf({ fromMs, stepMs, handedDbfs, heardDbfs }: Record<string, unknown>): AsRunLevels[] {
  if (typeof fromMs !== 'number' || typeof stepMs !== 'number' || !Array.isArray(handedDbfs)) return []
  const heard = Array.isArray(heardDbfs) ? heardDbfs.map(Number) : undefined
  return [{ fromMs, stepMs, handedDbfs: handedDbfs.map(Number), heardDbfs: heard }]
}
