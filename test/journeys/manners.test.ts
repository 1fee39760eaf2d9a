import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../builders.ts'
import { run } from '../machine/run.ts'
import { type House, openBrowser, openPage, startHouse, watched } from './house.ts'

let house: House
let browser: Browser
beforeAll(async () => {
  house = await startHouse({ TZ: 'UTC' })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

test('a page that nobody sees gives up its live line, and takes it up again when it is seen', async () => {
  const { page, context, faults } = await openPage(browser)
  await watched(page, house, async () => {
    await context.request.post(`${house.origin}/api/set-up`, {
      data: {
        stationName: 'Đài',
        displayName: 'Kỹ thuật',
        username: 'kythuat',
        password: 'một mật khẩu dài',
        soundKind: 'fm',
      },
    })
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
  await context.request.post(`${house.origin}/api/sign-in`, {
    data: { username: 'kythuat', password: 'một mật khẩu dài' },
  })
  let opened = 0
  const pages = []
  for (let number = 0; number < 8; number++) {
    const page = await context.newPage()
    page.on('request', (request) => {
      if (request.url().endsWith('/api/live')) opened += 1
    })
    await page.goto(`${house.origin}/phat-song`)
    await page.getByText('Đang chờ', { exact: false }).waitFor({ timeout: 15_000 })
    pages.push(page)
  }
  expect(opened).toBe(1)
  await pages[0]?.close()
  await until('another page on the line', () => (opened === 2 ? true : undefined))
  await pages[7]?.goto(`${house.origin}/hom-nay`)
  await pages[7]?.getByRole('heading', { name: 'Hôm nay' }).waitFor()
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
