import { type ChildProcess, spawn } from 'node:child_process'
import { surroundingsWith } from '../config.ts'
import type { HookTried } from '../contract/index.ts'
import { BROKEN_OFF, Said } from './said.ts'

/** Between the polite end and the one that cannot be refused. */
const KILL_AFTER_MS = 1000
/** What a program said last may still be on its way when it ends. */
const LAST_WORDS_MS = 50
/** Output comes no faster than this: a flood must not keep a process busy that has a programme on the air. */
const FLOOD_BYTES = 256 * 1024
const FLOOD_REST_MS = 25

/**
 * Runs a command line by the system's shell in a process group of its own, the facts in its environment. At the limit
 * (or when it is broken off) the whole group is asked to end and, a second later, made to; the same for whatever a command that ended left behind.
 */
export function runCommand(
  command: string,
  withinMs: number,
  facts: Readonly<Record<string, string>>,
  broken: AbortSignal | undefined,
): Promise<Pick<HookTried, 'result' | 'said'>> {
  return new Promise((resolve) => {
    const child = spawn(command, {
      shell: true,
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: surroundingsWith(variablesOf(facts)),
    })
    const said = new Said()
    for (const stream of [child.stdout, child.stderr]) listen(stream, said)
    let ended: 'timed-out' | 'broken-off' | undefined
    let settled = false
    const end = (because: 'timed-out' | 'broken-off') => {
      ended ??= because
      void endGroup(child)
    }
    const timer = setTimeout(() => end('timed-out'), withinMs)
    const breakOff = () => end('broken-off')
    broken?.addEventListener('abort', breakOff, { once: true })
    if (broken?.aborted) breakOff()
    const settle = (result: HookTried['result'], text: string) => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      broken?.removeEventListener('abort', breakOff)
      child.stdout.destroy()
      child.stderr.destroy()
      resolve({ result, said: text })
    }
    child.once('error', (error) => {
      if (child.pid === undefined) settle('failed', `Không chạy được lệnh: ${error.message}`)
    })
    child.once('exit', async (code, signal) => {
      clearTimeout(timer)
      await endGroup(child)
      await delay(LAST_WORDS_MS)
      if (ended === 'timed-out') settle('timed-out', said.text())
      else if (ended === 'broken-off') settle('failed', BROKEN_OFF)
      else if (code === 0) settle('done', said.text())
      else settle('failed', said.text() || `Lệnh kết thúc với mã ${code ?? signal}`)
    })
  })
}

/** `editionId` → `LEN_SONG_EDITION_ID`; a zero character ends a variable for every system and is dropped. */
function variablesOf(facts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      `LEN_SONG_${name
        .replace(/([a-z\d])([A-Z])/g, '$1_$2')
        .replace(/\W+/g, '_')
        .toUpperCase()}`,
      value.replaceAll('\0', ''),
    ]),
  )
}

function listen(stream: NodeJS.ReadableStream, said: Said): void {
  let sinceRest = 0
  stream.on('data', (bytes: Buffer) => {
    said.add(bytes)
    sinceRest += bytes.length
    if (sinceRest < FLOOD_BYTES) return
    sinceRest = 0
    stream.pause()
    setTimeout(() => stream.resume(), FLOOD_REST_MS)
  })
  // A pipe that breaks has nothing more to say; how the program ended tells the rest.
  stream.on('error', () => {})
}

/** Resolves when no process of the group lives any more, or cannot be made to go. */
async function endGroup(child: ChildProcess): Promise<void> {
  const { pid } = child
  if (pid === undefined) return
  if (process.platform === 'win32') {
    if (child.exitCode === null) await taskkill(pid)
    return
  }
  if (!signalGroup(pid, 'SIGTERM')) return
  for (let waitedMs = 0; waitedMs < KILL_AFTER_MS; waitedMs += 20) {
    await delay(20)
    if (!signalGroup(pid, 0)) return
  }
  signalGroup(pid, 'SIGKILL')
}

/** Whether there was anybody in the group to be told. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM')) return false
    throw error
  }
}

/** Windows knows no groups, but the children of children. */
function taskkill(pid: number): Promise<void> {
  return new Promise((resolve) => {
    const killer = spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true })
    killer.once('error', () => resolve())
    killer.once('exit', () => resolve())
  })
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
