import { isIPv4, isIPv6 } from 'node:net'

/** A block of addresses: its first address, and how many leading bits all of it share. */
export interface AddressRange {
  readonly network: string
  readonly bits: number
}

/**
 * The addresses that mean a machine of one's own network, wherever in the world it stands: this machine (RFC 1122, RFC
 * 4291), private networks (RFC 1918, RFC 4193), links without a router (RFC 3927, RFC 4291), and what providers and
 * private overlays share out (RFC 6598).
 */
export const PRIVATE_RANGES: readonly AddressRange[] = [
  { network: '127.0.0.0', bits: 8 },
  { network: '10.0.0.0', bits: 8 },
  { network: '172.16.0.0', bits: 12 },
  { network: '192.168.0.0', bits: 16 },
  { network: '169.254.0.0', bits: 16 },
  { network: '100.64.0.0', bits: 10 },
  { network: '::1', bits: 128 },
  { network: 'fc00::', bits: 7 },
  { network: 'fe80::', bits: 10 },
]

/** An address in the one way of writing it that is compared here; undefined for what is no address. */
export function canonicalAddress(written: string): string | undefined {
  const [address = ''] = written.split('%')
  if (isIPv4(address)) return address
  return isIPv6(address) ? new URL(`http://[${address}]`).hostname.slice(1, -1) : undefined
}

/** The four or sixteen bytes of an address. Throws a RangeError for what is no address. */
export function addressBytes(written: string): number[] {
  const address = canonicalAddress(written)
  if (address === undefined) throw new RangeError(`${written} is no address`)
  if (!address.includes(':')) return address.split('.').map(Number)
  const [head = '', tail] = address.split('::')
  const [left, right] = [groups(head), groups(tail ?? '')]
  const middle = Array<string>(8 - left.length - right.length).fill('0')
  return [...left, ...middle, ...right].flatMap((group) => {
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 0xff]
  })
}

/** The network mask of a range, as long as its addresses. */
export function maskBytes({ network, bits }: AddressRange): number[] {
  return addressBytes(network).map((_, index) => {
    const inThisByte = Math.min(8, Math.max(0, bits - index * 8))
    return (0xff << (8 - inThisByte)) & 0xff
  })
}

/** Whether an address lies in a range; false for an address of the other length. */
export function isInRange(address: string, range: AddressRange): boolean {
  const [bytes, network, mask] = [addressBytes(address), addressBytes(range.network), maskBytes(range)]
  if (bytes.length !== network.length) return false
  return bytes.every((byte, index) => ((byte ^ (network[index] ?? 0)) & (mask[index] ?? 0)) === 0)
}

export function isPrivate(address: string): boolean {
  return PRIVATE_RANGES.some((range) => isInRange(address, range))
}

function groups(part: string): string[] {
  return part === '' ? [] : part.split(':')
}
