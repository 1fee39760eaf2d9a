import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Airing, Devices, Edition, Programme, Render, Revision, Take } from '../../server/contract/index.ts'
import { until } from '../builders.ts'
import { type SoundServer, startSoundServer } from '../on-air/sound-server.ts'
import { babbleWav } from '../sounds.ts'
import { type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from './house.ts'

const MINUTE_MS = 60_000
const ANNOUNCEMENT = 'Sơ tán vùng trũng phường 2'
/** Longer than the two seconds that count, shorter than a person's patience. */
const HOLD_MS = 2300

let sound: SoundServer
let house: House
let browser: Browser

beforeAll(async () => {
  sound = await startSoundServer({ sinks: ['station', 'desk'] })
  house = await startHouse({ ...sound.env, TZ: 'America/New_York' })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
  await sound?.stop()
})

test('a technician meets a bad day at the console: checks, skips, rests, an emergency, a player that hangs', async () => {
  const { page, context, faults } = await openPage(browser)
  await watched(page, house, async () => {
    const edition = await readyStation(context.request)
    const later = await confirmLater(context.request, edition.id)

    await prepareAnnouncement(page)
    await page.goto(`${house.origin}/phat-song`)
    await checkBefore(page)
    await skip(page, later)
    await restAndGoOn(page)
    await interrupt(page, edition)
    await sawInLog(page)
    await hangs(page)
  })
  expect(faults).toEqual([])
  await context.close()
})

test('on a telephone nothing scrolls sideways, and a finger that lets go early has ordered nothing', async () => {
  const visitor = await openPage(browser, TELEPHONE, { isMobile: true, hasTouch: true })
  const { page, context, faults } = visitor
  await watched(page, house, async () => {
    await context.request.post(`${house.origin}/api/sign-in`, { data: { username: 'kythuat', password: SECRET } })
    const sections = ['', '/thiet-bi', '/chuong-trinh', '/khan-cap', '/bao-dong', '/may-phat', '/tiep-am']
    for (const address of [...sections.map((name) => `/thiet-lap${name}`), '/lich-phat', '/nhat-ky', '/phat-song']) {
      await page.goto(`${house.origin}${address}`)
      await page.getByRole('heading').first().waitFor({ state: 'attached' })
      await page.waitForFunction(() => document.querySelector('main .loading') === null)
      expect([address, await sideways(page)]).toEqual([address, 0])
    }
    await choose(page)
    const button = page.getByRole('button', { name: 'Phát khẩn cấp' })
    await button.scrollIntoViewIfNeeded()
    const box = await button.boundingBox()
    if (!box) throw new Error('the button is not in sight')
    const touch = await context.newCDPSession(page)
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
    await page.getByText('Giữ tiếp cho đến khi vòng tròn đầy').waitFor()
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await page.getByText('Thả sớm quá: chưa phát gì').waitFor()
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
    await page.getByText('Khẩn cấp: đang phát thông báo').waitFor({ timeout: 8000 })
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    expect(await sideways(page)).toBe(0)
  })
  expect(faults).toEqual([])
  await context.close()
})

const SECRET = 'một mật khẩu dài'

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

/** A station on the sound server with an edition that may air, made by the same routes as a person's work. */
async function readyStation(request: APIRequestContext): Promise<Edition> {
  const ask = asking(request)
  await ask('POST', '/api/set-up', {
    stationName: 'Đài truyền thanh thành phố Sa Đéc',
    displayName: 'Kỹ thuật viên',
    username: 'kythuat',
    password: SECRET,
    soundKind: 'fm',
  })
  const { devices } = await ask<Devices>('GET', '/api/devices')
  const airDeviceId = devices.find(({ id }) => /^alsa:(pulse:)?station$/.test(id))?.id
  await ask('PUT', '/api/station/devices', { airDeviceId, listeningDeviceId: null })
  const programme = await ask<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
  const { id } = await ask<Edition>('POST', '/api/editions', { programmeId: programme.id, period: monthNow() })
  const { id: revisionId } = await ask<Revision>('POST', `/api/editions/${id}/revisions`, {
    source: 'written',
    items: [{ title: 'Bản tin', text: 'Kính thưa quý vị và các bạn.' }],
  })
  const { items } = await ask<Revision>('POST', `/api/revisions/${revisionId}/approval`, { approver: 'Chủ tịch UBND' })
  const url = `${house.origin}/api/editions/${id}/items/${items[0]?.itemId}/takes?revisionId=${revisionId}`
  const file = { name: 'ban-doc.wav', mimeType: 'audio/wav', buffer: babbleWav(40, { seed: 3 }) }
  const take: Take = await (await request.post(url, { multipart: { file } })).json()
  await ask('POST', `/api/takes/${take.id}/choice`, { choice: 'kept' })
  const render = await ask<Render>('POST', `/api/editions/${id}/renders`)
  await until('the render', async () => {
    const { state } = await ask<Render>('GET', `/api/renders/${render.id}`)
    return state === 'verified' ? true : undefined
  })
  return ask('GET', `/api/editions/${id}`)
}

/** An airing twelve minutes from now, far enough to be checked and skipped. */
async function confirmLater(request: APIRequestContext, editionId: string): Promise<Airing> {
  const startsAt = Math.ceil((Date.now() + 12 * MINUTE_MS) / MINUTE_MS) * MINUTE_MS
  const slots = [{ date: inZone(startsAt, { dateStyle: 'short' }), time: inZone(startsAt, { timeStyle: 'short' }) }]
  const body = { slots, outsideWindowReason: 'Phát thử' }
  const [airing] = await asking(request)<Airing[]>('POST', `/api/editions/${editionId}/airings`, body)
  if (!airing) throw new Error('no airing was confirmed')
  return airing
}

async function prepareAnnouncement(page: Page): Promise<void> {
  await page.goto(`${house.origin}/thiet-lap/khan-cap`)
  await page.getByLabel('Tên thông báo').fill(ANNOUNCEMENT)
  const file = { name: 'so-tan.wav', mimeType: 'audio/wav', buffer: babbleWav(6, { seed: 8 }) }
  await page.getByRole('button', { name: 'Tệp tiếng' }).setInputFiles(file)
  await page.getByRole('button', { name: 'Đưa thông báo lên' }).click()
  await page.getByRole('button', { name: `Nghe: ${ANNOUNCEMENT}` }).waitFor()
}

async function checkBefore(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Kiểm tra lại' }).click()
  await page.getByText('theo yêu cầu').first().waitFor()
  await page.getByText('Máy của đài').waitFor()
}

async function skip(page: Page, airing: Airing): Promise<void> {
  await page.getByRole('button', { name: `Bỏ qua lượt này: ${airing.time}` }).click()
  const dialog = page.getByRole('dialog', { name: 'Bỏ qua lượt phát này?' })
  await dialog.getByLabel('Lý do').fill('Trùng buổi họp dân')
  await dialog.getByRole('button', { name: 'Bỏ qua lượt này' }).click()
  await page.getByText('Đã bỏ qua').first().waitFor()
}

async function restAndGoOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Tạm dừng mọi lịch' }).click()
  const dialog = page.getByRole('dialog', { name: 'Tạm dừng mọi lịch' })
  await dialog.getByLabel('Lý do').fill('Cắt điện để sửa chữa')
  await dialog.getByRole('button', { name: 'Tạm dừng mọi lịch' }).click()
  await page.getByText('Tạm dừng mọi lịch đến 23:59').waitFor()
  await page.getByText('Lý do: Cắt điện để sửa chữa').waitFor()
  await page.getByRole('button', { name: 'Bỏ tạm dừng' }).click()
  await page.getByText('Tạm dừng mọi lịch đến 23:59').waitFor({ state: 'detached' })
}

