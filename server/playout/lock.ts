import { open, readFile, rename, rm, utimes } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import type { Clock } from '../../schedules/index.ts'
import type { OnAirFolder } from '../handover/index.ts'
import { isAlive, signsOf, watchForHang } from './signs.ts'

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

const LOOK_MS = 100
const ENDS_WITHIN_MS = 1000

/**
 * Takes the lock. A lock of a dead process, of a program that is not ours (the number was given again after a restart
 * of the computer), or of one that hangs is taken over; the last is found within 5 s and killed first, because two
 * players would sound at once.
 * @throws LockedError when a living process has it.
 */
export async function takeLock(dataDir: string, files: OnAirFolder, clock: Clock): Promise<Lock> {
  const { lock } = files
  let tookOver = false
  for (let tries = 0; tries < 5; tries++) {
    if (await create(lock)) {
      return { tookOver, touch: () => touch(lock, clock.now()), release: () => release(lock) }
    }
    const pid = await ownerOf(lock)
    if (pid === undefined) continue
    if (pid !== process.pid && isAlive(pid) && (await programOf(pid, dataDir)) !== 'other') {
      if (!(await hangs(dataDir, files, pid, clock))) throw new LockedError(pid)
      if ((await programOf(pid, dataDir)) === 'ours') await end(pid, clock)
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

/** Looks at the owner until it shows itself or has been found to hang. */
async function hangs(dataDir: string, files: OnAirFolder, pid: number, clock: Clock): Promise<boolean> {
  const watch = watchForHang()
  const first = await signsOf(dataDir, files, pid)
  watch.note(first, clock.monotonicMs())
  while (isAlive(pid)) {
    await wait(LOOK_MS)
    const signs = await signsOf(dataDir, files, pid)
    if (signs.written !== first.written) return false
    if (watch.note(signs, clock.monotonicMs()).hangs) return true
  }
  return true
}

/** Only a process that runs this very program on this folder may be killed; other systems than Linux do not tell. */
async function programOf(pid: number, dataDir: string): Promise<'ours' | 'other' | 'unknown'> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  if (line === '') return 'unknown'
  const words = line.split('\0')
  const program = words.findIndex((word) => /(^|[\\/])server[\\/]on-air\.ts$/.test(word))
  const folder = words[program + 1]
  if (program < 0 || folder === undefined) return 'other'
  return isAbsolute(folder) && resolve(folder) !== resolve(dataDir) ? 'other' : 'ours'
}

async function end(pid: number, clock: Clock): Promise<void> {
  process.kill(pid, 'SIGKILL')
  const until = clock.monotonicMs() + ENDS_WITHIN_MS
  while (isAlive(pid) && clock.monotonicMs() < until) await wait(20)
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}

async function touch(lock: string, nowMs: number): Promise<void> {
  try {
    await utimes(lock, nowMs / 1000, nowMs / 1000)
  } catch (error) {
    // Somebody deleted it: it is still ours.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    await create(lock)
  }
}

async function release(lock: string): Promise<void> {
  if ((await ownerOf(lock)) === process.pid) await rm(lock, { force: true })
}
