import type { Clock } from './clock.ts'
import type { Devices } from './devices.ts'
import { type Engaged, soundLengthMs } from './engaged.ts'
import type { History } from './history.ts'
import type { OnAirPlayerEvent } from './on-air-shapes.ts'
import type { OutputWatch } from './output-watch.ts'
import type { Tell } from './tell.ts'

type FirstSample = Extract<OnAirPlayerEvent, { type: 'first-sample' }>

/** What must end by an instant is faded out so long. */
export const LONGEST_FADE_MS = 300

export interface BeginningParts {
  clock: Clock
  history: History
  devices: Devices
  output: OutputWatch
  tell: Tell
  /** What the device holds sounds on for so long after a fade was asked for. */
  delayMs: () => number
}

/** Writes down what was heard first of a sound, what it stands in for, and until when it may last. */
export function writeBeginnings({ clock, history, devices, output, tell, delayMs }: BeginningParts) {
  return (item: Engaged, { errorMs, offsetMs, delayMs: deviceDelayMs, at }: FirstSample): void => {
    const { claim, sound } = item
    const { airingId } = claim
    const past = history.get(airingId)
    if (item.phase !== 'stopping') item.phase = 'sounding'
    item.heard = true
    if (past?.replacedBy === undefined) tellReplaced(item, at)
    if (item.zeroAt === undefined) {
      item.zeroAt = at - offsetMs
      if (item.how === 'from-top') tell('late-start', airingId, { startsAt: at, lateMs: at - claim.startsAt }, at)
    }
    const masterSha256 = sound.kind === 'file' ? sound.masterSha256 : undefined
    const details = { startErrorMs: errorMs, offsetMs, delayMs: deviceDelayMs, device: devices.inUse(), masterSha256 }
    const liveSince = sound.kind === 'live' ? past?.zeroAt : undefined
    tell('first-sample', airingId, { ...details, startsAt: liveSince ?? item.zeroAt }, at)
    setLimit(item, liveSince ?? item.zeroAt)
    output.begin(item, offsetMs, past?.output)
  }

  function tellReplaced({ claim, replacement, sound }: Engaged, at: number): void {
    if (replacement !== undefined) {
      tell('replaced', claim.airingId, { because: replacement.because, ...replacement.reserve }, at)
    } else if (claim.standsIn !== undefined && sound.kind === 'file') {
      const { kind: _, ...file } = sound
      tell('replaced', claim.airingId, { ...claim.standsIn, title: claim.title, ...file }, at)
    }
  }

  /** A reserve must not outlast its slot, a live announcement not what was ordered, over all its restarts. */
  function setLimit(item: Engaged, begunAt: number): void {
    const { claim, sound } = item
    const endsAt = sound.kind === 'live' ? begunAt + sound.longestMs : claim.latestEndAt
    const own = sound === claim.sound && sound.kind !== 'live'
    if (own || begunAt + soundLengthMs(item) <= endsAt) return
    const fadeMs = sound.kind === 'live' ? 0 : delayMs() + LONGEST_FADE_MS
    // A clock that was put back makes nothing last longer.
    const leftMs = Math.min(endsAt - clock.now(), sound.kind === 'live' ? sound.longestMs : soundLengthMs(item))
    item.limitMs = clock.monotonicMs() + leftMs - fadeMs
  }
}
