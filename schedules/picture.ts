import { claimsOf } from './claim.ts'
import type { Clock } from './clock.ts'
import type { Deck } from './deck.ts'
import type { Devices } from './devices.ts'
import { type Engaged, soundLengthMs } from './engaged.ts'
import type { History } from './history.ts'
import type { MasterWatch } from './master-watch.ts'
import type { OnAirPicture } from './on-air-shapes.ts'
import type { OutputWatch } from './output-watch.ts'
import { pauseAt } from './pauses.ts'
import type { PlayoutPlan } from './playout-plan.ts'
import type { Relay } from './relay.ts'

export interface PictureParts {
  clock: Clock
  history: History
  deck: Deck
  devices: Devices
  masters: MasterWatch
  output: OutputWatch
  relay: Relay
}

/** What the loop is doing now, for whoever wants to show it; ten times a second is nothing. */
export function drawPicture(parts: PictureParts, plan: PlayoutPlan | undefined): OnAirPicture {
  const { clock, history, deck, devices, masters, output, relay } = parts
  const now = clock.now()
  const item = deck.holder() ?? soonestArmed(deck)
  const trouble = devices.problem()
  const problems: OnAirPicture['problems'] = masters.problems()
  if (trouble !== undefined && item !== undefined) problems.unshift(trouble)
  const state = stateOf(item, trouble !== undefined)
  const claim = item?.claim
  const order = claim && history.get(claim.airingId)?.order
  const next = plan && nextOf(plan, now, history, state === 'armed' ? claim?.airingId : undefined)
  const pause = plan && pauseAt(plan, now)
  return {
    state,
    device: devices.inUse(),
    airing: item && { ...pictured(item.claim), durationMs: lengthOf(item) },
    next: next && pictured(next),
    isReserveDevice: devices.isReserve(),
    output: output.picture(),
    emergency: order && {
      airingId: order.airingId,
      title: order.title,
      by: order.by,
      isLive: order.sound.kind === 'live',
    },
    displaced: displacedOf(history, plan),
    paused: pause && { pauseId: pause.pauseId, reason: pause.reason, until: pause.until },
    relay: relay.state(),
    problems,
  }
}

function soonestArmed(deck: Deck): Engaged | undefined {
  return [...deck.held.values()].filter(({ phase }) => phase === 'armed').sort((a, b) => a.at - b.at)[0]
}

function stateOf(item: Engaged | undefined, inTrouble: boolean): OnAirPicture['state'] {
  if (item === undefined) return 'idle'
  if (inTrouble) return 'device-error'
  if (item.phase === 'sounding') return 'playing'
  return item.phase === 'stopping' ? 'stopping' : 'armed'
}

function lengthOf(item: Engaged): number {
  const lengthMs = soundLengthMs(item)
  return Number.isFinite(lengthMs) ? lengthMs : item.claim.durationMs
}

function pictured({ airingId, title, startsAt, durationMs }: Engaged['claim']) {
  return { airingId, title, startsAt, durationMs }
}

/** The next airing that will sound: what is skipped or paused is not. */
function nextOf(plan: PlayoutPlan, now: number, history: History, armedId: string | undefined) {
  return claimsOf(plan).find(
    ({ airingId, startsAt }) =>
      startsAt > now &&
      airingId !== armedId &&
      history.get(airingId)?.outcome === undefined &&
      pauseAt(plan, startsAt) === undefined,
  )
}

function displacedOf(history: History, plan: PlayoutPlan | undefined): OnAirPicture['displaced'] {
  for (const airingId of history.open ?? []) {
    if (history.get(airingId)?.displaced !== true) continue
    const claim = plan && claimsOf(plan).find((one) => one.airingId === airingId)
    if (claim !== undefined) return { airingId, title: claim.title }
  }
  return undefined
}
