import { stat } from 'node:fs/promises'
import type { OutgoingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { StationError } from '../errors.ts'
import { lengthOf, type Piece, writePieces } from './pieces.ts'
import { type ByteRange, parseRange } from './range.ts'

/** How something is sent. */
export interface Manner {
  mediaType: string
  /** Offered as the name of the saved file; absent = shown or played in the page. */
  saveAs?: string
  /** The answer depends on nobody: any cache may hold it for good, for the hash is its name. */
  isPublic?: boolean
  /** Its address never stands for anything else: the browser of whoever may see it holds it for good. */
  isImmutable?: boolean
}

export interface Sending extends Manner {
  path: string
  sha256: string
}

/** Several files and bytes that are sent as one. */
export interface SendingPieces extends Manner {
  pieces: readonly Piece[]
  /** Differs whenever a byte of the whole does; without quotes. */
  etag: string
  /** Of the whole, where it is known. */
  sha256?: string
}

/** What was begun to be sent; the receipt of a download is made from it. */
export interface Sent {
  range: ByteRange
  bytesTotal: number
  isHead: boolean
}

/**
 * Sends a stored file as `sendPieces` does; its tag is its hash. Refuses `not-found` when the file is not there.
 */
export async function sendMedia(
  request: FastifyRequest,
  reply: FastifyReply,
  { path, sha256, ...manner }: Sending,
): Promise<Sent | undefined> {
  const bytes = await stat(path).then(
    (found) => found.size,
    () => {
      throw new StationError('not-found')
    },
  )
  return sendPieces(request, reply, { ...manner, pieces: [{ path, sha256, bytes }], etag: sha256, sha256 })
}

/**
 * Sends pieces as one: HEAD, one byte range, If-Range and If-None-Match by their tag (RFC 9110, 13 and 14), and the hash
 * of the whole where it is known (RFC 9530, 2). Several ranges in one request are answered with the whole, which the RFC
 * allows. A range beyond the end is 416. Returns what is being sent, or undefined when nothing is (304, 416).
 */
export async function sendPieces(
  request: FastifyRequest,
  reply: FastifyReply,
  sending: SendingPieces,
): Promise<Sent | undefined> {
  const bytesTotal = lengthOf(sending.pieces)
  const etag = `"${sending.etag}"`
  reply.header('etag', etag)
  reply.header('accept-ranges', 'bytes')
  reply.header('cache-control', cachingOf(sending))
  if (sending.sha256 !== undefined) {
    reply.header('repr-digest', `sha-256=:${Buffer.from(sending.sha256, 'hex').toString('base64')}:`)
  }
  if (sending.saveAs !== undefined) reply.header('content-disposition', attachment(sending.saveAs))
  reply.type(sending.mediaType)

  if (matches(request.headers['if-none-match'], etag)) {
    await reply.code(304).send()
    return undefined
  }
  const isHead = request.method === 'HEAD'
  const ifRange = request.headers['if-range']
  const asked = ifRange === undefined || ifRange === etag ? parseRange(request.headers.range, bytesTotal) : undefined
  if (asked === 'unsatisfiable') {
    await reply.code(416).header('content-range', `bytes */${bytesTotal}`).send()
    return undefined
  }
  const range = asked ?? { first: 0, last: bytesTotal - 1 }
  if (asked) reply.code(206).header('content-range', `bytes ${range.first}-${range.last}/${bytesTotal}`)
  reply.header('content-length', range.last - range.first + 1)
  if (isHead) {
    // An empty stream: with no payload at all Fastify would say that the file has no bytes.
    await reply.send(Readable.from([]))
    return { range, bytesTotal, isHead }
  }
  reply.hijack()
  reply.raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders)
  writePieces(reply.raw, sending.pieces, range).catch((err: unknown) => {
    // Clients go away; only what the station itself could not read is worth a line.
    if (isFault(err)) request.log.error({ err }, 'Chưa gửi hết được một tệp')
  })
  return { range, bytesTotal, isHead }
}

/** Whether the file system, and not the connection, was what failed. */
function isFault(err: unknown): boolean {
  return err instanceof Error && 'syscall' in err && ['open', 'read'].includes(String(err.syscall))
}

/** A Content-Disposition that old and new browsers read alike: ASCII name first, the real one beside it (RFC 6266). */
export function attachment(name: string): string {
  const ascii = asciiName(name).replace(/["\\]/g, '')
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, hexOf)}`
}

/** A file name without marks, for players and portals that refuse them: “Kỳ phát 11” → `Ky-phat-11`. */
export function asciiName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

function cachingOf({ isPublic, isImmutable }: Manner): string {
  if (isPublic) return 'public, max-age=31536000, immutable'
  return isImmutable ? 'private, max-age=31536000, immutable' : 'private, no-cache'
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}

function hexOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}
