import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIRequestContext, Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Edition, FileUpload, Programme, Revision } from '../../../server/contract/index.ts'
import { until } from '../../builders.ts'
import { babbleWav } from '../../sounds.ts'
import { type House, openBrowser, openPage, startHouse, watched } from '../house.ts'

const TITLES = ['Lời chào đầu chương trình', 'Thủ tục đất đai', 'Khai sinh trực tuyến'] as const
/** Slow enough for half a minute of sound to be caught in the middle. */
const SLOW_BYTES_PER_SECOND = 300_000
const SLOWER_BYTES_PER_SECOND = 60_000

let house: House
let browser: Browser
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'len-song-files-'))
  house = await startHouse({ TZ: 'UTC' })
  browser = await openBrowser()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
  await rm(folder, { recursive: true, force: true })
})

test('files dropped on an edition find their items, outlive a reload, another page and a lost network, and become reads', async () => {
  const { page, context, faults } = await openPage(browser)
  page.on('dialog', (dialog) => void dialog.accept())
  const edition = await furnish(context.request)
  const land = await soundFile('02 - Thu tuc dat dai.wav', 20, 1)
  const birth = await soundFile('khai sinh truc tuyen.wav', 45, 2)
  const unclear = await soundFile('Ghi âm mới.wav', 3, 3)
  await watched(page, house, async () => {
    await page.goto(`${house.origin}/ky-phat/${edition.id}/thu-am`)
    const many = page.getByLabel('Tệp đọc của cả kỳ phát')
    await many.waitFor({ state: 'attached' })
    const throttle = await throttled(context, page)
    await throttle(SLOW_BYTES_PER_SECOND)

    // Dropped: two go where their names say, the third is asked.
    await drop(page, [land, birth, unclear])
    const dialog = page.getByRole('dialog', { name: 'Tệp này đọc tiết mục nào?' })
    await dialog.getByLabel('Ghi âm mới.wav').selectOption({ label: `1. ${TITLES[0]}` })
    await dialog.getByRole('button', { name: 'Gửi 1 tệp' }).click()
    const item = (number: number) => page.getByRole('article', { name: new RegExp(`^Tiết mục ${number}:`) })
    await item(2).getByText('02 - Thu tuc dat dai.wav').waitFor()
    await item(3).getByText('khai sinh truc tuyen.wav').waitFor()
    await item(1).getByText('Ghi âm mới.wav').waitFor()
    await item(2)
      .getByText(/\d+% · [\d,.]+ kB\/giây · còn/)
      .waitFor()

    // Another page does not stop what is on its way.
    await page.getByRole('link', { name: 'Hôm nay' }).first().click()
    await page.getByRole('heading', { name: 'Hôm nay', level: 1 }).waitFor()
    const before = await receivedOf(context.request, edition.id, '02 - Thu tuc dat dai.wav')
    await until('more of it', async () =>
      (await receivedOf(context.request, edition.id, '02 - Thu tuc dat dai.wav')) > before ? true : undefined,
    )
    await page.goBack()

    // Reloaded in the middle: what is at the station stays, and the page says what the person has to do.
    await page.reload()
    await item(2)
      .getByText(/^Tệp này gửi dở, đài đã nhận \d+%$/)
      .waitFor()
    await item(1).getByText('Tệp này gửi dở, đài đã nhận 0%').waitFor()
    const half = await receivedOf(context.request, edition.id, '02 - Thu tuc dat dai.wav')
    expect(half).toBeGreaterThan(50_000)
    expect(half).toBeLessThan(land.bytes.length)

    // Another file of that name is not taken for it.
    const wrong = await soundFile('other/02 - Thu tuc dat dai.wav', 2, 4)
    await item(2).getByLabel('Chọn lại tệp 02 - Thu tuc dat dai.wav').setInputFiles(wrong.path)
    await item(2).getByText('không phải tệp đang gửi dở').waitFor()

    // Chosen again, all of them at once, they go on; without a network they wait, and go on by themselves.
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'PATCH') asked.push(request.headers()['upload-offset'] ?? '')
    })
    await throttle(SLOWER_BYTES_PER_SECOND)
    await many.setInputFiles([land.path, birth.path, unclear.path])
    await until('the rest', () => (asked.includes(String(half)) ? true : undefined))
    await throttle('offline')
    await page.getByText('Mất nối với đài: khi có mạng sẽ tự gửi tiếp').first().waitFor()
    await throttle(undefined)
    for (const number of [1, 2, 3]) await item(number).getByText('Sẵn sàng').waitFor({ timeout: 60_000 })
    await page.getByText('3 tệp: 3 sẵn sàng').waitFor()
    await item(2).getByText('Lần thu 1').waitFor()
  })
  const after: Edition = await (await context.request.get(`${house.origin}/api/editions/${edition.id}`)).json()
  const takeOf = (place: number) => after.takes.find(({ itemId }) => itemId === edition.latest?.items[place]?.itemId)
  expect(after.takes).toHaveLength(3)
  for (const [place, { bytes }] of [unclear, land, birth].entries()) {
    const original = await context.request.get(`${house.origin}/api/takes/${takeOf(place)?.id}/original`)
    expect((await original.body()).equals(bytes)).toBe(true)
  }
  expect(faults).toEqual([])
  await context.close()
})

