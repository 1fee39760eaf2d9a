import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Node lets the young objects of every thread take up to 48 MB before it looks which of them are still needed. A station's
 * PC has 4 GB: with 2 MB the two processes together are a quarter smaller, and no slower that one could measure.
 */
const SMALL_YOUNG_SPACE = '--max-semi-space-size=2'

/** A program of ours that was started. */
export interface Running {
  pid: number | undefined
  /** Its exit code, or the signal that ended it; `undefined` code with an error when it could not be started. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null; error?: Error }>
  kill(signal: NodeJS.Signals): void
}

/**
 * Starts one of our programs tied to this process: its output goes to `onOutput`, and it is told (by the end of its
 * channel, see `supervise/leash.ts`) when this process dies.
 */
export function startTied(args: string[], onOutput: (text: string) => void): Running {
  const stdio = ['ignore' as const, 'pipe' as const, 'pipe' as const, 'ipc' as const]
  const child = spawn(process.execPath, [SMALL_YOUNG_SPACE, ...args], { stdio, detached: true })
  child.stdout?.setEncoding('utf8').on('data', onOutput)
  child.stderr?.setEncoding('utf8').on('data', onOutput)
  return running(child)
}

/**
 * Starts one of our programs on its own feet: in a session of its own, without our terminal, so that neither Ctrl+C nor
 * the death of this process nor a full pipe touches it, and so that it has a share of the processor of its own: Linux
 * divides it between sessions first (sched_autogroup), and a render in the same session starved the device's thread.
 */
export function startFree(args: string[]): Running {
  const child = spawn(process.execPath, [SMALL_YOUNG_SPACE, ...args], { stdio: 'ignore', detached: true })
  child.unref()
  return running(child)
}

function running(child: ChildProcess): Running {
  return {
    pid: child.pid,
    exited: new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }))
      child.once('error', (error) => resolve({ code: null, signal: null, error }))
    }),
    kill: (signal) => void child.kill(signal),
  }
}
