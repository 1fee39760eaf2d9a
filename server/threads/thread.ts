import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

/** What a thread answers, once: its result, or a refusal in words of its own. */
export type ThreadAnswer<T> =
  | { kind: 'done'; result: T }
  | { kind: 'refused'; code: string; details: Record<string, unknown> }

/** How a thread ended that gave no answer: it took too much memory, too much time, or fell over. */
export class ThreadEnded extends Error {
  readonly why: 'memory' | 'time' | 'crash'

  constructor(why: ThreadEnded['why'], options?: ErrorOptions) {
    super(`the thread ended without an answer: ${why}`, options)
    this.name = 'ThreadEnded'
    this.why = why
  }
}

export interface ThreadLimits {
  /** What its objects may take, without the bytes handed in. */
  memoryMb: number
  timeMs: number
}

/** So many threads at once; the others wait, so that ten files together need no more memory than two. */
const AT_ONCE = Math.max(1, Math.min(2, availableParallelism()))

let running = 0
const waiting: (() => void)[] = []

/**
 * Runs a script in a thread of its own and gives its answer. `data` is copied to it as `workerData`; the script posts one
 * ThreadAnswer. At most two run at a time, the rest wait their turn. Rejects with ThreadEnded; the thread is gone either way.
 */
export async function runInThread<T>(script: URL, data: unknown, limits: ThreadLimits): Promise<ThreadAnswer<T>> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go))
  else running += 1
  try {
    return await inThread<T>(script, data, limits)
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

function inThread<T>(script: URL, data: unknown, { memoryMb, timeMs }: ThreadLimits): Promise<ThreadAnswer<T>> {
  const worker = new Worker(script, {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    // What a library prints about a broken file is no message of the station.
    stdout: true,
    stderr: true,
  })
  let timer: NodeJS.Timeout | undefined
  return new Promise<ThreadAnswer<T>>((resolve, reject) => {
    timer = setTimeout(() => reject(new ThreadEnded('time')), timeMs)
    worker.once('message', resolve)
    worker.once('error', (cause: unknown) => {
      const isMemory = cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
      reject(new ThreadEnded(isMemory ? 'memory' : 'crash', { cause }))
    })
    worker.once('exit', () => reject(new ThreadEnded('crash')))
  }).finally(async () => {
    clearTimeout(timer)
    await worker.terminate()
  })
}
