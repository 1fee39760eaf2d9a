import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Asks the sound server's own tool; undefined when there is no such tool, no server, or no answer within 2 s. */
export function pactl(...args: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    // Its JSON follows the locale: “0,00” would be no JSON.
    execFile(
      'env',
      ['LC_ALL=C.UTF-8', 'pactl', ...args],
      { timeout: 2000, killSignal: 'SIGKILL', maxBuffer: 4_000_000 },
      (error, stdout) => resolve(error === null ? stdout : undefined),
    )
  })
}

/** Runs a small program of ours to its end; its output, or undefined when it failed or took too long. */
export function runNode(program: URL, args: readonly string[], withinMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [fileURLToPath(program), ...args],
      { timeout: withinMs, killSignal: 'SIGKILL', windowsHide: true },
      (error, stdout) => resolve(error === null ? stdout : undefined),
    )
  })
}
