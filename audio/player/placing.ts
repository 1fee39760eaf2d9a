import { endFrame, framesOf, msOf, type TimelineCue } from './timeline.ts'

const SNAP_MS = 5
/** More than the drift of any sound card that still works. */
const DRIFT_SHARE = 300e-6

/** Cues that are not placed yet follow the wall clock. */
export function followClock(cues: readonly TimelineCue[], anchorMs: number): void {
  for (const item of cues) {
    if (!item.placed && item.cue.startsAtMs !== undefined) item.dueMs = item.cue.startsAtMs - anchorMs
  }
}

/** In the order of their instants; one that waits for the device to be free comes last. */
export function inOrder(cues: readonly TimelineCue[]): TimelineCue[] {
  return cues.toSorted((a, b) => (a.dueMs ?? Number.MAX_VALUE) - (b.dueMs ?? Number.MAX_VALUE))
}

/**
 * Fixes the cues whose first frame lies before `horizon` on the stream whose frame 0 was heard at `zeroMs`. A cue
 * without an instant takes the first free frame from `written` on. Returns those placed for the first time.
 */
export function place(cues: readonly TimelineCue[], zeroMs: number, written: number, horizon: number): TimelineCue[] {
  const fresh: TimelineCue[] = []
  for (const item of cues) {
    if (item.origin !== undefined || item.endStreamFrame !== undefined) continue
    if (item.cue.startsAtMs === undefined && item.dueMs === undefined) {
      const free = freeFrom(cues, written)
      if (free >= horizon) continue
      item.dueMs = zeroMs + msOf(free - item.cue.fromFrame)
    }
    if (item.dueMs === undefined) continue
    const origin = snapped(cues, item, framesOf(item.dueMs - zeroMs))
    if (origin + item.next >= horizon) continue
    item.origin = origin
    if (!item.placed) fresh.push(item)
    item.placed = true
  }
  return fresh
}

/**
 * One cue right behind another follows it without a gap and without an overlap: each was placed by its own measurement
 * of the clock, and a slow device is still sounding the end of the one before when the next is due.
 */
function snapped(cues: readonly TimelineCue[], item: TimelineCue, origin: number): number {
  for (const other of cues) {
    if (other === item || other.origin === undefined || other.fade !== undefined) continue
    const end = other.origin + endFrame(other)
    const gapMs = msOf(origin + item.next - end)
    const lateMs = SNAP_MS + msOf(endFrame(other)) * DRIFT_SHARE
    if (gapMs <= SNAP_MS && gapMs >= -lateMs) return end - item.next
  }
  return origin
}

function freeFrom(cues: readonly TimelineCue[], written: number): number {
  let free = written
  for (const item of cues) {
    // It sounds, and waits for its place after a slip.
    if (item.origin === undefined && item.firstFrame !== undefined) return Number.POSITIVE_INFINITY
    if (item.origin !== undefined) free = Math.max(free, item.endStreamFrame ?? item.origin + endFrame(item))
  }
  return free
}
