import type { PlayerErrorCode } from '../system/index.ts'

/** A sound file that belongs at an instant, or an input that sounds until it is stopped. */
export type Cue = FileCue | InputCue

export interface FileCue {
  id: string
  wavPath: string
  /** UTC ms (fractions allowed) of the file's first frame; undefined: as soon as the device sounds and is free. */
  startsAtMs: number | undefined
  /** Frames of the file that must not sound any more; 0 for the whole. */
  fromFrame?: number
}

export interface InputCue {
  id: string
  /** As `listInputs` names it. */
  inputId: string
  startsAtMs: undefined
}

/** How a cue ended: to its end; stopped by `stop`; over before anything sounded; or the device never came back. */
export type CueEnd = 'complete' | 'stopped' | 'passed' | 'lost'

/** What happened at the device, in the order in which it happened. Instants are UTC ms at which it was heard. */
export type PlayerEvent =
  | { type: 'device-opened'; deviceId: string; bufferMs: number }
  /** It could not be opened and is tried again every second; told once for each reason. */
  | { type: 'device-refused'; deviceId: string; code: PlayerErrorCode; details: Record<string, unknown> }
  | { type: 'device-lost'; deviceId: string; code: PlayerErrorCode; details: Record<string, unknown> }
  | { type: 'device-back'; deviceId: string; awayMs: number }
  /** `errorMs`: heard minus planned, by the device's own delay. `offsetMs`: where in the file the sound began. */
  | { type: 'first-sample'; cueId: string; at: number; errorMs: number; offsetMs: number; delayMs: number }
  /** The cue sounds again after the device was away. */
  | { type: 'resumed'; cueId: string; at: number; offsetMs: number }
  | {
      type: 'ended'
      cueId: string
      how: CueEnd
      at: number
      /** What was handed to the device, and what of the file was left out after the first sample. */
      soundedMs: number
      skippedMs: number
      /** Where in the file the last sound was; undefined for an input. */
      endedAtMs: number | undefined
      /** The device's rate against the clock, positive when slow; undefined for short cues. */
      driftPpm: number | undefined
    }
  /**
   * A gap: `dry` the device ran out of sound, `slip` it fell behind without saying so, `starved` the file came too late.
   * The sound goes on at the place where it belongs.
   */
  | { type: 'xrun'; cause: 'dry' | 'slip' | 'starved'; ms: number; cueId: string | undefined }
  /** The wall clock was set; what sounds goes on, what is armed moves with the clock. */
  | { type: 'clock-step'; stepMs: number }
  /** The input is gone or gives nothing; it is opened again every second. Silence meanwhile. Told once for each reason. */
  | { type: 'input-trouble'; cueId: string; code: PlayerErrorCode; details: Record<string, unknown> }
  /** The file cannot be read on; tried again. */
  | { type: 'file-trouble'; cueId: string; code: PlayerErrorCode; details: Record<string, unknown> }

/** Where the player is now. */
export interface PlayerStatus {
  state: 'closed' | 'opening' | 'open' | 'lost'
  deviceId: string | undefined
  /** The sink of the sound server that the stream is on, once known. */
  sink: string | undefined
  /** The cue that is heard now, where in its file, and its length (undefined for an input). */
  cueId: string | undefined
  positionMs: number | undefined
  durationMs: number | undefined
  /** Peak of the last 100 ms handed to the device, dBFS (not below −96); undefined when nothing is open. */
  levelDbfs: { left: number; right: number } | undefined
  /** Sound that the device holds ahead of what is heard. */
  delayMs: number | undefined
  /** The device's rate against the clock in parts per million, positive when slow; undefined before 30 s. */
  driftPpm: number | undefined
  /** Gaps since the player was made. */
  xruns: number
}

/** The loudness of what was handed to a device, for comparing it with what leaves the station. */
export interface HandedLevels {
  deviceId: string
  /** Monotonic ms (`process.hrtime`) at which the first step is heard, by the device's own delay. */
  heardAtMs: number
  stepMs: 20
  /** RMS of the mean of both sides, 0 … 1, one for each step. */
  rms: Float32Array
}
