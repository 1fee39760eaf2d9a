import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { unzipSync } from 'fflate'
import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, dateAt, vietnameseDate } from '../../../schedules/index.ts'
import type { Edition, Programme, Render, Revision, Take } from '../../../server/contract/index.ts'
import { until } from '../../builders.ts'
import { babbleWav } from '../../sounds.ts'
import { type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from '../house.ts'

const PROGRAMME = 'Bản tin phường'
/** The day before yesterday, so that whatever the hour is the airing is over. */
const DAY = addDays(dateAt(Date.now(), 'Asia/Ho_Chi_Minh'), -2)
const YEAR = DAY.slice(0, 4)

let browser: Browser
let folder: string
beforeAll(async () => {
  browser = await openBrowser()
  folder = await mkdtemp(join(tmpdir(), 'len-song-package-'))
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

test('the log is read by day, month and year, a line is corrected beside it, and a year is packed, fetched and heard offline', async () => {
  const house = await startHouse()
  try {
    const desk = await openPage(browser, undefined, { acceptDownloads: true })
    await furnish(house, desk.context.request)
    await watched(desk.page, house, () => correct(house, desk.page))
    await watched(desk.page, house, () => printed(desk.page))
    await watched(desk.page, house, () => pack(house, desk.page))
    await watched(desk.page, house, () => opensOffline(desk.page))
    const pocket = await openPage(browser, TELEPHONE, { storageState: await desk.context.storageState() })
    await watched(pocket.page, house, () => onATelephone(house, pocket.page))
    expect([...desk.faults, ...pocket.faults]).toEqual([])
    await Promise.all([desk.context.close(), pocket.context.close()])
  } finally {
    await house.close()
  }
})

/** From the month to the day; a note, its correction, and the list of what was added. */
async function correct(house: House, page: Page): Promise<void> {
  await page.goto(`${house.origin}/nhat-ky?thang=${DAY.slice(0, 7)}`)
  const row = page.getByRole('row').filter({ hasText: 'Phát ngoài hệ thống' })
  await row.getByText('Nộp hồ sơ trực tuyến (UBND Phường 1)').waitFor()
  await row.getByText('Chủ tịch UBND').first().waitFor()
  await page.goto(`${house.origin}/nhat-ky?ngay=${DAY}`)
  await page.getByRole('heading', { name: `Sổ nhật ký phát sóng ngày ${vietnameseDate(DAY)}` }).waitFor()

  await page.getByRole('button', { name: /^Ghi thêm: / }).click()
  await page.getByLabel('Lời ghi').fill('Loa Phường 3 hỏng.')
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click()
  await page.getByText('Loa Phường 3 hỏng.').waitFor()

  await page.getByRole('button', { name: /^Đính chính lời ghi của/ }).click()
  await page.getByLabel('Ghi gì').selectOption({ label: 'Đính chính: Người đọc' })
  await page.getByLabel('Nội dung đúng').fill('Chị Lan')
  await page.getByLabel('Vì sao').fill('Ghi nhầm người')
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click()
  await page.getByText('Đính chính: Chị Lan').waitFor()
  await page.getByText('đã có lời ghi sau thay').waitFor()

  await page.goto(`${house.origin}/nhat-ky?nam=${YEAR}`)
  await page.getByLabel('Kết quả').selectOption({ label: 'Có ghi thêm, đính chính' })
  await page.getByText('Đính chính: Chị Lan').waitFor()
  const [sheet] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Xuất Excel' }).click(),
  ])
  expect(sheet.suggestedFilename()).toMatch(/^Sổ nhật ký phát sóng .*\.xlsx$/)
}

/** A4 lying, with the station's head and room for two signatures. */
async function printed(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' })
  await page.getByRole('heading', { name: 'SỔ NHẬT KÝ PHÁT SÓNG', exact: true }).waitFor()
  await page.getByText('PHỤ TRÁCH ĐÀI').waitFor()
  expect(await page.getByRole('button', { name: 'In sổ' }).isVisible()).toBe(false)
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const [, width = '0', height = '0'] = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/.exec(pdf) ?? []
  expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([842, 595])
  await page.emulateMedia({ media: 'screen' })
}

/** The year is found by a word of a text, heard, packed and fetched. */
async function pack(house: House, page: Page): Promise<void> {
  await page.goto(`${house.origin}/bao-cao/luu-tru?nam=${YEAR}`)
  await page.getByRole('heading', { name: `Lưu trữ năm ${YEAR}`, exact: true }).waitFor()
  await page.getByRole('searchbox').fill('ho so tai nha')
  await page.getByText(`1 nội dung trong 1 của năm`).waitFor()
  await page.getByRole('button', { name: /^Nghe: / }).click()
  await page.getByRole('button', { name: /^Dừng nghe: / }).click()

  await page.getByRole('button', { name: `Làm gói năm ${YEAR}` }).click()
  const fetch = page.getByRole('link', { name: 'Tải .zip' })
  await fetch.waitFor({ timeout: 60_000 })
  const [download] = await Promise.all([page.waitForEvent('download'), fetch.click()])
  expect(download.suggestedFilename()).toBe(`luu-tru-${YEAR}.zip`)
  const files = unzipSync(new Uint8Array(await readFile(await download.path())))
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, bytes)
  }
}

