import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIRequestContext, Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AsRun, Edition, EditionSummary, WardStation } from '../../server/contract/index.ts'
import { until } from '../builders.ts'
import { differing, findNoise, lastSound } from '../on-air/noise.ts'
import { type SoundServer, startSoundServer } from '../on-air/sound-server.ts'
import { docx } from '../server/docx.ts'
import { changeTemplate, readSheet } from './assembly-pages.ts'
import { type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from './house.ts'
import { masterSamples, readAloud } from './reader.ts'

const ITEMS = [
  { title: 'Lời dẫn', text: 'Kính thưa quý vị và các bạn, mời nghe chuyên mục Cải cách hành chính và cuộc sống.' },
  {
    title: 'Nộp hồ sơ trực tuyến',
    text: 'Bà con có thể nộp hồ sơ trên Cổng Dịch vụ công quốc gia và nhận kết quả tại nhà.',
  },
]
const MINUTE_MS = 60_000
const SIGN_IN = { username: 'kythuat', password: 'một mật khẩu dài' }

let sound: SoundServer
let house: House
let browser: Browser
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'len-song-journey-'))
  sound = await startSoundServer({ sinks: ['station', 'desk'] })
  browser = await openBrowser()
}, 120_000)
// A new station each time, also when the journey is made again. The machine's zone is somebody else's: the station's clock must not care.
beforeEach(async () => {
  house = await startHouse({ ...sound.env, TZ: 'America/New_York' })
  return () => house.close()
})
afterAll(async () => {
  await browser?.close()
  await sound?.stop()
  await rm(folder, { recursive: true, force: true })
})

test('a new station takes its first month from the first run to the loudspeakers and to a ward', async () => {
  const { page, context, faults } = await openPage(browser)
  await watched(page, house, () => firstMonth(page, context))
  expect(faults).toEqual([])
  await context.close()
})

