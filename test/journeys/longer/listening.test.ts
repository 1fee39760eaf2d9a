import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Account, Edition, Programme, Revision, Take, TakeListening } from '../../../server/contract/index.ts'
import { until } from '../../builders.ts'
import { type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from '../house.ts'
import { readAloud } from '../reader.ts'

const PASSWORD = 'một mật khẩu dài'
const TEXT = 'Bà con có thể nộp hồ sơ trên Cổng Dịch vụ công quốc gia. Ai cần giúp thì đến Bộ phận Một cửa của phường.'

let house: House
let browser: Browser
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'len-song-listening-'))
  house = await startHouse({ TZ: 'America/New_York' })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
  await rm(folder, { recursive: true, force: true })
})

test('a leader on a telephone remarks at a place and sends a read back; the announcer sees it, and a new one is approved', async () => {
  const desk = await openPage(browser)
  const leader = await openPage(browser, TELEPHONE)
  const announcer = await openPage(browser, TELEPHONE)
  const { edition, revision } = await furnish(desk.context.request)
  await watched(desk.page, house, () => assignToLan(desk.page, edition))

  const first = await bring(desk.context.request, revision, 'lần một')
  await watched(leader.page, house, () => sendBack(leader.page, first))
  await watched(announcer.page, house, () => seeWhatCameBack(announcer.page, edition, first))

  const second = await bring(desk.context.request, revision, 'lần hai')
  await watched(leader.page, house, () => approve(leader.page, second))
  const after = await get<Edition>(desk.context.request, `/api/editions/${edition.id}`)
  expect(after.steps.find(({ name }) => name === 'takes')).toMatchObject({
    state: 'done',
    note: '1/1 tiết mục, đã nghe duyệt',
  })
  await watched(announcer.page, house, async () => {
    await announcer.page.goto(`${house.origin}/hom-nay`)
    await announcer.page.getByRole('heading', { name: 'Phát sóng hôm nay' }).waitFor()
    expect(await announcer.page.getByRole('heading', { name: 'Việc của tôi' }).count()).toBe(0)
  })
  expect([...desk.faults, ...leader.faults, ...announcer.faults]).toEqual([])
  await Promise.all([desk, leader, announcer].map(({ context }) => context.close()))
})

async function assignToLan(page: Page, edition: Edition): Promise<void> {
  await page.goto(`${house.origin}/ky-phat/${edition.id}/thu-am`)
  await page.getByRole('button', { name: 'Giao đọc tiết mục 1' }).click()
  await page.getByLabel('Người đọc').selectOption({ label: 'Chị Lan' })
  await page.getByRole('button', { name: 'Giao cho Chị Lan' }).click()
  await page.getByText('Chị Lan', { exact: true }).waitFor()
}

async function sendBack(page: Page, take: Take): Promise<void> {
  await page.goto(`${house.origin}/nghe-duyet/${take.id}`)
  await page.getByLabel('Tên đăng nhập').fill('lanhdao')
  await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByText(TEXT).waitFor()
  await page.getByText('Chưa nghe duyệt').waitFor()
  expect(await smallTargets(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(TELEPHONE.width)

  const heardMs = () => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime * 1000)
  const isPaused = () => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.paused)
  await page.getByRole('button', { name: 'Nghe', exact: true }).click()
  await until('the second second', async () => ((await heardMs()) > 2000 ? true : undefined))
  await page.getByRole('button', { name: /^Ghi chú tại / }).click()
  expect(await isPaused()).toBe(true)
  const pressedAt = await heardMs()
  await page.getByRole('button', { name: 'Đọc vấp' }).click()
  await page.getByLabel('Cần sửa gì ở chỗ này?').fill('Đọc vấp: đọc lại cả câu')
  expect(await smallTargets(page)).toEqual([])
  await page.getByRole('button', { name: 'Lưu ghi chú' }).click()
  await until('the sound to go on', async () => ((await isPaused()) ? undefined : true))
  const { remarks } = await get<TakeListening>(page.context().request, `/api/takes/${take.id}/listening`)
  expect(remarks.map(({ text }) => text)).toEqual(['Đọc vấp: đọc lại cả câu'])
  // The page tells its place four times a second.
  expect(Math.abs((remarks[0]?.atMs ?? 0) - pressedAt)).toBeLessThan(400)

  await page.getByRole('button', { name: 'Dừng', exact: true }).click()
  await page.getByRole('button', { name: /^Nghe từ / }).click()
  await until('the place of the remark', async () => ((await isPaused()) ? undefined : true))
  expect(Math.abs((await heardMs()) - (remarks[0]?.atMs ?? 0))).toBeLessThan(1500)
  await page.getByRole('button', { name: 'Lùi 10 giây' }).click()

  await page.getByRole('button', { name: 'Trả lại' }).click()
  await page.getByText('Người đọc sẽ thấy 1 ghi chú của lần nghe này.').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Trả lại' }).click()
  await page.getByText('Đã trả lại').waitFor()
  await page.getByText('Bị trả lại').waitFor()
}

