import { execFile, spawn } from 'node:child_process'
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

/** Ends with the pipe from us, also when we are killed: pactl itself would stay, and a server takes only 64 clients. */
const SUBSCRIBE_WHILE_WE_LIVE =
  'exec 3<&0; LC_ALL=C.UTF-8 pactl subscribe & p=$!; { cat <&3 >/dev/null; kill $p; } & wait $p'

/** Hands on the sound server's events line by line until stopped; `onEnd` when there is no such tool or no server any more. */
export function subscribe(onLine: (line: string) => void, onEnd: () => void): () => void {
  const child = spawn('sh', ['-c', SUBSCRIBE_WHILE_WE_LIVE], { stdio: ['pipe', 'pipe', 'ignore'] })
  let rest = ''
  let over = false
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (!over) onLine(line)
  })
  child.stdin.on('error', () => {})
  const end = () => {
    if (over) return
    over = true
    child.stdin.end()
    onEnd()
  }
  child.once('error', end)
  child.once('exit', end)
  return () => {
    over = true
    child.stdin.end()
  }
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
