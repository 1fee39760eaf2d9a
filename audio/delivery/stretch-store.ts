import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A folder of encoded stretches, so that what did not change is not encoded again. Plain data: a thread may open it too. */
export interface StretchStore {
  /** Of the store's own; it is made when it is not there, and may be deleted at any time. */
  folder: string
  /** What its files may take together after a render. */
  maxBytes: number
}

const digestBytes = 32

/** Ends a finished file with its digest, by which it is known to be whole when it is found again. */
export async function seal(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    const { size } = await file.stat()
    await file.write(await digestOf(path, size), 0, digestBytes, size)
  } finally {
    await file.close()
  }
}

/** Bytes of a sealed file without its digest. */
export async function sealedBytes(path: string): Promise<number> {
  return (await stat(path)).size - digestBytes
}

/**
 * Lays a kept stretch to `path` and marks it as used. False where there is none, or one that is not whole: it is dropped.
 */
export async function takeStretch(store: StretchStore, key: string, path: string): Promise<boolean> {
  const kept = join(store.folder, key)
  if (!(await linkOrCopy(kept, path))) return false
  const file = await open(path, 'r+')
  try {
    const { size } = await file.stat()
    const seen = Buffer.alloc(digestBytes)
    if (size > digestBytes) await file.read(seen, 0, digestBytes, size - digestBytes)
    if (size > digestBytes && seen.equals(await digestOf(path, size - digestBytes))) {
      // Written as it is: the file system remembers when, and the store drops what was longest not used.
      await file.write(seen, 0, digestBytes, size - digestBytes)
      return true
    }
  } finally {
    await file.close()
  }
  await Promise.all([kept, path].map((one) => rm(one, { force: true })))
  return false
}

/** Keeps a sealed file under its key. */
export async function keepStretch(store: StretchStore, key: string, path: string): Promise<void> {
  await mkdir(store.folder, { recursive: true })
  const half = join(store.folder, `${key}.new`)
  await rm(half, { force: true })
  if (await linkOrCopy(path, half)) await rename(half, join(store.folder, key))
}

/** Drops what was longest not used until the rest fits. */
export async function trimStretches({ folder, maxBytes }: StretchStore): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name)
      const about = await stat(path).catch(() => undefined)
      return about === undefined ? [] : [{ path, bytes: about.size, usedMs: about.mtimeMs }]
    }),
  )
  let bytes = 0
  for (const file of found.flat().sort((one, other) => other.usedMs - one.usedMs)) {
    bytes += file.bytes
    if (bytes > maxBytes) await rm(file.path, { force: true })
  }
}

async function linkOrCopy(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (isMissing(error)) return false
  }
  // Another file system, or one without links.
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

async function digestOf(path: string, bytes: number): Promise<Buffer> {
  const hash = createHash('sha256')
  const file = await open(path, 'r')
  try {
    if (bytes > 0)
      for await (const chunk of file.createReadStream({ end: bytes - 1, autoClose: false }))
        hash.update(chunk as Buffer)
  } finally {
    await file.close()
  }
  return hash.digest()
}
