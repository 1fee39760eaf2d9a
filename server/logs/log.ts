import type { RotatingFile } from './rotating-file.ts'

/** Says one thing: a sentence for people, data for whoever looks closer. */
export type Log = (message: string, data?: Record<string, unknown>) => void

/**
 * A log of one JSON line for each message, `at` first, to the terminal and to a file. A terminal that is gone (the
 * supervisor died, the window was closed) is no error.
 */
export function openLog(now: () => number, file?: RotatingFile): Log {
  process.stdout.on('error', () => {})
  return (message, data = {}) => {
    const line = `${JSON.stringify({ at: new Date(now()).toISOString(), message, ...data })}\n`
    process.stdout.write(line)
    file?.write(line)
  }
}
