import type { OutputReading } from './on-air-shapes.ts'
import type { SilenceRule } from './playout-plan.ts'

/** How alike what left must be to what was sent, and for how long it may be less. */
export const ALIKE = 0.5
const WRONG_FOR_MS = 15_000
/** After the device was opened anew it has this long to be heard. */
const REOPENED_FOR_MS = 5000
const AGAIN_EVERY_MS = 30_000
/** A quiet passage at the edge of the rule is no silence: what was sent has to be clearly louder than what was heard. */
const LOUDER_BY_DB = 6

/** What is known of the output while one airing sounds. */
export interface OutputJudgement {
  alarm: 'silence' | 'wrong-sound' | undefined
  /** In one go, counting only seconds in which the master is not quiet. */
  silentForMs: number
  unlikeForMs: number
  /** Over the whole airing. */
  silentMs: number
  heardMs: number
  /** Judged seconds since the alarm began, and since the device was last opened anew or changed. */
  alarmForMs: number
  sinceActMs: number
  acts: number
}

/** What has to be done about it now. */
export type OutputAct =
  | { act: 'silence'; heardDbfs: number; expectedDbfs: number; forMs: number }
  | { act: 'wrong-sound'; similarity: number; forMs: number }
  | { act: 'sound-again'; afterMs: number }
  /** Open the device anew; or use the other one, where there is one. */
  | { act: 'reopen' }
  | { act: 'other-device' }

export const NOTHING_JUDGED: OutputJudgement = {
  alarm: undefined,
  silentForMs: 0,
  unlikeForMs: 0,
  silentMs: 0,
  heardMs: 0,
  alarmForMs: 0,
  sinceActMs: 0,
  acts: 0,
}

/**
 * Judges one more second of what left the station. Pure; −40 dBFS for 10 s is the usual rule, and only seconds count in
 * which what was sent is above it. What is not measured is neither sound nor silence.
 */
export function judgeOutput(
  before: OutputJudgement,
  { source, heardDbfs, expectedDbfs, similarity }: OutputReading,
  rule: SilenceRule,
  secondMs = 1000,
): { now: OutputJudgement; acts: OutputAct[] } {
  const now = { ...before }
  const acts: OutputAct[] = []
  if (source === 'none' || heardDbfs === undefined || expectedDbfs === undefined) return { now, acts }
  // While nothing loud is sent there is nothing to be heard, and nothing to be learned.
  if (expectedDbfs <= rule.belowDbfs) return { now, acts }
  const silent = heardDbfs < rule.belowDbfs && expectedDbfs - heardDbfs >= LOUDER_BY_DB
  const unlike = !silent && similarity !== undefined && similarity < ALIKE
  now.alarmForMs += secondMs
  now.sinceActMs += secondMs
  if (silent) {
    now.silentForMs += secondMs
    now.silentMs += secondMs
  } else {
    now.silentForMs = 0
    now.heardMs += secondMs
  }
  if (unlike) now.unlikeForMs += secondMs
  else if (similarity !== undefined) now.unlikeForMs = 0

  const over = now.alarm === 'silence' ? !silent : now.alarm === 'wrong-sound' && similarity !== undefined && !unlike
  if (over) {
    acts.push({ act: 'sound-again', afterMs: now.alarmForMs })
    now.alarm = undefined
  }
  if (now.silentForMs >= rule.forMs && now.alarm !== 'silence') {
    now.alarm = 'silence'
    now.alarmForMs = now.silentForMs
    now.sinceActMs = 0
    now.acts = 1
    acts.push({ act: 'silence', heardDbfs, expectedDbfs, forMs: now.silentForMs }, { act: 'reopen' })
  } else if (now.alarm === 'silence' && now.sinceActMs >= (now.acts === 1 ? REOPENED_FOR_MS : AGAIN_EVERY_MS)) {
    now.sinceActMs = 0
    now.acts++
    acts.push({ act: 'other-device' })
  }
  if (now.unlikeForMs >= WRONG_FOR_MS && now.alarm === undefined && similarity !== undefined) {
    now.alarm = 'wrong-sound'
    now.alarmForMs = now.unlikeForMs
    acts.push({ act: 'wrong-sound', similarity, forMs: now.unlikeForMs })
  }
  return { now, acts }
}
