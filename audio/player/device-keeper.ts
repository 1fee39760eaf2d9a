import {
  type DeviceClock,
  forgetSinks,
  listSinks,
  mayBeMoved,
  type PlayerErrorCode,
  sinkOf,
  sinksOfProcess,
  watchStreams,
} from '../system/index.ts'
import type { DeviceThread, DeviceThreads } from './device-thread.ts'
import type { PlayerEvent } from './events.ts'
import type { LoopReport, LoopRequest } from './protocol.ts'

/**
 * Keeps one device open: opens it, opens it again every second when it is refused or lost, and takes it for lost when its
 * thread makes no turn or its stream was moved to another sink.
 */
export interface DeviceKeeper {
  readonly id: string
  state(): 'opening' | 'open' | 'lost'
  /** The sink of the sound server that the stream is on, or belongs on, once known. */
  sink(): string | undefined
  /** Asks the device's thread, when there is one. */
  send(request: LoopRequest): void
  /** Lets the device go for good, without events. Resolves when it is free, or after a second. */
  end(): Promise<void>
}

export interface DeviceKeeperParts {
  deviceId: string
  clock: DeviceClock
  threads: DeviceThreads
  reopen: boolean
  /** The device before this one is being let go: a card held twice would be refused as busy. */
  after: Promise<void>
  onEvent: (event: PlayerEvent) => void
  /** What the thread tells of the sound itself. */
  onReport: (report: LoopReport) => void
  /** A new thread awaits its cues. */
  onThread: () => void
  /** What was handed over and not heard yet is gone. */
  onLost: () => void
}

const TICK_MS = 500
/** No turn for 2 s while open: lost. Opening may take 4 s. A hang is acted on within 5 s. */
const STUCK_TICKS = 4
const OPENING_TICKS = 8
const REOPEN_MS = 1000
const SINK_CHECK_MS = 1000
/** Asked so often although nothing was told; every time where the server tells nothing. */
const SINK_CHECKS_APART = 60
/** A change of one stream is told in several events. */
const SOON_MS = 50
/** A sound server that answers does so sooner; one that is not there says so at once. */
const NO_ANSWER_MS = 1800
/** A frozen sound server may hold every thread that tries; it lets them go when it lives again or their time is over. */
const MOST_THREADS = 3

export function keepDevice(parts: DeviceKeeperParts): DeviceKeeper {
  const { deviceId, clock, threads, onEvent } = parts
  let thread: DeviceThread | undefined
  let state: 'opening' | 'open' | 'lost' = 'opening'
  let ended = false
  let turns = 0
  let stuckTicks = 0
  let lostMs: number | undefined
  let told: PlayerErrorCode | undefined
  let sink = sinkOf(deviceId)
  /** The server may not move the stream: it goes away with its sink, and says so itself. */
  let isTied = false
  let reopening: NodeJS.Timeout | undefined

  const open = async () => {
    if (lostMs !== undefined && sink !== undefined && mayBeMoved(deviceId) && !isTied) {
      // The server would put the stream on whatever sink is left, and say nothing.
      const asked = clock.monotonicMs()
      const sinks = await listSinks()
      if (ended) return
      if (sinks === undefined && clock.monotonicMs() - asked > NO_ANSWER_MS) {
        return refused('no-sound-system', { reason: 'no-answer' })
      }
      if (sinks !== undefined && !sinks.some(({ name }) => name === sink)) return refused('device-absent', { sink })
    }
    if (threads.living(deviceId) >= MOST_THREADS) return refused('device-busy', { reason: 'no-answer' })
    turns = 0
    stuckTicks = 0
    const started = threads.start(deviceId, (report) => {
      if (thread === started && !ended) obey(report)
    })
    thread = started
    parts.onThread()
  }

  const openLater = () => {
    if (ended || !parts.reopen) return
    clearTimeout(reopening)
    reopening = setTimeout(() => void open(), REOPEN_MS)
  }

  const refused = (code: PlayerErrorCode, details: Record<string, unknown>) => {
    thread = undefined
    const again = told === code
    told = code
    openLater()
    if (!again) onEvent({ type: 'device-refused', deviceId, code, details })
  }

  const lost = (code: PlayerErrorCode, details: Record<string, unknown>) => {
    thread = undefined
    state = 'lost'
    lostMs ??= clock.monotonicMs()
    forgetSinks()
    parts.onLost()
    openLater()
    onEvent({ type: 'device-lost', deviceId, code, details })
  }

  const obey = (report: LoopReport) => {
    if (report.kind === 'open-failed') return refused(report.code, report.details)
    if (report.kind === 'lost') return lost(report.code, report.details)
    if (report.kind !== 'opened') return parts.onReport(report)
    state = 'open'
    isTied = report.tiedTo !== undefined
    told = undefined
    const awayMs = lostMs === undefined ? undefined : clock.monotonicMs() - lostMs
    lostMs = undefined
    if (awayMs === undefined) onEvent({ type: 'device-opened', deviceId, bufferMs: report.bufferMs })
    else onEvent({ type: 'device-back', deviceId, awayMs })
  }

  const look = () => {
    if (thread === undefined) return
    const now = thread.turns()
    stuckTicks = now === turns ? stuckTicks + 1 : 0
    turns = now
    if (stuckTicks < (state === 'open' ? STUCK_TICKS : OPENING_TICKS)) return
    thread.abandon()
    if (state === 'open') lost('device-lost', { reason: 'no-answer' })
    else refused('device-busy', { reason: 'no-answer' })
  }

  let checking = false
  let mayHaveMoved = true
  let sinceCheck = 0
  let soon: NodeJS.Timeout | undefined
  const streams = mayBeMoved(deviceId)
    ? watchStreams('sink-input', () => {
        mayHaveMoved = true
        soon ??= setTimeout(() => {
          soon = undefined
          void checkSink()
        }, SOON_MS)
      })
    : undefined
  const checkSink = async () => {
    const checked = thread
    if (checking || isTied || state !== 'open' || checked === undefined || streams === undefined) return
    if (streams.isTold() && !mayHaveMoved && sink !== undefined && ++sinceCheck < SINK_CHECKS_APART) return
    checking = true
    mayHaveMoved = false
    sinceCheck = 0
    try {
      const actual = await sinksOfProcess(process.pid)
      if (thread !== checked || ended || state !== 'open' || actual === undefined || actual.length === 0) return
      sink ??= actual[0]
      if (sink !== undefined && !actual.includes(sink)) {
        void checked.close()
        lost('device-lost', { reason: 'moved', from: sink, to: actual[0] })
      }
    } finally {
      checking = false
    }
  }

  const tick = setInterval(look, TICK_MS)
  const sinkCheck = setInterval(() => void checkSink(), SINK_CHECK_MS)
  void parts.after.then(() => {
    if (!ended) void open()
  })

  return {
    id: deviceId,
    state: () => state,
    sink: () => sink,
    send: (request) => thread?.send(request),
    async end() {
      ended = true
      clearInterval(tick)
      clearInterval(sinkCheck)
      streams?.end()
      clearTimeout(soon)
      clearTimeout(reopening)
      await thread?.close()
    },
  }
}
