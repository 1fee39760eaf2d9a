import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { type PasskeyAddress, passkeyAddress } from './keys/index.ts'
import { findPhone, type Phone } from './store.ts'

/** Everything that a leader's telephone asks stands under this path, and its cookie goes nowhere else. */
export const PHONE_PATH = '/api/leader-phone'
/** As long as browsers keep a cookie; each visit begins the time anew. */
const LASTS_SECONDS = 400 * 86_400
/** A name for each side of the station, as the session's cookies have: see server/accounts/sessions.ts. */
const COOKIES = { plain: 'len-song-phe-duyet', secure: 'len-song-phe-duyet-https' } as const

/** The registered telephone that asks. Refuses `phone-unknown`. */
export async function phoneOf(request: FastifyRequest, deps: Pick<Deps, 'db' | 'config'>): Promise<Phone> {
  const token = tokenOf(request, deps)
  const phone = token === undefined ? undefined : await findPhone(deps.db, token)
  if (!phone) throw new StationError('phone-unknown')
  return phone
}

/** Hands a telephone its token, or the same one for another while. */
export function giveToken(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Pick<Deps, 'config'>,
  token: string,
): void {
  const secure = isEncrypted(request, deps)
  reply.setCookie(secure ? COOKIES.secure : COOKIES.plain, token, {
    path: PHONE_PATH,
    httpOnly: true,
    sameSite: 'strict',
    secure,
    maxAge: LASTS_SECONDS,
  })
}

/** The token that a telephone sent, whatever it is worth. */
export function tokenOf(request: FastifyRequest, deps: Pick<Deps, 'config'>): string | undefined {
  return request.cookies[isEncrypted(request, deps) ? COOKIES.secure : COOKIES.plain]
}

/** Where a passkey would be made or used by this request; undefined where browsers make none. */
export function addressOf(request: FastifyRequest, deps: Pick<Deps, 'config'>): PasskeyAddress | undefined {
  return passkeyAddress(request.headers.host, isEncrypted(request, deps))
}

/** The address of the page that asks, as a browser shows it: `http://192.168.1.20:8080`. */
export function originOf(request: FastifyRequest, deps: Pick<Deps, 'config'>): string | undefined {
  const address = `${isEncrypted(request, deps) ? 'https' : 'http'}://${request.headers.host ?? ''}`
  return request.headers.host !== undefined && URL.canParse(address) ? new URL(address).origin : undefined
}

function isEncrypted(request: FastifyRequest, { config }: Pick<Deps, 'config'>): boolean {
  return request.protocol === 'https' || config.https
}
