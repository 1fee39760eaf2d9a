import { readFileSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { type OnAirFolder, readStatus } from '../handover/index.ts'

/** What a process shows of itself at one moment. */
export interface Signs {
  /** What it last wrote for others to see; changes at least every second. */
  written: string | undefined
  /** How often its main thread has gone to sleep by itself, and the processor's time it took; where the system tells. */
  thread: { sleeps: number; cpuMs: number } | undefined
}

/** Looks at the same process again and again and says whether it hangs. */
export interface HangWatch {
  /** `waiting`: for how long nothing was seen of it that it should have shown. */
  note(signs: Signs, monotonicMs: number): { hangs: boolean; quietMs: number }
}

/** A healthy process shows itself at least every second; on a busy machine 2–3 s late. */
const HANGS_AFTER_MS = 3700
/** Its thread turns but nothing gets written: a disk that stalls (a commit, a disk that spins up), until this long. */
const STALLS_AFTER_MS = 60_000
/** The time between two looks counts for at most this: whoever slept himself (suspend, a busy machine) cannot tell. */
const LOOK_COUNTS_MS = 1000
/** A thread that takes more of a core than this between two looks goes round in circles. */
const CIRCLES_ABOVE = 0.8
const TICK_MS = 10

/**
 * A process hangs when for 3.7 s neither its files changed nor, where the system tells, its main thread went to sleep and
 * woke up as a waiting program does: stopped, in a deadlock, or turning in circles. Wall clocks play no part, so that
 * setting the clock or a suspended computer raises no false alarm; nor does a disk that takes nothing for a while.
 */
export function watchForHang(): HangWatch {
  let last: { signs: Signs; atMs: number } | undefined
  let unwrittenMs = 0
  let asleepMs = 0
  return {
    note(signs, atMs) {
      if (last !== undefined) {
        const passed = atMs - last.atMs
        const counts = Math.min(passed, LOOK_COUNTS_MS)
        unwrittenMs = signs.written === last.signs.written ? unwrittenMs + counts : 0
        asleepMs = turns(last.signs.thread, signs.thread, passed) ? 0 : asleepMs + counts
      }
      last = { signs, atMs }
      const hangs = Math.min(unwrittenMs, asleepMs) >= HANGS_AFTER_MS || unwrittenMs >= STALLS_AFTER_MS
      return { hangs, quietMs: unwrittenMs }
    },
  }
}

function turns(before: Signs['thread'], now: Signs['thread'], passedMs: number): boolean {
  if (before === undefined || now === undefined) return false
  return now.sleeps > before.sleeps && now.cpuMs - before.cpuMs < passedMs * CIRCLES_ABOVE + 2 * TICK_MS
}

/** The signs of the process that holds a folder's lock. */
export async function signsOf(dataDir: string, { lock }: OnAirFolder, pid: number): Promise<Signs> {
  const touched = await stat(lock).catch(() => undefined)
  const { status } = await readStatus(dataDir, 0)
  const written = `${touched?.mtimeMs} ${status?.pid === pid ? status.at : ''}`
  return { written, thread: await mainThreadOf(pid) }
}

/** Linux tells it of every process (proc(5)); other systems do not. */
async function mainThreadOf(pid: number): Promise<Signs['thread']> {
  try {
    const folder = `/proc/${pid}/task/${pid}`
    const [status, times] = await Promise.all([
      readFile(`${folder}/status`, 'utf8'),
      readFile(`${folder}/stat`, 'utf8'),
    ])
    const sleeps = Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1])
    const fields = afterName(times).split(' ')
    const cpuMs = (Number(fields[11]) + Number(fields[12])) * TICK_MS
    return Number.isFinite(sleeps) && Number.isFinite(cpuMs) ? { sleeps, cpuMs } : undefined
  } catch {
    return undefined
  }
}

/** Whether a process runs; one that has ended and whose parent has not looked yet (a zombie) does not. */
export function isAlive(pid: number): boolean {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  try {
    return !afterName(readFileSync(`/proc/${pid}/stat`, 'utf8')).startsWith('Z')
  } catch {
    return true
  }
}

/** The fields of /proc/…/stat from the third on; a program's name may hold anything. */
function afterName(line: string): string {
  return line.slice(line.lastIndexOf(')') + 2)
}
