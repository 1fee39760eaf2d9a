import type { Cue } from './events.ts'
import type { Feeder } from './feeder.ts'
import type { LoopCue, LoopReport } from './protocol.ts'
import { framesOf } from './timeline.ts'

/** A cue in the player's hands, whatever becomes of the device under it. */
export interface HeldCue {
  readonly cue: Cue
  readonly feeder: Feeder
  /** Monotonic ms of its frame 0 once it was placed on a device; it stays there on every other. */
  placedMs: number | undefined
  /** Something of it was heard. */
  heard: boolean
  /** It was asked to fade out, and must not come back on another device. */
  stopping: boolean
  /** From devices that are no longer used. */
  soundedBefore: number
  skippedBefore: number
  /** The frame after the last one heard on them. */
  heardTo: number
  /** What the device told last, and how much it held ahead of what was heard. */
  last: { soundedFrames: number; skippedFrames: number; soundedTo: number; delayMs: number } | undefined
}

export function holdCue(cue: Cue, feeder: Feeder): HeldCue {
  const heardTo = fromFrameOf(cue)
  return {
    cue,
    feeder,
    placedMs: undefined,
    heard: false,
    stopping: false,
    soundedBefore: 0,
    skippedBefore: 0,
    heardTo,
    last: undefined,
  }
}

export function fromFrameOf(cue: Cue): number {
  return 'wavPath' in cue ? (cue.fromFrame ?? 0) : 0
}

/** As the device's thread is to have it. */
export function loopCue({ cue, feeder, placedMs }: HeldCue): LoopCue {
  const { shared: ring, isLive, frames } = feeder
  return { id: cue.id, ring, isLive, frames, fromFrame: fromFrameOf(cue), startsAtMs: cue.startsAtMs, placedMs }
}

/** Takes down what the device told of its cues. */
export function note(held: ReadonlyMap<string, HeldCue>, report: Extract<LoopReport, { kind: 'status' }>): void {
  for (const { cueId, ...handed } of report.handed) {
    const item = held.get(cueId)
    if (item !== undefined) item.last = { ...handed, delayMs: report.delayMs }
  }
}

/** The device is gone: what it held and had not sounded was not heard. */
export function leaveDevice(item: HeldCue): void {
  const { last } = item
  item.last = undefined
  if (last === undefined) return
  const heard = Math.max(0, last.soundedFrames - framesOf(last.delayMs))
  item.soundedBefore += heard
  item.skippedBefore += last.skippedFrames
  if (heard > 0) item.heardTo = Math.max(item.heardTo, last.soundedTo - (last.soundedFrames - heard))
}
