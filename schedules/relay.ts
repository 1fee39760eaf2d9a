import type { Clock } from './clock.ts'
import type { CueSheet } from './cue.ts'
import type { History } from './history.ts'
import type { OnAirParts } from './on-air-shapes.ts'
import type { PlayoutPlan, RelayHooks } from './playout-plan.ts'
import { problemOf, type Tell } from './tell.ts'

/** Off and on again within this time is no rest for a transmitter: it stays on. */
const WORTH_SWITCHING_OFF_MS = 60_000

/** What the decision needs to know. Instants are UTC ms. */
export interface RelayFacts {
  hooks: RelayHooks
  now: number
  /** Something sounds, or should. */
  onAir: boolean
  /** The next instant at which something will. */
  nextAt: number | undefined
  /** How long ago the last sound ended; undefined when there was none. */
  sinceEndMs: number | undefined
  isOn: boolean
}

/**
 * Whether the transmitter should be on. It is switched on `aheadMs` before an airing and off `laterMs` after the last
 * one; between two airings that are close together it stays on.
 */
export function relayWanted({ hooks, now, onAir, nextAt, sinceEndMs, isOn }: RelayFacts): boolean {
  if (onAir) return true
  const aheadMs = hooks.before?.aheadMs ?? 0
  const untilOnMs = nextAt === undefined ? Number.POSITIVE_INFINITY : nextAt - aheadMs - now
  if (untilOnMs <= 0) return true
  if (!isOn) return false
  return (sinceEndMs !== undefined && sinceEndMs < (hooks.after?.laterMs ?? 0)) || untilOnMs < WORTH_SWITCHING_OFF_MS
}

/** Runs the station's hooks around its airings. */
export interface Relay {
  /**
   * Looks now; returns when it wants to look again (UTC ms). Never waits for a hook. `sounding`: what sounds, or does as soon
   * as its device is there.
   */
  look(
    plan: PlayoutPlan,
    sheet: CueSheet,
    sounding: { airingId: string; title: string } | undefined,
  ): number | undefined
  state(): 'on' | 'off' | 'failed' | undefined
}

export interface RelayParts {
  clock: Clock
  history: History
  runHook: OnAirParts['runHook']
  tell: Tell
  /** A hook has ended: look again. */
  onDone: () => void
}

export function keepRelay({ clock, history, runHook, tell, onDone }: RelayParts): Relay {
  let running = false
  let state: 'on' | 'off' | 'failed' | undefined
  let endedMs: number | undefined
  let wasOnAir = false

  const run = async (when: 'before' | 'after', hook: RelayHooks['before' | 'after'], facts: Record<string, string>) => {
    state = when === 'before' ? 'on' : 'off'
    if (hook === undefined) return
    running = true
    try {
      const { result, tookMs, said } = await runHook(hook.target, hook.withinMs, { when, ...facts })
      if (result !== 'done') state = 'failed'
      tell('relay', undefined, { when, result, tookMs, said })
    } catch (error) {
      state = 'failed'
      tell('relay', undefined, { when, result: 'failed', tookMs: 0, said: problemOf(error).code })
    } finally {
      running = false
      onDone()
    }
  }
  let meant: 'on' | 'off' | undefined
  const begunMs = clock.monotonicMs()

  return {
    look({ relay: hooks }, { now: due, ahead }, sounding) {
      if (hooks.before === undefined && hooks.after === undefined) {
        state = undefined
        meant = undefined
        return undefined
      }
      // A process that died with the transmitter on left it on; one that goes on switches it on once more.
      const isOn = meant === 'on' || (meant === undefined && history.relayOn === true)
      const mono = clock.monotonicMs()
      const now = clock.now()
      const onAir = sounding !== undefined || due !== undefined
      if (wasOnAir && !onAir) endedMs = mono
      wasOnAir = onAir
      if (running) return undefined
      const next = ahead[0]
      const sinceEndMs = endedMs === undefined ? undefined : mono - endedMs
      // What the process before this one sounded may not have been taken up yet: as long as after an end it stays on.
      const laterMs = hooks.after?.laterMs ?? 0
      const takenUpMs = meant === undefined && isOn ? laterMs - (mono - begunMs) : 0
      const wanted = relayWanted({ hooks, now, onAir, nextAt: next?.at, sinceEndMs, isOn })
      if (wanted && meant !== 'on') {
        meant = 'on'
        const named = sounding ?? due?.claim ?? next?.claim
        const at = due?.at ?? next?.at ?? now
        void run('before', hooks.before, {
          airingId: named?.airingId ?? '',
          title: named?.title ?? '',
          startsAt: new Date(at).toISOString(),
        })
      } else if (!wanted && isOn && takenUpMs <= 0) {
        meant = 'off'
        void run('after', hooks.after, {})
      }
      const switchAt = next === undefined ? undefined : next.at - (hooks.before?.aheadMs ?? 0)
      const offAt = sinceEndMs === undefined ? undefined : now + laterMs - sinceEndMs
      return [switchAt, offAt, now + takenUpMs]
        .filter((at) => at !== undefined && at > now)
        .sort((a, b) => (a ?? 0) - (b ?? 0))[0]
    },
    state: () => state,
  }
}
