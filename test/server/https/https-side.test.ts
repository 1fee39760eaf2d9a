import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import type { Me, Take } from '../../../server/contract/index.ts'
import { formOf, TestStation, takesUrl } from '../../builders.ts'
import { babbleWav } from '../../sounds.ts'
import { openSecureStation, type SecureStation, signedIn } from './secure-station.ts'

it('the port of HTTPS is 8443, another, or none', () => {
  const port = (written?: string) => readConfig({ LEN_SONG_HTTPS_PORT: written }).httpsPort
  expect([undefined, '', '9443', '0', 'tắt', 'Tắt'.normalize('NFD'), 'off'].map(port)).toEqual([
    8443,
    8443,
    9443,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect(() => port('tám')).toThrow('LEN_SONG_HTTPS_PORT')
})

it('behind a proxy that speaks HTTPS the one cookie is marked secure, and works', async () => {
  const station = await TestStation.open({ env: { LEN_SONG_HTTPS: '1' } })
  await station.setUp()
  const { headers, body } = await station.ask<Me>('POST', '/api/sign-in', {
    username: 'kythuat',
    password: 'một mật khẩu dài',
  })
  expect(headers['set-cookie']).toMatch(/^len-song=.*; Secure$/)
  expect(body.account?.username).toBe('kythuat')
  expect((await station.get<Me>('GET', '/api/me')).account?.username).toBe('kythuat')
  await station.close()
})

describe('the station over HTTPS', () => {
  let shared: SecureStation
  beforeAll(async () => {
    shared = await openSecureStation()
    await shared.station.setUp()
  })
  afterAll(() => shared?.station.close())

  it('answers by its loopback and its own addresses to whoever trusts its authority', async () => {
    const { ask } = shared
    for (const host of ['127.0.0.1', '127.0.0.2', 'localhost']) {
      const { status, body } = await ask(host, '/api/me')
      expect([host, status, JSON.parse(String(body)).setUp]).toEqual([host, 200, true])
    }
    await expect(ask('127.0.0.3', '/api/me')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  })

  it('has sessions of its own, marked secure, that never travel in the clear', async () => {
    const { ask, station } = shared
    const cookie = await signedIn(ask)
    expect(cookie).toMatch(/^len-song-https=/)
    const me = JSON.parse(String((await ask('127.0.0.1', '/api/me', { headers: { cookie } })).body))
    expect(me.account.username).toBe('kythuat')
    const plain = await station.app.inject({ method: 'GET', url: '/api/me', headers: { cookie } })
    expect(plain.json().account).toBeUndefined()
    const overPlain = await station.app.inject({
      method: 'POST',
      url: '/api/sign-in',
      payload: { username: 'kythuat', password: 'một mật khẩu dài' },
    })
    expect(overPlain.headers['set-cookie']).toMatch(/^len-song=/)
    expect(overPlain.headers['set-cookie']).not.toContain('Secure')
  })

  it('never tells a browser to use HTTPS alone, and lets pages of the plain side ask whether they trust', async () => {
    const { ask, station, side } = shared
    for (const headers of [
      (await ask('127.0.0.1', '/tin-cay/thu')).headers,
      (await station.ask('GET', '/api/me')).headers,
    ]) {
      expect(headers['strict-transport-security']).toBeUndefined()
      expect(headers['content-security-policy']).toContain(`connect-src 'self' https://*:${side.wantedPort}`)
      expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests')
    }
    const { status, headers } = await ask('127.0.0.1', '/tin-cay/thu', { headers: { origin: 'http://127.0.0.1:8080' } })
    expect([status, headers['access-control-allow-origin']]).toEqual([204, '*'])
  })

  it('takes an upload as the plain side does', async () => {
    const { ask, station } = shared
    const { edition } = await station.edition('2026-11')
    const revision = await station.approvedScript(edition.id, ['Kính thưa quý vị và các bạn.'])
    const form = new Response(formOf(babbleWav(2), 'loi-chao.wav'))
    const answer = await ask('127.0.0.2', takesUrl(revision, revision.items[0]?.itemId ?? ''), {
      method: 'POST',
      headers: { cookie: await signedIn(ask), 'content-type': form.headers.get('content-type') ?? '' },
      body: Buffer.from(await form.arrayBuffer()),
    })
    expect(answer.status).toBe(201)
    const take: Take = JSON.parse(String(answer.body))
    expect(take.durationMs).toBeCloseTo(2000, -2)
  })

  it('hands out the authority in the shapes that devices take, to anybody', async () => {
    const { station, serving } = shared
    const { certificate, name } = serving().authority
    const raw = await station.ask('GET', '/tin-cay/ca.crt')
    expect(raw.headers['content-type']).toBe('application/x-x509-ca-cert')
    expect(raw.raw.equals(certificate.raw)).toBe(true)
    const profile = await station.ask<string>('GET', '/tin-cay/len-song.mobileconfig')
    expect(profile.headers['content-type']).toMatch(/^application\/x-apple-aspen-config/)
    expect(profile.body).toContain('<string>com.apple.security.root</string>')
    expect(profile.body).toContain(`<string>${name}</string>`)
    expect(profile.body).toContain(certificate.raw.toString('base64'))
    expect(await station.get('GET', '/api/trust')).toMatchObject({
      state: 'serving',
      port: serving().port,
      names: expect.arrayContaining(['localhost', '127.0.0.2', 'may-tram-1.local']),
      authority: { name, sha256: certificate.fingerprint256, sha1: certificate.fingerprint },
    })
  })

  it('never gives the keys away', async () => {
    const { station } = shared
    for (const url of ['/api/trust', '/tin-cay/ca.crt', '/tin-cay/len-song.mobileconfig', '/https/authority.pem'])
      expect(String((await station.ask('GET', url)).raw)).not.toContain('PRIVATE')
  })
})
