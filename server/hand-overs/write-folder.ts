import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StationError } from '../errors.ts'
import type { HandedFile } from './contents.ts'

const READ_BYTES = 1024 * 1024
/** Folders of one name in one place: more than a stick ever sees. */
const MOST_OF_A_NAME = 1000

export interface Writing {
  place: string
  folderName: string
  files: readonly HandedFile[]
  /** Bytes that are done, of twice the bytes of all: each is written and read again. */
  onProgress: (state: 'writing' | 'checking', doneBytes: number) => void
  signal: AbortSignal
  /** Goes on with what an earlier try left, and leaves what is right when it fails itself: for what takes an hour. */
  goesOn?: boolean
}

/**
 * Writes a folder: under a name of its own that says so, each file made durable and read back against its hash, and only when
 * all are right under its real name (`…-2` where that is taken). Names may lead into folders, with slashes. Resolves to the
 * folder's name. On any failure nothing is left, but where it `goesOn`. Refuses `hand-over-damaged` and `place-not-writable`.
 */
export async function writeFolder(writing: Writing): Promise<string> {
  const { place, folderName, files, signal, goesOn = false } = writing
  const work = join(place, `${folderName}.dang-ghi`)
  try {
    if (goesOn) await dropAllBut(files, work)
    else await rm(work, { recursive: true, force: true })
    await mkdir(work, { recursive: true })
    let done = 0
    const count = (state: 'writing' | 'checking') => (bytes: number) => {
      done += bytes
      writing.onProgress(state, done)
    }
    for (const file of files) {
      const path = join(work, file.name)
      await mkdir(dirname(path), { recursive: true })
      if (goesOn && (await isThere(path, file, signal))) count('writing')(file.bytes)
      else await writeOne(path, file, count('writing'), signal)
    }
    for (const file of files) {
      const path = join(work, file.name)
      const sha256 = await hashOf(path, count('checking'), signal)
      if (sha256 === file.sha256) continue
      await rm(path, { force: true })
      throw new StationError('hand-over-damaged', { fileName: file.name })
    }
    return await giveName(place, work, folderName)
  } catch (cause) {
    if (!goesOn) await rm(work, { recursive: true, force: true }).catch(() => undefined)
    if (cause instanceof StationError || signal.aborted) throw cause
    throw new StationError('place-not-writable', { path: place }, { cause })
  }
}

/** How much of a folder an earlier try has written in a place: that room is taken already. */
export async function bytesBegun(place: string, folderName: string): Promise<number> {
  const work = join(place, `${folderName}.dang-ghi`)
  const found = await readdir(work, { recursive: true, withFileTypes: true }).catch(() => [])
  let bytes = 0
  for (const entry of found) {
    if (!entry.isDirectory())
      bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => undefined))?.size ?? 0
  }
  return bytes
}

/** Whether an earlier try wrote this file whole. */
async function isThere(path: string, { bytes, sha256 }: HandedFile, signal: AbortSignal): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  if (found?.size !== bytes) return false
  return (await hashOf(path, () => undefined, signal)) === sha256
}

/** Of what an earlier try left, what does not belong to these files goes: they may be others by now. */
async function dropAllBut(files: readonly HandedFile[], work: string): Promise<void> {
  const names = new Set(files.map(({ name }) => join(work, name)))
  const found = await readdir(work, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of found) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isDirectory() && !names.has(path)) await rm(path, { force: true })
  }
}

async function writeOne(path: string, { content }: HandedFile, count: (bytes: number) => void, signal: AbortSignal) {
  const file = await open(path, 'w')
  try {
    const pieces = Buffer.isBuffer(content)
      ? [content]
      : createReadStream(content.path, { highWaterMark: READ_BYTES, signal })
    for await (const piece of pieces as AsyncIterable<Buffer>) {
      await file.writeFile(piece)
      count(piece.length)
    }
    await file.sync()
  } finally {
    await file.close()
  }
}

async function hashOf(path: string, count: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: READ_BYTES, signal }) as AsyncIterable<Buffer>) {
    hash.update(piece)
    count(piece.length)
  }
  return hash.digest('hex')
}

async function giveName(place: string, work: string, folderName: string): Promise<string> {
  for (let number = 1; number <= MOST_OF_A_NAME; number += 1) {
    const name = number === 1 ? folderName : `${folderName}-${number}`
    // Of two folders of one name the one that is there stays: it may be the only copy.
    const isFree = await mkdir(join(place, name)).then(
      () => true,
      (cause: unknown) => {
        if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false
        throw cause
      },
    )
    if (!isFree) continue
    // Windows renames onto no folder, not even an empty one.
    await rm(join(place, name), { recursive: true })
    await rename(work, join(place, name))
    return name
  }
  throw new StationError('place-not-writable', { path: place })
}
