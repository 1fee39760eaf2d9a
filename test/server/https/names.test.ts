import { BlockList, isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameConstraints, permitsOf } from '../../../server/https/constraints.ts'
import { hostNames, type LeafFacts, leafNames, namesIn, reissueReason } from '../../../server/https/names.ts'
import { addressBytes, canonicalAddress, isInRange, isPrivate, PRIVATE_RANGES } from '../../../server/https/ranges.ts'

const DAY_MS = 86_400_000
const NOW = Date.UTC(2026, 10, 22)
const address = fc.oneof(fc.ipV4(), fc.ipV6())
const family = (text: string) => (isIP(text) === 6 ? 'ipv6' : 'ipv4')
const machine = fc.record({ hostName: fc.string(), addresses: fc.array(address, { maxLength: 6 }) })

describe('addresses', () => {
  it('lie in a range exactly when Node’s own list says so', () => {
    for (const range of PRIVATE_RANGES) {
      const list = new BlockList()
      list.addSubnet(range.network, range.bits, family(range.network))
      fc.assert(
        fc.property(address, (text) => {
          const canonical = canonicalAddress(text)
          // Node reads ::ffff:10.0.0.1 as 10.0.0.1; a certificate holds sixteen bytes for it.
          fc.pre(canonical !== undefined && !canonical.startsWith('::ffff:'))
          expect(isInRange(canonical ?? '', range)).toBe(list.check(canonical ?? '', family(canonical ?? '')))
        }),
      )
    }
  })

  it('of homes and offices are private, those of the world are not', () => {
    for (const home of ['10.1.2.3', '172.31.0.1', '192.168.1.20', '169.254.7.7', '100.101.2.3', 'fd12::1', '127.0.0.1'])
      expect([home, isPrivate(home)]).toEqual([home, true])
    for (const world of ['8.8.8.8', '172.32.0.1', '203.162.4.191', '2001:ee0::1', '100.128.0.1', '11.0.0.1'])
      expect([world, isPrivate(world)]).toEqual([world, false])
  })

  it('have one way of being written', () => {
    expect(canonicalAddress('FD00:0:0:0:0:0:0:1')).toBe('fd00::1')
    expect(canonicalAddress('fe80::1%eth0')).toBe('fe80::1')
    expect(canonicalAddress('may-tram')).toBeUndefined()
    expect(addressBytes('fd00::1')).toEqual([0xfd, ...Array(14).fill(0), 1])
    expect(addressBytes('::')).toEqual(Array(16).fill(0))
  })
})

describe('the names of a machine', () => {
  it('are its own, its first label, and that label under .local', () => {
    expect(hostNames('MAY-TRAM')).toEqual(['localhost', 'may-tram', 'may-tram.local'])
    expect(hostNames('may-tram.local')).toEqual(['localhost', 'may-tram', 'may-tram.local'])
    expect(hostNames('pc1.dai.sadec.gov.vn')).toEqual(['localhost', 'pc1', 'pc1.dai.sadec.gov.vn', 'pc1.local'])
  })

  it('are left out where DNS could not carry them', () => {
    for (const odd of ['máy trạm', 'may_tram', '', '-a', '192.168.1.5', 'a..b'])
      expect(hostNames(odd)).toEqual(['localhost'])
  })
})

describe('what an authority may sign for', () => {
  const permits = permitsOf(nameConstraints({ hostName: 'may-tram', addresses: ['192.0.2.2', '2001:db8::5'] }))

  it('is every private address, names of the house, and the machine as it was', () => {
    for (const own of [
      'localhost',
      'may-tram',
      'may-tram.local',
      'x.lan',
      '192.168.7.7',
      '10.0.0.9',
      'fd00::9',
      '192.0.2.2',
    ])
      expect([own, permits(own)]).toEqual([own, true])
  })

  it('is nothing else in the world', () => {
    for (const foreign of ['google.com', 'vn', 'may-tram.com', 'notlocal', '8.8.8.8', '192.0.2.3', '2001:db8::5'])
      expect([foreign, permits(foreign)]).toEqual([foreign, false])
  })

  it('never holds a bare name that could be a top-level domain', () => {
    for (const name of ['radio', 'com', 'xn--p1ai', 'vn'])
      expect([name, permitsOf(nameConstraints({ hostName: name, addresses: [] }))(name)]).toEqual([name, false])
  })

  it('covers the machine that it was made on, whatever that is called', () => {
    fc.assert(
      fc.property(machine, (made) => {
        const names = leafNames(made, permitsOf(nameConstraints(made)))
        expect(names).toEqual(expect.arrayContaining(['localhost', '127.0.0.1', '::1']))
        expect(new Set(names).size).toBe(names.length)
        for (const own of made.addresses) {
          const canonical = canonicalAddress(own) ?? ''
          if (isPrivate(canonical) || isIP(canonical) === 4) expect(names).toContain(canonical)
        }
      }),
    )
  })

  it('keeps to private addresses when the machine moves', () => {
    fc.assert(
      fc.property(machine, machine, (made, moved) => {
        const atHome = new Set(made.addresses.map(canonicalAddress))
        for (const name of leafNames(moved, permitsOf(nameConstraints(made))))
          expect(isIP(name) === 0 || isPrivate(name) || atHome.has(name)).toBe(true)
      }),
    )
  })
})

describe('a leaf is made anew', () => {
  const leaf: LeafFacts = { names: ['127.0.0.1', 'localhost'], notBefore: NOW - DAY_MS, notAfter: NOW + 396 * DAY_MS }
  const far = NOW + 3650 * DAY_MS

  it('when there is none, when a name is missing, when its time is not now', () => {
    expect(reissueReason(undefined, [], NOW, far)).toBe('absent')
    expect(reissueReason(leaf, ['localhost', '192.168.1.20'], NOW, far)).toBe('names-missing')
    expect(reissueReason(leaf, ['localhost'], NOW - 2 * DAY_MS, far)).toBe('not-yet-valid')
    expect(reissueReason(leaf, ['localhost'], NOW + 360 * DAY_MS, far)).toBe('near-its-end')
    expect(reissueReason(leaf, ['localhost'], NOW + 500 * DAY_MS, far)).toBe('near-its-end')
  })

  it('not because a cable is pulled, and not when a new one could reach no further', () => {
    expect(reissueReason(leaf, ['localhost'], NOW, far)).toBeUndefined()
    expect(reissueReason(leaf, ['localhost'], NOW + 390 * DAY_MS, leaf.notAfter)).toBeUndefined()
  })

  it('and then needs no further one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a.local', 'localhost', '10.0.0.1')),
        fc.integer({ min: 0, max: 3600 }),
        (wanted, day) => {
          const now = NOW + day * DAY_MS
          const fresh = { names: wanted, notBefore: now - DAY_MS, notAfter: Math.min(now + 396 * DAY_MS, far) }
          expect(reissueReason(fresh, wanted, now, far)).toBeUndefined()
        },
      ),
    )
  })
})

it('the names in a certificate are read back in the canonical way', () => {
  expect(namesIn('DNS:localhost, DNS:may-tram.local, IP Address:127.0.0.1, IP Address:FD00:0:0:0:0:0:0:1')).toEqual([
    'localhost',
    'may-tram.local',
    '127.0.0.1',
    'fd00::1',
  ])
  expect(namesIn(undefined)).toEqual([])
})
