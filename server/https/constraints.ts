import { isIP } from 'node:net'
import { hostNames, type MachineNames } from './names.ts'
import { type AddressRange, addressBytes, isInRange, isPrivate, maskBytes, PRIVATE_RANGES } from './ranges.ts'

/** Whether an authority may sign for a host name or an address. */
export type Permits = (name: string) => boolean

/** The identifier of the extension: id-ce-nameConstraints (RFC 5280, 4.2.1.10). */
export const NAME_CONSTRAINTS = '2.5.29.30'

/** Names that lead out of no house: this machine, multicast DNS (RFC 6762), home networks (RFC 8375), and what routers use. */
const HOUSE_DOMAINS = ['localhost', 'local', 'home.arpa', 'internal', 'lan'] as const

const SEQUENCE = 0x30
const PERMITTED = 0xa0
const DNS_NAME = 0x82
const IP_ADDRESS = 0x87

/**
 * The value of the extension that binds an authority to this machine's own networks, as DER: private addresses, names
 * that stay in the house, and this machine's own name and addresses of today. Whoever trusts the authority of a station
 * so trusts it with nothing else in the world, even when its key is stolen. OpenSSL, Chromium, Mozilla's and Microsoft's
 * verifiers and Apple's trustd (its nameconstraints.c compares both kinds) all keep to it.
 */
export function nameConstraints(machine: MachineNames): Buffer {
  const domains = [...HOUSE_DOMAINS, ...hostNames(machine.hostName).filter(isOwn)]
  const ranges = [...PRIVATE_RANGES, ...machine.addresses.flatMap(alone)]
  const subtrees = [...new Set(domains)].map(domainSubtree).concat(ranges.map(rangeSubtree))
  return der(SEQUENCE, der(PERMITTED, ...subtrees))
}

/** What an authority may sign for, read from its certificate: it was bound when it was made, and stays so. */
export function permitsOf(certificate: Uint8Array): Permits {
  const written = Buffer.from(certificate)
  return (name) => {
    if (isIP(name) === 0) return suffixes(name).some((suffix) => written.includes(domainSubtree(suffix)))
    const ranges = [...PRIVATE_RANGES, ...single(name)].filter((range) => isInRange(name, range))
    return ranges.some((range) => written.includes(rangeSubtree(range)))
  }
}

/**
 * Whether a name can be nobody else's: a bare one that is no top-level domain (those have neither digit nor hyphen but
 * as `xn--`), or one of three labels and more. A machine called “radio” is found as radio.local.
 */
function isOwn(hostName: string): boolean {
  const labels = hostName.split('.')
  return labels.length === 1 ? /[\d-]/.test(hostName) && !hostName.startsWith('xn--') : labels.length > 2
}

/** A public IPv4 address of the machine itself: some offices have them inside. Those of IPv6 change by the day. */
function alone(address: string): AddressRange[] {
  return isIP(address) === 4 && !isPrivate(address) ? single(address) : []
}

function single(address: string): AddressRange[] {
  return [{ network: address, bits: isIP(address) === 4 ? 32 : 128 }]
}

/** `a.b.c`, `b.c`, `c`. */
function suffixes(hostName: string): string[] {
  const labels = hostName.split('.')
  return labels.map((_, from) => labels.slice(from).join('.'))
}

function domainSubtree(domain: string): Buffer {
  return der(SEQUENCE, der(DNS_NAME, Buffer.from(domain, 'latin1')))
}

function rangeSubtree(range: AddressRange): Buffer {
  return der(SEQUENCE, der(IP_ADDRESS, Buffer.from([...addressBytes(range.network), ...maskBytes(range)])))
}

/** One DER element: tag, length, content (X.690, 8.1.3). */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const written = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...written]), content])
}
