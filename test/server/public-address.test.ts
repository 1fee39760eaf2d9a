import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PublicAddress } from '../../server/contract/index.ts'
import { TestStation } from '../builders.ts'
import { openProxy, type ProxyManners } from './tiny-proxy.ts'

type Link = { linkPath?: string }

describe('the public address of a station', () => {
  let station: TestStation
  let inside: string
  let proxy: Awaited<ReturnType<typeof openProxy>>
  let manners: ProxyManners = {}
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    inside = await station.app.listen({ host: '127.0.0.1', port: 0 })
    proxy = await openProxy(Number(new URL(inside).port), () => manners)
  })
  afterAll(async () => {
    await proxy.close()
    await station.close()
  })

  const set = (change: Partial<{ origin: string | null; proxies: string[]; exposed: string }>) =>
    station.get<PublicAddress>('PUT', '/api/public-address', {
      origin: proxy.origin,
      proxies: ['127.0.0.1'],
      exposed: 'links',
      ...change,
    })
  const statusOf = async (url: string, init: RequestInit = {}) =>
    (await fetch(url, { redirect: 'manual', ...init })).status
  const tried = async () => {
    const { test } = await station.get<PublicAddress>('POST', '/api/public-address/test')
    return new Map(test?.findings.map((finding) => [finding.what, finding]))
  }

  it('is none at first, and everybody reaches everything', async () => {
    expect(await station.get('GET', '/api/public-address')).toMatchObject({ proxies: [], exposed: 'links' })
    expect(await station.get('GET', '/api/public-address/origin')).toEqual({})
    expect(await statusOf(`${proxy.origin}/api/health`)).toBe(401)
    expect(await station.refused('POST', '/api/public-address/test')).toMatchObject({ code: 'no-public-address' })
  })

  it('is refused where it is none, as are proxies without an address', async () => {
    const body = { origin: 'https://a.vn/tram', proxies: [], exposed: 'links' }
    expect(await station.refused('PUT', '/api/public-address', body)).toMatchObject({ code: 'address-not-an-origin' })
    expect(await station.refused('PUT', '/api/public-address', { ...body, origin: inside })).toMatchObject({
      code: 'address-is-ours',
    })
    expect(
      await station.refused('PUT', '/api/public-address', { ...body, origin: 'a.vn', proxies: ['máy cổng'] }),
    ).toMatchObject({ code: 'proxy-not-an-address', message: expect.stringContaining('máy cổng') })
  })

  it('lets links through and nothing else, whoever is signed in and however they ask', async () => {
    expect((await set({})).origin).toBe(proxy.origin)
    const { linkPath } = await station.get<Link>('POST', '/api/ward-stations', { name: 'Trạm một' })
    expect(await statusOf(`${proxy.origin}${linkPath}`)).toBe(200)
    expect(await statusOf(`${proxy.origin}/api/me`)).toBe(200)
    expect(await statusOf(`${proxy.origin}/api/send/guess`)).toBe(404)
    for (const closed of [
      '/',
      '/tram',
      '/dang-nhap',
      '/api/health',
      '/api/ward-stations',
      '/api/live',
      '/tin-cay/ca.crt',
      '/api/khong-co',
    ])
      expect([closed, await statusOf(proxy.origin + closed)]).toEqual([closed, 404])
    expect(await statusOf(`${proxy.origin}/api/sign-in`, { method: 'POST', body: '{}' })).toBe(404)
    expect(await (await fetch(`${proxy.origin}/robots.txt`)).text()).toContain('Disallow: /')
    // A proxy that hides the name opens nothing, and the station's own network is as before.
    manners = { keepsHost: false }
    expect(await statusOf(`${proxy.origin}/api/health`)).toBe(404)
    manners = {}
    expect(await statusOf(`${inside}/api/health`)).toBe(401)
    // nginx as it comes: neither the name nor the caller, and the oldest HTTP.
    const { hostname, port, host } = new URL(inside)
    const socket = connect(Number(port), hostname)
    socket.write(`GET /api/health HTTP/1.0\r\nHost: ${host}\r\n\r\n`)
    expect((await text(socket)).split('\r\n')[0]).toContain(' 404 ')
    const cookie = await station.app.inject({ url: '/api/health', headers: { host: new URL(proxy.origin).host } })
    expect(cookie.statusCode).toBe(404)
  })

  it('cannot be shut behind whoever sets it by that address', async () => {
    const body = { origin: proxy.origin, proxies: [], exposed: 'links' }
    const host = new URL(proxy.origin).host
    await set({ exposed: 'everything' })
    expect(await station.refused('PUT', '/api/public-address', body, { host })).toMatchObject({
      code: 'address-locks-out',
    })
    expect(await statusOf(`${proxy.origin}/api/health`)).toBe(401)
    await set({})
  })

  it('believes a stated proxy about the caller, and nobody else', async () => {
    const spent = async (origin: string, from: string) =>
      Number(
        (await fetch(`${origin}/thu-dia-chi/guess`, { headers: { 'x-forwarded-for': from } })).headers.get(
          'x-ratelimit-remaining',
        ),
      )
    // The proxy overwrites what callers write; whoever is not a stated proxy is counted by where they are.
    await set({ proxies: ['192.0.2.1'] })
    const first = await spent(inside, '198.51.100.1')
    expect(await spent(inside, '198.51.100.2')).toBe(first - 1)
    await set({ proxies: ['127.0.0.1'] })
    const other = await spent(inside, '198.51.100.3')
    expect(other).toBeGreaterThan(first - 1)
  })

  it('is tried by the station itself, which says what is right', async () => {
    const found = await tried()
    const states = [...found.values()].map(({ what, state }) => `${what} ${state}`)
    expect(states).toEqual([
      'reached good',
      'encrypted bad',
      'proxy good',
      'only-links good',
      'ranges good',
      'uploads good',
    ])
    const kept = await station.get<PublicAddress>('GET', '/api/public-address')
    expect(kept.test).toMatchObject({ origin: proxy.origin, tested: { by: 'Kỹ thuật viên trực' } })
    expect(kept.port).toBe(Number(new URL(inside).port))
  })

  it.each<[string, ProxyManners, string[], string, string]>([
    ['a proxy that nobody stated', {}, [], 'proxy', 'Khai 127.0.0.1'],
    ['a proxy that hides the name', { keepsHost: false }, ['127.0.0.1'], 'host', 'proxy_set_header Host'],
    ['a proxy that tells nothing of the caller', { forwards: false }, ['127.0.0.1'], 'proxy', 'X-Forwarded-For'],
    ['a proxy that leads to HTTPS', { leadsTo: 'https://127.0.0.2/x?a=1' }, ['127.0.0.1'], 'reached', 'https://'],
    ['a proxy that drops ranges', { keepsRange: false }, ['127.0.0.1'], 'ranges', 'Range'],
    ['a proxy that refuses large files', { bodyLimit: 1_048_576 }, ['127.0.0.1'], 'uploads', 'client_max_body_size'],
  ])('is tried, which finds %s', async (_title, bad, proxies, what, toDo) => {
    await set({ proxies })
    manners = bad
    const finding = (await tried()).get(what as never)
    manners = {}
    expect(finding?.state).not.toBe('good')
    expect(finding?.toDo).toContain(toDo)
  })

  it('is tried, which finds nobody there or somebody else', async () => {
    const gone = await openProxy(1, () => ({}))
    await gone.close()
    await set({ origin: gone.origin })
    expect([...(await tried()).values()]).toMatchObject([
      { what: 'reached', state: 'bad', words: expect.stringContaining('ECONNREFUSED') },
    ])
    await set({ origin: 'http://127.0.0.2:6000' })
    expect((await tried()).get('reached')?.words).toContain('Trình duyệt không mở')
    await set({ origin: proxy.origin.replace('http:', 'https:') })
    expect((await tried()).get('reached')).toMatchObject({ state: 'bad', words: 'Cổng này không nói HTTPS.' })
    await set({ origin: 'http://khong-co.invalid' })
    expect((await tried()).get('reached')?.words).toMatch(/Không (tìm thấy tên miền|tra được tên miền)/)
  })

  it('is tried by a telephone as well, whose coming is noted', async () => {
    await set({})
    await tried()
    const { test } = await station.get<PublicAddress>('GET', '/api/public-address')
    const page = await fetch(`${proxy.origin}${test?.phonePath}`, { headers: { accept: 'text/html' } })
    expect(await page.text()).toContain('Đã tới đài')
    const after = await station.get<PublicAddress>('GET', '/api/public-address')
    expect(after.test?.arrived).toMatchObject({ from: '203.0.113.7', isOwnNetwork: false })
    expect(await statusOf(`${proxy.origin}/thu-dia-chi/guess`)).toBe(404)
  })

  it('can be given up', async () => {
    expect((await set({ origin: null })).origin).toBeUndefined()
    expect(await statusOf(`${proxy.origin}/api/health`)).toBe(401)
  })
})
