import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App, Deps } from '../deps.ts'
import { findWardBySecret } from './store.ts'

/**
 * Requests a minute from one address that open no known link: a telephone needs a handful, but all wards may stand behind
 * one address, and each counts here once before it is known.
 */
const UNKNOWN_A_MINUTE = 600
/** Of one known link: a page, a player, and a download that goes on every few seconds on a bad line. */
const KNOWN_A_MINUTE = 1200
const MINUTE_MS = 60_000
const MOST_REMEMBERED = 5000

/**
 * Stands before everything below `/tram/`: whoever asks too often is turned away before the database is asked, and leaves
 * no line in the log. A link that opened something within a minute has an allowance of its own, so that nobody who guesses
 * shuts out the wards that share his address.
 */
export function registerTries(app: App, { db, clock }: Pick<Deps, 'db' | 'clock'>): void {
  const known = new Map<string, number>()
  const ofAddress = app.createRateLimit({
    max: UNKNOWN_A_MINUTE,
    timeWindow: MINUTE_MS,
    keyGenerator: ({ ip }) => ip,
  })
  const ofLink = app.createRateLimit({
    max: KNOWN_A_MINUTE,
    timeWindow: MINUTE_MS,
    keyGenerator: ({ url }) => hashOf(secretOf(url) ?? ''),
  })

  app.addHook('onRequest', async (request, reply) => {
    const secret = secretOf(request.url)
    if (secret === undefined) return
    const key = hashOf(secret)
    const isKnown = (known.get(key) ?? Number.NEGATIVE_INFINITY) > clock.monotonicMs() - MINUTE_MS
    const tried = await (isKnown ? ofLink : ofAddress)(request)
    if (!tried.isAllowed && tried.isExceeded) return turnAway(reply, tried.ttlInSeconds)
    if (isKnown || !(await findWardBySecret(db, secret, clock.now()))) return
    known.delete(key)
    known.set(key, clock.monotonicMs())
    for (const oldest of known.keys()) {
      if (known.size <= MOST_REMEMBERED) break
      known.delete(oldest)
    }
  })
}

/** The same words for everybody, as short as can be; what else was sent on the same connection is not even read. */
function turnAway(reply: FastifyReply, seconds: number): FastifyReply {
  return reply
    .code(429)
    .header('retry-after', seconds)
    .header('connection', 'close')
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send('Đang có quá nhiều lượt mở từ nơi này. Chờ một phút rồi thử lại.\n')
}

function secretOf(url: FastifyRequest['url']): string | undefined {
  const first = /^\/tram\/([^/?#]+)/.exec(url)?.[1]
  // The pages' script is no link.
  return first === 'kiem-tep.js' ? undefined : first
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
