import { type FileHandle, open } from 'node:fs/promises'

/** Of what is read and shared at once: 300 clients at 300 places hold 38 MB. */
const BLOCK_BYTES = 128 * 1024
/** 40 MB: a place for each of 300 clients at 300 places, and something for those who are behind others of the same file. */
const MOST_BLOCKS = 320

/** A stretch of a file in memory that others share. */
export interface Block {
  /** Never changed, and nobody's after `release`. */
  readonly bytes: Buffer
  /** Says that they are not looked at any more: their memory may be used for something else. */
  release(): void
}

interface Kept {
  buffer: Buffer
  /** How many bytes of it are of the file. */
  filled: Promise<number>
  users: number
}

/**
 * Blocks of files that are being sent, shared between all who take the same file: each is read from the disk once while
 * it is wanted, into memory that is used again and again, so that hundreds of downloads at once leave nothing to collect.
 * What nobody looks at makes room for what is wanted now, the longest unwanted first.
 */
export class SharedBlocks {
  readonly #kept = new Map<string, Kept>()
  readonly #most: number
  #made = 0

  constructor(most = MOST_BLOCKS) {
    this.#most = most
  }

  /** How many blocks are held for good. */
  get size(): number {
    return this.#made
  }

  /**
   * The bytes from `first` to `last`, both inside, of a file whose content `key` stands for. One block at a time: the next
   * is read when it is asked for. Throws when the file is shorter than that or cannot be read.
   */
  async *bytesOf(path: string, key: string, first: number, last: number): AsyncGenerator<Block> {
    const file = await open(path)
    try {
      for (let at = first; at <= last; ) {
        const place = Math.floor(at / BLOCK_BYTES)
        const { bytes, release } = await this.#take(file, `${key} ${place}`, place)
        const from = at - place * BLOCK_BYTES
        const piece = bytes.subarray(from, Math.min(bytes.length, last + 1 - place * BLOCK_BYTES))
        if (piece.length === 0) {
          release()
          throw new Error(`${path} ends before byte ${last}`)
        }
        at += piece.length
        yield { bytes: piece, release }
      }
    } finally {
      await file.close()
    }
  }

  async #take(file: FileHandle, name: string, place: number): Promise<Block> {
    const kept = this.#kept.get(name) ?? this.#begin(file, place)
    // More than may be held are looked at: this one is for its reader alone.
    if (!kept) return { bytes: await readAlone(file, place), release() {} }
    this.#kept.delete(name)
    this.#kept.set(name, kept)
    kept.users += 1
    try {
      const bytes = kept.buffer.subarray(0, await kept.filled)
      return { bytes, release: once(() => (kept.users -= 1)) }
    } catch (cause) {
      kept.users -= 1
      if (this.#kept.get(name) === kept) {
        this.#kept.delete(name)
        this.#made -= 1
      }
      throw cause
    }
  }

  #begin(file: FileHandle, place: number): Kept | undefined {
    const buffer = this.#room()
    return buffer && { buffer, filled: fill(file, buffer, place), users: 0 }
  }

  #room(): Buffer | undefined {
    if (this.#made < this.#most) {
      this.#made += 1
      return Buffer.allocUnsafeSlow(BLOCK_BYTES)
    }
    for (const [name, { users, buffer }] of this.#kept) {
      if (users > 0) continue
      this.#kept.delete(name)
      return buffer
    }
    return undefined
  }
}

async function readAlone(file: FileHandle, place: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(BLOCK_BYTES)
  return buffer.subarray(0, await fill(file, buffer, place))
}

async function fill(file: FileHandle, buffer: Buffer, place: number): Promise<number> {
  let filled = 0
  while (filled < BLOCK_BYTES) {
    const { bytesRead } = await file.read(buffer, filled, BLOCK_BYTES - filled, place * BLOCK_BYTES + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled
}

function once(act: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) act()
    isDone = true
  }
}
