import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dateAt, timeAt } from '../../../schedules/index.ts'
import type { Edition, Programme, Revision } from '../../../server/contract/index.ts'
import { type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from '../house.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
/** It was aired an hour ago, whatever day and month that was. */
const AIRED_AT = Date.now() - 3_600_000
const MONTH = dateAt(AIRED_AT, ZONE).slice(0, 7)
const TITLE = 'Một cửa điện tử'

let house: House
let browser: Browser

beforeAll(async () => {
  house = await startHouse()
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

test('one page has the papers of a month: to take away, to print, and what is missing on the guide for an outage', async () => {
  const desk = await openPage(browser)
  await furnish(desk.context.request)
  const address = `${house.origin}/bao-cao/giay-to?thang=${MONTH}`
  await watched(desk.page, house, async () => {
    await desk.page.goto(address)
    await takeAway(desk.page)
    await printSchedule(desk.page)
    await fillInGuide(desk.page)
  })

  const pocket = await openPage(browser, TELEPHONE, { storageState: await desk.context.storageState() })
  await watched(pocket.page, house, async () => {
    await pocket.page.goto(address)
    await pocket.page.getByRole('heading', { name: 'Giấy xác nhận phát sóng' }).waitFor()
    expect(await pocket.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(TELEPHONE.width)
  })
  expect([...desk.faults, ...pocket.faults]).toEqual([])
  await Promise.all([desk.context.close(), pocket.context.close()])
})

async function takeAway(page: Page): Promise<void> {
  await page.getByText('2 đơn vị còn thiếu').waitFor()
  for (const name of [/^Tải phiếu trình/, /^Tải công văn đôn đốc/, 'Tải lịch (.docx)', `Tải giấy xác nhận: ${TITLE}`]) {
    const [paper] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()])
    expect(paper.suggestedFilename()).toMatch(/\.docx$/)
    expect(await paper.failure()).toBeNull()
  }
}

async function printSchedule(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('heading', { name: /^Lịch phát sóng tháng/ }).isVisible()).toBe(true)
  expect(await page.getByRole('heading', { name: 'Giấy tờ của từng kỳ' }).isVisible()).toBe(false)
  expect(await page.getByRole('button', { name: 'In lịch' }).isVisible()).toBe(false)
  await page.emulateMedia({ media: null })
}

async function fillInGuide(page: Page): Promise<void> {
  await page.getByText('Điện lực (sửa chữa): tên và số điện thoại').waitFor()
  await page.getByRole('button', { name: 'Điền tên, số điện thoại' }).click()
  const power = page.getByRole('group', { name: 'Điện lực (sửa chữa)' })
  await power.getByLabel('Tên').fill('Điện lực Sa Đéc')
  await power.getByLabel('Điện thoại').fill('1900 0000')
  await power.getByLabel('Điện thoại').press('Enter')
  await page.getByText('Điện lực (sửa chữa): tên và số điện thoại').waitFor({ state: 'detached' })
  await page.getByText(/^Kỹ thuật viên trực điền lúc/).waitFor()
  const [guide] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Tải tờ dán (.docx)' }).click(),
  ])
  expect(guide.suggestedFilename()).toMatch(/^Mất điện, mất tiếng thì làm gì.*\.docx$/)
}

async function furnish(request: APIRequestContext): Promise<void> {
  const post = async <T>(url: string, data: object = {}): Promise<T> => {
    const answer = await request.post(`${house.origin}${url}`, { data })
    if (!answer.ok()) throw new Error(`${url}: ${await answer.text()}`)
    return answer.json() as Promise<T>
  }
  await post('/api/set-up', {
    stationName: 'Đài Sa Đéc',
    displayName: 'Kỹ thuật viên trực',
    username: 'kythuat',
    password: 'một mật khẩu dài',
    soundKind: 'horn',
  })
  const { id: programmeId } = await post<Programme>('/api/programmes', { preset: 'sa-dec-2023' })
  const edition = await post<Edition>('/api/editions', { programmeId, period: MONTH })
  const written = await post<Revision>(`/api/editions/${edition.id}/revisions`, {
    source: 'written',
    items: [{ title: TITLE, text: 'Kính thưa quý vị và các bạn.', unitName: 'UBND Phường 1' }],
  })
  await post(`/api/revisions/${written.id}/request`, { leaderIds: [] })
  await post(`/api/revisions/${written.id}/approval`, { approver: 'Chủ tịch UBND' })
  const aired = new URLSearchParams({
    date: dateAt(AIRED_AT, ZONE),
    time: timeAt(AIRED_AT, ZONE),
    where: 'Loa lưu động',
    note: 'Giấy xác nhận của khóm',
  })
  await post(`/api/editions/${edition.id}/outside-airings?${aired}`)
}
