import { isIP } from 'node:net'

/** Where a passkey may be made and used: the host name it belongs to, and the page's origin. */
export interface PasskeyAddress {
  rpId: string
  origin: string
}

/**
 * Whether browsers make passkeys for an address (pure): a host name with a dot over HTTPS, or this very machine. An address
 * of digits never qualifies (W3C Web Authentication Level 3, 5.1.3: the relying party is a domain).
 */
export function passkeyAddress(host: string | undefined, isEncrypted: boolean): PasskeyAddress | undefined {
  const address = `${isEncrypted ? 'https' : 'http'}://${host ?? ''}`
  if (host === undefined || !URL.canParse(address)) return undefined
  const { hostname, origin } = new URL(address)
  if (hostname === 'localhost') return { rpId: hostname, origin }
  const isName = isIP(hostname) === 0 && /^([a-z0-9]+(-[a-z0-9]+)*\.)+[a-z]{2,}$/.test(hostname)
  return isEncrypted && isName ? { rpId: hostname, origin } : undefined
}
