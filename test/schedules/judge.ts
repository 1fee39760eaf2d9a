import {
  type AsRun,
  asRunOf,
  type LateRule,
  type OnAirEvent,
  type PlayoutAiring,
  type ReserveSound,
} from '../../schedules/index.ts'
import type { Heard } from './simulated-player.ts'

/** What the judge is told of one airing or emergency. */
export interface Case {
  id: string
  durationMs: number
  /** The path of its own sound, or the input. */
  sound: string
  reserve?: ReserveSound | undefined
  standsIn?: boolean
  startsAt?: number
  late?: LateRule
  latestEndAt?: number
  /** The wall clock was right all the time: what it says of beginnings and ends may be judged. */
  steady?: boolean
  /** It was taken out of the plan before it began: it needs no outcome. */
  withdrawn?: boolean
  /** Nothing happened around it: it must have been heard whole and at its instant. */
  undisturbed?: boolean
  /** How often the process died, and the device went, while it may have sounded. */
  kills?: number
  losses?: number
}

export function caseOf(airing: PlayoutAiring, wanted: Partial<Case> = {}): Case {
  const { airingId, durationMs, masterPath, reserve, standsIn, startsAt, late, latestEndAt } = airing
  const rules = { startsAt, late, latestEndAt }
  return { id: airingId, durationMs, sound: masterPath, reserve, standsIn: standsIn !== undefined, ...rules, ...wanted }
}

/** A restart may sound this much of a master twice. */
const TWICE_AT_MOST_MS = 500
const WHOLE_WITHIN_MS = 600
/** The simulated device takes sound in steps. */
const STEP_MS = 150
/** Where a device was lost is known to a second. */
const LOSS_MS = 1100

/** What is wrong with what became of one case: its journal against what was really heard. */
export function violationsOf(one: Case, journal: Iterable<OnAirEvent>, heard: readonly Heard[]): string[] {
  const events = [...journal].filter(({ airingId }) => airingId === one.id)
  const outcomes = events.filter(({ event }) => event === 'outcome')
  const run = asRunOf(one.id, events)
  const wrong: string[] = []
  const say = (what: string) => wrong.push(`${one.id}: ${what}`)
  const own = heard.filter(({ sound }) => sound === one.sound)
  const others = heard.filter(({ sound }) => sound !== one.sound)
  const heardMs = sum(heard)

  if (outcomes.length > 1) say(`${outcomes.length} outcomes`)
  if (outcomes.length === 0 && !(one.withdrawn && heardMs === 0)) say(`no outcome, ${heardMs} ms heard`)
  for (const stretches of [own, others]) {
    // What comes from a microphone is new every time.
    if (!Number.isFinite(one.durationMs)) continue
    let to = 0
    for (const stretch of stretches) {
      if (stretch.from < to - TWICE_AT_MOST_MS) say(`${Math.round(to - stretch.from)} ms heard twice`)
      to = Math.max(to, stretch.to)
    }
  }
  if (others.some(({ sound }) => sound !== one.reserve?.masterPath)) say('a sound of somebody else')
  wrong.push(...outcomeViolations(one, run, { own, others, heardMs }))
  if (one.steady) wrong.push(...ruleViolations(one, run, heard))
  if (one.undisturbed) {
    const [first] = heard
    if (run.outcome !== 'aired' && run.outcome !== 'replaced') say(`undisturbed, and ${run.outcome} ${run.reason}`)
    else if (Math.abs((first?.at ?? 0) - (one.startsAt ?? 0)) > STEP_MS) say('undisturbed, and not at its instant')
  }
  return wrong
}

interface HeardOf {
  own: readonly Heard[]
  others: readonly Heard[]
  heardMs: number
}

function outcomeViolations(one: Case, run: AsRun, { own, others, heardMs }: HeardOf): string[] {
  const { outcome, reason, soundedMs = 0 } = run
  const wrong: string[] = []
  const say = (what: string) => wrong.push(`${one.id}: ${outcome} ${reason ?? ''} ${what}`)
  // A process that dies within a tenth of a second after the first sample never knew of it.
  const unknownMs = STEP_MS * ((one.kills ?? 0) + 1) + LOSS_MS * (one.losses ?? 0)
  if ((outcome === 'missed' || outcome === 'skipped') && heardMs > 0) say(`although ${heardMs} ms were heard`)
  if (outcome === 'failed' && reason !== 'silent' && heardMs > 0) say(`although ${heardMs} ms were heard`)
  if (outcome === 'partial' && own.length + others.length === 0) say('although nothing was heard')
  if (outcome === 'aired' && one.durationMs - sum(own) > WHOLE_WITHIN_MS && Number.isFinite(one.durationMs)) {
    say(`although only ${sum(own)} ms were heard`)
  }
  if (outcome === 'replaced' && !one.standsIn && sum(others) === 0) say('although no reserve was heard')
  if (outcome === 'aired' && others.length > 0) say('although its reserve was heard')
  if (outcome !== undefined && Math.abs(soundedMs - heardMs) > 2 * unknownMs + 10) {
    say(`the journal tells of ${Math.round(soundedMs)} ms, ${Math.round(heardMs)} ms were heard`)
  }
  return wrong
}

/** A restart and the arming may take so long, and rule `miss` allows it. */
const NOT_LATE_MS = 10_000
const FROM_TOP_WITHIN_MS = 1500

/** Its rule for being late, and its latest end. */
function ruleViolations(one: Case, run: AsRun, heard: readonly Heard[]): string[] {
  const { startsAt, late, latestEndAt } = one
  const [first] = heard
  const last = heard.at(-1)
  if (startsAt === undefined || first === undefined || last === undefined || latestEndAt === undefined) return []
  const wrong: string[] = []
  const say = (what: string) => wrong.push(`${one.id}: ${late} ${what}`)
  const lateMs = first.at - startsAt
  const wasDisplaced = run.displacements.count > 0
  if (lateMs < -STEP_MS) say(`heard ${-lateMs} ms too early`)
  if (late === 'miss' && lateMs > NOT_LATE_MS && !wasDisplaced) say(`heard ${lateMs} ms late`)
  if (late === 'from-top' && first.from > FROM_TOP_WITHIN_MS && !wasDisplaced) say(`heard from ${first.from} ms on`)
  if (late === 'join' && !wasDisplaced && run.replacedBy === undefined && Math.abs(lateMs - first.from) > STEP_MS) {
    say(`joined at ${first.from} ms, ${lateMs} ms late`)
  }
  const overMs = last.at + last.to - last.from - Math.max(latestEndAt, startsAt + one.durationMs)
  if (overMs > 1000) say(`heard ${overMs} ms beyond its latest end`)
  return wrong
}

/** Stretches that were heard while the transmitter was off. */
export function unrelayed(heard: readonly Heard[], hooks: readonly { when: string; atMs: number }[]): string[] {
  return heard.flatMap((one) => {
    const last = hooks.findLast(({ atMs }) => atMs <= one.atMs + 1000)
    return last?.when === 'before' ? [] : [`${one.cueId} heard, and the relay was ${last?.when ?? 'never'} run`]
  })
}

/** Stretches of the device's time that two sounds shared. */
export function overlapsOf(heard: readonly Heard[]): string[] {
  return heard.flatMap((one, i) => {
    const before = heard[i - 1]
    return before === undefined || one.atMs >= before.untilMs
      ? []
      : [`${before.cueId} and ${one.cueId} at once, ${Math.round(before.untilMs - one.atMs)} ms`]
  })
}

function sum(heard: readonly Heard[]): number {
  return heard.reduce((total, { from, to }) => total + to - from, 0)
}
