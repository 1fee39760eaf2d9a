import { Worker } from 'node:worker_threads'
import { AudioError, type AudioErrorCode } from '../errors.ts'
import type { Ffmpeg } from '../ffmpeg.ts'
import type { Produced, Production } from './produce.ts'
import type { RenderPhase } from './progress.ts'

/** What the producing thread is given. */
export interface ThreadTask {
  production: Production
  ffmpeg: Ffmpeg
  workDir: string
}

export type ThreadOrder =
  | { kind: 'begin'; task: ThreadTask }
  | { kind: 'cancel' }
  | { kind: 'niceness'; niceness: number }
export type ThreadAnswer =
  | { kind: 'progress'; phase: RenderPhase; fraction: number }
  | { kind: 'produced'; produced: Produced }
  | { kind: 'failed'; code: AudioErrorCode; details: Record<string, unknown> }

/** Chunks of sound come and go by the thousand: with little room for what is young they are given back at once. */
const youngMemoryMb = 4

export interface ThreadIo {
  signal: AbortSignal
  /** Asked whenever the thread tells its progress. */
  niceness: () => number
  onProgress: (phase: RenderPhase, fraction: number) => void
}

/**
 * Produces in a thread of its own, which does the arithmetic of the mix and stands back behind the rest of the station.
 * Rejects as `produce` does; when it settles, neither the thread nor a program of it runs any more.
 */
export function produceInThread(task: ThreadTask, io: ThreadIo): Promise<Produced> {
  const { signal } = io
  if (signal.aborted) return Promise.reject(new AudioError('cancelled'))
  return new Promise((resolve, reject) => {
    let niceness = io.niceness()
    const worker = new Worker(new URL('./render-worker.ts', import.meta.url), {
      workerData: { niceness },
      resourceLimits: { maxYoungGenerationSizeMb: youngMemoryMb },
    })
    const tell = (order: ThreadOrder): void => worker.postMessage(order)
    const onAbort = (): void => tell({ kind: 'cancel' })
    let answer: Exclude<ThreadAnswer, { kind: 'progress' }> | undefined
    let crash: unknown
    worker.on('message', (message: ThreadAnswer) => {
      if (message.kind !== 'progress') {
        answer = message
        return
      }
      io.onProgress(message.phase, message.fraction)
      if (niceness !== io.niceness()) {
        niceness = io.niceness()
        tell({ kind: 'niceness', niceness })
      }
    })
    worker.once('error', (error) => {
      crash = error
    })
    worker.once('exit', () => {
      signal.removeEventListener('abort', onAbort)
      if (answer?.kind === 'produced') resolve(answer.produced)
      else if (answer?.kind === 'failed') reject(new AudioError(answer.code, answer.details))
      else reject(new AudioError('decode-failed', { message: String(crash ?? 'thread ended') }, { cause: crash }))
    })
    signal.addEventListener('abort', onAbort, { once: true })
    tell({ kind: 'begin', task })
  })
}
