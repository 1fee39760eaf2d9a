import { byInstant, type Claim, claimsOf, EMERGENCY_FRESH_MS, lengthOf, openOrders, rankOf } from './claim.ts'
import { type AiringPast, type History, soundedOf, type Verdict } from './history.ts'
import { pauseAt } from './pauses.ts'
import type { PlayoutPause, PlayoutPlan } from './playout-plan.ts'

/** An airing is joined late only if at least this much of it is left; otherwise it is missed (“lỡ giờ phát”). */
export const LEAST_WORTH_JOINING_MS = 5000
/** What begins with its beginning after its instant is armed this long ahead, so that nothing of it is lost. */
export const LATE_LEAD_MS = 3000
/** Rule `miss`: a process that was killed is back within three seconds, and that must not cost an airing. */
export const MISSED_AFTER_MS = 5000
/** More than this missing, and an airing is not whole. */
export const WHOLE_WITHIN_MS = 500
/** An instant that is past by less than this is not late: it is being started. */
const PUNCTUAL_MS = 1000

/**
 * How a sound begins. `instant`: with its beginning, at its instant. `join`: where it should be by now. `from-top`: with
 * its beginning, late. `resume`: at the place where it was cut. `at-once`: an emergency.
 */
export type CueHow = 'instant' | 'join' | 'from-top' | 'resume' | 'at-once'

export interface Cue {
  claim: Claim
  how: CueHow
  /** UTC ms at which its sound begins; now or earlier: it is due. */
  at: number
  /** UTC ms of its sound's first frame; undefined where that is chosen when it is armed. */
  zeroAt: number | undefined
  /** Nothing before this place sounds (any more). */
  fromMs: number
}

/** What can no longer be as it was planned. `certain`: also a wrong clock would not change that. */
export interface Over extends Verdict {
  claim: Claim
  certain: boolean
  pause?: PlayoutPause
}

/** What should sound at an instant, what comes next, and what can no longer be. */
export interface CueSheet {
  /** Belongs on the device now. */
  now: Cue | undefined
  /** What is to come, the soonest first. */
  ahead: Cue[]
  /** Everything that is due, the most urgent first. */
  due: Cue[]
  over: Over[]
}

/**
 * Decides from the plan, the wall clock and the past alone; the same question always has the same answer.
 *
 * - An airing with an outcome is never considered again: that is what “exactly once” means.
 * - The instant decides: at `startsAt` an airing begins; later its rule says whether it is joined where it should be by
 *   then (if at least 5 s are left), begins with its beginning (if it ends by `latestEndAt`) or is missed.
 * - One that began and did not end (the process died) goes on where it should be on the timeline it had. No place of the
 *   sound is heard a second time, even when the clock was put back: it then waits for the place last heard.
 * - The more urgent has the device. What it displaced goes on by its rule: at the place where it was cut, if it then ends
 *   by `latestEndAt`; otherwise where it would be by then, if at least 5 s are left; otherwise it is over.
 * - Of two as urgent the one that began earlier keeps the device; the other is late, or missed.
 * - What would begin within a pause does not, at whatever time that is found out.
 */
export function cueAt(plan: PlayoutPlan, nowMs: number, history: History): CueSheet {
  const sheet: CueSheet = { now: undefined, ahead: [], due: [], over: [] }
  const due: { cue: Cue; running: boolean }[] = []
  for (const claim of [...openOrders(history), ...claimsOf(plan)]) {
    const past = history.get(claim.airingId)
    if (past?.outcome !== undefined) continue
    const placed = place(claim, past, nowMs, plan)
    if (placed === undefined) continue
    if ('outcome' in placed) sheet.over.push(placed)
    else if (placed.at > nowMs) sheet.ahead.push(placed)
    else due.push({ cue: placed, running: past?.started === true && past.displaced !== true })
  }
  sheet.ahead.sort((a, b) => a.at - b.at || rankOf(b.claim) - rankOf(a.claim))
  due.sort(
    (a, b) =>
      rankOf(b.cue.claim) - rankOf(a.cue.claim) ||
      Number(b.running) - Number(a.running) ||
      byInstant(a.cue.claim, b.cue.claim),
  )
  sheet.due = due.map(({ cue }) => cue)
  sheet.now = sheet.due[0]
  return sheet
}

type Placed = Cue | Over | undefined

function place(claim: Claim, past: AiringPast | undefined, nowMs: number, plan: PlayoutPlan): Placed {
  if (past?.verdict !== undefined) return { claim, ...past.verdict, certain: true }
  if (past?.order !== undefined) return placeEmergency(claim, past, nowMs)
  if (past?.started) return placeBegun(claim, past, nowMs)
  return placeUnheard(claim, past?.displaced === true, nowMs, plan)
}

