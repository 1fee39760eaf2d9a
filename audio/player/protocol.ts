import type { PlayerErrorCode } from '../system/index.ts'

/** A cue as the device's thread needs it: where its sound is, and when its frame 0 belongs. */
export interface LoopCue {
  id: string
  ring: SharedArrayBuffer
  /** The ring is fed by an input and has no end. */
  isLive: boolean
  /** Length of the file; Infinity for an input. */
  frames: number
  /** Frames before this one are not to be sounded (they were heard already, or the caller starts inside the file). */
  fromFrame: number
  /** UTC ms of frame 0; undefined: as soon as the device runs and nothing else sounds on it. */
  startsAtMs: number | undefined
  /** Monotonic ms of frame 0, when this cue was already placed on a device that went away. */
  placedMs: number | undefined
}

/** What the main thread asks of the device's thread. */
export type LoopRequest =
  | { kind: 'cue'; cue: LoopCue }
  | { kind: 'stop'; cueId: string; fadeMs: number }
  | { kind: 'cancel'; cueId: string }
  | { kind: 'close' }

/** What the device's thread tells; instants are UTC ms by the clock's anchor at that moment. */
export type LoopReport =
  | { kind: 'opened'; bufferMs: number; tiedTo: string | undefined }
  | { kind: 'open-failed'; code: PlayerErrorCode; details: Record<string, unknown> }
  | { kind: 'placed'; cueId: string; placedMs: number }
  | { kind: 'first-sample'; cueId: string; at: number; errorMs: number; fromFrame: number; delayMs: number }
  | {
      kind: 'ended'
      cueId: string
      how: 'complete' | 'stopped' | 'passed'
      at: number
      /** The file's frame after the last one that sounded. */
      endFrame: number
      soundedFrames: number
      skippedFrames: number
      driftPpm: number | undefined
    }
  | { kind: 'xrun'; cause: 'dry' | 'slip' | 'starved'; ms: number; cueId: string | undefined }
  | { kind: 'clock-step'; stepMs: number }
  | {
      kind: 'status'
      /** Monotonic. */
      atMs: number
      /** What is heard, and which frame of it. */
      heard: { cueId: string; frame: number; endFrame: number } | undefined
      /** Of every cue that is being handed over: how far, and what was missed. */
      handed: { cueId: string; soundedFrames: number; skippedFrames: number; soundedTo: number }[]
      peak: { left: number; right: number }
      delayMs: number
      driftPpm: number | undefined
    }
  /** RMS of what was handed over, step by step; monotonic ms at which the first step is heard. */
  | { kind: 'levels'; heardAtMs: number; rms: Float32Array }
  | { kind: 'lost'; code: PlayerErrorCode; details: Record<string, unknown> }
  /** The device is free for others. */
  | { kind: 'closed' }
