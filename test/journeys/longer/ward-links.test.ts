import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WardStation } from '../../../server/contract/index.ts'
import { DESK, type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from '../house.ts'

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

test('a ward gets a link for three months, a card with its QR code, more time, another link, and none', async () => {
  const { page, context, faults } = await openPage(browser, DESK)
  await watched(page, house, async () => {
    const setUp = await context.request.post(`${house.origin}/api/set-up`, {
      data: {
        stationName: 'Đài truyền thanh thành phố Sa Đéc',
        displayName: 'Kỹ thuật viên trực',
        username: 'kythuat',
        password: 'một mật khẩu dài',
        soundKind: 'horn',
      },
    })
    expect(setUp.ok()).toBe(true)
    const wards = async () =>
      (await context.request.get(`${house.origin}/api/ward-stations`)).json() as Promise<WardStation[]>

    await page.goto(`${house.origin}/tram?xem=duong-dan`)
    await page.getByRole('button', { name: 'Thêm trạm đầu tiên' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Tên trạm').fill('Trạm truyền thanh khóm Tân Thuận')
    await dialog.getByLabel('Đường dẫn dùng được đến bao giờ').selectOption({ label: '3 tháng' })
    await dialog.getByRole('button', { name: 'Thêm trạm' }).click()
    await page.getByText(/Dùng đến hết \d\d\/\d\d\/\d{4}$/).waitFor()
    const [made] = await wards()
    expect(made?.linkExpiresAt).toBeGreaterThan(Date.now() + 85 * 86_400_000)

    await page.getByRole('link', { name: 'In thẻ trạm' }).click()
    await page.getByRole('img', { name: 'Mã QR mở trang của Trạm truyền thanh khóm Tân Thuận' }).waitFor()
    await page.getByText(made?.linkPath ?? '?').waitFor()
    // On paper there is the card and nothing else of the page.
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('heading', { name: 'In thẻ trạm' }).isVisible()).toBe(false)
    expect(await page.getByRole('heading', { name: 'Trạm truyền thanh khóm Tân Thuận' }).isVisible()).toBe(true)
    await page.emulateMedia({ media: 'screen' })

    await page.goto(`${house.origin}/tram?xem=duong-dan`)
    await page.getByRole('button', { name: 'Gia hạn' }).click()
    await dialog.getByRole('button', { name: 'Gia hạn' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const [prolonged] = await wards()
    expect([prolonged?.linkExpiresAt, prolonged?.linkPath]).toEqual([undefined, made?.linkPath])

    await page.getByRole('button', { name: 'Đổi', exact: true }).click()
    await dialog.getByLabel('Đường dẫn dùng được đến bao giờ').selectOption({ label: 'Đến hết ngày…' })
    const renew = dialog.getByRole('button', { name: 'Đổi đường dẫn' })
    expect(await renew.isDisabled()).toBe(true)
    await dialog.getByLabel('Ngày cuối cùng').fill('01/01/2020')
    await dialog.getByText('Ngày này đã qua.').waitFor()
    expect(await renew.isDisabled()).toBe(true)
    await dialog.getByLabel('Ngày cuối cùng').fill('31/12/2099')
    await renew.click()
    await page.getByText('Dùng đến hết 31/12/2099').waitFor()
    expect((await wards())[0]?.linkPath).not.toBe(made?.linkPath)
    expect((await fetch(`${house.origin}${made?.linkPath}`)).status).toBe(404)

    await page.getByRole('button', { name: 'Thu hồi' }).click()
    await dialog.getByRole('button', { name: 'Thu hồi' }).click()
    await page.getByText('Đã thu hồi đường dẫn').waitFor()
    await page.setViewportSize(TELEPHONE)
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(sideways).toBe(0)
  })
  expect(faults).toEqual([])
  await context.close()
})
