import { CHANNELS, type DeviceClock, type Pcm, PlayerError, RATE } from '../system/index.ts'
import { startEstimator } from './estimate.ts'
import { levelMeter } from './levels.ts'
import { followClock, inOrder, place } from './placing.ts'
import type { LoopReport, LoopRequest } from './protocol.ts'
import {
  dropUnheard,
  endFrame,
  fill,
  framesOf,
  isHeard,
  msOf,
  settle,
  type TimelineCue,
  timelineCue,
} from './timeline.ts'

/**
 * The loop that lives with an open device: it writes 20 ms at a time, sound or silence, and the device paces it. From
 * the device's own delay it knows when its frame 0 was heard, and so which frame belongs to which instant: a cue's first
 * frame is placed by that, never by a timer. It ends when the device is closed or lost.
 */
export interface DeviceLoopParts {
  /** Opens the device; asked again when it has stood still. */
  open: () => Pcm
  clock: DeviceClock
  /** The next request from the main thread, if any; must not block. */
  receive: () => LoopRequest | undefined
  report: (report: LoopReport) => void
  /** Called once a turn, to show that the thread is alive. */
  alive: () => void
}

const CHUNK = RATE / 50
const STATUS_EVERY_MS = 100
/** Edges of the wall clock that are looked at for a new cue, and each second until it is placed; each costs up to 1 ms. */
const ANCHOR_TRIES = 12
const AGAIN_TRIES = 4
const LATE_EDGE_MS = 0.3
const CLOCK_CHECK_MS = 1000
/** Steps below this are the adjustments of a time daemon, not somebody setting the clock. */
const STEP_MS = 250
/** A device that takes nothing for that long is gone, whatever it says. */
const NO_PROGRESS_MS = 2000
/**
 * A stream that stood still for longer is opened anew: a sound server's estimate of its own delay is off by up to 0.15 s
 * for many seconds after it was frozen, of a new stream by less than a millisecond.
 */
const STALL_MS = 100
const REOPEN_AT_MOST_EVERY_MS = 10_000
const MOST_BENT_STREAMS = 4
/** A new stream is silent for its buffer, and needs some tenths of a second to be known. */
const REOPEN_BEFORE_MS = 900
/** The click-to-silence bar is 500 ms; what the device already holds sounds on, the fade takes what is left of this. */
const SILENT_WITHIN_MS = 360
const SHORTEST_FADE_MS = 40

/**
 * Runs until a `close` request, a refusal (reported as `open-failed`) or the loss of the device (reported as `lost`). The
 * device is closed at the end.
 */
export function runDeviceLoop(parts: DeviceLoopParts): void {
  let pcm: Pcm | undefined
  const open = () => {
    pcm?.close()
    pcm = undefined
    pcm = parts.open()
    return pcm
  }
  let opened = false
  try {
    const first = open()
    opened = true
    loop(first, { ...parts, open })
  } catch (error) {
    const code = opened ? 'device-lost' : 'device-absent'
    const known = error instanceof PlayerError ? error : new PlayerError(code, { reason: String(error) }, error)
    parts.report({ kind: opened ? 'lost' : 'open-failed', code: known.code, details: known.details })
  } finally {
    pcm?.close()
  }
}