/** The package's page, from the disk: it plays, finds and shows the log. */
async function opensOffline(page: Page): Promise<void> {
  await page.goto(pathToFileURL(join(folder, `luu-tru-${YEAR}`, 'index.html')).href)
  const entry = page.getByRole('article')
  await entry.waitFor()
  const audio = entry.locator('audio')
  expect(await audio.evaluate(hears)).toBeGreaterThan(4)
  await page.getByLabel('Tìm trong năm').fill('khong co gi')
  await entry.waitFor({ state: 'hidden' })
  await page.getByLabel('Tìm trong năm').fill('truc tuyen')
  await entry.waitFor()
  await page.getByRole('link', { name: /^nhat-ky-phat-song.*html$/ }).click()
  await page.getByText('Chị Lan').first().waitFor()
}

/** Seconds of what it plays, once it is known. Runs in the page. */
async function hears(audio: Element): Promise<number> {
  if (!(audio instanceof HTMLAudioElement)) return 0
  const known = new Promise((resolve, reject) => {
    audio.onloadedmetadata = resolve
    audio.onerror = reject
  })
  audio.load()
  audio.preload = 'auto'
  await known
  return audio.duration
}

async function onATelephone(house: House, page: Page): Promise<void> {
  for (const address of [`/nhat-ky?ngay=${DAY}`, `/bao-cao/luu-tru?nam=${YEAR}`]) {
    await page.goto(`${house.origin}${address}`)
    await page.getByText(PROGRAMME).and(page.locator(':not(option)')).first().waitFor()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect([address, wide]).toEqual([address, TELEPHONE.width])
  }
}

async function furnish(house: House, request: APIRequestContext): Promise<void> {
  const post = async <T>(url: string, options: Parameters<APIRequestContext['post']>[1]): Promise<T> => {
    const answer = await request.post(`${house.origin}${url}`, options)
    if (!answer.ok()) throw new Error(`${url}: ${await answer.text()}`)
    return answer.json() as Promise<T>
  }
  await post('/api/set-up', {
    data: {
      stationName: 'Đài Sa Đéc',
      displayName: 'Kỹ thuật viên',
      username: 'kythuat',
      password: 'một mật khẩu dài',
      soundKind: 'horn',
    },
  })
  const programme = await post<Programme>('/api/programmes', { data: { preset: 'empty', name: PROGRAMME } })
  const edition = await post<Edition>('/api/editions', {
    data: { programmeId: programme.id, period: DAY.slice(0, 7) },
  })
  const written = await post<Revision>(`/api/editions/${edition.id}/revisions`, {
    data: {
      source: 'written',
      items: [
        {
          title: 'Nộp hồ sơ trực tuyến',
          text: 'Bà con có thể nộp hồ sơ tại nhà, qua mạng.',
          unitName: 'UBND Phường 1',
        },
      ],
    },
  })
  await post(`/api/revisions/${written.id}/approval`, { data: { approver: 'Chủ tịch UBND' } })
  const takes = `/api/editions/${edition.id}/items/${written.items[0]?.itemId}/takes?revisionId=${written.id}`
  const file = { name: 'doc.wav', mimeType: 'audio/wav', buffer: babbleWav(5) }
  const take = await post<Take>(takes, { multipart: { file } })
  await post(`/api/takes/${take.id}/choice`, { data: { choice: 'kept' } })
  const { id } = await post<Render>(`/api/editions/${edition.id}/renders`, {})
  await until(
    'the render',
    async () => {
      const { state, reason } = (await (await request.get(`${house.origin}/api/renders/${id}`)).json()) as Render
      if (state === 'failed' || state === 'refused') throw new Error(reason)
      return state === 'verified' ? true : undefined
    },
    90_000,
  )
  const outside = new URLSearchParams({ date: DAY, time: '05:15', where: 'Trạm Phường 2', note: 'Giấy xác nhận số 3' })
  await post(`/api/editions/${edition.id}/outside-airings?${outside}`, {})
}
