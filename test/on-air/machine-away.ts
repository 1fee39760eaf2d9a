import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

const WATCHER = new URL('./programs/watch-cpu.ts', import.meta.url)

export interface MachineWatch {
  /** How often a processor was away for longer than was asked for. */
  times(): number
  close(): Promise<void>
}

/**
 * Watches each processor by a thread of its own that comes before everything ordinary: a machine that is shared with others
 * is taken away as a whole now and then, and no program plays through more of that than its device's buffer holds. What the
 * programs of a test do to each other does not count: those threads come before them.
 */
export async function watchMachine(longerThanMs: number): Promise<MachineWatch> {
  const state = new Int32Array(new SharedArrayBuffer(8))
  const workers = Array.from(
    { length: availableParallelism() },
    (_, cpu) => new Worker(WATCHER, { workerData: { cpu, state, longerThanMs } }),
  )
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  return {
    times: () => Atomics.load(state, 1),
    async close() {
      const ended = workers.map((worker) => once(worker, 'exit'))
      Atomics.store(state, 0, 1)
      Atomics.notify(state, 0)
      await Promise.all(ended)
    },
  }
}
