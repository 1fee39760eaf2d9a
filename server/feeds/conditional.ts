import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** More feeds than any station has; beyond them the oldest are forgotten, which costs their readers one answer in full. */
const MOST_REMEMBERED = 5000

interface Seen {
  etag: string
  /** The whole second in which it was first made so. */
  changedAt: number
}

/**
 * Answers that are made anew for each request and seldom differ: whoever has the newest one is told so (RFC 9110, 13). The
 * entity tag is a hash of the answer. Last-Modified is when the station first made it so since it was started, never two
 * answers in one second: to go by the second alone is then as safe as to go by the tag.
 */
export class Conditional {
  readonly #now: () => number
  readonly #seen = new Map<string, Seen>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** Answers with `body`, or with 304 where the request shows that it has it. `key` names what it is an answer to. */
  send(request: FastifyRequest, reply: FastifyReply, answer: { key: string; body: string; mediaType: string }) {
    const { etag, changedAt } = this.#remember(answer.key, answer.body)
    const mayTellTime = changedAt <= this.#now()
    reply.header('etag', etag).header('cache-control', 'private, no-cache')
    if (mayTellTime) reply.header('last-modified', new Date(changedAt).toUTCString())
    if (hasNewest(request.headers, etag, mayTellTime ? changedAt : undefined)) return reply.code(304).send()
    return reply.type(answer.mediaType).send(answer.body)
  }

  #remember(key: string, body: string): Seen {
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
    const before = this.#seen.get(key)
    if (before?.etag === etag) return before
    const second = Math.floor(this.#now() / 1000) * 1000
    const seen = { etag, changedAt: before ? Math.max(second, before.changedAt + 1000) : second }
    this.#seen.delete(key)
    this.#seen.set(key, seen)
    for (const oldest of this.#seen.keys()) {
      if (this.#seen.size <= MOST_REMEMBERED) break
      this.#seen.delete(oldest)
    }
    return seen
  }
}

/** If-None-Match decides where it is there, by weak comparison; only without it If-Modified-Since is looked at (RFC 9110, 13.2.2). */
function hasNewest(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  etag: string,
  changedAt: number | undefined,
): boolean {
  const tags = headers['if-none-match']
  if (typeof tags === 'string') {
    return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  }
  const since = headers['if-modified-since']
  const sinceMs = typeof since === 'string' ? Date.parse(since) : Number.NaN
  return changedAt !== undefined && sinceMs >= changedAt
}
