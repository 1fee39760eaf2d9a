import {
  type DeviceClock,
  forgetSinks,
  listSinks,
  machineDeviceClock,
  mayBeMoved,
  PlayerError,
  type PlayerErrorCode,
  sinkOf,
  sinksOfProcess,
} from '../system/index.ts'
import { type DeviceThread, startDeviceThread } from './device-thread.ts'
import type { Cue, CueEnd, PlayerEvent, PlayerStatus } from './events.ts'
import { type Feeder, feed } from './feeder.ts'
import type { LoopReport } from './protocol.ts'
import { framesOf, msOf } from './timeline.ts'

/** Sounds files at their instants on one device at a time. */
export interface Player {
  /**
   * Opens the device (when it is not open), reads the file ahead and sounds silence until the cue's instant, which
   * should be ≥ 2 s away; a cue whose instant is past joins at the place where it should be. Resolves when the file is
   * ready; the device is opened meanwhile and told by events. An id that is armed already is left as it is.
   * @throws PlayerError `file-missing`, `file-refused`, or `device-busy` while cues are armed on another device.
   */
  arm(deviceId: string, cue: Cue): Promise<void>
  /** Fades out what sounds (silent within 500 ms) or takes back what is armed; an `ended` event follows. */
  stop(cueId: string, fadeMs?: number): void
  /** Takes back a cue that does not sound yet, without an event. */
  cancel(cueId: string): void
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
  /** Open a lost or absent device again every second; default true. */
  reopen?: boolean
  clock?: DeviceClock
}

interface Held {
  cue: Cue
  feeder: Feeder
  placedMs: number | undefined
  heard: boolean
  /** From devices that were lost. */
  soundedBefore: number
  skippedBefore: number
  last: { frame: number; soundedFrames: number; skippedFrames: number } | undefined
}

interface Device {
  id: string
  thread: DeviceThread | undefined
  state: 'opening' | 'open' | 'lost'
  turns: number
  stuckTicks: number
  lostMs: number | undefined
  told: PlayerErrorCode | undefined
  /** The sink of the sound server that the stream belongs on, once known. */
  sink: string | undefined
}

const TICK_MS = 500
/** No turn of the device's thread for 2 s: the device is lost. */
const STUCK_TICKS = 4
const OPENING_TICKS = 10
const REOPEN_MS = 1000
const SINK_CHECK_MS = 1000
const FADE_MS = 300
const FLOOR_DBFS = -96