function placeUnheard(claim: Claim, displaced: boolean, nowMs: number, plan: PlayoutPlan): Placed {
  const { startsAt, durationMs, latestEndAt } = claim
  const pause = pauseAt(plan, startsAt)
  if (nowMs < startsAt) {
    return pause && !displaced ? undefined : { claim, how: 'instant', at: startsAt, zeroAt: startsAt, fromMs: 0 }
  }
  if (pause && !displaced) return { claim, outcome: 'skipped', reason: 'paused', certain: true, pause }
  if (displaced && claim.displaced === 'reschedule') return { claim, ...MISSED_DISPLACED, certain: true }
  const rule = displaced ? (claim.displaced === 'resume' ? 'from-top' : 'join') : claim.late
  const lateMs = nowMs - startsAt
  const leftMs = durationMs - lateMs
  const punctual: Cue | undefined =
    lateMs < PUNCTUAL_MS && leftMs > 0
      ? { claim, how: 'instant', at: startsAt, zeroAt: startsAt, fromMs: 0 }
      : undefined
  const joined: Cue | undefined =
    leftMs < LEAST_WORTH_JOINING_MS || punctual !== undefined
      ? punctual
      : { claim, how: 'join', at: startsAt, zeroAt: startsAt, fromMs: 0 }
  const whole: Cue | undefined =
    nowMs + LATE_LEAD_MS + durationMs > latestEndAt
      ? undefined
      : { claim, how: 'from-top', at: nowMs, zeroAt: undefined, fromMs: 0 }

  let cue: Cue | undefined
  if (rule === 'join') cue = joined
  else if (rule === 'miss') cue = lateMs < MISSED_AFTER_MS ? joined : undefined
  else if (lateMs === 0) cue = punctual
  else cue = whole ?? (displaced ? joined : punctual)
  if (cue === undefined) {
    return { claim, ...(displaced ? MISSED_DISPLACED : { outcome: 'missed', reason: 'late' }), certain: false }
  }
  // It would begin now, and now nothing begins.
  return pauseAt(plan, nowMs) && !displaced ? undefined : cue
}

const MISSED_DISPLACED: Verdict = { outcome: 'missed', reason: 'displaced' }

function placeBegun(claim: Claim, past: AiringPast, nowMs: number): Placed {
  const { zeroAt = claim.startsAt, heardToMs, displaced = false } = past
  const lengthMs = lengthOf(claim, past)
  const replaced = past.replacedBy !== undefined
  if (displaced && claim.displaced === 'reschedule') {
    return { claim, outcome: 'partial', reason: 'displaced', certain: true }
  }
  const restMs = lengthMs - heardToMs
  if (displaced && claim.displaced === 'resume' && nowMs + LATE_LEAD_MS + restMs <= claim.latestEndAt) {
    return { claim, how: 'resume', at: nowMs, zeroAt: undefined, fromMs: heardToMs }
  }
  const at = zeroAt + heardToMs
  const cue: Cue = { claim, how: 'join', at, zeroAt, fromMs: heardToMs }
  if (restMs < WHOLE_WITHIN_MS && soundedOf(past) > lengthMs - WHOLE_WITHIN_MS) {
    return { claim, outcome: replaced ? 'replaced' : 'aired', certain: false }
  }
  if (nowMs < at) return cue
  const endAt = zeroAt + lengthMs
  const leftMs = (replaced && claim.standsIn === undefined ? Math.min(endAt, claim.latestEndAt) : endAt) - nowMs
  const punctual = nowMs - at < PUNCTUAL_MS && leftMs > 0
  if (leftMs >= LEAST_WORTH_JOINING_MS || punctual) return cue
  return { claim, outcome: 'partial', reason: displaced ? 'displaced' : 'interrupted', certain: false }
}

/** A file goes on where it should be by now, an input at once; both until they are over. */
function placeEmergency(claim: Claim, { started, heardToMs, zeroAt }: AiringPast, nowMs: number): Placed {
  const { startsAt, durationMs, sound } = claim
  const atOnce: Cue = { claim, how: 'at-once', at: Math.min(nowMs, startsAt), zeroAt: undefined, fromMs: 0 }
  if (!started) {
    const freshMs = sound.kind === 'live' ? durationMs : EMERGENCY_FRESH_MS
    return nowMs - startsAt <= freshMs ? atOnce : { claim, outcome: 'missed', reason: 'late', certain: false }
  }
  const zero = zeroAt ?? startsAt
  const leftMs = zero + durationMs - nowMs
  if (leftMs <= 0 || (sound.kind === 'file' && leftMs < LEAST_WORTH_JOINING_MS)) {
    return { claim, outcome: 'partial', reason: 'interrupted', certain: false }
  }
  if (sound.kind === 'live') return atOnce
  // The clock was put back: an emergency does not wait for it.
  if (nowMs < zero + heardToMs) return { claim, how: 'resume', at: nowMs, zeroAt: undefined, fromMs: heardToMs }
  return { claim, how: 'join', at: zero + heardToMs, zeroAt: zero, fromMs: heardToMs }
}
