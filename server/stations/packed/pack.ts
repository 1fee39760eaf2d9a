import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { crc32 } from 'node:zlib'
import { layOutZip, type ZipPart } from '../../archives/index.ts'
import type { Deps } from '../../deps.ts'
import type { Piece } from '../../media/index.ts'
import { findChecksum, noteChecksum } from './store.ts'

/** What is packed: kept files, and words that are held in memory. */
export interface PackOf {
  /** `YYYY-MM-DD`. */
  madeOn: string
  files: { name: string; bytes: number; sha256: string; content?: Buffer }[]
}

export interface Packed {
  pieces: Piece[]
  bytes: number
  /** Differs whenever a name or a byte does. */
  etag: string
}

/** How long the archive will be, before anything is read. */
export function lengthOfPack(pack: PackOf): number {
  return layOutZip(partsOf(pack).map(({ name, bytes, madeOn }) => ({ name, bytes, madeOn, crc32: 0 }))).bytes
}

/** The archive as pieces to send. The first time it reads the kept files through for the checksums that a .zip wants. */
export async function packOf({ db, media }: Pick<Deps, 'db' | 'media'>, pack: PackOf): Promise<Packed> {
  const parts: (ZipPart & { piece: Piece })[] = []
  for (const { content, sha256, ...part } of partsOf(pack)) {
    const path = media.files.pathOf(sha256)
    const piece: Piece = content ? { content } : { path, sha256, bytes: part.bytes }
    parts.push({ ...part, piece, crc32: content ? crc32(content) : await checksumOf(db, path, sha256) })
  }
  const { stretches, bytes } = layOutZip(parts)
  const pieces = stretches.flatMap((stretch) =>
    'own' in stretch ? { content: stretch.own } : (parts[stretch.part]?.piece ?? []),
  )
  return {
    pieces,
    bytes,
    etag: createHash('sha256')
      .update(JSON.stringify(partsOf(pack).map(named)))
      .digest('hex'),
  }
}

/** The files, and last the list of their hashes as `sha256sum -c` reads it. */
function partsOf({ madeOn, files }: PackOf) {
  const list = Buffer.from(files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(''))
  const sha256 = createHash('sha256').update(list).digest('hex')
  const sums = { name: 'SHA256SUMS.txt', bytes: list.length, sha256, content: list }
  return [...files, sums].map((file) => ({ ...file, madeOn }))
}

function named({ name, sha256, madeOn }: { name: string; sha256: string; madeOn: string }): string[] {
  return [name, sha256, madeOn]
}

const reckoning = new Map<string, Promise<number>>()

/** The checksum of a kept file: known, or reckoned once however many ask for it. */
async function checksumOf(db: Deps['db'], path: string, sha256: string): Promise<number> {
  const known = await findChecksum(db, sha256)
  if (known !== undefined) return known
  const running = reckoning.get(sha256) ?? reckon(path)
  reckoning.set(sha256, running)
  try {
    const checksum = await running
    await noteChecksum(db, sha256, checksum)
    return checksum
  } finally {
    reckoning.delete(sha256)
  }
}

async function reckon(path: string): Promise<number> {
  let checksum = 0
  for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 })) checksum = crc32(piece, checksum)
  return checksum
}
