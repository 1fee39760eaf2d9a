import type { Trust } from '../../../server/contract/index.ts'

/**
 * The secure address of the station for a visitor who came by this host name: the same name where the certificate holds
 * for it, else one that other machines can reach. Undefined while HTTPS is not served.
 */
export function secureOrigin(trust: Trust, hostname: string): string | undefined {
  const { port, names = [] } = trust
  if (trust.state !== 'serving' || port === undefined) return undefined
  const own = hostname.replace(/^\[|\]$/g, '')
  const host = names.includes(own) ? own : reachable(names)
  if (host === undefined) return undefined
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Where a telephone finds this page: the plain addresses for which there is a secure one too, the visitor's own first. */
export function telephoneAddresses(trust: Trust, hostname: string): string[] {
  const { names = [] } = trust
  const host = (address: string) => new URL(address).hostname
  return trust.plainAddresses
    .filter((address) => names.includes(host(address)))
    .sort((a, b) => Number(host(b) === hostname) - Number(host(a) === hostname))
    .map((address) => `${address}/tin-cay`)
}

/** Whether the page was opened on the station's own machine, where every address is as good as a secure one. */
export function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
}

function reachable(names: readonly string[]): string | undefined {
  return names.find((name) => /^\d+(\.\d+){3}$/.test(name) && !name.startsWith('127.')) ?? names.find(isLocalName)
}

const isLocalName = (name: string) => name.endsWith('.local')
