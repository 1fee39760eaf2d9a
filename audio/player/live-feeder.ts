import { MessageChannel, Worker } from 'node:worker_threads'
import { forgetSinks, PlayerError, sinkOf, sourcesOfProcess } from '../system/index.ts'
import type { Feeder } from './feeder.ts'
import type { InputReport, InputWorkerData } from './input-worker.ts'
import { createLiveRing } from './live-ring.ts'

const REOPEN_MS = 1000
const OPEN_WITHIN_MS = 4000
const SOURCE_CHECK_MS = 1000
const TICK_MS = 500
/** No turn of the input's thread for 2 s: it is stuck in the system. */
const STUCK_TICKS = 4
/** A frozen sound server may hold every thread that tries. */
const MOST_THREADS = 3

/**
 * Opens an input and keeps a ring filled with what it hears, in a thread of its own. Resolves when the input runs. One
 * that goes away later is told to `onTrouble`, once for each reason, and opened again every second.
 * @throws PlayerError why the input cannot be opened; `device-busy` when the system does not answer within 4 s.
 */
export function listen(inputId: string, onTrouble: (error: PlayerError) => void): Promise<Feeder> {
  const ring = createLiveRing()
  const { promise, resolve, reject } = Promise.withResolvers<Feeder>()
  let thread: InputThread | undefined
  let living = 0
  let running = false
  let closed = false
  let told: string | undefined
  let timer: NodeJS.Timeout | undefined

  const close = () => {
    closed = true
    clearTimeout(timer)
    clearInterval(sourceCheck)
    thread?.end()
  }
  const open = () => {
    if (living >= MOST_THREADS) return gone(new PlayerError('device-busy', { inputId, reason: 'no-answer' }))
    living++
    const started = startInputThread(inputId, ring.shared, {
      onOpened() {
        if (thread !== started) return
        running = true
        told = undefined
        resolve({ shared: ring.shared, frames: Number.POSITIVE_INFINITY, isLive: true, close })
      },
      onGone(error) {
        if (thread === started) gone(error)
      },
      onExit: () => living--,
    })
    thread = started
  }
  const gone = (error: PlayerError) => {
    thread = undefined
    forgetSinks()
    if (closed) return
    if (!running) {
      close()
      return reject(error)
    }
    const reason = `${error.code} ${String(error.details.reason)}`
    timer = setTimeout(open, REOPEN_MS)
    if (told !== reason) onTrouble(error)
    told = reason
  }
  /** When a source goes away, the sound server captures another one for us, and says nothing. */
  const checkSource = async () => {
    const checked = thread
    const source = sinkOf(inputId)
    if (checked === undefined || source === undefined || !running) return
    const actual = await sourcesOfProcess(process.pid)
    if (thread !== checked || closed || actual === undefined || actual.includes(source)) return
    checked.end()
    gone(new PlayerError('device-lost', { inputId, reason: 'moved', from: source, to: actual[0] }))
  }
  const sourceCheck = setInterval(() => void checkSource(), SOURCE_CHECK_MS)
  open()
  return promise
}

interface InputThread {
  end(): void
}

interface InputThreadParts {
  onOpened: () => void
  onGone: (error: PlayerError) => void
  onExit: () => void
}

function startInputThread(inputId: string, ring: SharedArrayBuffer, parts: InputThreadParts): InputThread {
  const { port1, port2 } = new MessageChannel()
  const pulse = new SharedArrayBuffer(4)
  const turns = new Int32Array(pulse)
  const workerData: InputWorkerData = { port: port2, inputId, ring, pulse }
  const worker = new Worker(new URL('./input-worker.ts', import.meta.url), { workerData, transferList: [port2] })
  let over = false
  let seen = 0
  let stuckMs = 0
  let opened = false

  const tell = (error: PlayerError) => {
    if (over) return
    over = true
    clearInterval(watch)
    parts.onGone(error)
  }
  const watch = setInterval(() => {
    const now = Atomics.load(turns, 0)
    stuckMs = now === seen ? stuckMs + TICK_MS : 0
    seen = now
    if (stuckMs < (opened ? STUCK_TICKS * TICK_MS : OPEN_WITHIN_MS)) return
    tell(new PlayerError(opened ? 'device-lost' : 'device-busy', { inputId, reason: 'no-answer' }))
    end()
  }, TICK_MS)
  const end = () => {
    over = true
    clearInterval(watch)
    port1.postMessage('end')
    port1.unref()
    worker.unref()
  }

  port1.on('message', (report: InputReport) => {
    if (report.kind === 'gone') return tell(new PlayerError(report.code, report.details))
    opened = true
    if (!over) parts.onOpened()
  })
  worker.on('error', (error) => tell(new PlayerError('device-lost', { inputId, reason: String(error) })))
  worker.on('exit', () => {
    parts.onExit()
    // What the thread said last may still be on its way.
    setImmediate(() => {
      tell(new PlayerError('device-lost', { inputId, reason: 'thread-ended' }))
      port1.close()
    })
  })
  return { end }
}
