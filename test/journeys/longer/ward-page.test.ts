import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../../schedules/index.ts'
import type { Programme, WardStation } from '../../../server/contract/index.ts'
import { type DeliveryFile, deliveriesFor, takenBy } from '../../../server/stations/index.ts'
import { TestStation, until } from '../../builders.ts'
import { openBrowser, openPage, TELEPHONE } from '../house.ts'

/** “Slow 3G” of the issue: 400 kbit/s and 400 ms there and back. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 }
const USABLE_WITHIN_MS = 3000
const LARGEST_PAGE_BYTES = 30_000
/** More editions than are kept open, so that the page is as heavy as it gets in a year. */
const MONTHS = ['2026-07', '2026-08', '2026-09', '2026-10', '2026-11']

let station: TestStation
let browser: Browser
let origin: string
let folder: string
let mp3: DeliveryFile
let renderId: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'len-song-ward-page-'))
  station = await TestStation.open()
  await station.setUp()
  const programme = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
  for (const month of MONTHS) await station.readyEdition(programme.id, month, month === '2026-11' ? 12 : 3)
  origin = await station.app.listen({ host: '127.0.0.1', port: 0 })
  const [newest] = await deliveriesFor({ db: station.db, clock: systemClock() }, '')
  const file = newest?.files.find(({ form }) => form === 'mp3')
  if (!newest || !file) throw new Error('nothing is offered')
  mp3 = file
  renderId = newest.renderId
  browser = await openBrowser()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await station?.close()
  if (folder) await rm(folder, { recursive: true, force: true })
})

const newWard = (name: string) => station.get<WardStation>('POST', '/api/ward-stations', { name })
const takes = ({ id }: WardStation) => takenBy(station.db, { wardStationId: id })
const mainLink = (page: Page) => page.getByRole('link', { name: /^Tải MP3/ }).first()
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

async function slowed(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', SLOW)
  return devtools
}

/** A line between a browser and the station that breaks once, when so many bytes of one answer have passed. */
async function openLine(port: number) {
  let left: number | undefined
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const station = connect(port, '127.0.0.1')
    let passed = 0
    for (const socket of [client, station]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        client.destroy()
        station.destroy()
      })
    }
    client.pipe(station)
    station.on('data', (bytes: Buffer) => {
      passed += bytes.length
      if (left !== undefined && passed > left) {
        left = undefined
        client.resetAndDestroy()
      } else client.write(bytes)
    })
    station.on('end', () => client.end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    breakAfter(bytes: number) {
      left = bytes
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

test('a telephone on slow 3G has a page that it can use within three seconds, in thirty kilobytes', async () => {
  const ward = await newWard('Trạm mạng chậm')
  const { page, context, faults } = await openPage(browser, TELEPHONE, { isMobile: true, hasTouch: true })
  const devtools = await slowed(page)
  let bytes = 0
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await page.goto(`${origin}${ward.linkPath}`, { waitUntil: 'load' })
  await mainLink(page).click({ trial: true })
  // As the browser itself reckons, from the tap on the link to a page that is laid out and takes the next tap.
  const usableMs = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    const [painted] = performance.getEntriesByName('first-contentful-paint')
    return Math.max(navigation?.domInteractive ?? Number.NaN, painted?.startTime ?? Number.NaN)
  })
  process.stdout.write(`ward's page: usable after ${usableMs.toFixed(0)} ms, ${bytes} bytes with all that it needs\n`)
  expect(usableMs).toBeLessThanOrEqual(USABLE_WITHIN_MS)
  expect(bytes).toBeLessThanOrEqual(LARGEST_PAGE_BYTES)
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(sideways).toBe(0)
  expect(faults).toEqual([])
  await context.close()
})

test('without JavaScript the page says all and the browser itself downloads under the name with marks', async () => {
  const ward = await newWard('Trạm tắt JavaScript')
  const { page, context } = await openPage(browser, TELEPHONE, { javaScriptEnabled: false, acceptDownloads: true })
  await page.goto(`${origin}${ward.linkPath}`)
  await page.getByRole('heading', { name: /tháng 11\/2026/ }).waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), mainLink(page).click()])
  expect(download.suggestedFilename()).toBe(mp3.fileName)
  const path = join(folder, 'khong-js.mp3')
  await download.saveAs(path)
  expect(hashOf(await readFile(path))).toBe(mp3.sha256)
  const [take] = await until('the receipt', async () => {
    const found = await takes(ward)
    return found.length > 0 ? found : undefined
  })
  expect(take).toMatchObject({ renderId, knownBy: 'bytes' })
  await page.getByText('Các kỳ trước').click()
  await page.getByRole('heading', { name: /tháng 0?7\/2026/ }).waitFor()
  await context.close()
})

test('with it a download outlives a broken line, is checked byte for byte, saved, and told to the station', async () => {
  const ward = await newWard('Trạm rớt mạng giữa chừng')
  const { page, context, faults } = await openPage(browser, TELEPHONE, { acceptDownloads: true })
  const line = await openLine(Number(new URL(origin).port))
  await page.goto(`${line.origin}${ward.linkPath}`)
  const saved = page.waitForEvent('download', { timeout: 90_000 })
  line.breakAfter(100_000)
  await mainLink(page).click()
  await page.getByText('Mất mạng, đang thử tiếp').waitFor()
  const download = await saved
  expect(download.suggestedFilename()).toBe(mp3.fileName)
  const path = join(folder, 'rot-mang.mp3')
  await download.saveAs(path)
  expect(hashOf(await readFile(path))).toBe(mp3.sha256)
  await page.getByText('✓ Đã tải trọn, đúng từng byte.').waitFor()
  // Known twice over: by the bytes that were gone on with, and by what the page found.
  expect(await takes(ward)).toHaveLength(1)
  await until('the confirmation', () =>
    station.db
      .selectFrom('take_confirmations')
      .select('sha256')
      .where('ward_station_id', '=', ward.id)
      .where('confirmed_by', '=', 'page')
      .executeTakeFirst(),
  )
  expect(faults).toEqual([])
  await context.close()
  await line.close()
})

test('a file that was saved in whatever way is checked on the page: half of it is called out, the whole is a receipt', async () => {
  const ward = await newWard('Trạm kiểm tệp')
  const bytes = Buffer.from(await (await fetch(`${origin}${ward.linkPath}/${mp3.path}?nghe=1`)).arrayBuffer())
  await writeFile(join(folder, 'nua.mp3'), bytes.subarray(0, bytes.length / 2))
  await writeFile(join(folder, 'tron.mp3'), bytes)
  const { page, context, faults } = await openPage(browser, TELEPHONE)
  await page.goto(`${origin}${ward.linkPath}`)
  await page.getByText('Kiểm tệp đã tải (SHA-256)').first().click()
  const field = page.getByLabel('Chọn tệp vừa tải để kiểm').first()
  await field.setInputFiles(join(folder, 'nua.mp3'))
  await page.getByText('Tệp chưa trọn hoặc không phải của kỳ này').waitFor()
  expect(await takes(ward)).toEqual([])
  await field.setInputFiles(join(folder, 'tron.mp3'))
  await page.getByText('✓ Tệp nguyên vẹn, đã báo cho đài.').waitFor()
  expect(await takes(ward)).toMatchObject([{ renderId, knownBy: 'page' }])
  await page.reload()
  await page.getByText('✓ Trạm đã tải trọn lúc').waitFor()
  expect(faults).toEqual([])
  await context.close()
})
