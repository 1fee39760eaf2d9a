import type { History } from './as-run.ts'
import type { Clock } from './clock.ts'
import type { OnAirEvent, OutcomeReason } from './on-air-events.ts'
import type { ChosenDevice, PlayoutAiring, PlayoutFile, PlayoutPlan } from './playout-plan.ts'

/** What the loop needs of a player; `audio`'s happens to fit. Instants are UTC ms. */
export interface OnAirPlayer {
  /** Makes ready; rejects with an error that has a `code`. */
  arm(deviceId: string, cue: { id: string; wavPath: string; startsAtMs: number; fromFrame: number }): Promise<void>
  stop(cueId: string): void
  cancel(cueId: string): void
  status(): {
    deviceId: string | undefined
    cueId: string | undefined
    positionMs: number | undefined
    levelDbfs: { left: number; right: number } | undefined
  }
}

/** What the loop hears from the player. */
export type OnAirPlayerEvent =
  | { type: 'device-opened'; deviceId: string; bufferMs: number }
  | { type: 'device-refused'; deviceId: string; code: string; details: Record<string, unknown> }
  | { type: 'device-lost'; deviceId: string; code: string; details: Record<string, unknown> }
  | { type: 'device-back'; deviceId: string; awayMs: number }
  | { type: 'first-sample'; cueId: string; at: number; errorMs: number; offsetMs: number; delayMs: number }
  | { type: 'resumed'; cueId: string; at: number; offsetMs: number }
  | {
      type: 'ended'
      cueId: string
      how: 'complete' | 'stopped' | 'passed' | 'lost'
      at: number
      soundedMs: number
      skippedMs: number
      driftPpm: number | undefined
    }
  | { type: 'xrun'; cause: string; ms: number; cueId: string | undefined }
  | { type: 'clock-step'; stepMs: number }
  | { type: 'file-trouble'; cueId: string; code: string; details: Record<string, unknown> }

/** Whether a master is there and is the one that was verified. */
export type MasterCheck =
  | { ok: true; path: string }
  | { ok: false; code: OutcomeReason; details: Record<string, unknown> }

export interface OnAirParts {
  clock: Clock
  player: OnAirPlayer
  /** Looks at an airing's master; may take seconds the first time. */
  checkMaster: (airing: PlayoutAiring) => Promise<MasterCheck>
  /** Writes into the journal; must not throw or wait. */
  append: (event: OnAirEvent) => void
  /** What the journal already holds. */
  history: History
  isNullDevice: (deviceId: string) => boolean
}

/** What an emergency announcement sounds: a verified file, or an input of the station's computer until it is stopped. */
export type EmergencySound = (PlayoutFile & { kind: 'file' }) | { kind: 'live'; input: ChosenDevice; longestMs: number }

/**
 * A wish from outside; `by` is who, for the log. `stop`: what sounds, an emergency too; without `airingId` whatever it is,
 * refused when older than a minute. `skip`: an airing that has not begun will not sound. `emergency`: sounds at once over
 * everything but another emergency; `airingId` names it from then on. Refused when older than a minute.
 */
export type OnAirWish = { id: string; by: string; at: number } & (
  | { kind: 'stop'; airingId?: string }
  | { kind: 'skip'; airingId: string }
  | { kind: 'emergency'; airingId: string; title: string; sound: EmergencySound }
)
export type WishResult =
  | { result: 'done'; airingId: string }
  | {
      result: 'refused'
      reason: 'nothing-sounds' | 'not-on-air' | 'too-old' | 'already-begun' | 'already-over' | 'emergency-sounds'
    }

/** What the loop is doing now. */
export interface OnAirPicture {
  state: 'idle' | 'armed' | 'playing' | 'stopping' | 'device-error'
  device: { id: string; name: string; isNull: boolean } | undefined
  /** The airing on the device: sounding or armed. */
  airing: PlayoutAiring | undefined
  next: PlayoutAiring | undefined
  problems: { code: string; airingId?: string; details?: Record<string, unknown> }[]
}

/** The wanted state from the plan, the difference to what the player holds, and the acts that close it. */
export interface OnAirLoop {
  /** A new plan; what sounds is never interrupted by it. */
  setPlan(plan: PlayoutPlan): void
  onPlayerEvent(event: OnAirPlayerEvent): void
  wish(wish: OnAirWish): WishResult
  picture(): OnAirPicture
  /** Looks now. The loop also looks every second and at each arming instant. */
  look(): void
  /** Stops looking. What sounds is left to the player. */
  end(): void
}
