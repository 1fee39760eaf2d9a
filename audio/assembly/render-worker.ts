import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { AudioError } from '../errors.ts'
import { produce } from './produce.ts'
import type { ThreadAnswer, ThreadOrder, ThreadTask } from './thread.ts'

/** The producing thread; started by `thread.ts` only. It ends with its work. */

let { niceness } = workerData as { niceness: number }
standBack()

const canceller = new AbortController()
const tell = (answer: ThreadAnswer): void => parentPort?.postMessage(answer)

parentPort?.on('message', (order: ThreadOrder) => {
  if (order.kind === 'cancel') canceller.abort()
  else if (order.kind === 'begin') void begin(order.task)
  else {
    niceness = order.niceness
    standBack()
  }
})

async function begin({ production, ffmpeg, workDir }: ThreadTask): Promise<void> {
  try {
    const produced = await produce(production, {
      ffmpeg,
      workDir,
      signal: canceller.signal,
      niceness: () => niceness,
      onProgress: (phase, fraction) => tell({ kind: 'progress', phase, fraction }),
    })
    tell({ kind: 'produced', produced })
  } catch (error) {
    const { code, details } = error instanceof AudioError ? error : unexpected(error)
    tell({ kind: 'failed', code, details })
  } finally {
    parentPort?.close()
  }
}

function unexpected(error: unknown): AudioError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const isFull = code === 'ENOSPC' || code === 'EDQUOT'
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return new AudioError(isFull ? 'disk-full' : 'decode-failed', { message })
}

/** On Linux a thread has a priority of its own, and the programs that it starts inherit it; elsewhere it would be the whole process's. */
function standBack(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(niceness)
  } catch {
    // Not allowed here: it runs as it is.
  }
}