async function choose(page: Page): Promise<void> {
  const option = page.getByRole('option', { name: ANNOUNCEMENT })
  await page.getByLabel('Bước 1. Chọn phát gì').selectOption(await option.getAttribute('value'))
}

/** “Phát ngay”, then an emergency over it by a real hold, stopped by hand; the programme goes on by its rule. */
async function interrupt(page: Page, { title }: Edition): Promise<void> {
  await page.getByRole('button', { name: 'Phát ngay' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Phát ngay' }).click()
  await page.getByRole('region', { name: 'Đang phát sóng' }).waitFor({ timeout: 15_000 })
  await page.getByText('đúng chương trình').waitFor()

  await choose(page)
  const button = page.getByRole('button', { name: 'Phát khẩn cấp' })
  await button.hover()
  await page.mouse.down()
  await page.waitForTimeout(HOLD_MS / 3)
  await page.mouse.up()
  await page.getByText('Thả sớm quá: chưa phát gì').waitFor()
  await page.waitForTimeout(HOLD_MS)
  expect(await page.getByText('Khẩn cấp: đang phát thông báo').count()).toBe(0)

  await button.focus()
  await page.keyboard.down(' ')
  await page.getByText('Khẩn cấp: đang phát thông báo').waitFor()
  await page.keyboard.up(' ')
  await page.getByText('Tạm nhường sóng:').waitFor()
  expect(await page.getByText('Người ra lệnh: Kỹ thuật viên').count()).toBe(1)
  await page.getByRole('button', { name: 'Dừng thông báo' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Dừng thông báo' }).click()
  await page.getByRole('region', { name: 'Đang phát sóng' }).getByText(title).waitFor()

  await page.getByRole('button', { name: 'Dừng phát' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Dừng phát' }).click()
  await page.getByRole('region', { name: 'Đang phát sóng' }).waitFor({ state: 'detached' })
}

/** The log knows of both; the airing's own page shows its levels. */
async function sawInLog(page: Page): Promise<void> {
  await page.goto(`${house.origin}/nhat-ky`)
  await page.getByText(`Khẩn cấp: ${ANNOUNCEMENT}`).waitFor()
  await page.getByRole('row').filter({ hasText: 'Đã bỏ qua' }).waitFor()
  const row = page.getByRole('row').filter({ hasText: 'Phát một phần' }).filter({ hasNotText: 'Khẩn cấp:' })
  await row.getByRole('link', { name: 'Chi tiết' }).click()
  await page.getByRole('heading', { name: 'Đối soát bản thu' }).waitFor()
  await page.getByText('Đưa ra thiết bị: trung bình').waitFor()
}

/** The on-air process stands still: red on every page, and well again by itself. */
async function hangs(page: Page): Promise<void> {
  await page.goto(`${house.origin}/hom-nay`)
  await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor()
  process.kill(await house.pidOf('on-air.ts'), 'SIGSTOP')
  const strip = page.getByRole('alert').filter({ hasText: /sóng không chạy/ })
  await strip.waitFor({ timeout: 10_000 })
  await strip.waitFor({ state: 'detached', timeout: 20_000 })
}

function asking(request: APIRequestContext) {
  return async <T>(method: 'GET' | 'POST' | 'PUT', path: string, data?: object): Promise<T> => {
    const answer = await request.fetch(`${house.origin}${path}`, { method, ...(data ? { data } : {}) })
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
}

/** The station's clock by another way than the program's own. */
const inZone = (instant: number, style: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', ...style }).format(instant)

const monthNow = () => inZone(Date.now(), { dateStyle: 'short' }).slice(0, 7)
