import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Programme } from '../../../server/contract/index.ts'
import { type House, openBrowser, openPage, startHouse, watched } from '../house.ts'

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

test('a second programme is added from nothing, kept from sounding together with the first, and opened for its week', async () => {
  const { page, context, faults } = await openPage(browser)
  await furnish(context.request)
  await watched(page, house, () => addProgramme(page, context.request))
  expect(faults).toEqual([])
  await context.close()
})

/** A station with one weekly programme: Tuesdays at 05:15 and 17:15. */
async function furnish(request: APIRequestContext): Promise<void> {
  const post = (path: string, data: object) => request.post(`${house.origin}${path}`, { data })
  await post('/api/set-up', {
    stationName: 'Đài truyền thanh thành phố',
    displayName: 'Kỹ thuật viên',
    username: 'kythuat',
    password: 'một mật khẩu dài',
    soundKind: 'fm',
  })
  await post('/api/programmes', { preset: 'bao-loc-2012' })
}

async function addProgramme(page: Page, request: APIRequestContext): Promise<void> {
  await page.goto(`${house.origin}/thiet-lap/chuong-trinh`)
  await page.getByText('Phát Thứ Ba hằng tuần, lúc 05:15, 17:15').waitFor()
  await page.getByRole('button', { name: 'Thêm chương trình' }).click()
  await page.getByRole('radio', { name: /^Chương trình khác/ }).check()
  await page.getByLabel('Tên chương trình').fill('Bản tin phường')
  await page.getByRole('button', { name: 'Thêm chương trình này' }).click()
  await page.getByRole('heading', { name: 'Bản tin phường' }).waitFor()

  // The same weekday and hour as the first programme: told at once, and not saved by mistake.
  await page.getByRole('button', { name: 'Sửa lịch phát' }).click()
  await page.getByRole('radio', { name: /^Hằng tuần/ }).check()
  await page.getByLabel('Phát lần đầu').fill('5h15')
  await page.getByText(/^Trùng giờ phát \d+ lần trong một năm tới/).waitFor()
  const save = page.getByRole('button', { name: 'Lưu lịch phát' })
  expect(await save.isDisabled()).toBe(true)
  await page.getByLabel('Phát lần đầu').fill('6h15')
  await page.getByText(/^Trùng giờ phát/).waitFor({ state: 'detached' })
  await page.getByRole('checkbox', { name: 'Thứ Năm' }).check()
  await page.getByRole('checkbox', { name: 'Nhận tin, bài' }).check()
  await save.click()
  await page.getByText('Thứ Ba, Thứ Năm hằng tuần', { exact: true }).waitFor()
  await page.getByText('từ 8 đến 4 ngày trước ngày phát đầu tiên').waitFor()

  await page.getByRole('button', { name: 'Sửa thông tin chương trình' }).click()
  await page.getByLabel('Người phê duyệt').fill('Chủ tịch UBND phường')
  await page.getByLabel('Thời lượng mỗi kỳ').fill('15 phút')
  await page.getByLabel('Chủ đề').fill('- Chuyển đổi số\n- Văn hóa công vụ')
  await page.getByRole('button', { name: 'Lưu thông tin' }).click()
  await page.getByText('Chủ tịch UBND phường').waitFor()
  const programmes = (await (await request.get(`${house.origin}/api/programmes`)).json()) as Programme[]
  expect(programmes[1]).toMatchObject({
    normMs: 900_000,
    topics: ['Chuyển đổi số', 'Văn hóa công vụ'],
    rule: { kind: 'weekly', weekdays: [2, 4] },
    times: ['06:15'],
  })

  // On a telephone nothing of it scrolls sideways.
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Sửa lịch phát' }).click()
  await page.getByText('Theo quy định này:').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.setViewportSize({ width: 1366, height: 768 })

  await page.goto(`${house.origin}/ky-phat`)
  await page.getByRole('button', { name: 'Mở kỳ phát' }).click()
  await page.getByRole('dialog').getByLabel('Chương trình').selectOption({ label: 'Bản tin phường' })
  await page.getByRole('dialog').getByRole('button', { name: 'Mở kỳ phát' }).click()
  await page.getByRole('heading', { name: /^Kỳ tuần \d+ \(/ }).waitFor()

  // A month that has not begun: all of its weeks are still to come.
  const month = new Date(Date.now() + 32 * 86_400_000).toISOString().slice(0, 7)
  await page.goto(`${house.origin}/lich-phat?thang=${month}`)
  await page
    .getByTitle(/Bản tin phường, tuần .*: theo lệ, chưa xác nhận/)
    .first()
    .waitFor({ state: 'attached' })
}
