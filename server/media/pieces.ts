import { Readable } from 'node:stream'
import { SharedBlocks } from './blocks.ts'
import type { ByteRange } from './range.ts'

/** A part of what is sent: a kept file, named by its hash, or bytes in memory. */
export type Piece = { path: string; sha256: string; bytes: number } | { content: Buffer }

const shared = new SharedBlocks()

export function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + bytesOfPiece(piece), 0)
}

/** The bytes of a range of the pieces one after another, read as they are taken; one file is open at a time. */
export function streamOf(pieces: readonly Piece[], range: ByteRange): Readable {
  return Readable.from(bytesIn(pieces, range), { objectMode: false, highWaterMark: 1 })
}

async function* bytesIn(pieces: readonly Piece[], { first, last }: ByteRange): AsyncGenerator<Buffer> {
  let start = 0
  for (const piece of pieces) {
    const from = Math.max(0, first - start)
    const to = Math.min(bytesOfPiece(piece), last + 1 - start) - 1
    start += bytesOfPiece(piece)
    if (from > to) continue
    if ('content' in piece) yield piece.content.subarray(from, to + 1)
    else yield* shared.bytesOf(piece.path, piece.sha256, from, to)
  }
}

function bytesOfPiece(piece: Piece): number {
  return 'content' in piece ? piece.content.length : piece.bytes
}
