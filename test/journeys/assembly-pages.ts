import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Opens the quality sheet of the newest render from the page of an edition, reads it, and prints it as Chromium would. */
export async function readSheet(page: Page, renderPage: string): Promise<void> {
  await page.goto(renderPage)
  await page.getByRole('link', { name: 'Phiếu chất lượng' }).click()
  await page.getByText('Kết luận: Đạt').waitFor()
  expect(await page.getByRole('rowheader').first().textContent()).toContain('Nhạc hiệu')
  expect(await page.getByText(/^SHA-256 [0-9a-f]{64}$/).count()).toBe(3)
  expect(await page.getByText(/[\d] LUFS$/).count()).toBeGreaterThan(3)
  expect(await page.getByText(/\d\.\d (?:LUFS|LU|dBTP)/).count()).toBe(0)

  const printed = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const sides = printed.match(/\/Type ?\/Page\b(?!s)/g)?.length ?? 0
  expect(sides).toBeGreaterThanOrEqual(1)
  expect(sides).toBeLessThanOrEqual(2)
  const [, width, height] = /\/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/.exec(printed) ?? []
  expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842])
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('button', { name: 'In phiếu' }).isVisible()).toBe(false)
  await page.emulateMedia({ media: null })
}

/** Changes a programme's template, its order with the keyboard alone; leaves it unsaved, comes back to it and saves. */
export async function changeTemplate(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/thiet-lap/chuong-trinh`)
  await page.getByRole('link', { name: /^Khung chương trình/ }).click()
  const grip = page.getByRole('button', { name: /^Đổi chỗ Điểm tin, đang ở vị trí 3/ })
  await grip.focus()
  await grip.press('ArrowUp')
  await page.getByText('Điểm tin: chuyển đến vị trí 2').waitFor({ state: 'attached' })
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('vị trí 2')
  await page.getByLabel('Thời lượng mỗi kỳ').fill('28 phút 30')
  await page.getByRole('radio', { name: 'Vừa' }).check()

  await page.getByRole('link', { name: 'Chương trình', exact: true }).click()
  await page.goBack()
  await page.getByRole('button', { name: 'Lấy lại để sửa tiếp' }).click()
  await page.getByRole('button', { name: /^Đổi chỗ Điểm tin, đang ở vị trí 2/ }).waitFor()
  expect(await page.getByLabel('Thời lượng mỗi kỳ').inputValue()).toBe('28:30')
  await page.getByRole('button', { name: 'Lưu khung' }).click()
  await page.getByText('Đã lưu thành bản 1.').waitFor()
}
