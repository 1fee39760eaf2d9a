import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, link, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { StationError } from '../errors.ts'

/** A file of the data folder, named by what it holds. */
export interface StoredFile {
  sha256: string
  bytes: number
}

/** Room that is left on the disk for the database, the journal and the logs, whatever is uploaded. */
const KEPT_FREE_BYTES = 512 * 1024 ** 2

/**
 * The media of the station by SHA-256: `media/ab/abcdef…`. A file is written under a temporary name, made durable and
 * only then renamed, so that what stands under its hash is whole for ever.
 */
export class MediaFiles {
  readonly #root: string
  readonly #work: string
  readonly #keptFreeBytes: number

  private constructor(root: string, work: string, keptFreeBytes: number) {
    this.#root = root
    this.#work = work
    this.#keptFreeBytes = keptFreeBytes
  }

  /** Opens the media of a data folder and clears what an interrupted run left half made. */
  static async open(dataDir: string, keptFreeBytes = KEPT_FREE_BYTES): Promise<MediaFiles> {
    const files = new MediaFiles(join(dataDir, 'media'), join(dataDir, 'work'), keptFreeBytes)
    await mkdir(files.#root, { recursive: true })
    await rm(files.#work, { recursive: true, force: true })
    await mkdir(files.#work, { recursive: true })
    return files
  }

  /** Where a file stands, whether it exists or not. */
  pathOf(sha256: string): string {
    return join(this.#root, sha256.slice(0, 2), sha256)
  }

  /** The same, relative to the data folder and with slashes on every system: what the plan names. */
  relativePathOf(sha256: string): string {
    return ['media', sha256.slice(0, 2), sha256].join('/')
  }

  /**
   * Takes a stream into a work file, counting and hashing. Refuses `too-large` above `limitBytes` and `disk-full`
   * before the disk is; on any failure nothing is left. The caller ends with `keep` or `drop`.
   */
  async receive(stream: AsyncIterable<Buffer | string>, limitBytes: number): Promise<WorkFile> {
    let free = await this.freeBytes()
    const path = join(this.#work, `${randomUUID()}.part`)
    const hash = createHash('sha256')
    let bytes = 0
    const file = await open(path, 'wx')
    try {
      for await (const piece of stream) {
        const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece
        bytes += chunk.length
        free -= chunk.length
        if (bytes > limitBytes) throw new StationError('too-large', { limit: humanBytes(limitBytes) })
        if (free < this.#keptFreeBytes)
          throw new StationError('disk-full', { free: humanBytes(await this.freeBytes()) })
        hash.update(chunk)
        await writeAll(file, chunk)
      }
      await file.sync()
    } catch (cause) {
      await file.close()
      await rm(path, { force: true })
      throw asDiskFull(cause)
    }
    await file.close()
    return { path, sha256: hash.digest('hex'), bytes }
  }

  /**
   * A work file of a file that stands in the data folder already, of any size: a second name for it, no copy. Whether it is
   * kept or dropped, the first name stays, but on a disk that knows no second names (FAT): there the file itself becomes
   * the work file. Reads all of it for its hash; rejects with the signal's reason when that is given up.
   */
  async linkTo(standing: string, signal?: AbortSignal): Promise<WorkFile> {
    const path = join(this.#work, `${randomUUID()}.part`)
    await link(standing, path).catch((cause: unknown) => {
      if (isCode(cause, 'ENOENT')) throw cause
      return rename(standing, path)
    })
    try {
      const hash = createHash('sha256')
      for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
        signal?.throwIfAborted()
        hash.update(piece)
      }
      return { path, sha256: hash.digest('hex'), bytes: (await stat(path)).size }
    } catch (cause) {
      await rm(path, { force: true })
      throw cause
    }
  }

  /** Refuses `disk-full` when so many bytes more would take the room that is left for the station itself. */
  async refuseWithoutRoom(bytes: number): Promise<void> {
    const free = await this.freeBytes()
    if (free - bytes < this.#keptFreeBytes) throw new StationError('disk-full', { free: humanBytes(free) })
  }

  /** A private folder for work that makes files; remove it with `dropFolder`. */
  async workFolder(): Promise<string> {
    const path = join(this.#work, randomUUID())
    await mkdir(path, { recursive: true })
    return path
  }

  async dropFolder(path: string): Promise<void> {
    await rm(path, { recursive: true, force: true })
  }

  /** Gives a work file its lasting place. A file that is there already is the same file: it stays. */
  async keep(file: WorkFile): Promise<StoredFile> {
    const path = this.pathOf(file.sha256)
    const folder = join(path, '..')
    await mkdir(folder, { recursive: true })
    await syncPath(file.path)
    await rename(file.path, path)
    await syncPath(folder)
    return { sha256: file.sha256, bytes: file.bytes }
  }

  async drop(file: WorkFile): Promise<void> {
    await rm(file.path, { force: true })
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#root)
    return bavail * bsize
  }

  /** How many half-made files there are: none while nothing is being received or made. */
  async workCount(): Promise<number> {
    return (await readdir(this.#work)).length
  }
}

/** A file that is not yet anybody's: it is kept or dropped. */
export interface WorkFile extends StoredFile {
  path: string
}

/** `1,5 GB`, as Windows counts and shows it: in steps of 1024. */
export function humanBytes(bytes: number): string {
  const units = ['byte', 'KB', 'MB', 'GB', 'TB']
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  const figure = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 }).format(bytes / 1024 ** step)
  return `${figure} ${units[step]}`
}

async function writeAll(file: FileHandle, chunk: Buffer): Promise<void> {
  let written = 0
  while (written < chunk.length) written += (await file.write(chunk, written)).bytesWritten
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } catch (cause) {
    // Windows cannot sync a folder; there the rename itself is durable.
    if (!isCode(cause, 'EPERM') && !isCode(cause, 'EISDIR')) throw cause
  } finally {
    await handle.close()
  }
}

function asDiskFull(cause: unknown): unknown {
  return isCode(cause, 'ENOSPC') ? new StationError('disk-full', { free: '0 byte' }, { cause }) : cause
}

function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code
}
