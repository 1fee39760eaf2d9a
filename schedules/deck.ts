import { type Claim, rankOf } from './claim.ts'
import { type Cue, LATE_LEAD_MS, LEAST_WORTH_JOINING_MS } from './cue.ts'
import type { Devices } from './devices.ts'
import type { Ending, Engaged } from './engaged.ts'
import type { Verdict } from './history.ts'
import type { MasterWatch } from './master-watch.ts'
import type { OutcomeReason } from './on-air-events.ts'
import type { EmergencySound, MasterCheck, OnAirParts } from './on-air-shapes.ts'
import type { PlayoutFile } from './playout-plan.ts'
import { type Problem, problemOf, type Tell } from './tell.ts'

/** The reserve is armed in place of a sound that does not come this long before its instant: in time, and not too soon. */
export const RESERVE_AHEAD_MS = 4000
/** Arming takes so long at most; a check that is asked late still has so long to answer. */
const RESERVE_ARMED_MS = 2500
const ANSWER_WITHIN_MS = 2000
/** Click to silence within 500 ms, of which the device holds about 200. */
export const CUT_FADE_MS = 160
/** What is on its way through the device cannot be taken back any more. */
const BEGUN_WITHIN_MS = 700
/** Past its instant by more than this and not heard: it did not begin. */
const NOT_HEARD_WITHIN_MS = 1500
const LATE_AFTER_MS = 1000
const FRAMES_PER_MS = 48
const USUAL_DELAY_MS = 200
const AFTER_FADE_MS = 100

/** What the player holds, and the ways in and out of it. */
export interface Deck {
  readonly held: ReadonlyMap<string, Engaged>
  /** What sounds or fades out. */
  holder(): Engaged | undefined
  /** Checks the sound, makes room where it is more urgent than what sounds, and arms it. */
  engage(cue: Cue): void
  /** Takes back what does not sound yet. */
  disengage(item: Engaged, reason: string): void
  /** Fades out what sounds, or takes back what is armed; `ended` follows. */
  stop(item: Engaged, ending: Ending, fadeMs?: number): void
  /** It sounds, or its sound is already on its way through the device. */
  hasBegun(item: Engaged): boolean
  /** Its file cannot be read on before anything was heard of it. */
  spoil(item: Engaged): void
  fail(item: Engaged, problem: Problem): void
  /** The last word. */
  settle(airingId: string, verdict: Verdict): void
  release(item: Engaged): void
}

export interface DeckParts extends Pick<OnAirParts, 'clock' | 'player' | 'checkMaster' | 'history'> {
  devices: Devices
  masters: MasterWatch
  tell: Tell
  /** It was armed, or could not be: look again. */
  onChange: () => void
  onArmed: (item: Engaged) => void
}

interface Choice {
  sound: EmergencySound
  because: string | undefined
}

