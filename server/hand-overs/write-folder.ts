import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
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
}

/**
 * Writes a folder: under a name of its own that says so, each file made durable and read back against its hash, and only when
 * all are right under its real name (`…-2` where that is taken). Resolves to that name. On any failure nothing is left.
 * Refuses `hand-over-damaged` and `place-not-writable`.
 */
export async function writeFolder(writing: Writing): Promise<string> {
  const { place, folderName, files, signal } = writing
  const work = join(place, `${folderName}.dang-ghi`)
  try {
    await rm(work, { recursive: true, force: true })
    await mkdir(work)
    let done = 0
    const count = (state: 'writing' | 'checking') => (bytes: number) => {
      done += bytes
      writing.onProgress(state, done)
    }
    for (const file of files) await writeOne(join(work, file.name), file, count('writing'), signal)
    for (const file of files) {
      const sha256 = await hashOf(join(work, file.name), count('checking'), signal)
      if (sha256 !== file.sha256) throw new StationError('hand-over-damaged', { fileName: file.name })
    }
    return await giveName(place, work, folderName)
  } catch (cause) {
    await rm(work, { recursive: true, force: true }).catch(() => undefined)
    if (cause instanceof StationError || signal.aborted) throw cause
    throw new StationError('place-not-writable', { path: place }, { cause })
  }
}

async function writeOne(path: string, { content }: HandedFile, count: (bytes: number) => void, signal: AbortSignal) {
  const file = await open(path, 'wx')
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
