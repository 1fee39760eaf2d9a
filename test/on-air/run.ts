import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'

export type { ChildProcess }

/** Starts a program; whoever starts it ends it. */
export function start(program: string, args: string[], options: SpawnOptions): ChildProcess {
  return spawn(program, args, options)
}

/** Starts a program and collects what it writes, with the instant (`performance.now()`) of each piece. */
export function record(
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  onOutput: (bytes: Buffer) => void,
  onError: (text: string) => void,
): ChildProcess {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.on('data', onOutput)
  child.stderr.on('data', (bytes: Buffer) => onError(String(bytes)))
  return child
}

/** Runs a program to its end; its output. */
export function output(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
    let text = ''
    child.stdout.on('data', (part: Buffer) => {
      text += part
    })
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve(text) : reject(new Error(`${program} ${args.join(' ')}: ${code}`)),
    )
  })
}

/** Ends a program and waits until it is gone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
  child.kill(signal)
  return gone
}
