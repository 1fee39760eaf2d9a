import type { Clock } from './clock.ts'
import type { Devices } from './devices.ts'
import type { Engaged } from './engaged.ts'
import type { OnAirOutput, OnAirParts, OnAirPicture, OutputReading } from './on-air-shapes.ts'
import type { PlayoutPlan } from './playout-plan.ts'
import { judgeOutput, NOTHING_JUDGED, type OutputJudgement } from './silence.ts'
import type { Tell } from './tell.ts'

type Measured = Pick<OutputJudgement, 'silentMs' | 'heardMs'>

/** Listens to what leaves the station while something sounds: alarms, the level curve, the recording for the proof. */
export interface OutputWatch {
  /** Something will sound, or is about to: the output is listened to from now on. */
  listen(item: Engaged, plan: PlayoutPlan): void
  /** Its first sample was heard. */
  begin(item: Engaged, offsetMs: number, before: Measured | undefined): void
  /** Once a second; `item` is what sounds, `positionMs` where in it. */
  look(item: Engaged | undefined, plan: PlayoutPlan, positionMs: number | undefined): void
  /** Its last sample was heard. */
  end(item: Engaged): void
  /** Of the sound that sounds now, or sounded last: how much was measured; undefined where nothing was. */
  measured(airingId: string): Measured | undefined
  picture(): OnAirPicture['output']
}

export interface OutputWatchParts {
  clock: Clock
  output: OnAirOutput
  capturePath: OnAirParts['capturePath']
  devices: Devices
  tell: Tell
}

const SECOND_MS = 1000
/** Looks come about once a second, and sometimes sooner. */
const NEARLY_A_SECOND_MS = 900
const LEVELS_EVERY_MS = 60_000
/** The return input is kept from a little before the first sample to a little after the last. */
const KEEP_AHEAD_MS = 5000
const KEEP_AFTER_MS = 3000

export function watchOutput({ clock, output, capturePath, devices, tell }: OutputWatchParts): OutputWatch {
  let judgement: OutputJudgement = NOTHING_JUDGED
  let judgedId: string | undefined
  let judgedMs = 0
  let levelsFromMs = 0
  let levelsMs = 0
  let last: OutputReading | undefined
  let kept: { airingId: string; path: string; startedAt: number; untilMs: number | undefined } | undefined
  let listening = false

  const stopKeeping = () => {
    if (kept === undefined) return
    output.keep(undefined)
    const { airingId, path, startedAt } = kept
    kept = undefined
    tell('captured', airingId, { path, startedAt, endedAt: clock.now() })
  }
  const keep = ({ claim, zeroAt }: Engaged) => {
    if (kept?.airingId === claim.airingId) {
      kept.untilMs = undefined
      return
    }
    const now = clock.now()
    const path = capturePath(claim.airingId, Math.max(now, zeroAt ?? now))
    if (path === undefined) return
    stopKeeping()
    output.keep(path)
    kept = { airingId: claim.airingId, path, startedAt: now, untilMs: undefined }
  }
  const tellLevels = ({ claim }: Engaged, positionMs: number) => {
    const { stepMs, handedDbfs, heardDbfs } = output.takeLevels()
    if (handedDbfs.length > 0) tell('levels', claim.airingId, { fromMs: levelsFromMs, stepMs, handedDbfs, heardDbfs })
    levelsFromMs = positionMs
    levelsMs = clock.monotonicMs()
  }
  const judge = ({ claim }: Engaged, plan: PlayoutPlan) => {
    const reading = output.reading()
    last = reading
    // A device in trouble is dealt with as such.
    if (devices.problem() !== undefined) return
    const { now, acts } = judgeOutput(judgement, reading, plan.silence, SECOND_MS)
    judgement = now
    for (const { act, ...details } of acts) {
      if (act === 'reopen') devices.reopen()
      else if (act === 'other-device') devices.leaveSilent()
      else tell(act, claim.airingId, { ...details, ...(act === 'sound-again' ? {} : { source: reading.source }) })
    }
  }

  return {
    listen(item, plan) {
      listening = true
      output.listen(item.device.id, plan.returnInput?.id)
    },
    begin({ claim }, offsetMs, before) {
      judgement = { ...NOTHING_JUDGED, ...before }
      judgedId = claim.airingId
      judgedMs = clock.monotonicMs()
      output.takeLevels()
      levelsFromMs = offsetMs
      levelsMs = judgedMs
    },
    look(item, plan, positionMs) {
      const mono = clock.monotonicMs()
      if (kept?.untilMs !== undefined && mono >= kept.untilMs) stopKeeping()
      if (item === undefined) {
        if (listening && kept === undefined) {
          listening = false
          last = undefined
          judgement = NOTHING_JUDGED
          output.rest()
        }
        return
      }
      output.listen(item.device.id, plan.returnInput?.id)
      if (plan.returnInput !== undefined && item.at - clock.now() <= KEEP_AHEAD_MS) keep(item)
      if (item.phase !== 'sounding' || mono - judgedMs < NEARLY_A_SECOND_MS) return
      judgedMs = mono
      judge(item, plan)
      if (mono - levelsMs >= LEVELS_EVERY_MS && positionMs !== undefined) tellLevels(item, positionMs)
    },
    end(item) {
      tellLevels(item, 0)
      if (kept?.airingId === item.claim.airingId) kept.untilMs = clock.monotonicMs() + KEEP_AFTER_MS
    },
    measured(airingId) {
      const { silentMs, heardMs } = judgement
      if (airingId !== judgedId) return undefined
      return silentMs + heardMs === 0 ? undefined : { silentMs, heardMs }
    },
    picture() {
      if (last === undefined) return undefined
      return { ...last, alarm: judgement.alarm }
    },
  }
}
