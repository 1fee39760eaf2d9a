import { BlockList, isIP } from 'node:net'

/** Addresses that are routed nowhere on the internet: RFC 1918, 6598 (shared), 3927 and 4193, 4291 (local), loopback. */
const OWN: readonly (readonly [string, number])[] = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
]
const own = new BlockList()
for (const [network, bits] of OWN) own.addSubnet(network, bits, familyOf(network))

/** Whether an address can only be of the station's own network or machine. Nonsense is not. */
export function isOwnNetwork(address: string): boolean {
  return isAmong(own, address)
}

/** Whether an address is this machine's alone. */
export function isLoopback(address: string): boolean {
  return /^(127\.|::1$)/.test(plainAddress(address))
}

/** Machines and networks by their addresses: `127.0.0.1`, `10.0.0.0/24`, `fd00::/8`. */
export class Networks {
  readonly #list = new BlockList()

  /** Those that cannot be read are left out: see `isNetwork`. */
  constructor(written: readonly string[]) {
    for (const one of written) {
      const [address = '', bits] = one.split('/')
      if (!isNetwork(one)) continue
      if (bits === undefined) this.#list.addAddress(address, familyOf(address))
      else this.#list.addSubnet(address, Number(bits), familyOf(address))
    }
  }

  has(address: string): boolean {
    return isAmong(this.#list, address)
  }
}

/** Whether a text names a machine or a network by its address. */
export function isNetwork(written: string): boolean {
  const [address = '', bits, ...more] = written.split('/')
  if (isIP(address) === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(address) === 4 ? 32 : 128))
}

/** An address as sockets tell it, without the IPv6 dress of an IPv4 one and without the name of the network card. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
}

function isAmong(list: BlockList, address: string): boolean {
  const plain = plainAddress(address)
  return isIP(plain) !== 0 && list.check(plain, familyOf(plain))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6'
}
