import { CHANNELS, type DeviceClock, type Pcm, PlayerError, RATE } from '../system/index.ts'
import { startEstimator } from './estimate.ts'
import type { LoopReport, LoopRequest } from './protocol.ts'
import { endFrame, fill, framesOf, msOf, peakOf, settle, type TimelineCue, timelineCue } from './timeline.ts'

/**
 * The loop that lives with an open device: it writes 10 ms at a time, sound or silence, and the device paces it. From
 * the device's own delay it knows when its frame 0 was heard, and so which frame belongs to which instant: a cue's first
 * frame is placed by that, never by a timer. It ends when the device is closed or lost.
 */
export interface DeviceLoopParts {
  pcm: Pcm
  clock: DeviceClock
  /** The next request from the main thread, if any; must not block. */
  receive: () => LoopRequest | undefined
  report: (report: LoopReport) => void
  /** Called once a turn, to show that the thread is alive. */
  alive: () => void
}

const CHUNK = RATE / 100
const SNAP_FRAMES = framesOf(5)
const STATUS_EVERY_MS = 100
/** Edges of the wall clock that are looked at for a new cue, and each second until it is placed; each costs up to 1 ms. */
const ANCHOR_TRIES = 12
const AGAIN_TRIES = 4
const CLOCK_CHECK_MS = 1000
/** Steps below this are the adjustments of a time daemon, not somebody setting the clock. */
const STEP_MS = 250
/** A device that takes nothing for that long is gone, whatever it says. */
const NO_PROGRESS_MS = 2000
/** The click-to-silence bar is 500 ms; what the device already holds sounds on, the fade takes what is left of this. */
const SILENT_WITHIN_MS = 360
const SHORTEST_FADE_MS = 40

/** Runs until a `close` request or the loss of the device (reported as `lost`). The device is closed at the end. */
export function runDeviceLoop(parts: DeviceLoopParts): void {
  try {
    loop(parts)
  } catch (error) {
    const known =
      error instanceof PlayerError ? error : new PlayerError('device-lost', { reason: String(error) }, error)
    parts.report({ kind: 'lost', code: known.code, details: known.details })
  } finally {
    parts.pcm.close()
  }
}

