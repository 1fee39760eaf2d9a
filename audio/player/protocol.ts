import type { PlayerErrorCode } from '../system/index.ts'

/** A cue as the device's thread needs it: where its sound is, and when its frame 0 belongs. */
export interface LoopCue {
  id: string
  ring: SharedArrayBuffer
  /** Length of the file. */
  frames: number
  /** Frames before this one are not to be sounded (they were heard already, or the caller starts inside the file). */
  fromFrame: number
  /** UTC ms of frame 0; undefined: as soon as the device runs. */
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
  | { kind: 'opened'; bufferMs: number }
  | { kind: 'open-failed'; code: PlayerErrorCode; details: Record<string, unknown> }
  | { kind: 'placed'; cueId: string; placedMs: number }
  | { kind: 'first-sample'; cueId: string; at: number; errorMs: number; fromFrame: number; delayMs: number }
  | {
      kind: 'ended'
      cueId: string
      how: 'complete' | 'stopped' | 'passed'
      at: number
      soundedFrames: number
      skippedFrames: number
      driftPpm: number | undefined
    }
  | { kind: 'xrun'; cause: 'dry' | 'slip' | 'starved'; ms: number; cueId: string | undefined }
  | { kind: 'clock-step'; stepMs: number }
  | {
      kind: 'status'
      cueId: string | undefined
      /** File frame heard now, and what was handed over and missed of the file so far. */
      frame: number
      soundedFrames: number
      skippedFrames: number
      peak: { left: number; right: number }
      delayMs: number
    }
  | { kind: 'lost'; code: PlayerErrorCode; details: Record<string, unknown> }