async function firstMonth(page: Page, context: BrowserContext): Promise<void> {
  await firstRun(page)

  // From here on the technician follows the one strong button.
  await page.goto(`${house.origin}/hom-nay`)
  await page.getByRole('button', { name: 'Mở kỳ phát' }).click()
  await page.waitForURL(/\/ky-phat\//)
  const { request } = context
  const [summary] = (await (await request.get(`${house.origin}/api/editions`)).json()) as EditionSummary[]
  const tab = (name: string) => `${house.origin}/ky-phat/${summary?.id}/${name}`
  const edition = async () =>
    (await (await request.get(`${house.origin}/api/editions/${summary?.id}`)).json()) as Edition

  await importAndApprove(page, tab('kich-ban'))
  await uploadFromTelephone(page, tab('thu-am'))

  await page.setViewportSize({ width: 1366, height: 768 })
  await page.goto(tab('dung'))
  await page.getByRole('button', { name: 'Dựng kỳ phát' }).click()
  await page.getByText('Kỳ phát đã dựng xong').waitFor({ timeout: 60_000 })
  const rendered = (await edition()).renders[0]
  expect(rendered?.state).toBe('verified')
  expect(Math.abs((rendered?.mp3?.figures.integratedLufs ?? 0) + 16)).toBeLessThanOrEqual(0.2)

  const startsAt = await confirmNextMinute(page, tab('lich'))
  const ward = await addWard(page, request)

  // While the hour comes nearer. Another template takes nothing off the air.
  await readSheet(page, tab('dung'))
  await changeTemplate(page, house.origin)
  expect((await edition()).renders[0]).toMatchObject({ id: rendered?.id, state: 'verified', isCurrent: false })

  // On air: watched on the console, captured at the sound server, with the web process killed in the middle.
  await page.goto(`${house.origin}/phat-song`)
  await page.getByText('còn').first().waitFor()
  await until('the last seconds before', () => (Date.now() > startsAt - 3000 ? true : undefined), 120_000)
  const capture = await sound.startCapture('station')
  await page.getByText('Đang phát sóng', { exact: true }).first().waitFor({ timeout: 15_000 })
  expect(await page.getByText('KHÔNG PHÁT RA LOA').count()).toBe(0)
  process.kill(await house.pidOf('main.ts'), 'SIGKILL')
  const line = await until(
    'the end of the airing',
    async () => {
      const lines = await asRunOn(request, dateOf(startsAt))
      return lines.find(({ outcome }) => outcome !== 'on-air')
    },
    90_000,
  ).catch((cause: unknown) => {
    throw new Error(house.printed(), { cause })
  })
  expect(line).toMatchObject({ outcome: 'aired' })
  const { samples, frameZeroMs } = await capture.stop()

  const masterPath = join(
    house.dataDir,
    'media',
    String(rendered?.master?.sha256.slice(0, 2)),
    String(rendered?.master?.sha256),
  )
  const master = await masterSamples(masterPath)
  const noise = {
    path: masterPath,
    sha256: rendered?.master?.sha256 ?? '',
    frames: master.length / 2,
    durationMs: 0,
    samples: master,
  }
  // A place well inside the intro, where no two stretches of 32 samples are alike.
  const zero = findNoise(samples, noise, 96_000)
  if (zero === undefined) throw new Error('the programme was not heard')
  const errorMs = frameZeroMs + zero / 48 - startsAt
  process.stdout.write(
    `first month: start error ${errorMs.toFixed(2)} ms, ${differing(samples, noise, zero)} samples altered\n`,
  )
  expect(Math.abs(errorMs)).toBeLessThan(20)
  expect(differing(samples, noise, zero)).toBe(0)
  expect(lastSound(samples)).toBeLessThanOrEqual(zero + noise.frames - 1)
  expect(line).toMatchObject({ deviceIsNull: false, masterSha256: rendered?.master?.sha256 })
  expect((await edition()).steps.find(({ name }) => name === 'air')?.note).toBe('1/2 ngày')

  await page.goto(`${house.origin}/nhat-ky`)
  // In a line of the log, not in the choice of programmes above it.
  await page.getByText('Cải cách hành chính và cuộc sống').and(page.locator(':not(option)')).first().waitFor()

  const visitor = await openPage(browser, TELEPHONE, { isMobile: true, hasTouch: true, acceptDownloads: true })
  await visitor.page.goto(`${house.origin}${ward.linkPath}`)
  const [download] = await Promise.all([
    visitor.page.waitForEvent('download'),
    visitor.page.getByRole('link', { name: /^Tải MP3/ }).tap(),
  ])
  const bytes: Buffer[] = []
  for await (const chunk of await download.createReadStream()) bytes.push(chunk)
  expect(createHash('sha256').update(Buffer.concat(bytes)).digest('hex')).toBe(rendered?.mp3?.sha256)
  await until('the download on record', async () => {
    const wards = (await edition()).steps.find(({ name }) => name === 'wards')
    return wards?.note === '1/1 trạm đã tải' ? true : undefined
  })
  expect(visitor.faults).toEqual([])
  await visitor.context.close()
}

async function firstRun(page: Page): Promise<void> {
  await page.goto(house.origin)
  await page.getByLabel('Tên đài').fill('Đài truyền thanh thành phố Sa Đéc')
  await page.getByLabel('Họ tên người quản lý máy').fill('Kỹ thuật viên')
  await page.getByLabel('Tên đăng nhập').fill(SIGN_IN.username)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(SIGN_IN.password)
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByRole('radio', { name: 'Loa phóng thanh' }).check()
  await page.getByRole('button', { name: 'Tạo đài và tiếp tục' }).click()
  await page
    .getByRole('group', { name: 'Thiết bị phát sóng' })
    .locator('input[value="alsa:pulse:station"], input[value="alsa:station"]')
    .first()
    .check()
  await page.getByRole('group', { name: 'Thiết bị nghe thử' }).getByRole('radio', { name: 'Trình duyệt này' }).check()
  await page.getByRole('button', { name: 'Dùng các thiết bị này' }).click()

  await page.getByRole('radio', { name: 'Đang tắt' }).check()
  const heard = sound.capture('station', 4500)
  await page.getByRole('button', { name: 'Phát tiếng thử 3 giây' }).click()
  await page.getByText('Tiếng thử đã phát xong').waitFor()
  expect((await heard).samples.some((sample) => Math.abs(sample) > 0.02)).toBe(true)
  await page.getByRole('button', { name: 'Có, nghe rõ' }).click()
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByRole('button', { name: 'Bắt đầu làm việc' }).click()
  await page.waitForURL(/\/hom-nay/)
}

async function importAndApprove(page: Page, url: string): Promise<void> {
  const path = join(folder, 'Kịch bản tháng này.docx')
  await writeFile(
    path,
    docx(ITEMS.flatMap(({ title, text }) => [{ style: 'Heading1', text: title.normalize('NFD') }, { text }])),
  )
  await page.goto(url)
  await page.getByLabel('Tệp kịch bản').setInputFiles(path)
  await page.getByLabel('Tên tiết mục').nth(1).waitFor()
  expect(await page.getByLabel('Tên tiết mục').first().inputValue()).toBe('Lời dẫn')
  await page.getByRole('button', { name: 'Lưu thành bản 1' }).click()
  await page.getByLabel('Người phê duyệt').fill('Chủ tịch UBND Thành phố')
  await page.getByRole('button', { name: 'Phê duyệt bản 1' }).click()
  await page.getByText('Bản 1 đã được phê duyệt').waitFor()
}

/** The reads come from a telephone-sized browser: two readers, one of them far too soft. */
async function uploadFromTelephone(page: Page, url: string): Promise<void> {
  await page.setViewportSize(TELEPHONE)
  await page.goto(url)
  for (const [place, { text }] of ITEMS.entries()) {
    const path = await readAloud(folder, `đọc ${place + 1}`, text, { level: place === 0 ? 100 : 25 })
    await page.getByLabel(`Tệp đọc của tiết mục ${place + 1}`).setInputFiles(path)
    const item = page.getByRole('article', { name: `Tiết mục ${place + 1}` })
    await item.getByRole('button', { name: 'Giữ lần này' }).click()
    await item.getByText('Đang dùng').waitFor()
  }
}

/** Confirms an airing at the next whole minute that leaves time to get to the console; returns its instant. */
async function confirmNextMinute(page: Page, url: string): Promise<number> {
  await page.goto(url)
  await page.getByRole('heading', { name: 'Đề xuất theo quy định' }).waitFor()
  const ticked = page.getByRole('checkbox', { checked: true })
  while ((await ticked.count()) > 0) await ticked.first().uncheck()
  const startsAt = Math.ceil((Date.now() + 20_000) / MINUTE_MS) * MINUTE_MS
  await page.getByRole('button', { name: 'Ngày giờ khác' }).click()
  await page.getByLabel('Ngày', { exact: true }).selectOption(dateOf(startsAt))
  await page.getByLabel('Giờ', { exact: true }).fill(timeOf(startsAt))
  await page.getByRole('button', { name: 'Thêm vào danh sách' }).click()
  const reason = page.getByLabel('Vì sao phát ngoài khung ngày?')
  if (await reason.isVisible()) await reason.fill('Phát thử')
  await page.getByRole('button', { name: 'Xác nhận lịch (1 lần phát)' }).click()
  await page.getByText('Lịch đã xác nhận').waitFor()
  return startsAt
}

async function addWard(page: Page, request: APIRequestContext): Promise<WardStation> {
  await page.goto(`${house.origin}/tram?xem=duong-dan`)
  await page.getByRole('button', { name: 'Thêm trạm' }).first().click()
  await page.getByRole('dialog').getByRole('textbox').fill('Trạm truyền thanh Phường 1')
  await page.getByRole('dialog').getByRole('button', { name: 'Thêm trạm' }).click()
  await page.getByLabel('Đường dẫn của Trạm truyền thanh Phường 1').waitFor()
  const [ward] = (await (await request.get(`${house.origin}/api/ward-stations`)).json()) as WardStation[]
  if (!ward?.linkPath) throw new Error('the ward has no link')
  return ward
}

/** The as-run log of a date; nothing while the web process is away. */
async function asRunOn(request: APIRequestContext, date: string): Promise<AsRun[]> {
  const url = `${house.origin}/api/as-run?${new URLSearchParams({ from: date, to: date })}`
  return request.get(url, { timeout: 5000 }).then(
    async (answer) => (answer.ok() ? await answer.json() : []),
    () => [],
  )
}

/** The station's date and time of an instant, by another way than the program's own. */
function dateOf(instant: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' }).format(instant)
}

function timeOf(instant: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', timeStyle: 'short' }).format(instant)
}
