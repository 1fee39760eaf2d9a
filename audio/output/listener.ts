import { MessageChannel, Worker } from 'node:worker_threads'
import type { ListenReport, ListenRequest, ListenWorkerData } from './listen-worker.ts'

/** A thread that listens to one input until told to close or until the input is lost. */
export interface Listener {
  readonly inputId: string
  send(request: ListenRequest): void
  /** Whether the thread still is in the system's hands, as it is when a frozen sound server holds it. */
  living(): boolean
  /** Lets the input go; nothing more is heard from it. */
  close(): void
}

/** Starts the thread. The last report is `lost`, unless it was closed. */
export function startListener(inputId: string, onReport: (report: ListenReport) => void): Listener {
  const { port1, port2 } = new MessageChannel()
  const workerData: ListenWorkerData = { port: port2, inputId }
  const worker = new Worker(new URL('./listen-worker.ts', import.meta.url), { workerData, transferList: [port2] })
  let silent = false
  let ended = false
  const tell = (report: ListenReport): void => {
    if (silent) return
    if (report.kind === 'lost') silent = true
    onReport(report)
  }
  port1.on('message', tell)
  worker.on('error', (error) => tell({ kind: 'lost', code: String(error) }))
  worker.once('exit', () => {
    ended = true
    // What the thread said last may still be on its way.
    setImmediate(() => {
      tell({ kind: 'lost', code: 'thread-ended' })
      port1.close()
    })
  })
  // Listening keeps no process alive.
  worker.unref()
  port1.unref()
  return {
    inputId,
    send: (request) => port1.postMessage(request),
    living: () => !ended,
    close() {
      silent = true
      port1.postMessage({ kind: 'close' } satisfies ListenRequest)
    },
  }
}
