import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, addMonths, dateAt, monthOf, vietnameseDate } from '../../../schedules/index.ts'
import type { SentReport } from '../../../server/contract/index.ts'
import { spanBefore, spanCode } from '../../../server/figures/index.ts'
import { begun, reportSpanWords } from '../../../web/report-words.ts'
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

const TODAY = dateAt(Date.now(), 'Asia/Ho_Chi_Minh')
const THIS = {
  kind: 'quarter' as const,
  year: Number(TODAY.slice(0, 4)),
  part: Math.ceil(Number(TODAY.slice(5, 7)) / 3),
}
const LAST = spanBefore(THIS)
/** The last day of the quarter that is over. */
const LAST_DAY = addDays(`${addMonths(monthOf(TODAY), -((Number(TODAY.slice(5, 7)) - 1) % 3))}-01`, -1)

test('a quarter is counted, written about, sent, corrected by the next report', async () => {
  const { page, context, faults } = await openPage(browser, DESK)
  await watched(page, house, async () => {
    const post = async (path: string, data: object) => {
      const answer = await context.request.post(`${house.origin}${path}`, { data })
      expect(answer.ok(), path).toBe(true)
    }
    const evaluation = {
      parentNumber: 0,
      kind: 'inspection',
      onDate: LAST_DAY,
      about: 'Trạm truyền thanh phường 2',
      who: 'Phòng Nội vụ',
      findings: 'Loa ở ngã ba chợ nói nhỏ.',
      followUps: [],
    }
    await post('/api/set-up', {
      stationName: 'Đài truyền thanh thành phố Sa Đéc',
      displayName: 'Kỹ thuật viên trực',
      username: 'kythuat',
      password: 'một mật khẩu dài',
      soundKind: 'horn',
    })
    await post('/api/programmes', { preset: 'sa-dec-2023' })
    await post('/api/evaluations', evaluation)

    await page.goto(`${house.origin}/bao-cao`)
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Nơi nhận', exact: true }).click()
    await dialog.getByRole('button', { name: 'Thêm nơi nhận' }).click()
    await dialog.getByLabel('Cơ quan, đơn vị nhận').fill('Phòng Nội vụ Thành phố')
    await dialog.getByRole('button', { name: 'Lưu nơi nhận' }).click()
    await dialog.getByText('Hằng quý, 6 tháng, Hằng năm').waitFor()
    await dialog.getByRole('button', { name: 'Đóng' }).last().click()
    await page.getByText(begun(reportSpanWords(THIS)), { exact: true }).waitFor()

    // The quarter that is over: the choice that stands there first, when its last month is the last one.
    await page.goto(`${house.origin}/bao-cao?ky=${spanCode(LAST)}&cua=station`)
    await page.getByRole('heading', { name: begun(reportSpanWords(LAST)) }).waitFor()
    const figure = page.getByRole('button', { name: /^Lần sơ kết, tổng kết, kiểm tra: 1\. Xem/ }).first()
    await figure.click()
    await dialog.getByText('1 dòng được đếm vào số này.').waitFor()
    await dialog.getByText('Trạm truyền thanh phường 2').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })

    await page.getByRole('textbox', { name: 'Khó khăn, vướng mắc' }).fill('Thiếu kinh phí sửa loa.')
    await page.getByText(/^Đã lưu: Kỹ thuật viên trực/).waitFor()
    await page.reload()
    await page.getByText(/^Đã lưu: Kỹ thuật viên trực/).waitFor()
    expect(await page.getByRole('textbox', { name: 'Khó khăn, vướng mắc' }).inputValue()).toBe(
      'Thiếu kinh phí sửa loa.',
    )

    await page.getByRole('button', { name: 'Gửi báo cáo' }).click()
    expect(await dialog.getByLabel('Phòng Nội vụ Thành phố').isChecked()).toBe(true)
    await dialog.getByRole('button', { name: 'Ghi là đã gửi' }).click()
    await page.getByText('Đếm lại hôm nay vẫn đúng như đã gửi').waitFor()
    await page.getByRole('button', { name: 'Ghi số, ngày' }).click()
    await dialog.getByLabel('Số văn bản').fill('12/BC-PNV')
    await dialog.getByLabel('Ngày văn bản').fill(vietnameseDate(TODAY))
    await dialog.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByText(`Số 12/BC-PNV ngày ${vietnameseDate(TODAY)}`).waitFor()
    const sentId = page.url().split('/').at(-1) ?? ''
    const downloaded = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Tải Word đã gửi' }).click()
    expect((await downloaded).suggestedFilename()).toMatch(/^Báo cáo quý .*\.docx$/)

    // Somebody enters later what belongs to the quarter that was reported.
    await post('/api/evaluations', { ...evaluation, about: 'Trạm truyền thanh phường 3' })
    await page.reload()
    await page.getByRole('heading', { name: 'Khác với lúc gửi' }).waitFor()
    const kept = (await (await context.request.get(`${house.origin}/api/reports/sent/${sentId}`)).json()) as SentReport
    expect(kept.figures.headlines.find(({ key }) => key === 'evaluations')?.figure.value).toBe(1)

    await page.goto(`${house.origin}/bao-cao?ky=${spanCode(THIS)}&cua=station`)
    await page.getByRole('heading', { name: 'Đính chính báo cáo trước' }).waitFor()
    await page.getByText('Kỳ báo cáo chưa kết thúc').first().waitFor()
    await page.getByText(/^Kỳ trước đã viết/).click()
    await page.getByRole('button', { name: 'Chép lại: Khó khăn, vướng mắc' }).click()
    expect(await page.getByRole('textbox', { name: 'Khó khăn, vướng mắc' }).inputValue()).toBe(
      'Thiếu kinh phí sửa loa.',
    )
    await page.getByText(/^Đã lưu: Kỹ thuật viên trực/).waitFor()

    // On paper there are the figures and the words, and none of the buttons.
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('button', { name: 'Gửi báo cáo' }).isVisible()).toBe(false)
    expect(await page.locator('.print-only', { hasText: 'Thiếu kinh phí sửa loa.' }).isVisible()).toBe(true)
    await page.emulateMedia({ media: 'screen' })

    await page.setViewportSize(TELEPHONE)
    for (const path of ['/bao-cao', `/bao-cao?ky=${spanCode(LAST)}&cua=station`, `/bao-cao/da-gui/${sentId}`]) {
      await page.goto(`${house.origin}${path}`)
      await page.getByRole('heading', { level: 2 }).first().waitFor()
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(sideways, path).toBe(0)
    }
  })
  expect(faults).toEqual([])
  await context.close()
})
