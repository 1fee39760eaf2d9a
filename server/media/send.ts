import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { StationError } from '../errors.ts'

/** A stretch of bytes, both ends inside, as HTTP counts them. */
export interface ByteRange {
  first: number
  last: number
}

export interface Sending {
  path: string
  sha256: string
  mediaType: string
  /** Offered as the name of the saved file; absent = shown or played in the page. */
  saveAs?: string
  /** The answer depends on nobody: any cache may hold it for good, for the hash is its name. */
  isPublic?: boolean
  /** Its address never stands for anything else: the browser of whoever may see it holds it for good. */
  isImmutable?: boolean
}

/** What was begun to be sent; the receipt of a download is made from it. */
export interface Sent {
  range: ByteRange
  bytesTotal: number
  isHead: boolean
}

/**
 * Sends a stored file: HEAD, one byte range, If-Range and If-None-Match by the file's hash (RFC 9110, 13 and 14).
 * Several ranges in one request are answered with the whole file, which the RFC allows. A range beyond the end is 416.
 * Returns what is being sent, or undefined when nothing of the file is (304, 416).
 */
export async function sendMedia(
  request: FastifyRequest,
  reply: FastifyReply,
  sending: Sending,
): Promise<Sent | undefined> {
  const bytesTotal = await stat(sending.path).then(
    (found) => found.size,
    () => {
      throw new StationError('not-found')
    },
  )
  const etag = `"${sending.sha256}"`
  reply.header('etag', etag)
  reply.header('accept-ranges', 'bytes')
  reply.header('cache-control', cachingOf(sending))
  reply.header('repr-digest', `sha-256=:${Buffer.from(sending.sha256, 'hex').toString('base64')}:`)
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
  const stream = createReadStream(sending.path, { start: range.first, end: range.last, highWaterMark: 256 * 1024 })
  await reply.send(stream)
  return { range, bytesTotal, isHead }
}

/**
 * Reads a Range header against a file's length. Undefined: no range, several ranges, or nonsense, all of which mean
 * the whole file.
 */
export function parseRange(header: string | undefined, bytesTotal: number): ByteRange | 'unsatisfiable' | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!found || (found[1] === '' && found[2] === '')) return undefined
  const [from, to] = [found[1], found[2]].map((digits) => (digits ? Number(digits) : undefined))
  if (from === undefined) {
    const last = Math.min(to ?? 0, bytesTotal)
    return last === 0 ? 'unsatisfiable' : { first: bytesTotal - last, last: bytesTotal - 1 }
  }
  if (to !== undefined && to < from) return undefined
  if (from >= bytesTotal) return 'unsatisfiable'
  return { first: from, last: Math.min(to ?? bytesTotal - 1, bytesTotal - 1) }
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

function cachingOf({ isPublic, isImmutable }: Sending): string {
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
