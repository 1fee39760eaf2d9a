import { type ChildProcess, spawn } from 'node:child_process'

/** How a one-shot program came to its end. Nothing here throws for a bad exit: the caller knows what it means. */
export type RunResult =
  | { outcome: 'exited'; exitCode: number; stdout: string; stderr: string }
  | { outcome: 'killed'; signal: NodeJS.Signals; stdout: string; stderr: string }
  | { outcome: 'cancelled' | 'timed-out'; stdout: string; stderr: string }
  | { outcome: 'not-started'; error: Error }

export interface RunOptions {
  signal?: AbortSignal
  /** Wall time after which the program is stopped; default 10 s. */
  timeLimitMs?: number
  /** Bytes kept of each output stream, the rest is read and dropped; default 1 MiB. */
  outputLimitBytes?: number
}

/** Milliseconds between the polite TERM and the KILL that cannot be refused. */
export const killAfterMs = 2_000

/**
 * Runs a program to its end with no shell and no stdin. Stops it (TERM, 2 s later KILL) when the signal fires or the time
 * limit passes; the first of these causes is the outcome reported. Never rejects.
 */
export function runProgram(program: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const { signal, timeLimitMs = 10_000, outputLimitBytes = 1024 * 1024 } = options
  if (signal?.aborted) return Promise.resolve({ outcome: 'cancelled', stdout: '', stderr: '' })
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    const stdout = capture(child.stdout, outputLimitBytes)
    const stderr = capture(child.stderr, outputLimitBytes)
    let cause: 'cancelled' | 'timed-out' | undefined
    let disarm = (): void => undefined
    const stop = (because: 'cancelled' | 'timed-out'): void => {
      if (cause !== undefined) return
      cause = because
      disarm = terminate(child)
    }
    const onAbort = (): void => stop('cancelled')
    const timer = setTimeout(() => stop('timed-out'), timeLimitMs)
    signal?.addEventListener('abort', onAbort, { once: true })
    const settle = (result: RunResult): void => {
      clearTimeout(timer)
      disarm()
      signal?.removeEventListener('abort', onAbort)
      resolve(result)
    }
    child.once('error', (error) => {
      if (child.pid === undefined) settle({ outcome: 'not-started', error })
    })
    child.once('close', (exitCode, killedBy) => {
      const captured = { stdout: stdout(), stderr: stderr() }
      if (cause !== undefined) settle({ outcome: cause, ...captured })
      else if (exitCode !== null) settle({ outcome: 'exited', exitCode, ...captured })
      else settle({ outcome: 'killed', signal: killedBy ?? 'SIGKILL', ...captured })
    })
  })
}

/**
 * Asks a process to end and, 2 s later, makes it. Returns what to call once it is gone, so that the KILL never meets
 * another process that inherited the number.
 */
export function terminate(child: Pick<ChildProcess, 'kill'>): () => void {
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  return () => clearTimeout(timer)
}

function capture(stream: NodeJS.ReadableStream, limitBytes: number): () => string {
  const chunks: Buffer[] = []
  let kept = 0
  stream.on('data', (chunk: Buffer) => {
    const room = limitBytes - kept
    if (room <= 0) return
    const part = chunk.subarray(0, room)
    kept += part.length
    chunks.push(part)
  })
  return () => Buffer.concat(chunks).toString('utf8')
}
