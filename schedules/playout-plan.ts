/** A verified sound in the house format (48 kHz WAV) in the data folder. */
export interface PlayoutFile {
  /** Relative to the data folder, with `/`. */
  masterPath: string
  masterSha256: string
  durationMs: number
  /** Length in frames of 48 kHz. */
  frames: number
}

/**
 * What a programme has in reserve for the day on which its edition cannot sound: the last edition that was verified, or
 * an apology.
 */
export interface ReserveSound extends PlayoutFile {
  kind: 'last-edition' | 'apology'
  title: string
}

/** thường · ưu tiên · khẩn cấp: the higher one takes the device; emergencies are never planned, only ordered. */
export const PRIORITIES = ['normal', 'high', 'emergency'] as const
export type Priority = (typeof PRIORITIES)[number]

/**
 * What is done when the instant has passed (the power came back at 05:10 for 05:00). `join`: go on where it should be by
 * now. `from-top`: begin at once with the beginning if it still ends by `latestEndAt`, otherwise it is missed. `miss`: it
 * is missed.
 */
export const LATE_RULES = ['join', 'from-top', 'miss'] as const
export type LateRule = (typeof LATE_RULES)[number]

/**
 * What becomes of an airing that something more urgent interrupted. `resume`: it goes on at the place where it was cut,
 * if it then ends by `latestEndAt`. `rejoin`: it goes on where it would be by then. `reschedule`: it is over for now, and
 * the station is offered (or makes, by the programme's rule) another time.
 */
export const DISPLACED_RULES = ['resume', 'rejoin', 'reschedule'] as const
export type DisplacedRule = (typeof DISPLACED_RULES)[number]

/** One airing as the on-air process needs it: nothing has to be looked up elsewhere at five in the morning. */
export interface PlayoutAiring extends PlayoutFile {
  airingId: string
  editionId: string
  /** For the console and the log. */
  title: string
  /** UTC ms of the first sample. */
  startsAt: number
  priority: Exclude<Priority, 'emergency'>
  late: LateRule
  displaced: DisplacedRule
  /** UTC ms by which it must be over when it begins late or goes on after an interruption. ≥ startsAt + durationMs. */
  latestEndAt: number
  /** Sounds in its place when it cannot. */
  reserve?: ReserveSound
  /** The sound above is the reserve already, because the edition was not ready when the plan was written. */
  standsIn?: { kind: ReserveSound['kind']; because: string }
}

/** A device or an input as a person chose it. */
export interface ChosenDevice {
  id: string
  name: string
}

/** “Tạm dừng mọi lịch”: what would begin within [from, until) does not. UTC ms. */
export interface PlayoutPause {
  pauseId: string
  from: number
  until: number
  reason: string
}

/** A command line, or an address that is asked for. */
export type HookTarget = { kind: 'command'; command: string } | { kind: 'url'; url: string }

/** Switches the transmitter around every airing. A hook that fails is logged and never stops the air. */
export interface RelayHooks {
  before?: { target: HookTarget; aheadMs: number; withinMs: number }
  after?: { target: HookTarget; laterMs: number; withinMs: number }
}

/** When the sound that left counts as silence. */
export interface SilenceRule {
  belowDbfs: number
  forMs: number
}

/** What will air in the next weeks, as a whole. It replaces the plan before it. */
export interface PlayoutPlan {
  version: 2
  /** UTC ms. */
  writtenAt: number
  station: { name: string; zone: string }
  device: ChosenDevice
  /** Takes over when the first one is lost, refused or silent. */
  reserveDevice?: ChosenDevice
  /** An input that hears what left the station: the desk's return, a tuner. Without it the sink's monitor is listened to. */
  returnInput?: ChosenDevice
  silence: SilenceRule
  relay: RelayHooks
  pauses: PlayoutPause[]
  airings: PlayoutAiring[]
}
