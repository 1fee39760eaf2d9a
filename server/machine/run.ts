import { execFile, spawn } from 'node:child_process'
import { surroundingsWith } from '../config.ts'

/** What a tool of the system said; `exitCode` is undefined when it was stopped after its time. */
export interface ToolAnswer {
  exitCode: number | undefined
  stdout: string
}

/** Runs a tool of the system for at most 3 s, in plain English; undefined when the computer has no such tool. */
export type RunTool = (program: string, args: readonly string[]) => Promise<ToolAnswer | undefined>

const TOOL_WITHIN_MS = 3000

export const runTool: RunTool = (program, args) =>
  new Promise((resolve) => {
    execFile(
      program,
      [...args],
      {
        timeout: TOOL_WITHIN_MS,
        killSignal: 'SIGKILL',
        windowsHide: true,
        maxBuffer: 1_000_000,
        env: surroundingsWith({ LC_ALL: 'C.UTF-8' }),
      },
      (error, stdout) => {
        if (error === null) resolve({ exitCode: 0, stdout })
        else if (error.code === 'ENOENT') resolve(undefined)
        else resolve({ exitCode: typeof error.code === 'number' ? error.code : undefined, stdout })
      },
    )
  })

/** A program that runs as long as we do. */
export interface Held {
  /** Resolves true when it has said its first word, false when it ended without one. */
  begun: Promise<boolean>
  end(): void
}

/**
 * Starts a program whose standard input is a pipe from us: when we die, however that is, the pipe ends, and a program that
 * reads it (`cat`) ends as well. `onEnd` tells when it ended without being asked.
 */
export function hold(program: string, args: readonly string[], onEnd: () => void): Held {
  const child = spawn(program, [...args], { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true })
  let asked = false
  const begun = new Promise<boolean>((resolve) => {
    child.stdout.once('data', () => resolve(true))
    child.once('error', () => resolve(false))
    child.once('close', () => resolve(false))
  })
  child.once('close', () => asked || onEnd())
  // Neither the program nor its pipes are a reason for us to go on.
  child.unref()
  for (const pipe of [child.stdin, child.stdout]) {
    pipe.on('error', () => {})
    if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref()
  }
  return {
    begun,
    end() {
      asked = true
      child.stdin.destroy()
      child.kill('SIGTERM')
    },
  }
}