export function openDeck({
  clock,
  player,
  checkMaster,
  history,
  devices,
  masters,
  tell,
  onChange,
  onArmed,
}: DeckParts): Deck {
  const held = new Map<string, Engaged>()
  const spoiled = new Set<string>()
  const holder = () => [...held.values()].find(({ phase }) => phase === 'sounding' || phase === 'stopping')
  const still = (item: Engaged) => held.get(item.claim.airingId) === item

  const settle = (airingId: string, verdict: Verdict) => {
    held.delete(airingId)
    tell('outcome', airingId, { ...verdict })
  }

  const fail = (item: Engaged, { code, details }: Problem) => {
    const { airingId } = item.claim
    held.delete(airingId)
    const outcome = history.get(airingId)?.started ? 'partial' : 'failed'
    const verdict: Verdict = { outcome, reason: code as OutcomeReason }
    tell('failed', airingId, { reason: code, what: details, device: devices.inUse(), verdict })
    settle(airingId, verdict)
  }

  /** Before its instant somebody may still put things right; at its instant it has failed. */
  const giveUp = (item: Engaged, { at }: Cue, problem: Problem) => {
    if (clock.now() < at) {
      held.delete(item.claim.airingId)
      return
    }
    fail(item, problem)
    onChange()
  }

  /** What may sound for it, in order: its own sound, then the reserve once it is too late to wait for the own one. */
  const choices = ({ claim, again }: Engaged): Choice[] => {
    const replacedBy = claim.standsIn === undefined ? history.get(claim.airingId)?.replacedBy : undefined
    if (again && replacedBy !== undefined) return [{ sound: fileOf(replacedBy), because: undefined }]
    const own: Choice = { sound: claim.sound, because: undefined }
    if (claim.reserve === undefined || again) return [own]
    const reserve: Choice = { sound: fileOf(claim.reserve), because: 'file-missing' }
    return spoiled.has(claim.airingId) ? [reserve] : [own, reserve]
  }

  /** A disk that does not answer must not keep the reserve from sounding: then the sound counts as missing. */
  const checkInTime = async ({ claim, again }: Engaged, sound: PlayoutFile, { at }: Cue): Promise<MasterCheck> => {
    if (claim.reserve === undefined || again || sound !== claim.sound) return checkMaster(sound)
    const answered = new AbortController()
    const untilMs = Math.max(at - RESERVE_ARMED_MS, clock.now() + ANSWER_WITHIN_MS)
    const late: MasterCheck = { ok: false, code: 'media-missing', details: { reason: 'no-answer' } }
    try {
      const waited = clock.sleepUntil(untilMs, answered.signal).then(
        () => late,
        () => late,
      )
      return await Promise.race([checkMaster(sound), waited])
    } finally {
      answered.abort()
    }
  }

  /** Undefined when it is armed, or was taken back meanwhile; otherwise what kept it from being armed. */
  const tryToArm = async (item: Engaged, cue: Cue, { sound }: Choice): Promise<Problem | undefined> => {
    const { claim } = item
    const { airingId } = claim
    try {
      let path: string | undefined
      if (sound.kind === 'file') {
        const check = await checkInTime(item, sound, cue)
        if (sound === claim.sound && claim.priority !== 'emergency') masters.note(airingId, check)
        if (!still(item)) return undefined
        if (!check.ok) return { code: check.code, details: check.details }
        path = check.path
      }
      item.sound = sound
      if (item.how === 'from-top' && cue.zeroAt === undefined) item.at = soonest(item)
      const made = makeRoom(item)
      item.zeroAt = instantOf(item, cue, made)
      item.phase = 'armed'
      const lateMs = clock.now() - cue.at
      if (sound.kind === 'live') {
        await player.arm(item.device.id, { id: airingId, inputId: sound.input.id, startsAtMs: undefined })
      } else {
        const fromFrame = Math.round(item.fromMs * FRAMES_PER_MS)
        const wavPath = path ?? ''
        await player.arm(item.device.id, { id: airingId, wavPath, startsAtMs: item.zeroAt, fromFrame })
      }
      if (!still(item)) return undefined
      const device = devices.inUse()
      const masterSha256 = sound.kind === 'file' ? sound.masterSha256 : undefined
      tell('armed', airingId, { startsAt: item.zeroAt, device, masterSha256, fromMs: item.fromMs })
      if (item.how === 'join' && lateMs > LATE_AFTER_MS) tell('late-join', airingId, { lateMs })
      if (item.how === 'from-top' && item.zeroAt !== undefined) {
        tell('late-start', airingId, { startsAt: item.zeroAt, lateMs: item.zeroAt - claim.startsAt })
      }
      onArmed(item)
      return undefined
    } catch (error) {
      return still(item) ? problemOf(error) : undefined
    }
  }

  /** What is due and more urgent than what sounds cuts it now, with a short fade. */
  const makeRoom = (item: Engaged): boolean => {
    if (item.at > clock.now()) return false
    const others = [...held.values()].filter((other) => outranks(item.claim, other.claim) && hasBegun(other))
    for (const other of others) stop(other, { kind: 'displaced', by: item.claim.airingId }, CUT_FADE_MS)
    return others.length > 0
  }

  const hasBegun = (item: Engaged): boolean => {
    if (item.phase === 'sounding' || item.phase === 'stopping') return true
    if (item.phase !== 'armed' || devices.problem() !== undefined) return false
    if (item.zeroAt === undefined) return true
    const inMs = item.zeroAt + item.fromMs - clock.now()
    return inMs < BEGUN_WITHIN_MS && (item.how === 'join' || inMs > -NOT_HEARD_WITHIN_MS)
  }

  /** What begins late makes room for itself only when it begins. */
  const soonest = ({ at }: Engaged) => Math.max(at, clock.now() + LATE_LEAD_MS)

  const instantOf = (item: Engaged, cue: Cue, cut: boolean): number | undefined => {
    const now = clock.now()
    // Where the device does not sound, an instant would only pass: it begins as soon as it does.
    const soon = devices.problem() === undefined ? soonest(item) : undefined
    if (item.replacement !== undefined && cue.at - now < LATE_LEAD_MS / 2) return soon
    if (item.replacement !== undefined) return cue.at
    if (item.how === 'from-top') return soon
    if (item.how !== 'at-once') return cue.zeroAt
    if (!cut || item.sound.kind === 'live') return undefined
    return now + (player.status().delayMs ?? USUAL_DELAY_MS) + CUT_FADE_MS + AFTER_FADE_MS
  }

  const arm = async (item: Engaged, cue: Cue) => {
    let problem: Problem | undefined
    for (const choice of choices(item)) {
      const { claim } = item
      if (choice.because !== undefined) {
        const now = clock.now()
        const worth = claim.latestEndAt - Math.max(now, cue.at) >= LEAST_WORTH_JOINING_MS
        if (cue.at - now > RESERVE_AHEAD_MS || !worth || claim.reserve === undefined) break
        item.replacement = { because: problem?.code ?? choice.because, reserve: claim.reserve }
        if (item.how !== 'instant') item.how = 'from-top'
      }
      problem = await tryToArm(item, cue, choice)
      if (!still(item)) return
      if (problem === undefined) {
        onChange()
        return
      }
      // Another device still sounds what was before; when that has ended this one is engaged again.
      if (problem.code === 'device-busy') {
        held.delete(claim.airingId)
        return
      }
      if (item.replacement === undefined && item.phase === 'armed') {
        masters.note(claim.airingId, { ok: false, code: problem.code as OutcomeReason, details: problem.details })
      }
    }
    if (problem !== undefined) giveUp(item, cue, problem)
    else held.delete(item.claim.airingId)
  }

  const disengage = (item: Engaged, reason: string) => {
    held.delete(item.claim.airingId)
    if (item.phase !== 'armed') return
    player.cancel(item.claim.airingId)
    tell('disarmed', item.claim.airingId, { reason })
  }

  const stop = (item: Engaged, ending: Ending, fadeMs?: number) => {
    item.ending = ending.kind === 'wish' ? ending : (item.ending ?? ending)
    if (item.phase === 'stopping') return
    item.phase = 'stopping'
    player.stop(item.claim.airingId, fadeMs)
  }

  return {
    held,
    holder,
    engage(cue) {
      const { claim, how, at, zeroAt, fromMs } = cue
      const again = history.get(claim.airingId)?.started === true
      const item: Engaged = {
        claim,
        device: devices.choose(held.size > 0),
        phase: 'checking',
        how,
        at,
        zeroAt,
        fromMs,
        sound: claim.sound,
        replacement: undefined,
        again,
        heard: false,
        ending: undefined,
        limitMs: undefined,
      }
      held.set(claim.airingId, item)
      void arm(item, cue)
    },
    disengage,
    stop,
    hasBegun,
    spoil(item) {
      spoiled.add(item.claim.airingId)
      disengage(item, 'file-trouble')
      onChange()
    },
    fail,
    settle,
    release: ({ claim }) => held.delete(claim.airingId),
  }
}

function fileOf({ masterPath, masterSha256, durationMs, frames }: PlayoutFile): EmergencySound {
  return { kind: 'file', masterPath, masterSha256, durationMs, frames }
}

/** Whether a takes the device from b. */
export function outranks(a: Claim, b: Claim): boolean {
  return rankOf(a) > rankOf(b)
}