/** A player with no device open; it holds threads and timers only while something is armed. */
export function createPlayer({ onEvent, reopen = true, clock = machineDeviceClock() }: PlayerOptions): Player {
  const held = new Map<string, Held>()
  const arming = new Set<string>()
  let device: Device | undefined
  let tick: NodeJS.Timeout | undefined
  let sinkCheck: NodeJS.Timeout | undefined
  let reopening: NodeJS.Timeout | undefined
  let status: Extract<LoopReport, { kind: 'status' }> | undefined
  let threads: DeviceThread[] = []
  let closing: Promise<void> = Promise.resolve()
  let xruns = 0

  const send = (item: Held) => {
    const { cue, feeder, placedMs } = item
    device?.thread?.send({
      kind: 'cue',
      cue: {
        id: cue.id,
        ring: feeder.ring.shared,
        frames: feeder.frames,
        fromFrame: cue.fromFrame ?? 0,
        startsAtMs: cue.startsAtMs,
        placedMs,
      },
    })
  }

  const openDevice = async (target: Device) => {
    // A card held by the thread that is just letting it go would be refused as busy.
    await closing
    if (device !== target) return
    if (target.sink !== undefined && mayBeMoved(target.id)) {
      // The server would put the stream on whatever sink is left, and say nothing.
      const sinks = await listSinks()
      if (device !== target) return
      if (sinks !== undefined && !sinks.some((sink) => sink.name === target.sink)) {
        refused(target, 'device-absent', { sink: target.sink })
        return
      }
    }
    target.turns = 0
    target.stuckTicks = 0
    threads = threads.filter((thread) => thread.living())
    target.thread = startDeviceThread(target.id, (report) => {
      if (device === target) onReport(target, report)
    })
    threads.push(target.thread)
    for (const item of held.values()) send(item)
  }

  const later = (target: Device) => {
    if (!reopen) return
    clearTimeout(reopening)
    reopening = setTimeout(() => {
      if (device === target) void openDevice(target)
    }, REOPEN_MS)
  }

  const refused = (target: Device, code: PlayerErrorCode, details: Record<string, unknown>) => {
    target.thread = undefined
    if (target.told !== code) onEvent({ type: 'device-refused', deviceId: target.id, code, details })
    target.told = code
    later(target)
  }

  const lost = (target: Device, code: PlayerErrorCode, details: Record<string, unknown>) => {
    target.thread = undefined
    target.state = 'lost'
    target.lostMs ??= clock.monotonicMs()
    status = undefined
    forgetSinks()
    for (const item of held.values()) {
      item.soundedBefore += item.last?.soundedFrames ?? 0
      item.skippedBefore += item.last?.skippedFrames ?? 0
      item.last = undefined
    }
    onEvent({ type: 'device-lost', deviceId: target.id, code, details })
    later(target)
  }

  const finish = (item: Held, how: CueEnd, at: number, sounded: number, skipped: number, driftPpm?: number) => {
    drop(item)
    const soundedMs = msOf(item.soundedBefore + sounded)
    const skippedMs = msOf(item.skippedBefore + skipped)
    onEvent({ type: 'ended', cueId: item.cue.id, how, at, soundedMs, skippedMs, driftPpm })
  }

  const drop = (item: Held) => {
    item.feeder.close()
    held.delete(item.cue.id)
    if (held.size === 0 && arming.size === 0) void release()
  }

  const release = async () => {
    clearInterval(tick)
    clearInterval(sinkCheck)
    clearTimeout(reopening)
    tick = undefined
    const thread = device?.thread
    device = undefined
    status = undefined
    closing = thread?.close() ?? closing
    await closing
  }

  const onReport = (target: Device, report: LoopReport) => {
    if (report.kind === 'opened') {
      target.state = 'open'
      target.told = undefined
      if (target.lostMs === undefined) {
        onEvent({ type: 'device-opened', deviceId: target.id, bufferMs: report.bufferMs })
      } else {
        onEvent({ type: 'device-back', deviceId: target.id, awayMs: clock.monotonicMs() - target.lostMs })
        target.lostMs = undefined
      }
      return
    }
    if (report.kind === 'open-failed') return refused(target, report.code, report.details)
    if (report.kind === 'lost') return lost(target, report.code, report.details)
    if (report.kind === 'clock-step') return onEvent({ type: 'clock-step', stepMs: report.stepMs })
    if (report.kind === 'xrun') {
      xruns++
      return onEvent({ type: 'xrun', cause: report.cause, ms: report.ms, cueId: report.cueId })
    }
    if (report.kind === 'status') status = report
    const item = report.cueId === undefined ? undefined : held.get(report.cueId)
    if (item === undefined) return
    if (report.kind === 'status') item.last = report
    if (report.kind === 'placed') item.placedMs = report.placedMs
    if (report.kind === 'first-sample') {
      const { cueId, at, errorMs, delayMs } = report
      const offsetMs = msOf(report.fromFrame)
      if (item.heard) onEvent({ type: 'resumed', cueId, at, offsetMs })
      else onEvent({ type: 'first-sample', cueId, at, errorMs, offsetMs, delayMs })
      item.heard = true
    }
    if (report.kind === 'ended') {
      const { how, at, soundedFrames, skippedFrames, driftPpm } = report
      finish(item, how === 'passed' && item.heard ? 'lost' : how, at, soundedFrames, skippedFrames, driftPpm)
    }
  }

  /** Twice a second: is the thread alive, and has anything armed run out while the device is away? */
  const look = () => {
    const target = device
    if (target === undefined) return
    const turns = target.thread?.turns() ?? 0
    target.stuckTicks = turns === target.turns ? target.stuckTicks + 1 : 0
    target.turns = turns
    if (target.state === 'open' && target.stuckTicks >= STUCK_TICKS) {
      target.thread?.abandon()
      lost(target, 'device-lost', { reason: 'no-answer' })
    }
    if (target.state !== 'open' && target.thread !== undefined && target.stuckTicks === OPENING_TICKS) {
      if (target.told !== 'device-busy') {
        target.told = 'device-busy'
        onEvent({ type: 'device-refused', deviceId: target.id, code: 'device-busy', details: { reason: 'no-answer' } })
      }
    }
    if (target.state === 'open') return
    for (const item of held.values()) {
      const startMs = item.placedMs ?? (item.cue.startsAtMs ?? Number.POSITIVE_INFINITY) - clock.coarseAnchorMs()
      const endMs = startMs + msOf(item.feeder.frames)
      if (clock.monotonicMs() > endMs)
        finish(item, item.heard ? 'lost' : 'passed', endMs + clock.coarseAnchorMs(), 0, 0)
    }
  }

  let checking = false
  const checkSink = async () => {
    const target = device
    if (checking || target?.state !== 'open' || !mayBeMoved(target.id)) return
    checking = true
    try {
      const actual = await sinksOfProcess(process.pid)
      if (device !== target || target.state !== 'open' || actual === undefined || actual.length === 0) return
      target.sink ??= actual[0]
      if (target.sink !== undefined && !actual.includes(target.sink)) {
        void target.thread?.close()
        lost(target, 'device-lost', { reason: 'moved', from: target.sink, to: actual[0] })
      }
    } finally {
      checking = false
    }
  }

  return {
    async arm(deviceId, cue) {
      if (held.has(cue.id) || arming.has(cue.id)) return
      if (device !== undefined && device.id !== deviceId) {
        throw new PlayerError('device-busy', { deviceId, inUse: device.id })
      }
      arming.add(cue.id)
      if (device === undefined) {
        const id = deviceId
        device = {
          id,
          thread: undefined,
          state: 'opening',
          turns: 0,
          stuckTicks: 0,
          lostMs: undefined,
          told: undefined,
          sink: sinkOf(id),
        }
        tick = setInterval(look, TICK_MS)
        sinkCheck = setInterval(() => void checkSink(), SINK_CHECK_MS)
        void openDevice(device)
      }
      try {
        const from = cue.fromFrame ?? 0
        const passed =
          cue.startsAtMs === undefined ? 0 : framesOf(clock.monotonicMs() + clock.coarseAnchorMs() - cue.startsAtMs)
        const feeder = await feed(cue.wavPath, Math.max(from, passed, 0), (error) =>
          onEvent({ type: 'file-trouble', cueId: cue.id, code: error.code, details: error.details }),
        )
        if (!arming.has(cue.id)) return feeder.close()
        const item: Held = {
          cue,
          feeder,
          placedMs: undefined,
          heard: false,
          soundedBefore: 0,
          skippedBefore: 0,
          last: undefined,
        }
        held.set(cue.id, item)
        send(item)
      } finally {
        arming.delete(cue.id)
        if (held.size === 0 && arming.size === 0) void release()
      }
    },
    stop(cueId, fadeMs = FADE_MS) {
      arming.delete(cueId)
      const item = held.get(cueId)
      if (item === undefined) return
      if (device?.state === 'open') device.thread?.send({ kind: 'stop', cueId, fadeMs })
      else finish(item, 'stopped', clock.monotonicMs() + clock.coarseAnchorMs(), 0, 0)
    },
    cancel(cueId) {
      arming.delete(cueId)
      const item = held.get(cueId)
      if (item === undefined || item.heard) return
      device?.thread?.send({ kind: 'cancel', cueId })
      drop(item)
    },
    armed: () => [...arming, ...held.keys()],
    status: () => {
      const item = status?.cueId === undefined ? undefined : held.get(status.cueId)
      return {
        state: device?.state ?? 'closed',
        deviceId: device?.id,
        cueId: item?.cue.id,
        positionMs: item === undefined || status === undefined ? undefined : msOf(status.frame),
        durationMs: item === undefined ? undefined : msOf(item.feeder.frames),
        levelDbfs: status === undefined ? undefined : { left: dbfs(status.peak.left), right: dbfs(status.peak.right) },
        delayMs: status?.delayMs,
        xruns,
      }
    },
    async close() {
      arming.clear()
      for (const item of held.values()) item.feeder.close()
      held.clear()
      await release()
      return !threads.some((thread) => thread.living())
    },
  }
}

function dbfs(peak: number): number {
  return peak <= 0 ? FLOOR_DBFS : Math.max(FLOOR_DBFS, 20 * Math.log10(peak / 32_768))
}
