import { parentPort, workerData } from 'node:worker_threads'

/** A thread that behaves as it is told. */
switch (workerData.how) {
  case 'answers':
    parentPort?.postMessage({ kind: 'done', result: workerData.value })
    break
  case 'refuses':
    parentPort?.postMessage({ kind: 'refused', code: 'document-unreadable', details: { fileName: 'x' } })
    break
  case 'hoards': {
    const hoard: unknown[] = []
    for (;;) hoard.push(Array.from({ length: 10_000 }, (_, at) => ({ at })))
  }
  case 'hangs':
    for (;;);
  case 'throws':
    throw new Error('as told')
  case 'leaves':
    break
  case 'rests':
    setTimeout(() => parentPort?.postMessage({ kind: 'done', result: 'rested' }), workerData.ms)
}
