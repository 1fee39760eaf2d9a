import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** The chunks of recordings that are no takes yet: one file a chunk, whole or absent, a folder a recording. */
export class ChunkFiles {
  readonly #dataDir: string
  readonly #root: string

  constructor(dataDir: string) {
    this.#dataDir = dataDir
    this.#root = join(dataDir, 'recordings')
  }

  /** Keeps a chunk: when it answers, the file survives a power cut. */
  async keep(recordingId: string, number: number, bytes: Buffer): Promise<void> {
    const folder = this.#folderOf(recordingId)
    const made = await mkdir(folder, { recursive: true })
    const path = this.#pathOf(recordingId, number)
    const file = await open(`${path}.part`, 'w')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(`${path}.part`, path)
    await syncFolder(folder)
    if (made !== undefined) for (const above of [this.#root, this.#dataDir]) await syncFolder(above)
  }

  /** The numbers among these whose files are gone or hold something else. */
  async unsound(recordingId: string, chunks: readonly { number: number; sha256: string }[]): Promise<number[]> {
    const bad: number[] = []
    for (const { number, sha256 } of chunks) {
      const bytes = await readFile(this.#pathOf(recordingId, number)).catch((cause: unknown) => {
        if (isMissing(cause)) return undefined
        throw cause
      })
      if (bytes === undefined || sha256Of(bytes) !== sha256) bad.push(number)
    }
    return bad
  }

  /** The recorded sound of these chunks, one after another. */
  async *read(recordingId: string, numbers: Iterable<number>): AsyncGenerator<Buffer> {
    for (const number of numbers) yield readFile(this.#pathOf(recordingId, number))
  }

  async drop(recordingId: string): Promise<void> {
    await rm(this.#folderOf(recordingId), { recursive: true, force: true })
  }

  #folderOf(recordingId: string): string {
    return join(this.#root, recordingId)
  }

  #pathOf(recordingId: string, number: number): string {
    return join(this.#folderOf(recordingId), `${String(number).padStart(6, '0')}.pcm`)
  }
}

/** SHA-256, lower-case hexadecimal. */
export const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

const codeOf = (cause: unknown) => (cause instanceof Error && 'code' in cause ? cause.code : undefined)
const isMissing = (cause: unknown) => codeOf(cause) === 'ENOENT'

/** Makes a new name in a folder last through a power cut. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r')
    await folder.sync().finally(() => folder.close())
  } catch (cause) {
    // Windows opens and syncs no folders; its renames are journalled by the file system.
    const code = codeOf(cause)
    if (code !== 'EPERM' && code !== 'EISDIR' && code !== 'EACCES') throw cause
  }
}
