import { Worker } from 'node:worker_threads'
import { isErrorCode, StationError } from '../../errors.ts'
import { ThreadEnded } from '../../threads/index.ts'
import type { Answer } from './answers.ts'
import type { CountAnswer, CountAsked } from './count.ts'

/** The rows of ten years with room to spare. */
const MEMORY_MB = 1024
/** Whoever asks again within this time is answered by the thread that is warm. */
const IDLE_MS = 900_000
const TIME_MS = 120_000

interface Pending {
  resolve: (answer: CountAnswer) => void
  reject: (cause: unknown) => void
  timer: NodeJS.Timeout
}

/**
 * Counts in a thread of its own with a connection of its own: SQLite holds up whoever asks it, and nobody else than who asked for
 * the report is to wait for it. The thread begins with the first question and ends when nobody asks for some minutes.
 */
export class CountingThread {
  readonly #dataDir: string
  readonly #pending = new Map<number, Pending>()
  #worker: Worker | undefined
  #idle: NodeJS.Timeout | undefined
  #number = 0

  constructor(dataDir: string) {
    this.#dataDir = dataDir
  }

  /** Rejects with the refusal that counting met, or with ThreadEnded. */
  ask(asked: CountAsked): Promise<CountAnswer> {
    clearTimeout(this.#idle)
    const worker = this.#worker ?? this.#begin()
    worker.ref()
    this.#number += 1
    const number = this.#number
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#end(worker, new ThreadEnded('time')), TIME_MS)
      this.#pending.set(number, { resolve, reject, timer })
      worker.postMessage({ number, asked })
    })
  }

  /** Ends the thread; questions that wait are refused. */
  async close(): Promise<void> {
    const worker = this.#worker
    if (worker) await this.#end(worker, new ThreadEnded('crash'))
  }

  #begin(): Worker {
    const worker = new Worker(new URL('./count-worker.ts', import.meta.url), {
      workerData: { dataDir: this.#dataDir },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    })
    worker.on('message', (answer: Answer) => this.#take(answer))
    worker.on('error', (cause) => this.#end(worker, new ThreadEnded('crash', { cause })))
    worker.on('exit', () => this.#end(worker, new ThreadEnded('crash')))
    this.#worker = worker
    return worker
  }

  #take(answer: Answer): void {
    const pending = this.#pending.get(answer.number)
    if (!pending) return
    this.#pending.delete(answer.number)
    clearTimeout(pending.timer)
    if (answer.kind === 'done') pending.resolve(answer.answer)
    else if (answer.kind === 'refused' && isErrorCode(answer.code))
      pending.reject(new StationError(answer.code, answer.details))
    else pending.reject(new ThreadEnded('crash', answer.kind === 'failed' ? { cause: answer.cause } : {}))
    if (this.#pending.size === 0) this.#waitIdle()
  }

  #waitIdle(): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => void this.close(), IDLE_MS)
    // Nobody's process is kept alive by a thread that has nothing to do.
    this.#idle.unref()
    this.#worker?.unref()
  }

  async #end(worker: Worker, cause: ThreadEnded): Promise<void> {
    if (this.#worker !== worker) return
    this.#worker = undefined
    clearTimeout(this.#idle)
    const waiting = [...this.#pending.values()]
    this.#pending.clear()
    for (const { reject, timer } of waiting) {
      clearTimeout(timer)
      reject(cause)
    }
    await worker.terminate()
  }
}
