import { open, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { type OnAirFolder, readStatus } from '../handover/index.ts'

/** The right to play out from a data folder; only one process has it. */
export interface Lock {
  /** Whether it was taken from a process that had died or hung. */
  tookOver: boolean
  /** A sign of life that needs no room on the disk: the lock's time. */
  touch(): Promise<void>
  release(): Promise<void>
}

/** Another process plays out from this folder. */
export class LockedError extends Error {
  readonly code = 'already-running'
  readonly details: { pid: number }

  constructor(pid: number) {
    super(`already-running: ${pid}`)
    this.name = 'LockedError'
    this.details = { pid }
  }
}

/** A process that lives and has not written its status for so long hangs; one that is just starting has not yet. */
const HANGS_AFTER_MS = 10_000

/**
 * Takes the lock. A lock of a dead process, or of one that has written no status for 10 s, is taken over; the latter is
 * killed first where it can be told that it is ours, because two players would sound at once.
 * @throws LockedError when a living process has it.
 */
export async function takeLock(dataDir: string, { lock }: OnAirFolder, now: () => number): Promise<Lock> {
  let tookOver = false
  for (let tries = 0; tries < 5; tries++) {
    if (await create(lock)) {
      return { tookOver, touch: () => touch(lock, now()), release: () => release(lock) }
    }
    const pid = await ownerOf(lock)
    if (pid === undefined) continue
    if (pid !== process.pid && isAlive(pid)) {
      if (!(await hangs(dataDir, lock, pid, now()))) throw new LockedError(pid)
      if (await isOurs(pid)) process.kill(pid, 'SIGKILL')
    }
    tookOver = true
    await takeAway(lock, pid)
  }
  throw new LockedError((await ownerOf(lock)) ?? 0)
}

async function create(lock: string): Promise<boolean> {
  try {
    const file = await open(lock, 'wx')
    try {
      await file.writeFile(String(process.pid))
      await file.sync()
    } catch (error) {
      // A full disk takes the name and not the number: that is lock enough to go on the air.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    } finally {
      await file.close()
    }
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** The pid in the lock; 0 when it holds none (a power cut while it was written), undefined when it is gone. */
async function ownerOf(lock: string): Promise<number | undefined> {
  try {
    const pid = Number(await readFile(lock, 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : 0
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Moves the lock aside under a name of our own, and back if somebody else had renewed it in the meantime. */
async function takeAway(lock: string, pid: number): Promise<void> {
  const aside = `${lock}.${process.pid}`
  try {
    await rename(lock, aside)
  } catch {
    return
  }
  if ((await ownerOf(aside)) === pid) await rm(aside, { force: true })
  else await rename(aside, lock)
}

async function hangs(dataDir: string, lock: string, pid: number, nowMs: number): Promise<boolean> {
  const ageMs = await silentFor(dataDir, lock, pid, nowMs)
  return ageMs !== undefined && ageMs > HANGS_AFTER_MS
}

/** How long ago the process gave its last sign of life, in status or lock; undefined when there is no lock. */
export async function silentFor(
  dataDir: string,
  lock: string,
  pid: number,
  nowMs: number,
): Promise<number | undefined> {
  const there = await stat(lock).catch(() => undefined)
  if (there === undefined) return undefined
  const { status } = await readStatus(dataDir, nowMs)
  const ages = [Math.abs(nowMs - there.mtimeMs)]
  if (status?.pid === pid) ages.push(Math.abs(nowMs - status.at))
  return Math.min(...ages)
}

/** Pids are given again after a restart of the computer: only a process that runs this very program may be killed. */
async function isOurs(pid: number): Promise<boolean> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return line.split('\0').some((word) => word.endsWith('server/on-air.ts'))
}

export function isAlive(pid: number): boolean {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function touch(lock: string, nowMs: number): Promise<void> {
  await utimes(lock, nowMs / 1000, nowMs / 1000)
}

async function release(lock: string): Promise<void> {
  if ((await ownerOf(lock)) === process.pid) await rm(lock, { force: true })
}
