import { LONGEST_FADE_MS, writeBeginnings } from './beginning.ts'
import { claimsOf, rankOf, sameClaim } from './claim.ts'
import { type Cue, type CueSheet, cueAt } from './cue.ts'
import { CUT_FADE_MS, openDeck, outranks } from './deck.ts'
import { keepDevices } from './devices.ts'
import { writeEndings } from './ending.ts'
import type { Engaged } from './engaged.ts'
import { remember } from './history.ts'
import { watchMasters } from './master-watch.ts'
import type { OnAirEvent } from './on-air-events.ts'
import type { OnAirLoop, OnAirParts, OnAirPlayerEvent } from './on-air-shapes.ts'
import { watchOutput } from './output-watch.ts'
import { watchOver } from './over.ts'
import { pauseAt } from './pauses.ts'
import { drawPicture } from './picture.ts'
import type { PlayoutPlan } from './playout-plan.ts'
import { keepRelay } from './relay.ts'
import { tellSounding } from './sounding.ts'
import { problemOf, type Tell } from './tell.ts'
import { ARM_AHEAD_MS, endOfHeld, wantedAt } from './wanted.ts'
import { obeyWishes } from './wishes.ts'

/** A device that fails is waited for until so long before it is needed; arming another one takes its time. */
const NEEDED_AHEAD_MS = 3500
const USUAL_DELAY_MS = 200
/** Between the end of a fade and the instant that it makes room for. */
const SPARE_MS = 60
const LATE_AGAIN_MS = 1500

type CueEvent = Extract<
  OnAirPlayerEvent,
  { type: 'first-sample' | 'resumed' | 'ended' | 'file-trouble' | 'input-trouble' }
>
const ABOUT_CUES: ReadonlySet<string> = new Set([
  'first-sample',
  'resumed',
  'ended',
  'file-trouble',
  'input-trouble',
] satisfies CueEvent['type'][])

