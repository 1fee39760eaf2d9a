import { Worker } from 'node:worker_threads'
import { AudioError, type AudioErrorCode } from '../errors.ts'
import type { MadePart, MakeTask } from './make-part.ts'

export type ThreadOrder = { kind: 'make'; task: MakeTask } | { kind: 'cancel' }
export type ThreadAnswer =
  | { kind: 'progress'; fraction: number }
  | { kind: 'made'; made: MadePart }
  | { kind: 'failed'; code: AudioErrorCode; details: Record<string, unknown>; isFolderGone: boolean }

/** The folder into which a part was to go is no longer there. */
export class FolderGone extends Error {}

/** A thread without work ends after so long. */
const idleMs = 2_000

/** Chunks of sound come and go by the thousand: with little room for what is young they are given back at once. */
const youngMemoryMb = 4

interface Thread {
  worker: Worker
  niceness: number
  rest?: NodeJS.Timeout
}

/** Threads that make parts. One that has done its work is given the next, which saves starting another. */
export class PartThreads {
  private readonly idle: Thread[] = []

  /** Makes one part in a thread; rejects as `makePart` does, or with `FolderGone`, when nothing of it runs any more. */
  make(task: MakeTask, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<MadePart> {
    if (signal.aborted) return Promise.reject(new AudioError('cancelled'))
    const thread = this.take(task.niceness)
    const { worker } = thread
    return new Promise((resolve, reject) => {
      const onAbort = (): void => worker.postMessage({ kind: 'cancel' } satisfies ThreadOrder)
      const settle = (act: () => void): void => {
        signal.removeEventListener('abort', onAbort)
        fallSilent(worker)
        act()
      }
      worker.on('message', (answer: ThreadAnswer) => {
        if (answer.kind === 'progress') return onProgress(answer.fraction)
        settle(() => {
          this.putBack(thread)
          if (answer.kind === 'made') resolve(answer.made)
          else if (answer.isFolderGone) reject(new FolderGone())
          else reject(new AudioError(answer.code, answer.details))
        })
      })
      const die = (cause: unknown): void =>
        settle(() => reject(new AudioError('decode-failed', { message: `thread ended: ${String(cause)}` }, { cause })))
      worker.once('error', die)
      worker.once('exit', die)
      signal.addEventListener('abort', onAbort, { once: true })
      worker.postMessage({ kind: 'make', task } satisfies ThreadOrder)
    })
  }

  private take(niceness: number): Thread {
    const index = this.idle.findIndex((thread) => thread.niceness === niceness)
    const [thread] = index < 0 ? [] : this.idle.splice(index, 1)
    if (thread === undefined)
      return {
        worker: new Worker(new URL('./part-worker.ts', import.meta.url), {
          workerData: { niceness },
          resourceLimits: { maxYoungGenerationSizeMb: youngMemoryMb },
        }),
        niceness,
      }
    clearTimeout(thread.rest)
    fallSilent(thread.worker)
    thread.worker.ref()
    return thread
  }

  private putBack(thread: Thread): void {
    const forget = (): void => {
      const index = this.idle.indexOf(thread)
      if (index >= 0) this.idle.splice(index, 1)
    }
    thread.worker.on('error', forget)
    thread.worker.on('exit', forget)
    thread.worker.unref()
    thread.rest = setTimeout(() => {
      forget()
      void thread.worker.terminate()
    }, idleMs)
    thread.rest.unref()
    this.idle.push(thread)
  }
}

/** Takes off what we listen for, and nothing else: a worker without the listeners of its own tells nothing any more. */
function fallSilent(worker: Worker): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event)
}
