import { Worker } from 'node:worker_threads'
import { AudioError, type AudioErrorCode } from '../errors.ts'
import type { Looked, LookTask } from './look.ts'

/** What the looking thread answers. */
export type SurveyReport =
  | { kind: 'done'; looked: Looked }
  | { kind: 'failed'; code: AudioErrorCode; details: Record<string, unknown> }

/** Chunks of sound come and go by the thousand: with little room for what is young they are given back at once. */
const youngMemoryMb = 4

/**
 * Looks at a sound in a thread of its own, which stands back behind everything else: what is wrong with it, what may be taken
 * off it, how loud it is, and its fine peaks in a file. Half an hour takes some ten seconds of a processor and a few megabytes.
 *
 * Rejects with AudioError: `cancelled`, `disk-full`, and the codes of a decode; then the file may or may not be there. When it
 * settles, neither the thread nor a program of it runs any more.
 */
export function surveySound(task: LookTask, options: { signal?: AbortSignal } = {}): Promise<Looked> {
  const { signal } = options
  if (signal?.aborted) return Promise.reject(new AudioError('cancelled'))
  return new Promise((resolve, reject) => {
    const workerData: LookTask = { ...task, ffmpeg: { ...task.ffmpeg } }
    const worker = new Worker(new URL('./survey-worker.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: youngMemoryMb },
    })
    const onAbort = (): void => worker.postMessage('cancel')
    signal?.addEventListener('abort', onAbort, { once: true })
    let answer: SurveyReport | undefined
    let crash: unknown
    worker.on('message', (report: SurveyReport) => {
      answer = report
    })
    worker.once('error', (error) => {
      crash = error
    })
    worker.once('exit', () => {
      signal?.removeEventListener('abort', onAbort)
      if (answer?.kind === 'done') resolve(answer.looked)
      else if (answer?.kind === 'failed') reject(new AudioError(answer.code, answer.details))
      else reject(new AudioError('decode-failed', { message: String(crash ?? 'thread ended') }, { cause: crash }))
    })
  })
}
