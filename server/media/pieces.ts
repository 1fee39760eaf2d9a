import type { ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { type Block, SharedBlocks } from './blocks.ts'
import type { ByteRange } from './range.ts'

/** A part of what is sent: a kept file, named by its hash, or bytes in memory. */
export type Piece = { path: string; sha256: string; bytes: number } | { content: Buffer }

const shared = new SharedBlocks()

export function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + bytesOfPiece(piece), 0)
}

/**
 * Writes a range of the pieces, one after another, and ends the answer. The next block is read when the system has taken the
 * one before: only then does its memory belong to somebody else. Rejects when the client is gone or a file cannot be read;
 * the connection is closed then, so that nobody takes a part for the whole.
 */
export async function writePieces(response: ServerResponse, pieces: readonly Piece[], range: ByteRange): Promise<void> {
  // Who is not a connection may hold on to what it was given: for those it is copied.
  const isConnection = response.socket instanceof Socket
  let left = range.last - range.first + 1
  if (left === 0) response.end()
  try {
    for await (const { bytes, release } of blocksIn(pieces, range)) {
      left -= bytes.length
      try {
        // The last one ends the answer itself: a client that has it all may close at once.
        await written(response, isConnection ? bytes : Buffer.from(bytes), left === 0)
      } finally {
        release()
      }
    }
  } catch (cause) {
    response.destroy()
    throw cause
  }
}

function written(response: ServerResponse, bytes: Buffer, isLast: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('the client is gone'))
    if (response.destroyed) {
      gone()
      return
    }
    response.once('close', gone)
    const taken = (cause?: Error | null) => {
      response.off('close', gone)
      if (cause) reject(cause)
      else resolve()
    }
    if (isLast) response.end(bytes, () => taken())
    else response.write(bytes, taken)
  })
}

async function* blocksIn(pieces: readonly Piece[], { first, last }: ByteRange): AsyncGenerator<Block> {
  let start = 0
  for (const piece of pieces) {
    const from = Math.max(0, first - start)
    const to = Math.min(bytesOfPiece(piece), last + 1 - start) - 1
    start += bytesOfPiece(piece)
    if (from > to) continue
    if ('content' in piece) yield { bytes: piece.content.subarray(from, to + 1), release() {} }
    else yield* shared.bytesOf(piece.path, piece.sha256, from, to)
  }
}

function bytesOfPiece(piece: Piece): number {
  return 'content' in piece ? piece.content.length : piece.bytes
}