async function seeWhatCameBack(page: Page, edition: Edition, take: Take): Promise<void> {
  await page.goto(`${house.origin}/hom-nay`)
  await page.getByLabel('Tên đăng nhập').fill('lan')
  await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  const work = page.getByRole('region', { name: 'Việc của tôi' })
  await work.getByText('Bị trả lại').waitFor()
  await work.getByText('Đọc vấp: đọc lại cả câu').waitFor()
  await work.getByText('còn 2 ngày').waitFor()
  const again = await work.getByRole('link', { name: /^Thu lại/ }).getAttribute('href')
  expect(again).toBe(`/phong-thu/${edition.id}/${take.itemId}`)
}

async function approve(page: Page, take: Take): Promise<void> {
  await page.goto(`${house.origin}/nghe-duyet/${take.id}`)
  await page.getByRole('button', { name: 'Duyệt tiếng' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByText('Anh/chị chưa nghe bản thu này ở đây.').waitFor()
  expect(await sheet.getByLabel('Người nghe duyệt').inputValue()).toBe('Bà Hoa, Phó Chủ tịch')
  await sheet.getByRole('button', { name: 'Duyệt tiếng' }).click()
  await page.getByText('Đã duyệt tiếng').waitFor()
  await page.getByText(/^Bà Hoa, Phó Chủ tịch, \d\d:\d\d ngày/).waitFor()
}

/** What can be pressed and is lower than a finger is wide (44 px). */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], select')].flatMap((one) => {
      const { width, height } = one.getBoundingClientRect()
      return width > 0 && height > 0 && height < 44 ? [`${one.innerText || one.ariaLabel}: ${height}`] : []
    }),
  )
}

async function get<T>(request: APIRequestContext, url: string): Promise<T> {
  const answer = await request.get(`${house.origin}${url}`)
  if (!answer.ok()) throw new Error(`${url}: ${await answer.text()}`)
  return answer.json() as Promise<T>
}

async function post<T>(
  request: APIRequestContext,
  url: string,
  options: Parameters<APIRequestContext['post']>[1],
): Promise<T> {
  const answer = await request.post(`${house.origin}${url}`, options)
  if (!answer.ok()) throw new Error(`${url}: ${await answer.text()}`)
  return answer.json() as Promise<T>
}

/** A station of three people, with an approved script of one item. */
async function furnish(request: APIRequestContext): Promise<{ edition: Edition; revision: Revision }> {
  await post(request, '/api/set-up', {
    data: {
      stationName: 'Đài Sa Đéc',
      displayName: 'Kỹ thuật viên',
      username: 'kythuat',
      password: PASSWORD,
      soundKind: 'horn',
    },
  })
  const people = [
    { displayName: 'Chị Lan', username: 'lan' },
    { displayName: 'Bà Hoa, Phó Chủ tịch', username: 'lanhdao' },
  ]
  for (const person of people)
    await post<Account>(request, '/api/accounts', { data: { ...person, password: PASSWORD } })
  const programme = await post<Programme>(request, '/api/programmes', { data: { preset: 'sa-dec-2023' } })
  const month = new Date().toISOString().slice(0, 7)
  const edition = await post<Edition>(request, '/api/editions', { data: { programmeId: programme.id, period: month } })
  const written = await post<Revision>(request, `/api/editions/${edition.id}/revisions`, {
    data: { source: 'written', items: [{ title: 'Nộp hồ sơ trực tuyến', text: TEXT }] },
  })
  await post(request, `/api/revisions/${written.id}/approval`, { data: { approver: 'Chủ tịch UBND' } })
  return { edition, revision: written }
}

/** A read of the item, brought by the technician and kept. */
async function bring(request: APIRequestContext, revision: Revision, name: string): Promise<Take> {
  const path = await readAloud(folder, name, TEXT)
  const itemId = revision.items[0]?.itemId ?? ''
  const file = { name: `${name}.wav`, mimeType: 'audio/wav', buffer: await readFile(path) }
  const takes = `/api/editions/${revision.editionId}/items/${itemId}/takes?revisionId=${revision.id}`
  const take = await post<Take>(request, takes, { multipart: { file } })
  return post<Take>(request, `/api/takes/${take.id}/choice`, { data: { choice: 'kept' } })
}
