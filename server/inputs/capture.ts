import { Worker } from 'node:worker_threads'
import type { PlayerErrorCode } from '../../audio/index.ts'

export interface CaptureAsked {
  inputId: string
  seconds: number
}

/** What came in, full scale = 1; or why nothing could. */
export type Captured = { peak: number; rms: number } | { code: PlayerErrorCode }

/** Listens to an input for some seconds in a thread of its own. Rejects only for a fault of the program. */
export function captureLevels(asked: CaptureAsked): Promise<Captured> {
  const worker = new Worker(new URL('./capture-worker.ts', import.meta.url), { workerData: asked })
  return new Promise<Captured>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the capture ended without an answer')))
  }).finally(() => void worker.terminate())
}
