import type { Clock } from './clock.ts'
import type { History } from './history.ts'
import type { OnAirEvent, OutcomeReason } from './on-air-events.ts'
import type { ChosenDevice, HookTarget, PlayoutAiring, PlayoutFile, PlayoutPlan } from './playout-plan.ts'

/** What the loop needs of a player; `audio`'s happens to fit. Instants are UTC ms. */
export interface OnAirPlayer {
  /** Makes ready; rejects with an error that has a `code`. */
  arm(deviceId: string, cue: OnAirCue): Promise<void>
  /** Fades out (≤ 300 ms by default) and ends it; an `ended` event follows. */
  stop(cueId: string, fadeMs?: number): void
  cancel(cueId: string): void
  /** Every cue it holds goes on, on its own timeline, on another device; on the same one, that is opened anew. */
  useDevice(deviceId: string): void
  status(): {
    deviceId: string | undefined
    cueId: string | undefined
    positionMs: number | undefined
    levelDbfs: { left: number; right: number } | undefined
    delayMs: number | undefined
    /** The device's rate against the clock, positive when slow; undefined before 30 s. */
    driftPpm: number | undefined
  }
}

/** A file at its instant (undefined: as soon as the device sounds), or an input of the computer until it is stopped. */
export type OnAirCue =
  | { id: string; wavPath: string; startsAtMs: number | undefined; fromFrame: number }
  | { id: string; inputId: string; startsAtMs: undefined }

/** What is known of the sound that left the station, never of our own buffer. */
export interface OutputReading {
  source: 'monitor' | 'return-input' | 'none'
  /** Of the sink or input that is listened to. */
  name: string | undefined
  /** RMS of the last whole second heard, dBFS, not below −96; undefined while nothing was heard. */
  heardDbfs: number | undefined
  /** RMS of what was to be heard in that second. */
  expectedDbfs: number | undefined
  /** How much the last ten seconds are like what was sent, 0 … 1; undefined where they are too quiet or too few to tell. */
  similarity: number | undefined
}

/** One second after another: what was handed to the device and, where it was measured, what was heard. */
export interface LevelSeconds {
  stepMs: number
  handedDbfs: number[]
  heardDbfs: number[] | undefined
}

/** Listens to what leaves the station; `audio`'s happens to fit. Never throws: what cannot be heard reads `none`. */
export interface OnAirOutput {
  /** Listens from now on to this device's monitor or, where given, to the input; asked again with the same it goes on. */
  listen(deviceId: string, returnInputId: string | undefined): void
  /** Keeps what the return input hears from now on in a WAV file, for the proof; undefined ends it. */
  keep(wavPath: string | undefined): void
  reading(): OutputReading
  /** The seconds since the last call. */
  takeLevels(): LevelSeconds
  rest(): void
}

export interface HookResult {
  result: 'done' | 'failed' | 'timed-out'
  tookMs: number
  /** The first lines of what it said. */
  said: string
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
      /** Where in the file the last sound was; undefined for an input. */
      endedAtMs: number | undefined
      driftPpm: number | undefined
    }
  | { type: 'xrun'; cause: string; ms: number; cueId: string | undefined }
  | { type: 'clock-step'; stepMs: number }
  | { type: 'file-trouble'; cueId: string; code: string; details: Record<string, unknown> }
  /** A live cue's input is gone or gives nothing; silence until it is back. */
  | { type: 'input-trouble'; cueId: string; code: string; details: Record<string, unknown> }

/** Whether a master is there and is the one that was verified. */
export type MasterCheck =
  | { ok: true; path: string }
  | { ok: false; code: OutcomeReason; details: Record<string, unknown> }

export interface OnAirParts {
  clock: Clock
  player: OnAirPlayer
  /** Looks at a master by its hash; may take seconds the first time. */
  checkMaster: (file: PlayoutFile) => Promise<MasterCheck>
  output: OnAirOutput
  /**
   * Where the return input's sound of an airing is kept, relative to the data folder; undefined when it is not. It is what
   * `output.keep` gets and what the journal says. Asked anew, with a later instant, when an airing goes on after another.
   */
  capturePath: (airingId: string, startsAt: number) => string | undefined
  /** Runs a hook; resolves with what came of it within its time limit, never rejects. */
  runHook: (target: HookTarget, withinMs: number, facts: Record<string, string>) => Promise<HookResult>
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

/** What the picture tells of an airing or an emergency; `durationMs` is that of the sound that sounds for it. */
export type PicturedAiring = Pick<PlayoutAiring, 'airingId' | 'title' | 'startsAt' | 'durationMs'>

/** What the loop is doing now. */
export interface OnAirPicture {
  state: 'idle' | 'armed' | 'playing' | 'stopping' | 'device-error'
  device: { id: string; name: string; isNull: boolean } | undefined
  /** The airing or emergency on the device: sounding or armed. */
  airing: PicturedAiring | undefined
  next: PicturedAiring | undefined
  isReserveDevice: boolean
  output: (OutputReading & { alarm: 'silence' | 'wrong-sound' | undefined }) | undefined
  emergency: { airingId: string; title: string; by: string; isLive: boolean } | undefined
  /** Cut by what sounds now, waiting to go on. */
  displaced: { airingId: string; title: string } | undefined
  paused: { pauseId: string; reason: string; until: number } | undefined
  relay: 'on' | 'off' | 'failed' | undefined
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
