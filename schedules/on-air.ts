import { remember } from './as-run.ts'
import { type CueSheet, cueAt } from './cue.ts'
import { watchMasters } from './master-watch.ts'
import type { OnAirEvent, OnAirEventName, OutcomeReason } from './on-air-events.ts'
import type { OnAirLoop, OnAirParts, OnAirPlayerEvent, OnAirWish, WishResult } from './on-air-shapes.ts'
import type { PlayoutAiring, PlayoutPlan } from './playout-plan.ts'

interface Engaged {
  airing: PlayoutAiring
  device: PlayoutPlan['device']
  phase: 'checking' | 'armed' | 'sounding' | 'stopping'
  fromMs: number
  /** Something of it was heard before this process began. */
  again: boolean
  joined: boolean
  wish: OnAirWish | undefined
}

/** An airing that can no longer be what was planned. */
interface Over {
  airingId: string
  startsAt?: number
  outcome: 'missed' | 'partial'
  reason: OutcomeReason
}

/** The device sounds silence for this long before an instant; 2 s is the least. */
export const ARM_AHEAD_MS = 10_000
const SOUNDING_EVERY_MS = 10_000
/** “Missed” is final, a clock that was wrong for a moment is not: it has to be so for this long. */
export const OVER_CONFIRM_MS = 30_000
const STALE_WISH_MS = 60_000
const LATE_AFTER_MS = 1000
const FRAMES_PER_MS = 48
/** More than this missing, and an airing is not whole. */
const WHOLE_WITHIN_MS = 500

