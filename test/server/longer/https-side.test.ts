import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { HttpsSide } from '../../../server/https/index.ts'
import { until } from '../../builders.ts'
import { askOpen, openSecureStation, type SecureStation, signedIn } from '../https/secure-station.ts'

describe('the HTTPS side in the course of time', () => {
  let open: SecureStation[] = []
  const secure = async (options: Parameters<typeof openSecureStation>[0] = {}) => {
    const made = await openSecureStation(options)
    open.push(made)
    return made
  }
  afterEach(async () => {
    for (const { station } of open) await station.close()
    open = []
  })

  it('answers on the real addresses of this machine', async () => {
    const addresses = Object.values(networkInterfaces())
      .flatMap((found) => found ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address)
    const { ask, serving } = await secure({ machine: { hostName: 'may-tram-1', addresses } })
    for (const address of addresses) {
      expect(serving().names).toContain(address)
      expect((await ask(address, '/api/me')).status).toBe(200)
    }
  })

  it('is not believed by whoever does not trust it', async () => {
    const { serving } = await secure()
    const { authority: stranger } = (await secure()).serving()
    await expect(askOpen({ ...serving(), authority: stranger }, '127.0.0.1', '/api/me')).rejects.toMatchObject({
      code: expect.stringMatching(/UNABLE_TO_VERIFY|SELF_SIGNED|CERT_SIGNATURE_FAILURE|UNABLE_TO_GET_ISSUER/),
    })
  })

  it('shows a new certificate within a minute of a new address, without a restart and without ending a stream', async () => {
    const { ask, station, side, clock, machine, serving } = await secure()
    await station.setUp()
    const cookie = await signedIn(ask)
    const stream = await askOpen(serving(), '127.0.0.2', '/api/live', { headers: { cookie } })
    expect(stream.headers['content-type']).toContain('text/event-stream')
    let isOver = false
    stream.on('close', () => {
      isOver = true
    })
    stream.resume()
    const { port, authority } = serving()

    machine.now = { hostName: 'may-tram-1', addresses: ['127.0.0.3'] }
    clock.advance(59_000)
    expect(side.state).toMatchObject({ state: 'serving', names: expect.not.arrayContaining(['127.0.0.3']) })
    await expect(ask('127.0.0.3', '/api/me')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
    clock.advance(1000)
    await until('the new name', () => serving().names.includes('127.0.0.3') || undefined)
    expect((await ask('127.0.0.3', '/api/me')).status).toBe(200)
    expect([serving().port, serving().authority.certificatePem]).toEqual([port, authority.certificatePem])
    expect(isOver).toBe(false)
  })

  it('keeps its authority and its leaf over a restart, and mends a damaged leaf', async () => {
    const first = await secure()
    const { dataDir } = first.station
    const seen = async ({ ask, serving }: SecureStation) => {
      await ask('127.0.0.2', '/api/me')
      return serving().authority.certificate.fingerprint256
    }
    const fingerprint = await seen(first)
    await first.station.close({ keepData: true })
    open = []
    await writeFile(join(dataDir, 'https', 'leaf.pem'), 'rác')
    expect(await seen(await secure({ dataDir }))).toBe(fingerprint)
  })

  it('does not open over a damaged authority, says what to do, and opens by itself once the file is back', async () => {
    const first = await secure()
    const { dataDir } = first.station
    const { keyPem, certificatePem } = first.serving().authority
    await first.station.close({ keepData: true })
    open = []
    await writeFile(join(dataDir, 'https', 'authority.pem'), 'rác')
    const again = await secure({ dataDir })
    expect(await again.station.get('GET', '/api/trust')).toMatchObject({
      state: 'failed',
      why: expect.stringContaining('bản sao lưu'),
    })
    expect(await again.station.refused('GET', '/tin-cay/ca.crt')).toMatchObject({
      code: 'authority-damaged',
      status: 503,
    })
    await writeFile(join(dataDir, 'https', 'authority.pem'), keyPem + certificatePem)
    again.clock.advance(60_000)
    await until('HTTPS', () => (again.side.state.state === 'serving' ? true : undefined))
    expect(again.serving().authority.certificatePem).toBe(certificatePem)
  })

  it('lets the station run when its port is taken, says so, and takes the port when it is free', async () => {
    const other = createServer().listen(0, '0.0.0.0')
    await new Promise((resolve) => other.once('listening', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { station, side, clock } = await secure({ port })
    expect(await station.get('GET', '/api/trust')).toMatchObject({
      state: 'failed',
      why: expect.stringContaining(`Cổng HTTPS ${port}`),
    })
    expect(await station.get('GET', '/api/me')).toMatchObject({ setUp: false })
    await new Promise((resolve) => other.close(resolve))
    clock.advance(60_000)
    await until('the port', () => (side.state.state === 'serving' ? true : undefined))
  })

  it('can be switched off, and then makes nothing', async () => {
    const { station } = await secure({ port: undefined })
    expect(await station.get('GET', '/api/trust')).toMatchObject({ state: 'off' })
    expect(await station.refused('GET', '/tin-cay/ca.crt')).toMatchObject({ code: 'https-off', status: 404 })
  })

  it('closes with the station, open streams included', async () => {
    const { station, ask, serving } = await secure()
    await station.setUp()
    const stream = await askOpen(serving(), '127.0.0.1', '/api/live', { headers: { cookie: await signedIn(ask) } })
    const gone = new Promise((resolve) => stream.once('close', resolve))
    stream.on('error', () => undefined).resume()
    const { port } = serving()
    open = []
    await station.close()
    await gone
    const free = createServer()
    await new Promise<void>((resolve, reject) => free.once('error', reject).listen(port, '0.0.0.0', () => resolve()))
    await new Promise((resolve) => free.close(resolve))
  })
})

it('an HTTPS side that was never opened closes', async () => {
  const { clock, station } = await openSecureStation()
  await new HttpsSide({ dataDir: station.dataDir, host: '127.0.0.1', port: 0, clock }).close()
  await station.close()
})
