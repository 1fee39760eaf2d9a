import { constants } from 'node:fs'
import { access, readdir, readFile, realpath, stat, statfs } from 'node:fs/promises'
import { basename, isAbsolute, join, relative, sep } from 'node:path'
import type { HandOverPlace } from '../contract/index.ts'
import { StationError } from '../errors.ts'
import { humanBytes } from '../media/index.ts'
import { removableMounts } from './mounts.ts'

const WINDOWS_DRIVES = 'DEFGHIJKLMNOPQRSTUVWXYZ'

/** Sticks and foreign disks that are plugged in and may be written to. */
export async function findPlaces(): Promise<HandOverPlace[]> {
  const places: HandOverPlace[] = []
  for (const path of await candidates()) {
    const isWritable = await access(path, constants.W_OK).then(
      () => true,
      () => false,
    )
    const freeBytes = isWritable ? await freeBytesAt(path).catch(() => undefined) : undefined
    if (freeBytes !== undefined) places.push({ path, name: basename(path) || path, freeBytes })
  }
  return places
}

async function candidates(): Promise<string[]> {
  if (process.platform === 'win32') {
    const drives = [...WINDOWS_DRIVES].map((letter) => `${letter}:\\`)
    const there = await Promise.all(
      drives.map((drive) =>
        stat(drive).then(
          () => drive,
          () => undefined,
        ),
      ),
    )
    return there.filter((drive) => drive !== undefined)
  }
  if (process.platform === 'darwin') {
    const names = await readdir('/Volumes', { withFileTypes: true }).catch(() => [])
    // The system's own disk stands there as a link.
    return names.filter((entry) => entry.isDirectory()).map(({ name }) => join('/Volumes', name))
  }
  return removableMounts(await readFile('/proc/self/mounts', 'utf8').catch(() => ''))
}

/**
 * The folder that a person chose, with all links followed. Refuses `place-unknown`, `place-is-ours` for the data folder and
 * whatever lies in it, `place-not-writable`, and `place-full` where `bytes` find no room.
 */
export async function openPlace(path: string, dataDir: string, bytes: number): Promise<string> {
  const real = isAbsolute(path) ? await realpath(path).catch(() => undefined) : undefined
  if (real === undefined || !(await stat(real)).isDirectory()) throw new StationError('place-unknown', { path })
  if (isWithin(real, await realpath(dataDir))) throw new StationError('place-is-ours', { path })
  await access(real, constants.W_OK).catch((cause: unknown) => {
    throw new StationError('place-not-writable', { path }, { cause })
  })
  const free = await freeBytesAt(real)
  if (free < bytes) throw new StationError('place-full', { path, needed: humanBytes(bytes), free: humanBytes(free) })
  return real
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}

async function freeBytesAt(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path)
  return bavail * bsize
}
