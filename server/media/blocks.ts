import { type FileHandle, open } from 'node:fs/promises'

/** Of what is read and shared at once: 300 clients at 300 places hold 38 MB. */
const BLOCK_BYTES = 128 * 1024
/** 32 MB: what clients who take the same file within a few seconds of each other need again. */
const BLOCKS_KEPT = 256

/**
 * Blocks of files that are being sent, shared between all who take the same file: each is read from the disk once and
 * handed to everybody from the same memory. What few want makes room for what is wanted now.
 */
export class SharedBlocks {
  readonly #kept = new Map<string, Promise<Buffer>>()
  readonly #most: number

  constructor(most = BLOCKS_KEPT) {
    this.#most = most
  }

  /** How many blocks are held, those on their way among them. */
  get size(): number {
    return this.#kept.size
  }

  /**
   * The bytes from `first` to `last`, both inside, of a file whose content `key` stands for. One block at a time: the next
   * is read when it is asked for. Throws when the file is shorter than that or cannot be read.
   */
  async *bytesOf(path: string, key: string, first: number, last: number): AsyncGenerator<Buffer> {
    const file = await open(path)
    try {
      for (let at = first; at <= last; ) {
        const place = Math.floor(at / BLOCK_BYTES)
        const block = await this.#block(file, `${key} ${place}`, place)
        const from = at - place * BLOCK_BYTES
        const piece = block.subarray(from, Math.min(block.length, last + 1 - place * BLOCK_BYTES))
        if (piece.length === 0) throw new Error(`${path} ends before byte ${last}`)
        yield piece
        at += piece.length
      }
    } finally {
      await file.close()
    }
  }

  #block(file: FileHandle, key: string, place: number): Promise<Buffer> {
    const known = this.#kept.get(key)
    this.#kept.delete(key)
    const block = known ?? readBlock(file, place)
    this.#kept.set(key, block)
    if (!known) block.catch(() => this.#kept.delete(key))
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break
      this.#kept.delete(oldest)
    }
    return block
  }
}

async function readBlock(file: FileHandle, place: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(BLOCK_BYTES)
  let filled = 0
  while (filled < BLOCK_BYTES) {
    const { bytesRead } = await file.read(buffer, filled, BLOCK_BYTES - filled, place * BLOCK_BYTES + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}
