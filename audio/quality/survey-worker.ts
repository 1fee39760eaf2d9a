import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { AudioError } from '../errors.ts'
import { type LookTask, look } from './look.ts'
import type { SurveyReport } from './survey.ts'

/** The looking thread; started by `survey.ts` only. It ends with its work. */

const task = workerData as LookTask
const canceller = new AbortController()
const tell = (report: SurveyReport): void => parentPort?.postMessage(report)
parentPort?.on('message', () => canceller.abort())
standBack(task.niceness)

try {
  tell({ kind: 'done', looked: await look(task, canceller.signal) })
} catch (error) {
  const { code, details } =
    error instanceof AudioError
      ? error
      : new AudioError('decode-failed', {
          message: error instanceof Error ? (error.stack ?? error.message) : String(error),
        })
  tell({ kind: 'failed', code, details })
} finally {
  parentPort?.close()
}

/** On Linux a thread has a priority of its own, and the programs that it starts inherit it; elsewhere it would be the whole process's. */
function standBack(niceness: number): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(niceness)
  } catch {
    // Not allowed here: it runs as it is.
  }
}