function loop({ pcm, clock, receive, report, alive }: DeviceLoopParts): void {
  const estimator = startEstimator()
  const chunk = new Int16Array(CHUNK * CHANNELS)
  const told = new Set<string>()
  const ended = new Set<string>()
  let cues: TimelineCue[] = []
  let written = 0
  let delayMs = msOf(pcm.bufferFrames)
  let anchorMs = clock.coarseAnchorMs()
  let coarseMs = anchorMs
  let lastProgress = clock.monotonicMs()
  let lastStatus = lastProgress
  let lastClockCheck = lastProgress
  let starvedFrames = 0
  let peak = { left: 0, right: 0 }

  const anchor = (tries: number) => {
    anchorMs = clock.measureAnchorMs(tries)
    coarseMs = anchorMs
    for (const item of cues) {
      if (!item.placed && item.cue.startsAtMs !== undefined) item.dueMs = item.cue.startsAtMs - anchorMs
    }
  }
  const heardAt = (zeroMs: number, streamFrame: number) => zeroMs + msOf(streamFrame)
  const wall = (monotonicMs: number) => monotonicMs + anchorMs

  const obey = (request: LoopRequest): boolean => {
    if (request.kind === 'close') return false
    if (request.kind === 'cue') {
      cues.push(timelineCue(request.cue))
      anchor(ANCHOR_TRIES)
      cues.sort((a, b) => (a.dueMs ?? 0) - (b.dueMs ?? 0))
    }
    if (request.kind === 'cancel')
      cues = cues.filter((item) => item.cue.id !== request.cueId || item.firstFrame !== undefined)
    if (request.kind === 'stop') {
      const item = cues.find((one) => one.cue.id === request.cueId)
      if (item !== undefined && item.endStreamFrame === undefined && item.fade === undefined) {
        const fadeMs = Math.max(SHORTEST_FADE_MS, Math.min(request.fadeMs, SILENT_WITHIN_MS - delayMs))
        item.fade = { from: item.next, frames: item.firstFrame === undefined ? 0 : framesOf(fadeMs) }
        if (item.firstFrame === undefined) item.endStreamFrame = written
      }
    }
    return true
  }

  /** One cue right behind another follows it without a gap and without an overlap: each was placed by its own anchor. */
  const snapped = (item: TimelineCue, origin: number) => {
    for (const other of cues) {
      if (other === item || other.origin === undefined) continue
      const end = other.origin + endFrame(other)
      if (Math.abs(origin + item.next - end) <= SNAP_FRAMES) return end - item.next
    }
    return origin
  }

  /** Fixes cues whose first frame lies inside the next chunk or behind it. */
  const place = (zeroMs: number) => {
    for (const item of cues) {
      if (item.origin !== undefined || item.endStreamFrame !== undefined) continue
      if (item.cue.startsAtMs === undefined && item.dueMs === undefined) {
        item.dueMs = heardAt(zeroMs, written - item.cue.fromFrame)
      }
      if (item.dueMs === undefined) continue
      const origin = snapped(item, framesOf(item.dueMs - zeroMs))
      if (origin + item.next >= written + CHUNK) continue
      item.origin = origin
      if (!item.placed) report({ kind: 'placed', cueId: item.cue.id, placedMs: item.dueMs })
      item.placed = true
    }
  }

  /**
   * The stream no longer is where it was thought to be: every cue is put back onto its own timeline. Behind it, it skips;
   * ahead of it (the first estimates after a freeze are up to 70 ms off), it waits in silence: nothing sounds twice.
   */
  const unfix = () => {
    for (const item of cues) if (item.endStreamFrame === undefined) item.origin = undefined
  }

  const tellHeard = (zeroMs: number, now: number) => {
    for (const item of cues) {
      const { cue, origin, firstFrame } = item
      if (firstFrame !== undefined && origin !== undefined && !told.has(cue.id)) {
        const at = heardAt(zeroMs, origin + firstFrame)
        if (now < at) continue
        told.add(cue.id)
        const errorMs = at - ((item.dueMs ?? at) + msOf(firstFrame))
        report({ kind: 'first-sample', cueId: cue.id, at: wall(at), errorMs, fromFrame: firstFrame, delayMs })
      }
      if (item.endStreamFrame !== undefined && now >= heardAt(zeroMs, item.endStreamFrame)) {
        const how = item.fade !== undefined ? 'stopped' : item.soundedFrames === 0 ? 'passed' : 'complete'
        const { soundedFrames, skippedFrames } = item
        const at = wall(heardAt(zeroMs, item.endStreamFrame))
        report({
          kind: 'ended',
          cueId: cue.id,
          how,
          at,
          soundedFrames,
          skippedFrames,
          driftPpm: estimator.driftPpm(now),
        })
        ended.add(cue.id)
      }
    }
    if (ended.size > 0) {
      cues = cues.filter((item) => !ended.has(item.cue.id))
      for (const id of ended) told.delete(id)
      ended.clear()
    }
  }
  const sounding = () => cues.find((item) => item.firstFrame !== undefined && item.endStreamFrame === undefined)

  report({ kind: 'opened', bufferMs: msOf(pcm.bufferFrames) })
  while (true) {
    alive()
    for (let request = receive(); request !== undefined; request = receive()) if (!obey(request)) return

    const now = clock.monotonicMs()
    if (now - lastClockCheck > CLOCK_CHECK_MS) {
      lastClockCheck = now
      const coarse = clock.coarseAnchorMs()
      const stepMs = coarse - coarseMs
      if (Math.abs(stepMs) > STEP_MS) report({ kind: 'clock-step', stepMs })
      // An unplaced cue follows the wall clock, also its slow adjustment, until it is placed.
      if (Math.abs(stepMs) > STEP_MS || cues.some((item) => !item.placed)) anchor(AGAIN_TRIES)
    }

    const zeroMs = estimator.medianMs()
    if (zeroMs !== undefined) place(zeroMs)
    if (!pcm.wait(100)) {
      if (clock.monotonicMs() - lastProgress > NO_PROGRESS_MS)
        throw new PlayerError('device-lost', { reason: 'no-progress' })
      continue
    }
    const filled = fill(chunk, written, cues)
    const result = pcm.write(chunk)
    const after = clock.monotonicMs()
    if (result.kind === 'xrun') {
      report({ kind: 'xrun', cause: 'dry', ms: after - lastProgress, cueId: sounding()?.cue.id })
      finishOnLoss()
      written = 0
      estimator.reset()
      unfix()
      continue
    }
    if (result.frames === 0) continue
    lastProgress = after
    const starved = settle(filled, result.frames, written)
    starvedFrames += starved
    if (starvedFrames > 0 && (starved === 0 || starvedFrames >= RATE)) {
      report({ kind: 'xrun', cause: 'starved', ms: msOf(starvedFrames), cueId: sounding()?.cue.id })
      starvedFrames = 0
    }
    const level = peakOf(chunk.subarray(0, result.frames * CHANNELS))
    peak = { left: Math.max(peak.left, level.left), right: Math.max(peak.right, level.right) }
    written += result.frames

    const delay = pcm.delayFrames()
    if (delay !== undefined) {
      delayMs = msOf(delay)
      estimator.add(after + delayMs - msOf(written))
      const slip = estimator.slipMs(after)
      if (slip !== 0 && sounding() !== undefined)
        report({ kind: 'xrun', cause: 'slip', ms: slip, cueId: sounding()?.cue.id })
      if (slip !== 0) unfix()
    }
    const zero = estimator.medianMs()
    if (zero !== undefined) tellHeard(zero, after)
    if (after - lastStatus >= STATUS_EVERY_MS) {
      lastStatus = after
      const item = sounding()
      const frame =
        item?.origin === undefined || zero === undefined
          ? (item?.next ?? 0)
          : framesOf(after - heardAt(zero, item.origin))
      const limited = item === undefined ? 0 : Math.max(0, Math.min(frame, endFrame(item)))
      const { soundedFrames, skippedFrames } = item ?? { soundedFrames: 0, skippedFrames: 0 }
      report({ kind: 'status', cueId: item?.cue.id, frame: limited, soundedFrames, skippedFrames, peak, delayMs })
      peak = { left: 0, right: 0 }
    }
  }

  /** A device that ran dry has sounded all it had: cues that were wholly handed over are over. */
  function finishOnLoss() {
    const zeroMs = estimator.medianMs()
    for (const item of cues)
      if (item.endStreamFrame !== undefined) item.endStreamFrame = Math.min(item.endStreamFrame, written)
    tellHeard(zeroMs ?? clock.monotonicMs() - msOf(written), Number.POSITIVE_INFINITY)
  }
}
