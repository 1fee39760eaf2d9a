import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { WardPlanFile } from '../contract/index.ts'
import { WardError } from './errors.ts'
import type { StationLink } from './station-link.ts'

export interface FetchParts {
  dataDir: string
  now: () => number
  /** Bytes free on the folder's disk; a test gives its own. */
  freeBytes?: (folder: string) => Promise<number>
}

/** The files of a ward's player by SHA-256, fetched once and kept through days without a network. */
export interface FetchedFiles {
  /** Where a file stands in the data folder, with `/`: what a plan names. */
  relativePathOf(sha256: string): string
  /** Whether it is there whole, by its own hash; reckoned once, and again when the file was touched. */
  has(file: WardPlanFile): Promise<boolean>
  /**
   * Fetches a file that is not there: goes on where it broke off, checks the whole by its hash, and only then gives it its
   * place. Rejects with WardError; what came stays for the next try, but for `hash-differs`.
   */
  fetch(file: WardPlanFile, link: Pick<StationLink, 'file'>, ending: AbortSignal): Promise<void>
  /** Takes a file in that was made here; its work path goes. */
  takeIn(workPath: string, sha256: string): Promise<void>
  /** A path to work at, of the same disk. */
  workPath(name: string): Promise<string>
  /** How much of a file is here already. */
  bytesHere(file: WardPlanFile): Promise<number>
  /** Throws away what came a month ago and more and the plan does not name. */
  prune(named: ReadonlySet<string>): Promise<void>
  freeBytes(): Promise<number>
}

/** For the journal, whatever is fetched. */
const KEPT_FREE_BYTES = 256 * 1024 ** 2
/** A line on which nothing comes for so long is dead. */
const STALLED_MS = 60_000
const KEPT_MS = 30 * 86_400_000
const CHUNK_BYTES = 1 << 20
const SHA256 = /^[0-9a-f]{64}$/

/** Opens the folder's media and the place for what is not whole yet. */
export async function openFetchedFiles({ dataDir, now, freeBytes = freeOn }: FetchParts): Promise<FetchedFiles> {
  const media = join(dataDir, 'media')
  const work = join(dataDir, 'work')
  await mkdir(media, { recursive: true })
  await mkdir(work, { recursive: true })
  const checked = new Map<string, string>()
  const pathOf = (sha256: string) => join(media, sha256.slice(0, 2), sha256)
  const partOf = (sha256: string) => join(work, `${sha256}.part`)

  const settle = async (from: string, sha256: string) => {
    const path = pathOf(sha256)
    await mkdir(dirname(path), { recursive: true })
    await rename(from, path)
  }

  const files: FetchedFiles = {
    relativePathOf: (sha256) => ['media', sha256.slice(0, 2), sha256].join('/'),
    async has({ sha256, bytes }) {
      const path = pathOf(sha256)
      const found = await stat(path).catch(() => undefined)
      if (found === undefined) return false
      const stamp = [found.size, found.mtimeMs, found.ino].join(' ')
      if (checked.get(sha256) === stamp) return true
      if (found.size !== bytes || (await hashOf(path)) !== sha256) {
        // Damaged on the disk: it is fetched again.
        await rm(path, { force: true })
        return false
      }
      checked.set(sha256, stamp)
      return true
    },
    async fetch(file, link, ending) {
      const { sha256, bytes } = file
      const part = partOf(sha256)
      let here = await files.bytesHere(file)
      if (here > bytes) {
        await rm(part, { force: true })
        here = 0
      }
      const free = await files.freeBytes()
      if (free - (bytes - here) < KEPT_FREE_BYTES) throw new WardError('disk-full', { freeBytes: free })
      if (here < bytes) await receive(part, file, here, link, ending)
      if ((await hashOf(part)) !== sha256) {
        await rm(part, { force: true })
        throw new WardError('hash-differs', { sha256 })
      }
      await settle(part, sha256)
    },
    async takeIn(workPath, sha256) {
      await settle(workPath, sha256)
    },
    async workPath(name) {
      const path = join(work, name)
      await rm(path, { force: true })
      return path
    },
    bytesHere: async ({ sha256 }) => (await stat(partOf(sha256)).catch(() => undefined))?.size ?? 0,
    async prune(named) {
      for (const path of [...(await pathsIn(media)), ...(await pathsIn(work))]) {
        const found = await stat(path).catch(() => undefined)
        if (found === undefined || now() - found.mtimeMs < KEPT_MS) continue
        const name = path.slice(path.length - 64)
        if (SHA256.test(name) && named.has(name)) continue
        await rm(path, { force: true })
      }
    },
    freeBytes: () => freeBytes(work),
  }
  return files
}

async function receive(
  part: string,
  { sha256, bytes }: WardPlanFile,
  here: number,
  link: Pick<StationLink, 'file'>,
  ending: AbortSignal,
): Promise<void> {
  const stalled = new AbortController()
  let timer = setTimeout(() => stalled.abort(), STALLED_MS)
  const alive = () => {
    clearTimeout(timer)
    timer = setTimeout(() => stalled.abort(), STALLED_MS)
  }
  try {
    const { from, body } = await link.file(sha256, here, AbortSignal.any([stalled.signal, ending]))
    if (from > here) throw new WardError('answer-unusable', { from, here })
    const file = await open(part, 'a')
    try {
      await file.truncate(from)
      let at = from
      for await (const piece of body) {
        alive()
        at += piece.length
        // More than was announced is another file.
        if (at > bytes) throw new WardError('answer-unusable', { bytes: at })
        await file.appendFile(piece)
      }
      await file.sync()
      if (at < bytes) throw new WardError('cut-short', { bytes: at })
    } finally {
      await file.close()
    }
  } catch (cause) {
    if (cause instanceof WardError) throw cause
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    const ofDisk = {
      ENOSPC: 'disk-full',
      EIO: 'disk-unusable',
      EACCES: 'disk-unusable',
      EROFS: 'disk-unusable',
    } as const
    const disk = Object.entries(ofDisk).find(([name]) => name === code)?.[1]
    throw new WardError(disk ?? 'cut-short', {}, cause)
  } finally {
    clearTimeout(timer)
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: CHUNK_BYTES })) hash.update(piece)
  return hash.digest('hex')
}

async function pathsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
