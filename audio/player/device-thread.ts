import { MessageChannel, Worker } from 'node:worker_threads'
import type { DeviceWorkerData } from './device-worker.ts'
import type { LoopReport, LoopRequest } from './protocol.ts'

/** A thread that opens one device and sounds on it until told to close or until the device is lost. */
export interface DeviceThread {
  send(request: LoopRequest): void
  /** How often the thread has turned; a number that does not grow means that it is stuck in the system. */
  turns(): number
  /** Lets the device go. Resolves when it is free, or after a second when the system holds the thread for longer. */
  close(): Promise<void>
  /** Whether the thread still has, or waits for, the device. */
  living(): boolean
  /** Nothing more is heard from it; it ends as soon as the system lets it. */
  abandon(): void
}

/** The threads that a player has started; the system may hold some of them for ever. */
export interface DeviceThreads {
  /** Starts one; the first report is `opened` or `open-failed`. A thread that dies reports `lost`. */
  start(deviceId: string, onReport: (report: LoopReport) => void): DeviceThread
  /** How many, on this device or at all, still are in the system's hands. */
  living(deviceId?: string): number
}

const CLOSE_WITHIN_MS = 1000

export function deviceThreads(): DeviceThreads {
  let threads: { deviceId: string; thread: DeviceThread }[] = []
  return {
    start(deviceId, onReport) {
      const thread = startDeviceThread(deviceId, onReport)
      threads = [...threads.filter((one) => one.thread.living()), { deviceId, thread }]
      return thread
    },
    living: (deviceId) =>
      threads.filter((one) => (deviceId ?? one.deviceId) === one.deviceId && one.thread.living()).length,
  }
}

function startDeviceThread(deviceId: string, onReport: (report: LoopReport) => void): DeviceThread {
  const { port1, port2 } = new MessageChannel()
  const pulse = new SharedArrayBuffer(4)
  const turns = new Int32Array(pulse)
  const workerData: DeviceWorkerData = { port: port2, deviceId, pulse }
  const worker = new Worker(new URL('./device-worker.ts', import.meta.url), { workerData, transferList: [port2] })
  let silent = false
  let living = true
  const { promise: freed, resolve: free } = Promise.withResolvers<void>()
  const setFree = () => {
    living = false
    free()
  }
  const tell = (report: LoopReport) => {
    if (report.kind === 'closed') setFree()
    if (silent) return
    if (report.kind === 'lost' || report.kind === 'open-failed') silent = true
    onReport(report)
  }
  port1.on('message', tell)
  worker.on('error', (error) => tell({ kind: 'lost', code: 'device-lost', details: { reason: String(error) } }))
  worker.on('exit', () => {
    setFree()
    // What the thread said last may still be on its way.
    setImmediate(() => {
      tell({ kind: 'lost', code: 'device-lost', details: { reason: 'thread-ended' } })
      port1.close()
    })
  })

  // Never terminated from outside: a call that the system had kept would return without its result, and the next one,
  // made with nothing, would abort the whole process.
  const abandon = () => {
    silent = true
    port1.postMessage({ kind: 'close' } satisfies LoopRequest)
    worker.unref()
    port1.unref()
  }

  return {
    send: (request) => port1.postMessage(request),
    turns: () => Atomics.load(turns, 0),
    abandon,
    living: () => living,
    async close() {
      silent = true
      port1.postMessage({ kind: 'close' } satisfies LoopRequest)
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, CLOSE_WITHIN_MS)
      })
      await Promise.race([freed, late])
      clearTimeout(timer)
      worker.unref()
      port1.unref()
    },
  }
}
