import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { crc32 } from 'node:zlib'
import { layOutZip, type ZipPart } from '../archives/index.ts'
import type { Deps } from '../deps.ts'
import type { Piece } from '../media/index.ts'
import { findChecksum, noteChecksum } from './store.ts'

/** What is packed: kept files, and words that are held in memory. */
export interface PackOf {
  /** Before every name in the archive: `luu-tru-2026/`. */
  folder?: string
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
  return lengthOfZip(withSums(pack))
}

/** The same of an archive of these files and nothing else. */
export function lengthOfZip(pack: PackOf): number {
  return layOutZip(partsOf(pack).map(({ name, bytes, madeOn }) => ({ name, bytes, madeOn, crc32: 0 }))).bytes
}

/** The archive as pieces to send, with the list of its hashes at the end; see `zipOf`. */
export function packOf(deps: Pick<Deps, 'db' | 'media'>, pack: PackOf): Promise<Packed> {
  return zipOf(deps, withSums(pack))
}

/**
 * An archive of these files alone, as pieces to send. The first time it reads the kept files through for the checksums that a
 * .zip wants; of those that `readThrough` found whole they are known.
 */
export async function zipOf({ db, media }: Pick<Deps, 'db' | 'media'>, pack: PackOf): Promise<Packed> {
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
function withSums({ files, ...pack }: PackOf): PackOf {
  const list = Buffer.from(files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(''))
  const sha256 = createHash('sha256').update(list).digest('hex')
  return { ...pack, files: [...files, { name: 'SHA256SUMS.txt', bytes: list.length, sha256, content: list }] }
}

function partsOf({ madeOn, files, folder = '' }: PackOf) {
  return files.map((file) => ({ ...file, name: `${folder}${file.name}`, madeOn }))
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

/**
 * Reads a kept file through: whether it is still what its hash says, or is damaged, or gone. Of a whole one the checksum that a
 * .zip wants is noted. `onBytes` is told how much was read; rejects with the signal's reason when that is given up.
 */
export async function readThrough(
  { db, media }: Pick<Deps, 'db' | 'media'>,
  sha256: string,
  { onBytes, signal }: { onBytes: (bytes: number) => void; signal: AbortSignal },
): Promise<'whole' | 'damaged' | 'gone'> {
  const hash = createHash('sha256')
  let checksum = 0
  try {
    for await (const piece of createReadStream(media.files.pathOf(sha256), { highWaterMark: 512 * 1024 })) {
      signal.throwIfAborted()
      hash.update(piece)
      checksum = crc32(piece, checksum)
      onBytes(piece.length)
    }
  } catch (cause) {
    if (signal.aborted) throw cause
    return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'gone' : 'damaged'
  }
  if (hash.digest('hex') !== sha256) return 'damaged'
  await noteChecksum(db, sha256, checksum)
  return 'whole'
}
