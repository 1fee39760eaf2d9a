import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { AudioError } from '../errors.ts'
import { makePart } from './make-part.ts'
import type { ThreadAnswer, ThreadOrder } from './part-thread.ts'

/** The thread that makes parts, one after another; started by `part-thread.ts` only. */

const { niceness } = workerData as { niceness: number }
standBack(niceness)

let canceller = new AbortController()
parentPort?.on('message', (order: ThreadOrder) => {
  if (order.kind === 'cancel') canceller.abort(new AudioError('cancelled'))
  else void make(order)
})

async function make({ task }: Extract<ThreadOrder, { kind: 'make' }>): Promise<void> {
  canceller = new AbortController()
  const tell = (answer: ThreadAnswer): void => parentPort?.postMessage(answer)
  try {
    const made = await makePart(task, (fraction) => tell({ kind: 'progress', fraction }), canceller.signal)
    tell({ kind: 'made', made })
  } catch (error) {
    const { code, details } =
      error instanceof AudioError ? error : new AudioError('decode-failed', { message: String(error) })
    const systemCode = error instanceof Error && 'code' in error ? error.code : undefined
    tell({ kind: 'failed', code, details, isFolderGone: systemCode === 'ENOENT' })
  }
}

/** On Linux a thread has a priority of its own, and the programs that it starts inherit it; elsewhere it would be the whole process's. */
function standBack(by: number): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(by)
  } catch {
    // Not allowed here: it runs as it is.
  }
}
