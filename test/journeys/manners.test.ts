import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../builders.ts'
import { run } from '../machine/run.ts'
import { type House, openBrowser, openPage, startHouse, watched } from './house.ts'

const SIGN_IN = { username: 'kythuat', password: 'một mật khẩu dài' }

let house: House
let browser: Browser
beforeAll(async () => {
  house = await startHouse({ TZ: 'UTC' })
  await fetch(`${house.origin}/api/set-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ stationName: 'Đài', displayName: 'Kỹ thuật', ...SIGN_IN, soundKind: 'fm' }),
  })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

test('a page that nobody sees gives up its live line, and takes it up again when it is seen', async () => {
  const { page, context, faults } = await openPage(browser)
  await watched(page, house, async () => {
    await context.request.post(`${house.origin}/api/sign-in`, { data: SIGN_IN })
    let open = 0
    page.on('request', (request) => {
      if (request.url().endsWith('/api/live')) open += 1
    })
    const ended = (request: { url(): string }) => {
      if (request.url().endsWith('/api/live')) open -= 1
    }
    page.on('requestfailed', ended)
    page.on('requestfinished', ended)
    const show = (state: 'visible' | 'hidden') =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'visibilityState', { value, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
      }, state)
    await page.goto(`${house.origin}/phat-song`)
    await until('the live line', () => (open === 1 ? true : undefined))
    await show('hidden')
    await until('its end', () => (open === 0 ? true : undefined))
    await show('visible')
    await until('the line again', () => (open === 1 ? true : undefined))
  })
  expect(faults).toEqual([])
  await context.close()
})

test('eight pages of one browser share one line, and all of them hear', async () => {
  const context = await browser.newContext({ locale: 'vi-VN' })
  await context.request.post(`${house.origin}/api/sign-in`, { data: SIGN_IN })
  // Lines that stand, not lines that were ever opened: the one line may pass from page to page.
  const pages: { page: Page; lines: number }[] = []
  const lines = () => pages.reduce((sum, { page, lines: own }) => sum + (page.isClosed() ? 0 : own), 0)
  for (let number = 0; number < 8; number++) {
    const entry = { page: await context.newPage(), lines: 0 }
    const { page } = entry
    const count = (by: number) => (request: { url(): string }) => {
      if (request.url().endsWith('/api/live')) entry.lines += by
    }
    page.on('request', count(1))
    page.on('requestfailed', count(-1))
    page.on('requestfinished', count(-1))
    pages.push(entry)
    await page.goto(`${house.origin}/phat-song`)
    await page.getByText('Đang chờ', { exact: false }).waitFor({ timeout: 15_000 })
  }
  await until('one line for all', () => (lines() === 1 ? true : undefined), 5000)
  const leader = pages.find(({ lines: own }) => own === 1)
  await leader?.page.close()
  await until('another page on the line', () => (lines() === 1 ? true : undefined), 5000)
  const last = pages.findLast(({ page }) => !page.isClosed())?.page
  await last?.goto(`${house.origin}/hom-nay`)
  await last?.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor()
  await context.close()
})

test('a second start on the same data is refused in plain words and disturbs nothing', async () => {
  const [web, onAir] = [await house.pidOf('main.ts'), await house.pidOf('on-air.ts')]
  const said: string[] = []
  const second = await run(process.execPath, [new URL('../../server/start.ts', import.meta.url).pathname], {
    env: { LEN_SONG_DATA: house.dataDir, LEN_SONG_PORT: '0' },
    onLine: (line) => said.push(line),
  })
  expect(second.code).toBe(1)
  expect(said.join(' ')).toContain('đang chạy trên thư mục dữ liệu')
  expect([await house.pidOf('main.ts'), await house.pidOf('on-air.ts')]).toEqual([web, onAir])
  expect((await fetch(`${house.origin}/api/me`)).ok).toBe(true)
})
