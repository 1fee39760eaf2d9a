import { type DeviceClock, machineDeviceClock, PlayerError } from '../system/index.ts'
import { type DeviceKeeper, keepDevice } from './device-keeper.ts'
import { deviceThreads } from './device-thread.ts'
import type { Cue, CueEnd, HandedLevels, PlayerEvent, PlayerStatus } from './events.ts'
import { feed } from './feeder.ts'
import { fromFrameOf, type HeldCue, holdCue, leaveDevice, loopCue, note } from './held-cue.ts'
import { STEP_MS } from './levels.ts'
import { listen } from './live-feeder.ts'
import type { LoopReport } from './protocol.ts'
import { statusOf } from './status.ts'
import { framesOf, msOf } from './timeline.ts'

/** Sounds files at their instants, and inputs, on one device at a time. */
export interface Player {
  /**
   * Opens the device (when it is not open), reads the file ahead and sounds silence until the cue's instant, which
   * should be ≥ 2 s away; a cue whose instant is past joins at the place where it should be, one without an instant
   * begins as soon as nothing else sounds. An input is heard some 0.2 s (and what the device holds ahead) later, until
   * `stop`. Resolves when the file or input is ready; the device is opened meanwhile and told by events. An id that is
   * armed already is left as it is.
   * @throws PlayerError `file-missing`, `file-refused`, `device-busy` while cues are armed on another device, or why the
   * input cannot be opened.
   */
  arm(deviceId: string, cue: Cue): Promise<void>
  /** Fades out what sounds (over 300 ms; silent within 500 ms) or takes back what is armed; an `ended` event follows. */
  stop(cueId: string, fadeMs?: number): void
  /** Takes back a cue that does not sound yet, without an event. */
  cancel(cueId: string): void
  /**
   * Every cue held goes on on this device, on its own timeline: nothing sounds twice, what the old device had not sounded
   * yet and what passes until the new one sounds is left out. The device in use already is opened anew. Without a cue
   * there is nothing to do.
   */
  useDevice(deviceId: string): void
  /** Ids of the cues that are armed or sounding. */
  armed(): string[]
  status(): PlayerStatus
  /**
   * Silences everything at once and lets the device go, without events. False when the system holds one of its threads
   * for ever (a frozen sound server): then the process cannot end by itself and has to be killed.
   */
  close(): Promise<boolean>
}

export interface PlayerOptions {
  onEvent: (event: PlayerEvent) => void
  /** About every 500 ms while a device is open: what was handed to it, before it is heard. */
  onHanded?: (levels: HandedLevels) => void
  /** Open a lost or absent device again every second; default true. */
  reopen?: boolean
  clock?: DeviceClock
}

const LOOK_EVERY_MS = 500
const FADE_MS = 300

