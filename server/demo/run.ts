import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Runs a program of the workshop to its end, with no shell; rejects with its last words when it fails or is not there. */
export async function runTool(program: string, args: readonly string[]): Promise<void> {
  await execute(program, [...args], { maxBuffer: 16 * 1024 * 1024 })
}
