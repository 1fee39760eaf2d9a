import { readFile } from 'node:fs/promises'
import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dateAt, monthOf } from '../../../schedules/index.ts'
import type { Edition, Programme, Revision } from '../../../server/contract/index.ts'
import { readSheet } from '../../../server/sheets/index.ts'
import { type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from '../house.ts'

const TODAY = dateAt(Date.now(), 'Asia/Ho_Chi_Minh')
const words = (count: number) => Array.from({ length: count }, () => 'lời').join(' ')

let house: House
let browser: Browser
beforeAll(async () => {
  house = await startHouse({ TZ: 'America/New_York' })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

test('what was aired becomes a ledger with amounts, a workbook, and a year to look at', async () => {
  const desk = await openPage(browser)
  const phone = await openPage(browser, TELEPHONE)
  await furnish(desk.context.request)
  await watched(desk.page, house, () => fillInRates(desk.page))
  await watched(desk.page, house, () => putRight(desk.page))
  await watched(desk.page, house, () => takeWorkbook(desk.page))
  await watched(desk.page, house, () => lookAtYear(desk.page))

  await signIn(phone.context.request)
  for (const tab of ['nhuan-but', 'bieu-do']) {
    await watched(phone.page, house, async () => {
      await phone.page.goto(`${house.origin}/bao-cao/${tab}`)
      await phone.page.getByRole('heading', { name: tab === 'bieu-do' ? /^Biểu đồ/ : /^Nhuận bút tháng/ }).waitFor()
      const overflow = await phone.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow, `${tab} on a telephone`).toBeLessThanOrEqual(0)
    })
  }
  expect([...desk.faults, ...phone.faults]).toEqual([])
  await Promise.all([desk, phone].map(({ context }) => context.close()))
})

async function fillInRates(page: Page): Promise<void> {
  await page.goto(`${house.origin}/bao-cao/nhuan-but`)
  await page.getByText('Chưa có mức chi cho thời gian này').waitFor()
  await page.getByRole('button', { name: 'Mở mức chi' }).click()
  await page.getByRole('button', { name: 'Điền mức chi' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Căn cứ').fill('Quyết định số 01/QĐ-UBND')
  await dialog.getByLabel('Tác giả, Tin: số tiền hoặc hệ số').fill('0,3')
  await dialog.getByLabel('Tác giả, Tin: đồng hay hệ số').selectOption({ label: 'hệ số' })
  await dialog.getByText('Có mức theo hệ số thì cần giá trị này.').waitFor()
  expect(await dialog.getByRole('button', { name: 'Lưu mức chi' }).isDisabled()).toBe(true)
  await dialog.getByLabel('Giá trị một đơn vị hệ số').fill('234.000')
  await dialog.getByLabel('Tác giả, Bài: số tiền hoặc hệ số').fill('150.000')
  await dialog.getByRole('button', { name: 'Lưu mức chi' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('cell', { name: 'hệ số 0,3 mỗi tác phẩm' }).waitFor()
  await page.getByRole('button', { name: 'Tổng hợp' }).click()
  await page.getByText('220.200 đồng').first().waitFor()
}

async function putRight(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Từng dòng' }).click()
  await page.getByRole('button', { name: 'Sửa dòng: Một cửa liên thông, tác giả' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Tác giả').fill('Cộng tác viên 1')
  await dialog.getByLabel('Mức riêng (đồng)').fill('100.000')
  await dialog.getByRole('button', { name: 'Lưu' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('Tác giả: Cộng tác viên 1').waitFor()
  await page.getByText('100.000 đồng', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Tổng hợp' }).click()
  await page.getByRole('row', { name: /Cộng tác viên 1/ }).waitFor()
}

async function takeWorkbook(page: Page): Promise<void> {
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Tải bảng kê Excel' }).click()
  const file = await coming
  expect(file.suggestedFilename()).toMatch(/^Bảng kê nhuận bút tháng .*\.xlsx$/)
  const { tabs } = await readSheet(await readFile(await file.path()), 'nhuan-but.xlsx')
  expect(tabs[0]?.rows.at(-1)?.slice(1, 5)).toEqual(['Cộng', '2', '410', '250000'])
}

async function lookAtYear(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Biểu đồ' }).click()
  await page.getByRole('heading', { name: `Biểu đồ năm ${TODAY.slice(0, 4)}` }).waitFor()
  const grid = page.getByRole('region', { name: 'Số ngày phát theo tháng và chương trình' })
  await grid.getByRole('button', { name: /^Cải cách hành chính.*: 1\. Xem/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 dòng được đếm vào số này.').waitFor()
  await dialog.getByRole('button', { name: 'Đóng' }).last().click()
}

/** A station whose edition of this month was aired today by other means: a short item and a long one. */
async function furnish(request: APIRequestContext): Promise<void> {
  const post = (path: string, data?: object) =>
    request.post(`${house.origin}${path}`, { ...(data && { data }), headers: { origin: house.origin } })
  await post('/api/set-up', {
    stationName: 'Đài truyền thanh Sa Đéc',
    displayName: 'Kỹ thuật viên trực',
    username: 'kythuat',
    password: 'một mật khẩu dài',
    soundKind: 'horn',
  })
  const programme: Programme = await (await post('/api/programmes', { preset: 'sa-dec-2023' })).json()
  const asked = { programmeId: programme.id, period: monthOf(TODAY) }
  const edition: Edition = await (await post('/api/editions', asked)).json()
  const items = [
    { title: 'Một cửa liên thông', text: words(60) },
    { title: 'Chuyển đổi số ở phường', text: words(350) },
  ]
  const written = await post(`/api/editions/${edition.id}/revisions`, { source: 'written', items })
  const revision: Revision = await written.json()
  await post(`/api/revisions/${revision.id}/approval`, { approver: 'Chủ tịch' })
  const aired = new URLSearchParams({ date: TODAY, time: '00:00', where: 'Trạm phường 2', note: 'Giấy xác nhận' })
  expect((await post(`/api/editions/${edition.id}/outside-airings?${aired}`)).ok()).toBe(true)
}

async function signIn(request: APIRequestContext): Promise<void> {
  const data = { username: 'kythuat', password: 'một mật khẩu dài' }
  await request.post(`${house.origin}/api/sign-in`, { data, headers: { origin: house.origin } })
}