function loop(first: Pcm, { open, clock, receive, report, alive }: DeviceLoopParts): void {
  let pcm = first
  const estimator = startEstimator()
  const meter = levelMeter()
  const chunk = new Int16Array(CHUNK * CHANNELS)
  const told = new Set<string>()
  let cues: TimelineCue[] = []
  let written = 0
  let delayMs = msOf(pcm.bufferFrames)
  let anchorMs = clock.coarseAnchorMs()
  let coarseMs = anchorMs
  let lastProgress = clock.monotonicMs()
  let lastStatus = lastProgress
  let lastClockCheck = lastProgress
  let lastReopened = Number.NEGATIVE_INFINITY
  let bentStreams = 0
  let starvedFrames = 0

  const anchor = (tries: number) => {
    const measured = clock.measureAnchorMs(tries)
    // A clock does not lose that much in a second: every edge was seen late, or the clock was set.
    anchorMs = measured < anchorMs - LATE_EDGE_MS ? Math.max(measured, clock.measureAnchorMs(ANCHOR_TRIES)) : measured
    coarseMs = anchorMs
    followClock(cues, anchorMs)
  }
  const heardAt = (zeroMs: number, streamFrame: number) => zeroMs + msOf(streamFrame)
  const wall = (monotonicMs: number) => monotonicMs + anchorMs

  const obey = (request: LoopRequest): boolean => {
    if (request.kind === 'close') return false
    if (request.kind === 'cue') {
      cues.push(timelineCue(request.cue))
      bentStreams = 0
      anchor(ANCHOR_TRIES)
      cues = inOrder(cues)
    }
    if (request.kind === 'cancel') {
      cues = cues.filter((item) => item.cue.id !== request.cueId || item.firstFrame !== undefined)
    }
    // Of a cue that is taken back something may be on its way through the device: it is faded out.
    if (request.kind === 'stop' || request.kind === 'cancel') {
      const item = cues.find((one) => one.cue.id === request.cueId)
      const wantedMs = request.kind === 'stop' ? request.fadeMs : SHORTEST_FADE_MS
      if (item !== undefined && item.endStreamFrame === undefined && item.fade === undefined) {
        const fadeMs = Math.max(SHORTEST_FADE_MS, Math.min(wantedMs, SILENT_WITHIN_MS - delayMs))
        item.fade = { from: item.next, frames: item.firstFrame === undefined ? 0 : framesOf(fadeMs) }
        if (item.firstFrame === undefined) item.endStreamFrame = written
      }
    }
    return true
  }

  const placeNow = (zeroMs: number) => {
    const fresh = place(cues, zeroMs, written, written + CHUNK)
    for (const { cue, dueMs } of fresh) {
      if (dueMs !== undefined) report({ kind: 'placed', cueId: cue.id, placedMs: dueMs })
    }
    if (fresh.length > 0) cues = inOrder(cues)
  }

  /**
   * The stream no longer is where it was thought to be: every cue is put back onto its own timeline. Behind it, it skips;
   * ahead of it (the first estimates after a freeze are up to 70 ms off), it waits in silence: nothing sounds twice.
   */
  const unfix = () => {
    for (const item of cues) if (item.endStreamFrame === undefined) item.origin = undefined
  }

  const tellHeard = (zeroMs: number, now: number) => {
    let ended = false
    for (const item of cues) {
      const { cue, origin, firstFrame } = item
      if (firstFrame !== undefined && origin !== undefined && !told.has(cue.id)) {
        const at = heardAt(zeroMs, origin + firstFrame)
        if (now < at) continue
        told.add(cue.id)
        const errorMs = at - ((item.dueMs ?? at) + msOf(firstFrame))
        const fromFrame = cue.isLive ? 0 : firstFrame
        report({ kind: 'first-sample', cueId: cue.id, at: wall(at), errorMs, fromFrame, delayMs })
      }
      if (item.endStreamFrame === undefined || now < heardAt(zeroMs, item.endStreamFrame)) continue
      report({
        kind: 'ended',
        cueId: cue.id,
        how: item.fade !== undefined ? 'stopped' : item.soundedFrames === 0 ? 'passed' : 'complete',
        at: wall(heardAt(zeroMs, item.endStreamFrame)),
        endFrame: item.soundedTo,
        soundedFrames: item.soundedFrames,
        skippedFrames: item.skippedFrames,
        driftPpm: estimator.driftPpm(now),
      })
      told.delete(cue.id)
      ended = true
      item.over = true
    }
    if (ended) cues = cues.filter((item) => !item.over)
  }
  const isIdleFor = (ms: number, now: number) =>
    cues.length > 0 &&
    cues.every(({ origin, dueMs }) => origin === undefined && dueMs !== undefined && dueMs - now > ms)
  const sounding = () => cues.find((item) => item.firstFrame !== undefined && item.endStreamFrame === undefined)

  /** A stretch without sound is told when it is over, one that goes on every second; an input's only when it is over. */
  const tellStarved = (starved: number) => {
    starvedFrames += starved
    if (starvedFrames === 0 || (starved > 0 && (starvedFrames < RATE || sounding()?.cue.isLive))) return
    report({ kind: 'xrun', cause: 'starved', ms: msOf(starvedFrames), cueId: sounding()?.cue.id })
    starvedFrames = 0
  }

  const tellStatus = (zeroMs: number | undefined, now: number) => {
    const item = zeroMs === undefined ? undefined : cues.find((one) => isHeard(one, framesOf(now - zeroMs)))
    const frame = item?.origin === undefined || zeroMs === undefined ? 0 : framesOf(now - zeroMs) - item.origin
    report({
      kind: 'status',
      atMs: now,
      heard: item && { cueId: item.cue.id, frame, endFrame: endFrame(item) },
      handed: cues
        .filter(({ firstFrame }) => firstFrame !== undefined)
        .map(({ cue, soundedFrames, skippedFrames, soundedTo }) => ({
          cueId: cue.id,
          soundedFrames,
          skippedFrames,
          soundedTo,
        })),
      peak: meter.takePeak(),
      delayMs,
      driftPpm: estimator.driftPpm(now),
    })
  }

  report({ kind: 'opened', bufferMs: msOf(pcm.bufferFrames), tiedTo: pcm.tiedTo })
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

    const zeroMs = estimator.zeroMs()
    if (zeroMs !== undefined) placeNow(zeroMs)
    const filled = pcm.wait(100) ? fill(chunk, written, cues) : undefined
    const result = filled === undefined ? undefined : pcm.write(chunk)
    const after = clock.monotonicMs()
    if (result?.kind === 'xrun') {
      report({ kind: 'xrun', cause: 'dry', ms: after - lastProgress, cueId: sounding()?.cue.id })
      beginAnew()
      continue
    }
    if (filled === undefined || result === undefined || result.frames === 0) {
      if (after - lastProgress > NO_PROGRESS_MS) throw new PlayerError('device-lost', { reason: 'no-progress' })
      continue
    }
    lastProgress = after
    tellStarved(settle(filled, result.frames, written))
    meter.add(chunk, result.frames, written)
    written += result.frames

    const delay = pcm.delayFrames()
    if (delay !== undefined) {
      delayMs = msOf(delay)
      estimator.add(clock.monotonicMs() + delayMs - msOf(written))
      const slip = estimator.slipMs(after)
      if (slip !== 0 && sounding() !== undefined)
        report({ kind: 'xrun', cause: 'slip', ms: slip, cueId: sounding()?.cue.id })
      if (Math.abs(slip) > STALL_MS && after - lastReopened > REOPEN_AT_MOST_EVERY_MS) {
        lastReopened = after
        dropUnheard(cues, delay)
        beginAnew()
        pcm = open()
        continue
      }
      if (slip !== 0) unfix()
      // While there is time before the first cue, a stream that the server is wrong about is given up for another one.
      if (estimator.isBent(after) && bentStreams < MOST_BENT_STREAMS && isIdleFor(REOPEN_BEFORE_MS, after)) {
        bentStreams++
        beginAnew()
        pcm = open()
        continue
      }
    }
    const zero = estimator.zeroMs()
    if (zero !== undefined) {
      tellHeard(zero, after)
      const steps = meter.takeSteps()
      if (steps) report({ kind: 'levels', heardAtMs: heardAt(zero, steps.streamFrame), rms: steps.rms })
    }
    if (after - lastStatus >= STATUS_EVERY_MS) {
      lastStatus = after
      tellStatus(zero, after)
    }
  }

  /** A stream from its frame 0 again. What the one before held is over: so are cues that were wholly handed over. */
  function beginAnew() {
    const zeroMs = estimator.zeroMs()
    for (const item of cues)
      if (item.endStreamFrame !== undefined) item.endStreamFrame = Math.min(item.endStreamFrame, written)
    tellHeard(zeroMs ?? clock.monotonicMs() - msOf(written), Number.POSITIVE_INFINITY)
    written = 0
    estimator.reset()
    meter.restart()
    unfix()
  }
}
