import type { Claim } from './claim.ts'
import type { Deck } from './deck.ts'
import type { Devices } from './devices.ts'
import { type Engaged, soundLengthMs } from './engaged.ts'
import type { History, Verdict } from './history.ts'
import type { OutcomeReason } from './on-air-events.ts'
import type { OnAirPlayerEvent } from './on-air-shapes.ts'
import type { OutputWatch } from './output-watch.ts'
import type { Tell } from './tell.ts'
import { silentVerdict, verdictAtEnd } from './verdict.ts'

type Ended = Extract<OnAirPlayerEvent, { type: 'ended' }>

export interface EndingParts {
  history: History
  deck: Deck
  devices: Devices
  output: OutputWatch
  tell: Tell
}

/** Writes down how a sound ended, and where that is the last of it, its outcome. */
export function writeEndings({ history, deck, devices, output, tell }: EndingParts) {
  return (item: Engaged, event: Ended): void => {
    const { claim } = item
    const { airingId } = claim
    const { how, at, soundedMs, skippedMs, driftPpm } = event
    const measures = output.measured(airingId) ?? {}
    deck.release(item)
    if (item.heard) output.end(item)
    // What the player counts of a sound that was not heard from it says nothing of what was heard before.
    const said = item.heard ? { soundedMs, skippedMs, driftPpm, ...measures } : {}

    if (how === 'stopped' && item.ending?.kind === 'displaced') {
      displaced(item, event, said)
      return
    }
    if (how === 'stopped' && item.ending?.kind !== 'limit') {
      const verdict: Verdict = { outcome: 'stopped', reason: 'command' }
      const wish = item.ending?.kind === 'wish' ? item.ending.wish : undefined
      tell('stopped', airingId, { by: wish?.by, commandId: wish?.id, ...said, verdict }, at)
      deck.settle(airingId, verdict)
      return
    }
    if (how === 'passed' && !item.heard) {
      // Without trouble at the device only the wall clock can have passed it by: the cue decides, and takes its time.
      const problem = devices.problem()
      if (problem !== undefined) deck.fail(item, problem)
      return
    }
    const verdict = verdictOf(item, event)
    tell('last-sample', airingId, { ...said, verdict }, at)
    deck.settle(airingId, verdict)
  }

  function displaced(item: Engaged, { at, endedAtMs }: Ended, said: object): void {
    const { claim } = item
    const past = history.get(claim.airingId)
    const by = item.ending?.kind === 'displaced' ? item.ending.by : undefined
    const positionMs = (item.heard ? endedAtMs : undefined) ?? past?.heardToMs ?? 0
    const verdict = over(claim, past?.started === true)
    const details = { by, positionMs, rule: claim.displaced, ...said }
    tell('displaced', claim.airingId, verdict === undefined ? details : { ...details, verdict }, at)
    if (verdict !== undefined) deck.settle(claim.airingId, verdict)
  }

  function over(claim: Claim, heard: boolean): Verdict | undefined {
    if (claim.displaced !== 'reschedule') return undefined
    return { outcome: heard ? 'partial' : 'missed', reason: 'displaced' }
  }

  function verdictOf(item: Engaged, { how, soundedMs }: Ended): Verdict {
    const { airingId } = item.claim
    const known = history.get(airingId)
    const measured = output.measured(airingId)
    const past = known && { ...known, ...(measured && { output: measured }) }
    if (how !== 'complete' && how !== 'stopped') {
      const reason = (devices.problem()?.code ?? 'device-lost') as OutcomeReason
      return silentVerdict(past) ?? { outcome: 'partial', reason }
    }
    const { again, fromMs } = item
    const offsetMs = past?.joinedAtMs ?? fromMs
    return verdictAtEnd(item.claim, past, { lengthMs: soundLengthMs(item), soundedMs, fromMs: offsetMs, again })
  }
}