interface SoundFile {
  name: string
  path: string
  bytes: Buffer
}

async function soundFile(name: string, seconds: number, seed: number): Promise<SoundFile> {
  const own = await mkdtemp(join(folder, 'file-'))
  const last = name.split('/').at(-1) ?? name
  const bytes = babbleWav(seconds, { seed })
  const path = join(own, last)
  await writeFile(path, bytes)
  return { name: last, path, bytes }
}

/** Drops files on the page as a hand does: they come over it, and are let go. */
async function drop(page: Page, files: SoundFile[]): Promise<void> {
  // A page may not make files of the disk: an input of no use otherwise lends them.
  await page.evaluate(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.id = 'lent'
    document.body.append(input)
  })
  await page.locator('#lent').setInputFiles(files.map(({ path }) => path))
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#lent')
    const dataTransfer = new DataTransfer()
    for (const file of input?.files ?? []) dataTransfer.items.add(file)
    input?.remove()
    for (const kind of ['dragenter', 'dragover', 'drop']) {
      const target = document.querySelector('main') ?? document.body
      target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }))
    }
  })
}

/** Sets the speed of what the page sends, by Chromium's own hand; the rule outlives reloads. */
async function throttled(
  context: BrowserContext,
  page: Page,
): Promise<(bytesPerSecond: number | 'offline' | undefined) => Promise<void>> {
  const devTools = await context.newCDPSession(page)
  await devTools.send('Network.enable')
  return async (speed) => {
    await devTools.send('Network.emulateNetworkConditions', {
      offline: speed === 'offline',
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: typeof speed === 'number' ? speed : -1,
    })
  }
}

async function receivedOf(request: APIRequestContext, editionId: string, fileName: string): Promise<number> {
  const listed: FileUpload[] = await (await request.get(`${house.origin}/api/editions/${editionId}/uploads`)).json()
  return listed.find((upload) => upload.fileName === fileName)?.receivedBytes ?? 0
}

async function furnish(request: APIRequestContext): Promise<Edition> {
  const post = async <T>(url: string, data: object): Promise<T> => {
    const answer = await request.post(`${house.origin}${url}`, { data })
    if (!answer.ok()) throw new Error(`${url}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  await post('/api/set-up', {
    stationName: 'Đài truyền thanh thành phố Sa Đéc',
    displayName: 'Kỹ thuật viên',
    username: 'kythuat',
    password: 'một mật khẩu dài',
    soundKind: 'fm',
  })
  const programme = await post<Programme>('/api/programmes', { preset: 'sa-dec-2023' })
  const edition = await post<Edition>('/api/editions', { programmeId: programme.id, period: '2026-11' })
  const revision = await post<Revision>(`/api/editions/${edition.id}/revisions`, {
    source: 'written',
    items: TITLES.map((title) => ({ title, text: 'Kính thưa quý vị và các bạn. '.repeat(3) })),
  })
  await post(`/api/revisions/${revision.id}/approval`, { approver: 'Chủ tịch' })
  return (await request.get(`${house.origin}/api/editions/${edition.id}`)).json()
}