/** Starts the loop; it looks every second until `end`. */
export function startOnAir(parts: OnAirParts): OnAirLoop {
  const { clock, player, output: listener, append, history } = parts
  let plan: PlayoutPlan | undefined
  let plannedIds: ReadonlySet<string> = new Set()
  let sheet: CueSheet | undefined
  let wake: { at: number; cancel: () => void } | undefined
  let looking = false
  let again = false

  const tell: Tell = (event, airingId, details, at = clock.now()) => {
    const entry: OnAirEvent = airingId === undefined ? { at, event, details } : { at, event, airingId, details }
    remember(history, entry)
    append(entry)
  }
  /** A fault of ours in one look must not end the next. */
  const fault = (error: unknown) => tell('fault', undefined, problemOf(error).details)

  const sounding = tellSounding({ clock, player, deck: () => deck, output: () => output, tell })
  const useDevice = (id: string) => {
    sounding.tellNow()
    player.useDevice(id)
  }
  const devices = keepDevices({ ...parts, useDevice, tell })
  const masters = watchMasters({ ...parts, tell })
  const output = watchOutput({ ...parts, output: listener, devices, tell })
  const relay = keepRelay({ ...parts, tell, onDone: () => look() })
  const deck = openDeck({
    ...parts,
    devices,
    masters,
    tell,
    onChange: () => look(),
    onArmed: (item) => plan && output.listen(item, plan),
  })
  const delayMs = () => player.status().delayMs ?? USUAL_DELAY_MS
  const over = watchOver({ clock, history, deck, tell })
  const writeBeginning = writeBeginnings({ clock, history, devices, output, tell, delayMs })
  const writeEnding = writeEndings({ history, deck, devices, output, tell })
  const obey = obeyWishes({ clock, history, deck, tell, plan: () => plan, sheet: () => sheet })

  const positionOf = ({ claim }: Engaged) => {
    const { cueId, positionMs } = player.status()
    return cueId === claim.airingId ? positionMs : undefined
  }
  const endOf = (item: Engaged) => endOfHeld(item, clock.now(), positionOf(item))
  /** What would sound if its device were there: it may come back at any moment. */
  const waitingFor = (now: number) => [...deck.held.values()].find(({ phase, at }) => phase === 'armed' && at <= now)
  /** So long before its instant what is more urgent asks for the device: what is on its way through it sounds on. */
  const cutAheadMs = () => delayMs() + CUT_FADE_MS + SPARE_MS

  const tellPause = (planned: PlayoutPlan) => {
    const pause = pauseAt(planned, clock.now())
    if (pause?.pauseId === history.pauseId) return
    if (history.pauseId !== undefined) tell('unpaused', undefined, { pauseId: history.pauseId })
    if (pause === undefined) return
    const { pauseId, reason, until } = pause
    tell('paused', undefined, { pauseId, reason, until })
  }

  /** Takes back what is armed and no longer wanted, or not like this. */
  const takeBack = (planned: PlayoutPlan, wanted: ReadonlyMap<string, Cue>) => {
    const now = clock.now()
    const fitting = [planned.device.id, planned.reserveDevice?.id]
    const busy = [...deck.held.values()].some(deck.hasBegun)
    for (const item of [...deck.held.values()]) {
      if (deck.hasBegun(item)) continue
      const { airingId } = item.claim
      const cue = wanted.get(airingId)
      const claim = cue?.claim ?? claimsOf(planned).find((one) => one.airingId === airingId)
      const trouble = devices.problem()
      const isPast = now >= item.at
      // Past its instant and on a device that does not open: the player keeps it until it is over.
      const waits =
        item.phase === 'armed' &&
        isPast &&
        item.how !== 'from-top' &&
        item.zeroAt !== undefined &&
        (item.again || isJoined(item))
      if (cue === undefined && claim !== undefined && sameClaim(claim, item.claim) && waits) continue
      if (cue === undefined) {
        if (isPast && trouble !== undefined) over.blame(airingId, trouble)
        deck.disengage(item, claim === undefined ? 'not-in-plan' : 'not-due')
      } else if (!sameClaim(cue.claim, item.claim)) deck.disengage(item, 'plan-changed')
      else if (!busy && !fitting.includes(item.device.id)) deck.disengage(item, 'device-changed')
      else if (isTooLate(item, cue, now) || hasNoTime(item, cue)) deck.disengage(item, 'late')
      else item.claim = cue.claim
    }
  }
  const isJoined = ({ claim }: Engaged) => claim.late === 'join'
  /** It would be joined in the middle, and its rule is to begin with the beginning or where it was cut. */
  const isTooLate = ({ phase, zeroAt, fromMs }: Engaged, { how }: Cue, now: number) =>
    phase === 'armed' &&
    (how === 'from-top' || how === 'resume') &&
    zeroAt !== undefined &&
    now - zeroAt - fromMs > LATE_AGAIN_MS

  /** It waits for its device, to begin whole or where it was cut, and by now would not end in time. */
  const hasNoTime = ({ phase, how, zeroAt }: Engaged, cue: Cue) =>
    phase === 'armed' && zeroAt === undefined && (how === 'from-top' || how === 'resume') && cue.how === 'join'

  /** Ends what must make room at an instant, and what may not last longer. */
  const cut = () => {
    const now = clock.now()
    const mono = clock.monotonicMs()
    for (const item of deck.held.values()) {
      if (item.limitMs !== undefined && mono >= item.limitMs) deck.stop(item, { kind: 'limit' }, LONGEST_FADE_MS)
      if (item.phase !== 'armed' || item.at - now > cutAheadMs()) continue
      for (const other of deck.held.values()) {
        if (!outranks(item.claim, other.claim) || !deck.hasBegun(other)) continue
        deck.stop(other, { kind: 'displaced', by: item.claim.airingId }, CUT_FADE_MS)
      }
    }
  }

  /** Due, and something more urgent sounds: it goes on, or begins, when that is over. */
  const tellDisplaced = ({ due }: CueSheet) => {
    const begun = [...deck.held.values()].filter(deck.hasBegun).sort((a, b) => rankOf(b.claim) - rankOf(a.claim))[0]
    if (begun === undefined) return
    for (const { claim } of due) {
      const { airingId, displaced: rule } = claim
      const past = history.get(airingId)
      if (past?.displaced || deck.held.has(airingId) || !outranks(begun.claim, claim)) continue
      tell('displaced', airingId, { by: begun.claim.airingId, positionMs: past?.heardToMs ?? 0, rule })
    }
  }

  const wakeNext = (sheetNow: CueSheet, others: (number | undefined)[]) => {
    const now = clock.now()
    const mono = clock.monotonicMs()
    const instants = [...others]
    for (const { at } of sheetNow.ahead.slice(0, 4)) instants.push(at - ARM_AHEAD_MS, at - NEEDED_AHEAD_MS)
    for (const item of deck.held.values()) {
      if (item.phase === 'armed') instants.push(item.at - cutAheadMs())
      if (item.limitMs !== undefined) instants.push(now + item.limitMs - mono)
    }
    const soonest = Math.min(...instants.filter((at) => at !== undefined && at > now).map(Number))
    if (soonest === wake?.at) return
    wake?.cancel()
    wake = Number.isFinite(soonest) ? { at: soonest, cancel: clock.wakeAt(soonest, look) } : undefined
  }

  const lookOnce = (planned: PlayoutPlan) => {
    tellPause(planned)
    sheet = cueAt(planned, clock.now(), history)
    over.look(sheet.over, plannedIds)
    tellDisplaced(sheet)
    const wanted = wantedAt(sheet, clock.now(), deck, endOf)
    takeBack(planned, wanted)
    for (const [airingId, cue] of wanted) if (!deck.held.has(airingId)) deck.engage(cue)
    cut()
    const needed = [...deck.held.values()].some(({ at }) => at - clock.now() <= NEEDED_AHEAD_MS)
    const deviceAt = devices.look(needed)
    const device = devices.inUse()
    if (device !== undefined) for (const item of deck.held.values()) item.device = device
    const holder = deck.holder()
    output.look(holder ?? [...deck.held.values()][0], planned, holder && positionOf(holder))
    const relayAt = relay.look(planned, sheet, (holder ?? waitingFor(clock.now()))?.claim)
    wakeNext(sheet, [deviceAt, relayAt])
    masters.checkAhead(planned).catch(fault)
    sounding.look()
  }

  /** What a look brings about may ask for another one: that comes after it, never inside it. */
  function look(): void {
    if (plan === undefined) return
    again = true
    if (looking) return
    looking = true
    try {
      for (let turns = 0; again && turns < 4; turns++) {
        again = false
        lookOnce(plan)
      }
    } catch (error) {
      fault(error)
    } finally {
      looking = false
    }
  }

  const aboutCue = (event: CueEvent) => {
    const item = deck.held.get(event.cueId)
    if (item === undefined) return
    const { airingId } = item.claim
    if (event.type === 'first-sample') {
      sounding.begin()
      writeBeginning(item, event)
    }
    if (event.type === 'resumed') {
      tell('resumed', airingId, { offsetMs: event.offsetMs, device: devices.inUse() }, event.at)
    }
    if (event.type === 'input-trouble') tell('media-problem', airingId, { code: event.code, ...event.details })
    if (event.type === 'file-trouble') {
      tell('media-problem', airingId, { code: event.code, ...event.details })
      const unheard = item.phase === 'armed' && !item.again && item.replacement === undefined
      if (unheard && item.claim.reserve !== undefined) deck.spoil(item)
    }
    if (event.type === 'ended') {
      writeEnding(item, event)
      look()
    }
  }

  const aboutDevice = (event: OnAirPlayerEvent) => {
    devices.onPlayerEvent(event)
    if (event.type === 'device-lost') sounding.tellNow()
    if (event.type === 'device-opened') tell(event.type, undefined, { device: event.deviceId })
    if (event.type === 'device-back') tell(event.type, undefined, { device: event.deviceId, awayMs: event.awayMs })
    if (event.type === 'device-refused' || event.type === 'device-lost') {
      const named = [...deck.held.values()].find(({ phase }) => phase !== 'checking')
      tell(event.type, named?.claim.airingId, { device: event.deviceId, code: event.code, what: event.details })
    }
    if (event.type === 'clock-step') tell('clock-step', undefined, { stepMs: event.stepMs })
    if (event.type === 'xrun') tell('xrun', event.cueId, { cause: event.cause, ms: event.ms })
    else look()
  }

  const stopEverySecond = clock.everySecond(look)

  return {
    setPlan(next) {
      plan = next
      plannedIds = new Set(next.airings.map(({ airingId }) => airingId))
      devices.setPlan(next)
      masters.planChanged(next)
      look()
    },
    onPlayerEvent(event) {
      if (isAboutCue(event)) aboutCue(event)
      else aboutDevice(event)
    },
    wish(wish) {
      const result = obey(wish)
      look()
      return result
    },
    picture: () => drawPicture({ clock, history, deck, devices, masters, output, relay }, plan),
    look,
    end() {
      wake?.cancel()
      stopEverySecond()
    },
  }
}

function isAboutCue(event: OnAirPlayerEvent): event is CueEvent {
  return ABOUT_CUES.has(event.type)
}
