import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isForwarded, isOutside, readOrigin } from '../../../server/public-address/caller.ts'
import { mayPass } from '../../../server/public-address/exposed.ts'
import { isNetwork, isOwnNetwork, Networks, plainAddress } from '../../../server/public-address/networks.ts'
import { reasonOf } from '../../../server/public-address/reasons.ts'

describe('a public address', () => {
  it.each([
    ['https://phatthanh.xa.vn', 'https://phatthanh.xa.vn'],
    ['  phatthanh.xa.vn/ ', 'https://phatthanh.xa.vn'],
    ['phatthanh.xa.vn:8443', 'https://phatthanh.xa.vn:8443'],
    ['HTTPS://PhatThanh.xa.vn:443', 'https://phatthanh.xa.vn'],
    ['http://203.0.113.7:8080', 'http://203.0.113.7:8080'],
    ['https://phátthanh.vn', 'https://xn--phtthanh-9ya.vn'],
  ])('is read as browsers write it: %s', (written, origin) => {
    expect(readOrigin(written)).toBe(origin)
  })

  it.each([
    '',
    'https://',
    'ftp://a.vn',
    'javascript:alert(1)',
    'https://a.vn/tram',
    'https://u:p@a.vn',
    'https://a.vn?x=1',
    'hai từ',
  ])('is nothing else: “%s”', (written) => {
    expect(readOrigin(written)).toBeUndefined()
  })
})

describe('networks', () => {
  it('that lead nowhere on the internet are the station’s own, in whatever dress', () => {
    for (const address of [
      '127.0.0.1',
      '::1',
      '10.1.2.3',
      '192.168.1.9',
      '172.31.0.1',
      '100.64.0.1',
      '::ffff:192.168.1.9',
      'fe80::1%eth0',
      'fd12::1',
    ])
      expect([address, isOwnNetwork(address)]).toEqual([address, true])
    for (const address of ['203.0.113.7', '172.32.0.1', '::ffff:8.8.8.8', '2001:db8::1', '', 'nonsense'])
      expect([address, isOwnNetwork(address)]).toEqual([address, false])
  })

  it('are stated by address or by subnet, and nothing else is among them', () => {
    const networks = new Networks(['127.0.0.1', '10.0.0.0/24', 'fd00::/8', 'sai'])
    expect(['127.0.0.1', '::ffff:127.0.0.1', '10.0.0.200', 'fd00::5'].every((one) => networks.has(one))).toBe(true)
    expect(['127.0.0.2', '10.0.1.1', '::1', '', 'sai'].some((one) => networks.has(one))).toBe(false)
    expect(['127.0.0.1', '10.0.0.0/24', '::/0'].every(isNetwork)).toBe(true)
    expect(['10.0.0.0/33', '10.0.0.0/8/8', 'caddy', '10.0.0', '1.2.3.4/'].some(isNetwork)).toBe(false)
    expect(plainAddress('::ffff:10.0.0.1')).toBe('10.0.0.1')
  })
})

describe('a caller', () => {
  const origin = 'https://phatthanh.xa.vn'
  const inside = { headers: { host: '192.168.1.20:8080' }, peer: '192.168.1.9', httpVersion: '1.1' }
  const none = new Networks([])

  it('is outside by the name they ask for, by who hands them on, or by where they come from', () => {
    expect(isOutside(origin, none, inside)).toBe(false)
    expect(isOutside(origin, none, { ...inside, headers: { host: 'PHATTHANH.xa.vn:443' } })).toBe(true)
    expect(
      isOutside(origin, none, { ...inside, headers: { host: 'localhost', 'x-forwarded-for': '203.0.113.7' } }),
    ).toBe(true)
    expect(isOutside(origin, none, { ...inside, headers: { host: 'localhost', forwarded: 'for=203.0.113.7' } })).toBe(
      true,
    )
    expect(isOutside(origin, none, { ...inside, peer: '203.0.113.7' })).toBe(true)
    expect(isOutside(origin, none, { ...inside, httpVersion: '1.0' })).toBe(true)
    expect(isOutside(origin, new Networks(['192.168.1.9']), inside)).toBe(true)
    expect(isOutside(origin, new Networks(['127.0.0.1']), { ...inside, peer: '::ffff:127.0.0.1' })).toBe(false)
    expect(isForwarded(inside)).toBe(false)
  })

  it('is never outside where there is no public address', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        (host, peer) =>
          !isOutside(undefined, none, { headers: { host, 'x-forwarded-for': peer }, peer, httpVersion: '1.1' }),
      ),
    )
  })

  it('who asks for anything strange is judged all the same', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (host) =>
          typeof isOutside(origin, none, { headers: { host }, peer: '127.0.0.1', httpVersion: '1.1' }) === 'boolean',
      ),
    )
  })
})

describe('by the public address', () => {
  it('routes behind links answer, judged by the route', () => {
    for (const route of [
      '/tram/:secret',
      '/tram/:secret/tep/:renderId/:fileName',
      '/api/send/:secret/files',
      '/api/leader-phone',
      '/api/leader-phone/requests/:id',
    ])
      expect([route, mayPass('POST', route, '')]).toEqual([route, true])
    for (const route of [
      '/api/editions',
      '/api/send',
      '/api/leader-phones',
      '/api/leaders',
      '/api/live',
      '/vao/:code',
      '/tin-cay/ca.crt',
      undefined,
    ])
      expect([route, mayPass('GET', route, '/tram/x')]).toEqual([route, false])
    expect(mayPass('GET', '/api/me', '/api/me')).toBe(true)
    expect(mayPass('PATCH', '/api/me', '/api/me')).toBe(false)
  })

  it('pages of links are handed out and no others', () => {
    for (const page of [
      '/gui-bai/abc',
      '/gui-bai/abc/bien-nhan/K7',
      '/phe-duyet',
      '/phe-duyet/dang-ky/abc',
      '/assets/index-B1_x.js',
    ])
      expect([page, mayPass('GET', '/*', page)]).toEqual([page, true])
    for (const page of [
      '/',
      '/hom-nay',
      '/tram',
      '/gui-bai',
      '/dang-nhap',
      '/assets/../index.html',
      '/tin-cay',
      '/nghe-duyet/x',
    ])
      expect([page, mayPass('GET', '/*', page)]).toEqual([page, false])
  })
})

describe('why an address could not be asked', () => {
  it('is said in Vietnamese with the code that a technician looks for', () => {
    const refused = new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) })
    expect(reasonOf(refused).reason).toContain('(ECONNREFUSED)')
    const several = new AggregateError([Object.assign(new Error('x'), { code: 'ENETUNREACH' })])
    expect(reasonOf(new TypeError('fetch failed', { cause: several })).reason).toContain('Không có đường mạng')
    expect(reasonOf(new DOMException('late', 'TimeoutError')).reason).toContain('10 giây')
    expect(reasonOf(Object.assign(new Error('x'), { code: 'ERR_SSL_WRONG_VERSION_NUMBER' })).reason).toContain(
      'không nói HTTPS',
    )
  })
})
