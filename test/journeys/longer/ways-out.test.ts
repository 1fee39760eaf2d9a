import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Edition, Programme, Render, Revision, Take, UnitLink } from '../../../server/contract/index.ts'
import { takesUrl, until } from '../../builders.ts'
import { openProxy } from '../../server/tiny-proxy.ts'
import { babbleWav } from '../../sounds.ts'
import { type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from '../house.ts'

let house: House
let browser: Browser
let proxy: Awaited<ReturnType<typeof openProxy>>
let stick: string

beforeAll(async () => {
  house = await startHouse()
  browser = await openBrowser()
  proxy = await openProxy(Number(new URL(house.origin).port), () => ({}))
  stick = await realpath(await mkdtemp(join(tmpdir(), 'len-song-stick-')))
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await proxy?.close()
  await house?.close()
  if (stick) await rm(stick, { recursive: true, force: true })
})

test('a technician gives the station a public address, tries it until it is right, and people outside open links and nothing else', async () => {
  const desk = await openPage(browser)
  const phone = await openPage(browser, TELEPHONE, { hasTouch: true })
  await setUp(desk.context.request)
  const unitLink = await linkOfUnit(desk.context.request)

  await watched(desk.page, house, async () => {
    await desk.page.goto(`${house.origin}/thiet-lap/dia-chi`)
    await desk.page.getByLabel('Địa chỉ', { exact: true }).fill(proxy.origin)
    await desk.page.getByRole('button', { name: 'Lưu thay đổi' }).click()
    await desk.page.getByText('Đã lưu.').waitFor()
    await desk.page.getByRole('button', { name: 'Thử', exact: true }).click()
    // The proxy was not stated: one touch states it.
    await desk.page.getByRole('button', { name: 'Tin máy 127.0.0.1 rồi thử lại' }).click()
    await desk.page.getByText('cho biết địa chỉ người gọi').waitFor()
    await desk.page.getByText('Ở ngoài chỉ mở được các đường dẫn riêng').waitFor()
  })

  const phonePage = (await desk.page.getByText(`${proxy.origin}/thu-dia-chi/`).textContent()) ?? ''
  await watched(phone.page, house, async () => {
    await phone.page.goto(phonePage)
    await phone.page.getByRole('heading', { name: 'Đã tới đài.' }).waitFor()
  })
  await watched(desk.page, house, () => desk.page.getByText('Một điện thoại ở ngoài đã tới đài').waitFor())

  // The whole page of a unit, its scripts and faces with it, comes through the one opening there is.
  await watched(phone.page, house, async () => {
    await phone.page.goto(`${proxy.origin}${unitLink}`)
    await phone.page.getByRole('heading', { name: 'Gửi tin, bài' }).first().waitFor()
    await phone.page.goto(`${proxy.origin}/phe-duyet`)
    await phone.page
      .getByText(/đăng ký/i)
      .first()
      .waitFor()
  })
  const shut = await phone.page.goto(`${proxy.origin}/hom-nay`)
  expect(shut?.status()).toBe(404)

  await watched(desk.page, house, async () => {
    await desk.page.goto(`${house.origin}/tiep-nhan/duong-dan`)
    await desk.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: house.origin })
    await desk.page.getByRole('button', { name: 'Chép đường dẫn' }).first().click()
    await desk.page.getByText('Đã chép, dán vào Zalo').waitFor()
    expect(await desk.page.evaluate(() => navigator.clipboard.readText())).toBe(`${proxy.origin}${unitLink}`)
  })
  expect([...desk.faults, ...phone.faults]).toEqual([])

  await watched(desk.page, house, () => handOver(desk.page, desk.context.request))
  const [folder = ''] = await readdir(stick)
  const names = await readdir(join(stick, folder))
  expect(await readFile(join(stick, folder, 'SHA256SUMS'), 'utf8')).toContain('index.html')
  await watched(phone.page, house, () => openFromStick(phone.page, join(stick, folder, 'index.html')))
  expect(names).toHaveLength(7)
  await Promise.all([desk, phone].map(({ context }) => context.close()))
})

