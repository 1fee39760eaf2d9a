import { CHANNELS, RATE } from '../system/index.ts'
import { liveRingOver } from './live-ring.ts'
import { liveSource } from './live-source.ts'
import type { LoopCue } from './protocol.ts'
import { ringOver, type SoundSource } from './ring.ts'

/** A fade to silence over the file's frames from … from + frames. */
interface Fade {
  from: number
  frames: number
}

/** One cue on the stream of an open device. */
export interface TimelineCue {
  readonly cue: LoopCue
  readonly source: SoundSource
  /** Monotonic ms at which frame 0 belongs; undefined until it is known. */
  dueMs: number | undefined
  /** Once placed, `dueMs` is final: the wall clock may do what it likes. */
  placed: boolean
  /** Stream frame of file frame 0 on this device; undefined until it is fixed. */
  origin: number | undefined
  /** The next file frame to be sounded. */
  next: number
  firstFrame: number | undefined
  /** The file frame after the last one that was handed over with sound in it. */
  soundedTo: number
  soundedFrames: number
  skippedFrames: number
  fade: Fade | undefined
  /** Stream frame after the last one of this cue, once everything was handed over. */
  endStreamFrame: number | undefined
  /** Its end was told. */
  over: boolean
}

/** What one chunk holds, cue by cue, so that it is counted only as far as the device took it. */
export interface Filled {
  cue: TimelineCue
  /** First file frame in the chunk, where in the chunk it lies, how many belong there, how many were there to take. */
  frame: number
  at: number
  frames: number
  ready: number
}

export function timelineCue(cue: LoopCue): TimelineCue {
  return {
    cue,
    source: cue.isLive ? liveSource(liveRingOver(cue.ring)) : ringOver(cue.ring),
    dueMs: cue.placedMs,
    placed: cue.placedMs !== undefined,
    origin: undefined,
    next: cue.fromFrame,
    firstFrame: undefined,
    soundedTo: cue.fromFrame,
    soundedFrames: 0,
    skippedFrames: 0,
    fade: undefined,
    endStreamFrame: undefined,
    over: false,
  }
}

/** The file frame after the last one that will sound. */
export function endFrame(item: TimelineCue): number {
  return item.fade === undefined ? item.cue.frames : Math.min(item.cue.frames, item.fade.from + item.fade.frames)
}

/** Whether this is what is heard when the device sounds this frame of its stream. */
export function isHeard({ origin, firstFrame, endStreamFrame }: TimelineCue, streamFrame: number): boolean {
  if (origin === undefined || firstFrame === undefined) return false
  return streamFrame >= origin + firstFrame && (endStreamFrame === undefined || streamFrame < endStreamFrame)
}

/**
 * Fills `out`, the stream's frames from `streamFrame`, with the placed cues in the order given; an earlier one keeps the
 * device until its end. Missing sound stays silence. Nothing is counted yet: see `settle`.
 */
export function fill(out: Int16Array, streamFrame: number, cues: readonly TimelineCue[]): Filled[] {
  out.fill(0)
  const filled: Filled[] = []
  const chunk = out.length / CHANNELS
  let taken = 0
  for (const item of cues) {
    if (item.origin === undefined || item.endStreamFrame !== undefined) continue
    const frame = Math.max(item.next, streamFrame + taken - item.origin)
    const at = item.origin + frame - streamFrame
    const frames = Math.min(chunk - at, endFrame(item) - frame)
    if (at >= chunk) continue
    if (frames > 0) {
      const part = out.subarray(at * CHANNELS, (at + frames) * CHANNELS)
      const ready = item.source.peek(frame, part)
      if (item.fade !== undefined) applyFade(part, frame, item.fade)
      taken = at + frames
      filled.push({ cue: item, frame, at, frames, ready })
    } else {
      filled.push({ cue: item, frame: endFrame(item), at: Math.max(0, at), frames: 0, ready: 0 })
    }
  }
  return filled
}

/** Counts what the device took of a chunk (`accepted` frames of it); returns how many frames of sound were missing. */
export function settle(filled: readonly Filled[], accepted: number, streamFrame: number): number {
  let starved = 0
  for (const { cue: item, frame, at, frames, ready } of filled) {
    const took = Math.max(0, Math.min(frames, accepted - at))
    if (frames > 0 && took === 0) continue
    const sounded = Math.min(took, ready)
    if (item.firstFrame !== undefined) item.skippedFrames += Math.max(0, frame - item.next)
    if (sounded > 0) {
      item.firstFrame ??= frame
      item.soundedFrames += sounded
      item.soundedTo = frame + sounded
    }
    if (item.firstFrame !== undefined) {
      item.skippedFrames += took - sounded
      starved += took - sounded
    }
    item.next = Math.max(item.next, frame + took)
    item.source.release(item.next)
    if (item.next >= endFrame(item)) item.endStreamFrame = (item.origin ?? streamFrame) + endFrame(item)
  }
  return starved
}

/** The device is let go with that many frames of what it was handed unheard: they were missed. */
export function dropUnheard(cues: readonly TimelineCue[], delayFrames: number): void {
  for (const item of cues) {
    const unheard = Math.min(item.soundedFrames, Math.round(delayFrames))
    item.soundedFrames -= unheard
    item.skippedFrames += unheard
    item.soundedTo -= unheard
  }
}

/** Frames to the nearest millisecond's fraction the rate allows. */
export function framesOf(ms: number): number {
  return Math.round((ms * RATE) / 1000)
}

export function msOf(frames: number): number {
  return (frames * 1000) / RATE
}

/** Half a cosine: no click at either end. */
function applyFade(part: Int16Array, frame: number, fade: Fade): void {
  for (let i = 0; i < part.length / CHANNELS; i++) {
    const through = Math.min(1, Math.max(0, (frame + i - fade.from) / fade.frames))
    const gain = (1 + Math.cos(Math.PI * through)) / 2
    part[i * 2] = Math.round((part[i * 2] ?? 0) * gain)
    part[i * 2 + 1] = Math.round((part[i * 2 + 1] ?? 0) * gain)
  }
}
