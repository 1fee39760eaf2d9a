import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Edition, Programme, Revision, Trust } from '../../../server/contract/index.ts'
import { until } from '../../builders.ts'
import { writeNoise } from '../../on-air/noise.ts'
import { end, output, start } from '../../on-air/run.ts'
import { type SoundServer, startSoundServer } from '../../on-air/sound-server.ts'
import { DESK, type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from '../house.ts'

const READ_MS = 4000
const SIGN_IN = { username: 'phatthanh', password: 'một mật khẩu dài' }

let sound: SoundServer
let house: House
let home: string
let secure: string
let browser: Browser
let stranger: Browser
/** The edition of which something is read, and where. */
let editionId: string
let studio: string

beforeAll(async () => {
  sound = await startSoundServer({ sinks: ['mic'] })
  await sound.pactl('load-module', 'module-remap-source', 'master=mic.monitor', 'source_name=microphone')
  await sound.pactl('set-default-source', 'microphone')
  const port = await freePort()
  house = await startHouse({ TZ: 'UTC', LEN_SONG_HTTPS_PORT: String(port) }, '0.0.0.0')
  const trust = await until('HTTPS', async () => {
    const known: Trust = await (await fetch(`${house.origin}/api/trust`)).json()
    return known.state === 'serving' ? known : undefined
  })
  secure = `https://${lanAddress(trust.names ?? [])}:${port}`
  home = await mkdtemp(join(tmpdir(), 'len-song-trusting-'))
  await trustIn(home)
  const env = { ...sound.env, HOME: home, XDG_CONFIG_HOME: join(home, 'config') }
  browser = await openBrowser(env, ['--use-fake-ui-for-media-stream'])
  await writeScript()
  stranger = await openBrowser({ ...env, HOME: await mkdtemp(join(home, 'stranger-')) })
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await stranger?.close()
  await house?.close()
  await sound?.stop()
  if (home) await rm(home, { recursive: true, force: true })
})

/** Sets the station up, with an approved script that waits for its reader. */
async function writeScript(): Promise<void> {
  const context = await browser.newContext()
  const post = async <T>(url: string, data: object): Promise<T> => {
    const answer = await context.request.post(`${house.origin}${url}`, { data })
    if (!answer.ok()) throw new Error(`${url}: ${await answer.text()}`)
    return answer.json() as Promise<T>
  }
  await post('/api/set-up', {
    stationName: 'Đài Sa Đéc',
    displayName: 'Phát thanh viên',
    ...SIGN_IN,
    soundKind: 'fm',
  })
  const programme = await post<Programme>('/api/programmes', { preset: 'sa-dec-2023' })
  const edition = await post<Edition>('/api/editions', { programmeId: programme.id, period: '2026-11' })
  const revision = await post<Revision>(`/api/editions/${edition.id}/revisions`, {
    source: 'written',
    items: [{ title: 'Lời chào', text: 'Kính thưa quý vị và các bạn.' }],
  })
  await post(`/api/revisions/${revision.id}/approval`, { approver: 'Chủ tịch UBND' })
  editionId = edition.id
  studio = `/phong-thu/${edition.id}/${revision.items[0]?.itemId}`
  await context.close()
}

test('a browser that trusts the authority gets a microphone on an address of the network, and records over it', async () => {
  const { page, context, faults } = await openPage(browser, TELEPHONE)
  await watched(page, house, async () => {
    await page.goto(`${secure}/khoi-tao`)
    expect(await page.evaluate(() => isSecureContext)).toBe(true)
    expect(
      await page.evaluate(async () => {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
        const states = stream.getAudioTracks().map(({ readyState }) => readyState)
        for (const track of stream.getTracks()) track.stop()
        return states
      }),
    ).toEqual(['live'])
    const signedIn = await context.request.post(`${secure}/api/sign-in`, { data: SIGN_IN, ignoreHTTPSErrors: true })
    expect(signedIn.ok()).toBe(true)
    await page.goto(`${secure}${studio}`)
    await page.getByRole('button', { name: /^Thu/ }).first().waitFor()
    const noise = await writeNoise(join(home, 'noise.wav'), READ_MS / 1000 + 8)
    const player = start('pacat', ['--playback', '-d', 'mic', '--file-format=wav', noise.path], {
      env: { ...process.env, ...sound.env },
      stdio: 'ignore',
    })
    await page.waitForTimeout(1000)
    await page.keyboard.press('r')
    await page.getByText('Đang thu').first().waitFor()
    await page.waitForTimeout(READ_MS)
    await page.keyboard.press('s')
    await end(player, 'SIGTERM')
    const take = await until('the take', async () => {
      const answer = await context.request.get(`${secure}/api/editions/${editionId}`, { ignoreHTTPSErrors: true })
      return ((await answer.json()) as Edition).takes[0]
    })
    expect(take.source).toBe('browser')
    expect(take.durationMs).toBeGreaterThan(READ_MS - 1500)
  })
  expect(faults).toEqual([])
  await context.close()
})

test('the studio on a plain address leads to the page about trust, and from there to the same read', async () => {
  const { page, context, faults } = await openPage(browser, TELEPHONE)
  await watched(page, house, async () => {
    const signedIn = await context.request.post(`${plainOrigin()}/api/sign-in`, {
      data: SIGN_IN,
    })
    expect(signedIn.ok()).toBe(true)
    await page.goto(`${plainOrigin()}${studio}`)
    await page.getByRole('link', { name: 'Cách thu âm ở máy này' }).click()
    const onward = page.getByRole('link', { name: 'Mở địa chỉ an toàn' })
    expect(await onward.getAttribute('href')).toBe(`${secure}${studio}`)
    await onward.click()
    await page.getByLabel('Tên đăng nhập').fill('phatthanh')
    await page.getByLabel('Mật khẩu', { exact: true }).fill('một mật khẩu dài')
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByText('Lời chào').first().waitFor()
    expect(page.url()).toBe(`${secure}${studio}`)
    expect((await context.cookies(secure)).map(({ name, secure: isSecure }) => [name, isSecure]).sort()).toEqual([
      ['len-song', false],
      ['len-song-https', true],
    ])
  })
  expect(faults).toEqual([])
  await context.close()
})

test('the page about trust finds out by itself whether the device trusts, and leads on', async () => {
  for (const viewport of [DESK, TELEPHONE]) {
    const { page, context, faults } = await openPage(browser, viewport)
    await watched(page, house, async () => {
      await page.goto(`${plainOrigin()}/tin-cay?ve=/hom-nay`)
      const onward = page.getByRole('link', { name: 'Mở địa chỉ an toàn' })
      await onward.waitFor()
      expect(await onward.getAttribute('href')).toBe(`${secure}/hom-nay`)
      if (viewport === DESK) await page.getByRole('img', { name: `Mã QR của ${plainOrigin()}/tin-cay` }).waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    })
    expect(faults).toEqual([])
    await context.close()
  }
})

test('a browser that does not trust yet is shown the steps, and a certificate it can take', async () => {
  const { page, context } = await openPage(stranger, TELEPHONE, {
    userAgent: 'Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36',
  })
  await watched(page, house, async () => {
    await page.goto(`${plainOrigin()}/tin-cay`)
    await page.getByText('Máy này chưa tin đài').waitFor()
    await page.getByRole('heading', { name: 'Cách cài: Điện thoại Android' }).waitFor()
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Tải chứng chỉ của đài' }).click()
    expect((await downloading).suggestedFilename()).toBe('Len-Song-CA.crt')
    await page.getByRole('button', { name: 'Thử xem đã tin chưa' }).click()
    await page.getByText('Chưa được. Xem lại từng bước').waitFor()
    await page.getByRole('button', { name: 'iPhone, iPad' }).click()
    await page.getByRole('link', { name: 'Tải hồ sơ của đài' }).waitFor()
    await page.getByRole('img', { name: /Tin cậy chứng nhận/ }).waitFor()
  })
  await expect(page.goto(`${secure}/hom-nay`)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID')
  await context.close()
})

/** The HTTP side on the same address of the network. */
function plainOrigin(): string {
  return `http://${new URL(secure).hostname}:${new URL(house.origin).port}`
}

/** A browser's home in which this station's authority is trusted, as its settings would do it. */
async function trustIn(folder: string): Promise<void> {
  const store = join(folder, '.pki', 'nssdb')
  await mkdir(store, { recursive: true })
  const file = join(folder, 'ca.crt')
  await writeFile(file, Buffer.from(await (await fetch(`${house.origin}/tin-cay/ca.crt`)).arrayBuffer()))
  const certutil = (...args: string[]) => output('certutil', ['-d', `sql:${store}`, ...args], process.env)
  await certutil('-N', '--empty-password')
  await certutil('-A', '-t', 'C,,', '-n', 'Len Song', '-i', file)
}

/** An address of this machine other than its loopback; a second loopback one where it is in no network. */
function lanAddress(names: readonly string[]): string {
  const own = Object.values(networkInterfaces()).flatMap((found) => found ?? [])
  return own.find(({ address, internal }) => !internal && names.includes(address))?.address ?? '127.0.0.1'
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '0.0.0.0', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