/** The edition's page, “Giao qua USB”, a folder of this machine, to somebody. */
async function handOver(page: Page, request: APIRequestContext): Promise<void> {
  const edition = await readyEdition(request)
  await page.goto(`${house.origin}/ky-phat/${edition.id}/dung`)
  await page.getByRole('button', { name: 'Giao qua USB…' }).click()
  await page.getByText('Thư mục khác trên máy của đài').click()
  await page.getByLabel('Đường dẫn thư mục').fill(stick)
  await page.getByLabel('Người nhận').fill('người cầm USB')
  await page.getByRole('button', { name: 'Ghi thư mục' }).click()
  await page.getByText('Đã ghi xong và đọc lại đúng từng tệp.').waitFor()
  await page.getByRole('button', { name: 'Xong' }).click()
  await page.getByText('người cầm USB').waitFor()
}

/** As at the ward: no network, no station, a page from the stick that plays. */
async function openFromStick(page: Page, path: string): Promise<void> {
  await page.context().setOffline(true)
  await page.goto(pathToFileURL(path).href)
  await page.getByText('Kính thưa quý vị và các bạn.').waitFor()
  const lengthSeconds = await page.locator('audio').evaluate(async (audio: HTMLAudioElement) => {
    audio.muted = true
    await audio.play()
    return audio.duration
  })
  expect(lengthSeconds).toBeGreaterThan(2)
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(sideways).toBe(0)
}

async function setUp(request: APIRequestContext): Promise<void> {
  await post(request, '/api/set-up', {
    stationName: 'Đài truyền thanh phường',
    displayName: 'Kỹ thuật viên',
    username: 'kythuat',
    password: 'một mật khẩu dài',
    soundKind: 'horn',
  })
}

async function linkOfUnit(request: APIRequestContext): Promise<string> {
  await post(request, '/api/units', { name: 'Phòng Nội vụ' })
  const [unit] = (await (await request.get(`${house.origin}/api/unit-links`)).json()) as UnitLink[]
  const [link] = await post<UnitLink[]>(request, `/api/unit-links/${unit?.unitId}`, {})
  return link?.linkPath ?? ''
}

async function readyEdition(request: APIRequestContext): Promise<Edition> {
  const programme = await post<Programme>(request, '/api/programmes', { preset: 'sa-dec-2023' })
  const edition = await post<Edition>(request, '/api/editions', { programmeId: programme.id, period: '2026-11' })
  const revision = await post<Revision>(request, `/api/editions/${edition.id}/revisions`, {
    source: 'written',
    items: [{ title: 'Lời dẫn', text: 'Kính thưa quý vị và các bạn.' }],
  })
  await post(request, `/api/revisions/${revision.id}/approval`, { approver: 'Chủ tịch UBND' })
  const [item] = revision.items
  const taken = await request.post(`${house.origin}${takesUrl(revision, item?.itemId ?? '')}`, {
    multipart: { file: { name: 'ban-thu.wav', mimeType: 'audio/wav', buffer: babbleWav(3) } },
  })
  const take = (await taken.json()) as Take
  await post(request, `/api/takes/${take.id}/choice`, { choice: 'kept' })
  const { id } = await post<Render>(request, `/api/editions/${edition.id}/renders`, {})
  await until(
    'the render',
    async () => {
      const { state, reason } = (await (await request.get(`${house.origin}/api/renders/${id}`)).json()) as Render
      if (state === 'refused' || state === 'failed') throw new Error(`the render ended as ${state}: ${reason}`)
      return state === 'verified' ? state : undefined
    },
    90_000,
  )
  return edition
}

async function post<T>(request: APIRequestContext, url: string, data: object): Promise<T> {
  const answer = await request.post(`${house.origin}${url}`, { data })
  if (!answer.ok()) throw new Error(`${url}: ${await answer.text()}`)
  return answer.json() as Promise<T>
}
