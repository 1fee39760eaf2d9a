import { spawn } from 'node:child_process'

/** What a program left behind when it ended. */
export interface Outcome {
  /** The exit code; 1 when a signal ended it. */
  readonly code: number
  readonly signal: NodeJS.Signals | undefined
  readonly durationMs: number
}

export interface RunOptions {
  readonly cwd?: string
  /** Added to this process's own environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Receives each line of both outputs instead of letting them through to the terminal. */
  readonly onLine?: (line: string) => void
}

/**
 * Runs a program to its end without a standard input and answers how it ended; a program that cannot be started rejects.
 * A SIGTERM that this process receives meanwhile is handed on, so that stopping the suite leaves nothing running.
 */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const begun = performance.now()
  const listen = options.onLine !== undefined
  const child = spawn(program, [...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', listen ? 'pipe' : 'inherit', listen ? 'pipe' : 'inherit'],
  })
  const handOn = (): void => {
    child.kill('SIGTERM')
  }
  process.once('SIGTERM', handOn)
  try {
    if (options.onLine !== undefined) {
      forEachLine(child.stdout, options.onLine)
      forEachLine(child.stderr, options.onLine)
    }
    return await new Promise<Outcome>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code, signal) => {
        resolve({ code: code ?? 1, signal: signal ?? undefined, durationMs: performance.now() - begun })
      })
    })
  } finally {
    process.off('SIGTERM', handOn)
  }
}

function forEachLine(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  if (stream === null) return
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/)
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  })
  stream.on('end', () => {
    if (rest !== '') onLine(rest)
  })
}
