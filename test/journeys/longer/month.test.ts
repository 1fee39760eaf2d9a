import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Programme, UrgingSheet } from '../../../server/contract/index.ts'
import { type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from '../house.ts'

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

const SIGN_IN = { username: 'kythuat', password: 'một mật khẩu dài' }

test('from what is missing at home to a message, a letter and a note of it; and the same pages on a telephone', async () => {
  const { page, context, faults } = await openPage(browser, undefined, {
    permissions: ['clipboard-read', 'clipboard-write'],
    acceptDownloads: true,
  })
  await watched(page, house, async () => {
    const set = { stationName: 'Đài truyền thanh phường Sa Đéc', displayName: 'Kỹ thuật viên trực', soundKind: 'horn' }
    await context.request.post(`${house.origin}/api/set-up`, { data: { ...set, ...SIGN_IN } })
    const made = await context.request.post(`${house.origin}/api/programmes`, { data: { preset: 'sa-dec-2023' } })
    const programme = (await made.json()) as Programme

    await page.goto(`${house.origin}/hom-nay`)
    await page.getByRole('heading', { name: /^Mở kỳ tháng/ }).waitFor()
    await page.getByText('Còn thiếu:').waitFor()
    expect(await page.getByText('Nhận tin, bài').count()).toBeGreaterThan(0)

    // One group of the navigation is open at a time; the page that is open is in it.
    const navigation = page.getByRole('navigation', { name: 'Các trang' })
    await navigation.getByRole('button', { name: 'Tin bài' }).click()
    expect(await navigation.getByRole('link', { name: 'Kỳ phát' }).isVisible()).toBe(false)
    await navigation.getByRole('link', { name: 'Đôn đốc' }).click()
    await page.getByRole('heading', { name: 'Đôn đốc', level: 1 }).waitFor()
    await page.getByRole('link', { name: /^Đôn đốc Cải cách/ }).click()
    await page.getByRole('heading', { name: /^Tin, bài còn thiếu/ }).waitFor()

    const period = new URL(page.url()).pathname.split('/').at(-1)
    const asked = await context.request.get(`${house.origin}/api/programmes/${programme.id}/periods/${period}/urging`)
    const { receipts, text } = (await asked.json()) as UrgingSheet
    await page.getByRole('button', { name: 'Chép tin nhắn' }).click()
    await page.getByRole('button', { name: 'Đã chép, dán vào Zalo' }).waitFor()
    const pasted = await page.evaluate(() => navigator.clipboard.readText())
    expect(pasted).toBe(text)
    for (const { unitName } of receipts) expect(pasted).toContain(unitName)
    await page.getByRole('button', { name: 'Ghi: đã nhắn qua Zalo' }).click()
    await page.getByText('Kỹ thuật viên trực, ').waitFor()

    await changeTemplate(page)
    expect(await page.getByLabel('Nội dung', { exact: true }).inputValue()).toMatch(/^Nhắc các đơn vị:\n- /)

    const [letter] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tải công văn (.docx)' }).click(),
    ])
    expect(letter.suggestedFilename()).toMatch(/\.docx$/)
    await page.getByRole('button', { name: 'Ghi: đã gửi công văn' }).click()
    await page.getByText('Gửi công văn').waitFor()
  })
  expect(faults).toEqual([])
  await context.close()

  await onTelephone()
})

async function changeTemplate(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sửa mẫu' }).click()
  const box = page.getByLabel('Nội dung mẫu')
  await box.fill('Nhắc các đơn vị:\n')
  await page.getByRole('button', { name: 'Thêm [danh sách]' }).click()
  expect(await box.inputValue()).toBe('Nhắc các đơn vị:\n[danh sách]')
  await page.getByRole('button', { name: 'Lưu mẫu' }).click()
  await box.waitFor({ state: 'detached' })
  await page.getByLabel('Nội dung', { exact: true }).waitFor()
}

async function onTelephone(): Promise<void> {
  const { page, context, faults } = await openPage(browser, TELEPHONE, { isMobile: true, hasTouch: true })
  await watched(page, house, async () => {
    await context.request.post(`${house.origin}/api/sign-in`, { data: SIGN_IN })
    await page.goto(`${house.origin}/hom-nay`)
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor()
    await page.getByText('Còn thiếu:').waitFor()
    await page.getByRole('button', { name: 'Thêm' }).tap()
    const menu = page.getByRole('dialog')
    for (const name of ['Tiếp nhận', 'Thẩm định', 'Kho', 'Thiết lập']) {
      await menu.getByRole('link', { name, exact: true }).waitFor()
    }
    await menu.getByRole('link', { name: 'Đôn đốc', exact: true }).tap()
    await page.getByRole('heading', { name: 'Đôn đốc', level: 1 }).waitFor()
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(TELEPHONE.width)
  })
  expect(faults).toEqual([])
  await context.close()
}