/** A player with no device open; it holds threads and timers only while something is armed. */
export function createPlayer(options: PlayerOptions): Player {
  const { onEvent, onHanded, reopen = true, clock = machineDeviceClock() } = options
  const held = new Map<string, HeldCue>()
  /** Cues whose file is being opened; another arming of the same id is another one. */
  const arming = new Map<string, object>()
  const threads = deviceThreads()
  let device: DeviceKeeper | undefined
  let looking: NodeJS.Timeout | undefined
  let status: Extract<LoopReport, { kind: 'status' }> | undefined
  let closing: Promise<void> = Promise.resolve()
  let xruns = 0

  const leave = () => {
    status = undefined
    for (const item of held.values()) leaveDevice(item)
  }

  const use = (deviceId: string, after: Promise<void>) => {
    const keeper = keepDevice({
      deviceId,
      clock,
      threads,
      reopen,
      after,
      onEvent: (event) => {
        if (device === keeper) onEvent(event)
      },
      onReport: (report) => {
        if (device === keeper) onReport(keeper, report)
      },
      onThread() {
        for (const item of held.values()) if (!item.stopping) keeper.send({ kind: 'cue', cue: loopCue(item) })
      },
      onLost: leave,
    })
    device = keeper
  }

  const letGo = () => {
    const ending = device?.end()
    device = undefined
    // One that is let go while the one before it still is must not overtake it.
    closing = Promise.all([closing, ending]).then(() => {})
    return closing
  }

  const release = () => {
    clearInterval(looking)
    status = undefined
    return letGo()
  }

  const drop = (item: HeldCue) => {
    item.feeder.close()
    held.delete(item.cue.id)
    if (held.size === 0 && arming.size === 0) void release()
  }

  const finish = (
    item: HeldCue,
    how: CueEnd,
    at: number,
    told?: Pick<Extract<LoopReport, { kind: 'ended' }>, 'soundedFrames' | 'skippedFrames' | 'endFrame' | 'driftPpm'>,
  ) => {
    drop(item)
    const { cue, soundedBefore, skippedBefore, heardTo, feeder } = item
    const endFrame = Math.max(heardTo, told !== undefined && told.soundedFrames > 0 ? told.endFrame : 0)
    onEvent({
      type: 'ended',
      cueId: cue.id,
      how,
      at,
      soundedMs: msOf(soundedBefore + (told?.soundedFrames ?? 0)),
      skippedMs: msOf(skippedBefore + (told?.skippedFrames ?? 0)),
      endedAtMs: feeder.isLive ? undefined : msOf(endFrame),
      driftPpm: told?.driftPpm,
    })
  }

  const onReport = (keeper: DeviceKeeper, report: LoopReport) => {
    if (report.kind === 'levels') {
      const { heardAtMs, rms } = report
      return onHanded?.({ deviceId: keeper.id, heardAtMs, stepMs: STEP_MS, rms })
    }
    if (report.kind === 'status') {
      status = report
      return note(held, report)
    }
    if (report.kind === 'clock-step') return onEvent({ type: 'clock-step', stepMs: report.stepMs })
    if (report.kind === 'xrun') {
      xruns++
      return onEvent({ type: 'xrun', cause: report.cause, ms: report.ms, cueId: report.cueId })
    }
    const item = 'cueId' in report ? held.get(report.cueId) : undefined
    if (item === undefined) return
    if (report.kind === 'placed') item.placedMs = report.placedMs
    if (report.kind === 'first-sample') {
      const { cueId, at, errorMs, delayMs } = report
      const offsetMs = msOf(report.fromFrame)
      const again = item.heard
      item.heard = true
      if (again) item.skippedBefore += Math.max(0, report.fromFrame - item.heardTo)
      if (again) onEvent({ type: 'resumed', cueId, at, offsetMs })
      else onEvent({ type: 'first-sample', cueId, at, errorMs, offsetMs, delayMs })
    }
    if (report.kind === 'ended')
      finish(item, report.how === 'passed' && item.heard ? 'lost' : report.how, report.at, report)
  }

  const wallNow = () => clock.monotonicMs() + clock.coarseAnchorMs()

  /** The device went away under a fade: it has ended. */
  const endStopping = () => {
    for (const item of held.values()) if (item.stopping) finish(item, 'stopped', wallNow())
  }

  /** Has anything run out, or been stopped, while the device is away? */
  const look = () => {
    if (device === undefined || device.state() === 'open') return
    endStopping()
    for (const item of held.values()) {
      const startMs = item.placedMs ?? (item.cue.startsAtMs ?? Number.POSITIVE_INFINITY) - clock.coarseAnchorMs()
      const endMs = startMs + msOf(item.feeder.frames)
      if (clock.monotonicMs() > endMs) finish(item, item.heard ? 'lost' : 'passed', endMs + clock.coarseAnchorMs())
    }
  }

  const feederOf = (cue: Cue) => {
    if ('inputId' in cue) {
      return listen(cue.inputId, ({ code, details }) =>
        onEvent({ type: 'input-trouble', cueId: cue.id, code, details }),
      )
    }
    const passed = cue.startsAtMs === undefined ? 0 : framesOf(wallNow() - cue.startsAtMs)
    return feed(cue.wavPath, Math.max(fromFrameOf(cue), passed, 0), ({ code, details }) =>
      onEvent({ type: 'file-trouble', cueId: cue.id, code, details }),
    )
  }

  return {
    async arm(deviceId, cue) {
      if (held.has(cue.id) || arming.has(cue.id)) return
      if (device !== undefined && device.id !== deviceId) {
        throw new PlayerError('device-busy', { deviceId, inUse: device.id })
      }
      const mine = {}
      arming.set(cue.id, mine)
      if (device === undefined) {
        looking = setInterval(look, LOOK_EVERY_MS)
        use(deviceId, closing)
      }
      try {
        const feeder = await feederOf(cue)
        if (arming.get(cue.id) !== mine) return feeder.close()
        const item = holdCue(cue, feeder)
        held.set(cue.id, item)
        device?.send({ kind: 'cue', cue: loopCue(item) })
      } finally {
        if (arming.get(cue.id) === mine) arming.delete(cue.id)
        if (held.size === 0 && arming.size === 0) void release()
      }
    },
    stop(cueId, fadeMs = FADE_MS) {
      if (arming.delete(cueId)) {
        // Its file is still being opened: nothing of it was handed over.
        const [at, endedAtMs, driftPpm] = [wallNow(), undefined, undefined]
        onEvent({ type: 'ended', cueId, how: 'stopped', at, soundedMs: 0, skippedMs: 0, endedAtMs, driftPpm })
        return
      }
      const item = held.get(cueId)
      if (item === undefined) return
      item.stopping = true
      if (device?.state() === 'open') device.send({ kind: 'stop', cueId, fadeMs })
      else finish(item, 'stopped', wallNow())
    },
    cancel(cueId) {
      arming.delete(cueId)
      const item = held.get(cueId)
      if (item === undefined || item.heard) return
      device?.send({ kind: 'cancel', cueId })
      drop(item)
    },
    useDevice(deviceId) {
      leave()
      endStopping()
      if (device === undefined) return
      const same = device.id === deviceId
      const free = letGo()
      // Another one can be opened meanwhile: it will not be heard before the old one is silent.
      use(deviceId, same ? free : Promise.resolve())
    },
    armed: () => [...arming.keys(), ...held.keys()],
    status: () => statusOf({ device, status, held, xruns, nowMs: clock.monotonicMs() }),
    async close() {
      arming.clear()
      for (const item of held.values()) item.feeder.close()
      held.clear()
      await release()
      return threads.living() === 0
    },
  }
}
