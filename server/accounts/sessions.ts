import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyCookie from '@fastify/cookie'
import fastifySession from '@fastify/session'
import type { Session } from 'fastify'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { dropExpiredSessions, dropSession, findAccount, loadSession, saveSession } from './store.ts'

declare module 'fastify' {
  interface Session {
    accountId?: string
  }
  interface FastifyContextConfig {
    /** Answers without a signed-in person: the first question, sign-in, the pages' own files, secret links. */
    open?: boolean
  }
  interface FastifyRequest {
    /** The signed-in person; routes that are not open have one always. */
    person: { id: string; displayName: string } | undefined
  }
}

const THIRTY_DAYS_MS = 30 * 86_400_000
const COOKIE = 'len-song'
/**
 * Over HTTPS the cookie has another name: a browser lets no page of plain HTTP replace or remove a cookie marked secure, so
 * that one name for both sides would lock people out of the plain one.
 */
const SECURE_COOKIE = 'len-song-https'
const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Session cookies (httpOnly, SameSite=Lax, thirty days) kept in the database, and the gate: every route needs a
 * signed-in person unless its config says `open`, and no request that changes something is taken from another site.
 * What was signed in over HTTPS never travels in the clear: each side of the station has a session of its own.
 */
export async function registerSessions(app: App, deps: Deps): Promise<void> {
  await app.register(fastifyCookie)
  app.addHook('onRequest', async (request) => {
    if (request.protocol === 'https') request.cookies[COOKIE] = request.cookies[SECURE_COOKIE]
  })
  await app.register(fastifySession, {
    secret: sessionSecret(deps.config.dataDir),
    cookieName: COOKIE,
    // Marked secure below: over our own HTTPS, and behind a proxy that speaks it for us.
    cookie: { httpOnly: true, sameSite: 'lax', secure: false, path: '/', maxAge: THIRTY_DAYS_MS },
    saveUninitialized: false,
    rolling: false,
    store: storeOver(deps),
  })
  app.addHook('onSend', async (request, reply) => {
    const isEncrypted = request.protocol === 'https'
    if (!isEncrypted && !deps.config.https) return
    const set = [reply.getHeader('set-cookie') ?? []].flat().map(String)
    reply.removeHeader('set-cookie')
    for (const cookie of set) reply.header('set-cookie', asSecure(cookie, isEncrypted))
  })
  app.decorateRequest('person', undefined)
  app.addHook('onRequest', async (request) => {
    refuseForeignOrigin(request.method, request.headers)
    const { accountId } = request.session
    const account = accountId === undefined ? undefined : await findAccount(deps.db, accountId)
    request.person = account && { id: account.id, displayName: account.displayName }
    if (request.person || request.routeOptions.config.open || !request.url.startsWith('/api/')) return
    throw new StationError('sign-in-needed')
  })
  await dropExpiredSessions(deps.db, deps.clock.now())
}

/** The signed-in person of a route that is not open. */
export function personOf(request: { person: { id: string; displayName: string } | undefined }): {
  id: string
  displayName: string
} {
  if (request.person) return request.person
  throw new StationError('sign-in-needed')
}

function storeOver({ db, clock }: Deps): {
  set: (id: string, session: Session, done: (error?: unknown) => void) => void
  get: (id: string, done: (error: unknown, session?: Session | null) => void) => void
  destroy: (id: string, done: (error?: unknown) => void) => void
} {
  return {
    set: (id, session, done) => {
      const expiresAt = Math.round(session.cookie.expires?.getTime() ?? clock.now() + THIRTY_DAYS_MS)
      saveSession(db, id, JSON.stringify(session), expiresAt).then(() => done(), done)
    },
    get: (id, done) => {
      loadSession(db, id, clock.now()).then((data) => done(null, data === undefined ? null : revive(data)), done)
    },
    destroy: (id, done) => {
      dropSession(db, id).then(() => done(), done)
    },
  }
}

function revive(data: string): Session {
  const session = JSON.parse(data)
  if (session.cookie?.expires) session.cookie.expires = new Date(session.cookie.expires)
  return session
}

function asSecure(cookie: string, isRenamed: boolean): string {
  if (!cookie.startsWith(`${COOKIE}=`)) return cookie
  return `${isRenamed ? SECURE_COOKIE : COOKIE}${cookie.slice(COOKIE.length)}; Secure`
}

function refuseForeignOrigin(method: string, headers: { origin?: string; host?: string }): void {
  if (!UNSAFE.has(method) || headers.origin === undefined) return
  const from = URL.canParse(headers.origin) ? new URL(headers.origin).host : undefined
  if (from === undefined || from !== headers.host) throw new StationError('foreign-origin')
}

/** The key that signs cookies: made once, kept in the data folder for its owner alone. */
function sessionSecret(dataDir: string): string {
  const path = join(dataDir, 'session.key')
  try {
    writeFileSync(path, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
  }
  return readFileSync(path, 'utf8')
}
