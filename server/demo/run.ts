import { execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Runs a program of the workshop to its end, with no shell; rejects with its last words when it fails or is not there. */
export async function runTool(program: string, args: readonly string[]): Promise<void> {
  await execute(program, [...args], { maxBuffer: 16 * 1024 * 1024 })
}

/** Opens an address in whatever browser this machine has; a machine without one just goes on. */
export function openInBrowser(url: string): void {
  const [program, ...args] =
    process.platform === 'win32'
      ? ['cmd', '/c', 'start', '', url]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', url]
  const child = spawn(program ?? 'xdg-open', args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
