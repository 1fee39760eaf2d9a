import type { Exposed } from '../contract/index.ts'
import { isLoopback, isOwnNetwork, type Networks } from './networks.ts'

/** The setting that counts. */
export interface KeptAddress {
  /** `https://phatthanh.example.vn`; undefined: there is none. */
  origin: string | undefined
  proxies: readonly string[]
  exposed: Exposed
}

/** As much of a request as says where it came from. */
export interface Caller {
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** The other end of the connection: the caller, or the proxy that hands on. */
  peer: string
  /** `1.1`. */
  httpVersion: string
}

/** What proxies and tunnels write on what they hand on: RFC 7239 and its forerunners. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'cf-connecting-ip', 'true-client-ip'] as const

/** Whether somebody else handed a request on, by its own word. */
export function isForwarded({ headers }: Pick<Caller, 'headers'>): boolean {
  return FORWARDED.some((name) => headers[name] !== undefined)
}

/**
 * Whether a request came by the public address. Several signs, each enough, so that a proxy that hides one of them opens
 * nothing: it asks for that name; somebody handed it on; it comes from a stated proxy that is another machine, or from no
 * private network; it speaks HTTP/1.0, as no browser does and nginx does to what is behind it unless it is told otherwise. A
 * caller who pretends can only shut doors for himself. Without a public address nothing is outside.
 */
export function isOutside(origin: string | undefined, proxies: Networks, caller: Caller): boolean {
  if (origin === undefined) return false
  const { peer, httpVersion } = caller
  if (asksFor(origin, caller) || isForwarded(caller) || httpVersion === '1.0') return true
  return !isOwnNetwork(peer) || (proxies.has(peer) && !isLoopback(peer))
}

/** Whether a request asks for the host of an origin, on whichever port. */
export function asksFor(origin: string, { headers }: Pick<Caller, 'headers'>): boolean {
  const host = typeof headers.host === 'string' ? `http://${headers.host}` : ''
  return URL.canParse(host) && new URL(host).hostname === new URL(origin).hostname
}

/** A person's writing of an origin as browsers write it; undefined where it is none: other schemes, a path, a login. */
export function readOrigin(written: string): string | undefined {
  const text = written.normalize('NFC').trim()
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(whole)) return undefined
  const { protocol, origin, username, password, pathname, search, hash, hostname } = new URL(whole)
  const isBare = username === '' && password === '' && pathname === '/' && search === '' && hash === ''
  return isBare && /^https?:$/.test(protocol) && hostname !== '' ? origin : undefined
}
