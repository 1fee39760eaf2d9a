import { Worker } from 'node:worker_threads'
import { AudioError, type AudioErrorCode } from '../errors.ts'
import type { Ffmpeg } from '../ffmpeg.ts'
import type { Match } from './match.ts'

/** What is compared: any accepted files. */
export interface Comparison {
  masterPath: string
  recordingPath: string
  /** Sounds that other editions have as well (signature tunes, jingles); leave it out where that is not known. */
  sharedPaths?: readonly string[]
}

export interface ProofResult extends Match {
  masterMs: number
  recordingMs: number
  /** The recording has no sound at all: its loudest 128 ms lie under −70 dBFS. */
  isSilent: boolean
}

export interface CompareOptions {
  ffmpeg: Ffmpeg
  signal?: AbortSignal
  /** 0 … 1, never going back. */
  onProgress?: (fraction: number) => void
}

/** What the comparing thread is given, and what it answers. */
export interface CompareTask extends Comparison {
  ffmpeg: Ffmpeg
}
export type CompareReport =
  | { kind: 'progress'; fraction: number }
  | { kind: 'done'; result: ProofResult }
  | { kind: 'failed'; code: AudioErrorCode; details: Record<string, unknown> }

/**
 * Compares a recording of what was received with the master that was to air: whether it is in it, where, how fast, and what
 * of it is missing. It stands up to coding (MP3 64 kbit/s), level, tone, hum, noise and a wrong speed of up to 0.3 %. Runs in
 * a thread of its own with one FFmpeg at a time; an hour takes a few seconds.
 *
 * Rejects with AudioError: `cancelled`, `silent` when the master has no sound, and the codes of a decode, where
 * `details.which` is `master`, `recording` or `shared`.
 */
export function compareWithMaster(comparison: Comparison, options: CompareOptions): Promise<ProofResult> {
  const { ffmpeg, signal, onProgress } = options
  if (signal?.aborted) return Promise.reject(new AudioError('cancelled'))
  return new Promise((resolve, reject) => {
    const workerData: CompareTask = { ...comparison, ffmpeg: { ...ffmpeg } }
    const worker = new Worker(new URL('./compare-worker.ts', import.meta.url), { workerData })
    const onAbort = (): void => worker.postMessage('cancel')
    signal?.addEventListener('abort', onAbort, { once: true })
    const settle = (act: () => void): void => {
      signal?.removeEventListener('abort', onAbort)
      act()
    }
    let answer: CompareReport | undefined
    let crash: Error | undefined
    worker.on('message', (report: CompareReport) => {
      if (report.kind === 'progress') onProgress?.(report.fraction)
      else answer = report
    })
    worker.on('error', (error) => {
      crash = error instanceof Error ? error : new Error(String(error))
    })
    worker.once('exit', () =>
      settle(() => {
        if (answer?.kind === 'done') resolve(answer.result)
        else if (answer?.kind === 'failed') reject(new AudioError(answer.code, answer.details))
        else reject(new AudioError('decode-failed', { message: String(crash ?? 'thread-ended') }, { cause: crash }))
      }),
    )
  })
}
