import { parentPort, workerData } from 'node:worker_threads'
import koffi from 'koffi'
import { makeThreadUrgent } from '../../../audio/system/urgent.ts'

// Stands on one processor, before everything ordinary, and looks at the clock. Whenever it comes late, the processor itself was away.
const { cpu, state, longerThanMs } = workerData as { cpu: number; state: Int32Array; longerThanMs: number }
const LOOK_MS = 5

const pin = koffi.load('libc.so.6').func('sched_setaffinity', 'int', ['int', 'size_t', 'uint64_t *'])
pin(0, 8, [1n << BigInt(cpu)])
makeThreadUrgent()
parentPort?.postMessage('here')

let last = performance.now()
while (Atomics.wait(state, 0, 0, LOOK_MS) === 'timed-out') {
  const now = performance.now()
  if (now - last > longerThanMs) Atomics.add(state, 1, 1)
  last = now
}
// While it ends it waits for ordinary threads, in a loop: they have to get the processor, or it takes a second.
const schedule = koffi.load('libc.so.6').func('sched_setscheduler', 'int', ['int', 'int', 'int *'])
schedule(0, 0, [0])