/** Starts the loop; it looks every second until `end`. */
export function startOnAir({ clock, player, checkMaster, append, history, isNullDevice }: OnAirParts): OnAirLoop {
  const engaged = new Map<string, Engaged>()
  const overSince = new Map<string, number>()
  let plan: PlayoutPlan | undefined
  let deviceProblem: { code: string; details: Record<string, unknown> } | undefined
  let wake: (() => void) | undefined
  let wakesAt: number | undefined
  let soundingToldMs = 0

  const tell = (
    event: OnAirEventName,
    airingId: string | undefined,
    details: Record<string, unknown>,
    at = clock.now(),
  ) => {
    const entry: OnAirEvent = airingId === undefined ? { at, event, details } : { at, event, airingId, details }
    remember(history, entry)
    append(entry)
  }
  /** A fault of ours in one look must not end the next. */
  const fault = (error: unknown) => tell('fault', undefined, codeOf(error).details)
  const settle = (airingId: string, outcome: string, reason?: string) => {
    overSince.delete(airingId)
    tell('outcome', airingId, reason === undefined ? { outcome } : { outcome, reason })
  }
  const deviceOf = ({ id, name }: { id: string; name: string }) => ({ id, name, isNull: isNullDevice(id) })
  const sounding = () => [...engaged.values()].find(({ phase }) => phase === 'sounding' || phase === 'stopping')

  const masters = watchMasters({ clock, history, checkMaster, tell })

  const fail = (item: Engaged, code: string, details: Record<string, unknown>) => {
    engaged.delete(item.airing.airingId)
    tell('failed', item.airing.airingId, { reason: code, what: details, device: deviceOf(item.device) })
    settle(item.airing.airingId, history.get(item.airing.airingId)?.started ? 'partial' : 'failed', code)
  }

  const engage = async (airing: PlayoutAiring, fromMs: number, device: PlayoutPlan['device']) => {
    const { airingId } = airing
    const again = history.get(airingId)?.started === true
    const item: Engaged = { airing, device, phase: 'checking', fromMs, again, joined: false, wish: undefined }
    engaged.set(airingId, item)
    const still = () => engaged.get(airingId) === item
    try {
      const check = await checkMaster(airing)
      masters.note(airing, check)
      if (!still()) return
      if (!check.ok) {
        giveUp(item, check.code, check.details)
        return
      }
      item.phase = 'armed'
      const { startsAt, masterSha256 } = airing
      const lateMs = clock.now() - (startsAt + fromMs)
      const fromFrame = Math.round(fromMs * FRAMES_PER_MS)
      await player.arm(device.id, { id: airingId, wavPath: check.path, startsAtMs: startsAt, fromFrame })
      if (!still()) return
      tell('armed', airingId, { startsAt, device: deviceOf(device), masterSha256, fromMs })
      if (lateMs > LATE_AFTER_MS) tell('late-join', airingId, { lateMs })
    } catch (error) {
      if (!still()) return
      const { code, details } = codeOf(error)
      // Another device still sounds the airing before; when that ends this one is engaged again.
      if (code === 'device-busy') engaged.delete(airingId)
      else {
        masters.note(airing, { ok: false, code, details })
        giveUp(item, code, details)
      }
    }
  }

  /** Before its instant somebody may still put things right; at its instant it has failed. */
  const giveUp = (item: Engaged, code: OutcomeReason, details: Record<string, unknown>) => {
    if (clock.now() >= item.airing.startsAt) fail(item, code, details)
    else engaged.delete(item.airing.airingId)
  }

  const disengage = (item: Engaged, reason: string) => {
    engaged.delete(item.airing.airingId)
    if (item.phase === 'armed') {
      player.cancel(item.airing.airingId)
      tell('disarmed', item.airing.airingId, { reason })
    }
  }

  /** Over for good only after it has been so for a while: the wall clock may have been wrong for a moment. */
  const confirmOver = (over: Over[]) => {
    const now = clock.monotonicMs()
    const names = new Set(over.map(({ airingId }) => airingId))
    for (const id of overSince.keys()) if (!names.has(id)) overSince.delete(id)
    for (const { airingId, startsAt, outcome, reason } of over) {
      if (engaged.has(airingId)) continue
      const since = overSince.get(airingId) ?? now
      overSince.set(airingId, since)
      if (now - since < OVER_CONFIRM_MS) continue
      if (outcome === 'missed') tell('missed', airingId, { reason, startsAt })
      settle(airingId, outcome, reason)
    }
  }

  /** Begun, ended by nobody and no longer planned: withdrawn or edited while it sounded, and the process died since. */
  const abandoned = (planned: PlayoutPlan): Over[] => {
    const names = new Set(planned.airings.map(({ airingId }) => airingId))
    return [...history]
      .filter(([airingId, past]) => past.started && past.outcome === undefined && !names.has(airingId))
      .map(([airingId]) => ({ airingId, outcome: 'partial', reason: 'interrupted' }))
  }

  const wakeAtNext = (sheet: CueSheet) => {
    const at = sheet.next === undefined ? undefined : sheet.next.at - ARM_AHEAD_MS
    if (at === wakesAt) return
    wake?.()
    wakesAt = at
    wake = at === undefined || at <= clock.now() ? undefined : clock.wakeAt(at, look)
  }

  function look(): void {
    if (plan === undefined) return
    const now = clock.now()
    const { device } = plan
    const sheet = cueAt(plan, now, history)
    const wanted = new Map<string, { airing: PlayoutAiring; fromMs: number }>()
    const fromMsOf = ({ airingId }: PlayoutAiring) => history.get(airingId)?.heardToMs ?? 0
    if (sheet.now !== undefined)
      wanted.set(sheet.now.airing.airingId, { airing: sheet.now.airing, fromMs: fromMsOf(sheet.now.airing) })
    if (sheet.next !== undefined && sheet.next.at - now <= ARM_AHEAD_MS) {
      wanted.set(sheet.next.airing.airingId, { airing: sheet.next.airing, fromMs: sheet.next.fromMs })
    }

    for (const item of [...engaged.values()]) {
      if (item.phase === 'sounding' || item.phase === 'stopping') continue
      const want = wanted.get(item.airing.airingId)
      const planned = plan.airings.find(({ airingId }) => airingId === item.airing.airingId)
      // Past its instant and on a device that does not open: the player keeps it until it is over.
      const waiting = planned !== undefined && sameSound(planned, item.airing) && now >= planned.startsAt
      if (want === undefined && !waiting) disengage(item, planned === undefined ? 'not-in-plan' : 'not-due')
      else if (want !== undefined && !sameSound(want.airing, item.airing)) disengage(item, 'plan-changed')
      else if (item.device.id !== device.id && sounding() === undefined) disengage(item, 'device-changed')
    }
    const busy = sounding()
    for (const [airingId, { airing, fromMs }] of wanted) {
      if (engaged.has(airingId)) continue
      const mustWait = busy !== undefined && (now >= airing.startsAt || busy.device.id !== device.id)
      if (!mustWait) void engage(airing, fromMs, device)
    }
    confirmOver([...sheet.over.map(({ airing, ...how }) => ({ ...airing, ...how })), ...abandoned(plan)])
    wakeAtNext(sheet)
    masters.checkAhead(plan).catch(fault)
    tellSounding()
  }

  const tellSounding = () => {
    const { cueId, positionMs, levelDbfs } = player.status()
    const now = clock.monotonicMs()
    if (cueId === undefined || positionMs === undefined || now - soundingToldMs < SOUNDING_EVERY_MS) return
    if (!engaged.has(cueId)) return
    soundingToldMs = now
    tell('sounding', cueId, { positionMs, levelDbfs })
  }

  const onEnded = (item: Engaged, event: Extract<OnAirPlayerEvent, { type: 'ended' }>) => {
    const { airingId } = item.airing
    const { how, at, soundedMs, skippedMs, driftPpm } = event
    engaged.delete(airingId)
    const heard = history.get(airingId)?.started === true
    if (how === 'stopped') {
      tell('stopped', airingId, { by: item.wish?.by, commandId: item.wish?.id, soundedMs }, at)
      settle(airingId, 'stopped', 'command')
    } else if (how === 'passed' && !heard) {
      // Without trouble at the device only the wall clock can have passed it by: the cue decides, and takes its time.
      if (deviceProblem !== undefined) fail(item, deviceProblem.code, deviceProblem.details)
    } else {
      tell('last-sample', airingId, { soundedMs, skippedMs, driftPpm }, at)
      const missingMs = item.airing.durationMs - soundedMs
      if (how === 'complete' && missingMs < WHOLE_WITHIN_MS) settle(airingId, 'aired')
      else if (how !== 'complete') settle(airingId, 'partial', deviceProblem?.code ?? 'device-lost')
      else settle(airingId, 'partial', item.again ? 'interrupted' : item.joined ? 'joined-late' : 'gaps')
    }
    look()
  }

  const stopEverySecond = clock.everySecond(look)

  return {
    setPlan(next) {
      plan = next
      masters.planChanged(next)
      look()
    },
    onPlayerEvent(event) {
      if (event.type === 'device-opened' || event.type === 'device-back') {
        deviceProblem = undefined
        tell(event.type, undefined, { device: event.deviceId, ...('awayMs' in event ? { awayMs: event.awayMs } : {}) })
      } else if (event.type === 'device-refused' || event.type === 'device-lost') {
        deviceProblem = { code: event.code, details: event.details }
        const named = [...engaged.values()].find(({ phase }) => phase !== 'checking')
        tell(event.type, named?.airing.airingId, { device: event.deviceId, code: event.code, what: event.details })
      } else if (event.type === 'clock-step') {
        tell('clock-step', undefined, { stepMs: event.stepMs })
        look()
      } else if (event.type === 'xrun') {
        tell('xrun', event.cueId, { cause: event.cause, ms: event.ms })
      } else {
        const item = engaged.get(event.cueId)
        if (item === undefined) return
        const { airingId, masterSha256 } = item.airing
        if (event.type === 'first-sample') {
          item.phase = item.phase === 'stopping' ? 'stopping' : 'sounding'
          item.joined = event.offsetMs > item.fromMs
          soundingToldMs = clock.monotonicMs()
          const { errorMs, offsetMs, delayMs, at } = event
          const device = deviceOf(item.device)
          tell('first-sample', airingId, { startErrorMs: errorMs, offsetMs, delayMs, device, masterSha256 }, at)
        }
        if (event.type === 'resumed') tell('resumed', airingId, { offsetMs: event.offsetMs }, event.at)
        if (event.type === 'file-trouble') tell('media-problem', airingId, { code: event.code, ...event.details })
        if (event.type === 'ended') onEnded(item, event)
      }
    },
    wish(wish) {
      const result = obey(wish)
      const named = result.result === 'done' ? result.airingId : wish.airingId
      const reason = result.result === 'refused' ? { reason: result.reason } : {}
      tell('command', named, { commandId: wish.id, kind: wish.kind, by: wish.by, result: result.result, ...reason })
      return result
    },
    picture() {
      const item = sounding() ?? [...engaged.values()].find(({ phase }) => phase === 'armed')
      const problems = masters.problems()
      if (deviceProblem !== undefined && item !== undefined) problems.unshift(deviceProblem)
      const state =
        item === undefined
          ? 'idle'
          : deviceProblem !== undefined
            ? 'device-error'
            : item.phase === 'sounding'
              ? 'playing'
              : item.phase === 'stopping'
                ? 'stopping'
                : 'armed'
      const device = item?.device ?? plan?.device
      const now = clock.now()
      const next = plan?.airings
        .filter(
          (airing) =>
            airing.startsAt > now && airing.airingId !== (state === 'armed' ? undefined : item?.airing.airingId),
        )
        .filter(({ airingId }) => history.get(airingId)?.outcome === undefined)
        .toSorted((a, b) => a.startsAt - b.startsAt)[0]
      return { state, device: device && deviceOf(device), airing: item?.airing, next, problems }
    },
    look,
    end() {
      wake?.()
      stopEverySecond()
    },
  }

  function obey(wish: OnAirWish): WishResult {
    const now = clock.now()
    if (wish.airingId === undefined && Math.abs(now - wish.at) > STALE_WISH_MS)
      return { result: 'refused', reason: 'too-old' }
    const item = wish.airingId === undefined ? sounding() : engaged.get(wish.airingId)
    if (item !== undefined && item.phase !== 'checking') {
      item.wish ??= wish
      if (item.phase !== 'stopping') player.stop(item.airing.airingId)
      if (engaged.has(item.airing.airingId)) item.phase = 'stopping'
      return { result: 'done', airingId: item.airing.airingId }
    }
    if (wish.airingId === undefined) return { result: 'refused', reason: 'nothing-sounds' }
    const due = plan?.airings.find(({ airingId }) => airingId === wish.airingId)
    const open = due !== undefined && history.get(due.airingId)?.outcome === undefined
    if (!open || now < due.startsAt || now > due.startsAt + due.durationMs) {
      return { result: 'refused', reason: wish.airingId === undefined ? 'nothing-sounds' : 'not-on-air' }
    }
    engaged.delete(due.airingId)
    tell('stopped', due.airingId, { by: wish.by, commandId: wish.id })
    settle(due.airingId, 'stopped', 'command')
    return { result: 'done', airingId: due.airingId }
  }
}

function sameSound(a: PlayoutAiring, b: PlayoutAiring): boolean {
  return a.startsAt === b.startsAt && a.masterSha256 === b.masterSha256 && a.masterPath === b.masterPath
}

/** The player's and the check's errors carry a code; anything else is a fault of ours, and still must not stop the air. */
function codeOf(error: unknown): { code: OutcomeReason; details: Record<string, unknown> } {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    const details = 'details' in error && typeof error.details === 'object' ? error.details : {}
    return { code: error.code as OutcomeReason, details: { ...details } }
  }
  return { code: 'unexpected', details: { error: String(error) } }
}
