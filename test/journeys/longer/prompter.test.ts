import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Edition, Programme, Revision, SpokenForm } from '../../../server/contract/index.ts'
import { type ChildProcess, end, start } from '../../on-air/run.ts'
import { type SoundServer, startSoundServer } from '../../on-air/sound-server.ts'
import { wav } from '../../sounds.ts'
import { type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from '../house.ts'

const TEXT = `UBND Thành phố họp ngày 15/11, phát sóng 02 ngày/tháng. Trung tâm TT-VH-TT phối hợp cùng các đơn vị. ${'Kính thưa quý vị và bà con, mời quý vị cùng nghe tiếp chương trình hôm nay. '.repeat(30)}`
const RATE = 48_000

let sound: SoundServer
let house: House
let browser: Browser
let folder: string
let room: ChildProcess
let edition: Edition

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'len-song-prompter-'))
  sound = await startSoundServer({ sinks: ['mic'] })
  await sound.pactl('load-module', 'module-remap-source', 'master=mic.monitor', 'source_name=microphone')
  await sound.pactl('set-default-source', 'microphone')
  room = await playRoom()
  house = await startHouse({ TZ: 'UTC' })
  browser = await openBrowser(sound.env, ['--use-fake-ui-for-media-stream'])
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
  if (room) await end(room, 'SIGTERM')
  await sound?.stop()
  await rm(folder, { recursive: true, force: true })
})

test('the text is shown as it is said, and a form that the reader explains holds from then on', async () => {
  const { page, context, faults } = await openPage(browser)
  edition = await furnish(context.request)
  await watched(page, house, async () => {
    await openStudio(page)
    const text = page.getByRole('main', { name: 'Lời đọc' })
    await text.getByText('mười lăm tháng mười một').waitFor()
    expect(await text.locator('.text').first().innerText()).toMatch(
      /^Ủy ban nhân dân Thành phố họp ngày mười lăm tháng mười một, phát sóng hai ngày một\s+tháng\./,
    )
    await page.getByText('Chưa rõ cách đọc: TT-VH-TT.').waitFor()
    await text.getByText('Tiếp theo: Tiết mục 2').waitFor()

    await page.getByRole('button', { name: 'TT-VH-TT' }).click()
    await page.getByLabel('Đọc là').fill('Trung tâm Truyền thông')
    // Keys do nothing while somebody types.
    await page.getByLabel('Đọc là').press('r')
    await page.getByLabel('Đọc là').fill('Văn hóa, Truyền thông')
    await page.getByRole('button', { name: 'Lưu cách đọc' }).click()
    await text.getByText('Văn hóa, Truyền thông').waitFor()
    expect(await page.getByText('Chưa rõ cách đọc').count()).toBe(0)
    const forms: SpokenForm[] = await (await context.request.get(`${house.origin}/api/spoken-forms`)).json()
    expect(forms).toMatchObject([{ written: 'TT-VH-TT', said: 'Văn hóa, Truyền thông' }])

    await page.keyboard.press('v')
    await text.getByText('15/11').waitFor()
    await page.keyboard.press('v')
    await text.getByText('mười lăm tháng mười một').waitFor()
  })
  expect(faults).toEqual([])
  await context.close()
})

test('the room check hears the noise and the hum of the mains, and says what to do', async () => {
  const { page, context, faults } = await openPage(browser)
  await signIn(context.request)
  await watched(page, house, async () => {
    await openStudio(page)
    await page.keyboard.press('k')
    await page.getByText('Giữ im lặng').waitFor()
    await page.getByRole('button', { name: 'Kiểm tra lại' }).waitFor({ timeout: 15_000 })
    const words = await page.getByRole('region', { name: 'Kiểm tra phòng' }).innerText()
    expect(words).toMatch(/tiếng nền −(59|60|61) dBFS, có tiếng ù 50 Hz/)
    expect(words).toContain('dây tiếp đất')
  })
  expect(faults).toEqual([])
  await context.close()
})

test('in practice the text passes at the pace, the reader can take it over, and nothing is kept', async () => {
  const { page, context, faults } = await openPage(browser)
  await signIn(context.request)
  const written: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET') written.push(`${request.method()} ${new URL(request.url()).pathname}`)
  })
  await watched(page, house, async () => {
    await openStudio(page)
    await page.keyboard.press('d')
    await page.getByText('ĐỌC THỬ: không thu, không phát').waitFor()
    await page.waitForTimeout(3_000)
    const first = await readSoFar(page)
    await page.waitForTimeout(12_000)
    const second = await readSoFar(page)
    const pace = (second.syllables - first.syllables) / ((second.atMs - first.atMs) / 60_000)
    process.stdout.write(`prompter: ${pace.toFixed(0)} syllables a minute passed the line, 233 were asked for\n`)
    expect(pace).toBeGreaterThan(233 * 0.85)
    expect(pace).toBeLessThan(233 * 1.15)

    await page.keyboard.press('+')
    await page.getByText('245 chữ/phút').waitFor()
    await page.keyboard.press('c')
    await page.keyboard.press('Home')
    await page.waitForTimeout(300)
    expect((await readSoFar(page)).syllables).toBeLessThan(3)
    await page.mouse.move(600, 300)
    await page.mouse.wheel(0, 400)
    await page.waitForTimeout(500)
    const wheeled = (await readSoFar(page)).syllables
    expect(wheeled).toBeGreaterThan(30)
    await page.keyboard.press('ArrowUp')
    await page.waitForTimeout(200)
    expect((await readSoFar(page)).syllables).toBeLessThan(wheeled)
    await page.keyboard.press('c')

    await page.keyboard.press('s')
    await page.getByText('Không giữ lại gì').waitFor()
  })
  const after: Edition = await (await context.request.get(`${house.origin}/api/editions/${edition.id}`)).json()
  expect(after.takes).toEqual([])
  expect(written).toEqual([])
  expect(faults).toEqual([])
  await context.close()
})

test('who asked for less motion sees the text jump from line to line', async () => {
  const { page, context, faults } = await openPage(browser, TELEPHONE, { reducedMotion: 'reduce' })
  await signIn(context.request)
  await watched(page, house, async () => {
    await openStudio(page)
    await page.getByRole('button', { name: /^Đọc thử/ }).click()
    const tops = await page.evaluate(async () => {
      const main = document.querySelector('main[aria-label="Lời đọc"]')
      const seen = new Set<number>()
      const until = performance.now() + 10_000
      while (performance.now() < until) {
        seen.add(Math.round(main?.scrollTop ?? 0))
        await new Promise(requestAnimationFrame)
      }
      return [...seen]
    })
    const steps = tops.slice(1).map((top, place) => top - (tops[place] ?? 0))
    expect(steps.length).toBeGreaterThan(2)
    expect(Math.min(...steps)).toBeGreaterThan(25)
    await page.getByRole('button', { name: /^Dừng/ }).click()
  })
  expect(faults).toEqual([])
  await context.close()
})

test('the script is printed in large type with its numbers, who approved it, and page numbers', async () => {
  const { page, context, faults } = await openPage(browser)
  await signIn(context.request)
  await watched(page, house, async () => {
    await page.goto(`${house.origin}/ky-phat/${edition.id}/kich-ban`)
    await page.getByRole('link', { name: 'In chữ to' }).click()
    await page.getByRole('button', { name: 'In kịch bản' }).waitFor()
    await page.emulateMedia({ media: 'print' })
    const paper = await page.locator('article.script').innerText()
    expect(paper).toMatch(/Phê duyệt: Chủ tịch UBND, \d\d:\d\d ngày \d\d\/\d\d\/\d{4}/)
    expect(paper).toContain('Ủy ban nhân dân Thành phố')
    expect(await page.getByRole('button', { name: 'In kịch bản' }).isVisible()).toBe(false)
    const pages = async () =>
      (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
    const normal = await pages()
    await page.emulateMedia({ media: 'screen' })
    await page.getByLabel('Mỗi tiết mục một trang').check()
    await page.getByLabel('Cỡ chữ').selectOption('28')
    expect(await pages()).toBeGreaterThan(normal)
  })
  expect(faults).toEqual([])
  await context.close()
})

async function openStudio(page: Page): Promise<void> {
  await page.goto(`${house.origin}/phong-thu/${edition.id}/${edition.latest?.items[0]?.itemId}`)
  await page.getByRole('button', { name: /^Thu/ }).waitFor()
  // The meter moves: the microphone is heard.
  await page
    .getByText(/đỉnh|ngồi gần/)
    .first()
    .waitFor()
}

/** How many syllables of the text stand above the line that is read, counted in the page as it is laid out. */
function readSoFar(page: Page): Promise<{ syllables: number; atMs: number }> {
  return page.evaluate(() => {
    const main = document.querySelector('main[aria-label="Lời đọc"]')
    const text = main?.querySelector('.text')
    if (!main || !text) throw new Error('no text')
    const held = main.getBoundingClientRect().top + main.clientHeight * 0.33
    let syllables = 0
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    const lines = new Map<number, number>()
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (const found of (node.textContent ?? '').matchAll(/[\p{L}\p{M}]+|\d+/gu)) {
        range.setStart(node, found.index)
        range.setEnd(node, found.index + found[0].length)
        const top = Math.round((range.getClientRects()[0]?.top ?? 0) / 10) * 10
        lines.set(top, (lines.get(top) ?? 0) + 1)
      }
    const ordered = [...lines].sort(([a], [b]) => a - b)
    for (const [place, [top, count]] of ordered.entries()) {
      const height = (ordered[place + 1]?.[0] ?? top + 60) - top
      // A line that is half past the mark is half read.
      syllables += count * Math.min(1, Math.max(0, (held - top) / height))
    }
    return { syllables, atMs: performance.now() }
  })
}

/** A quiet room with a hum, at the microphone: noise of −66 dBFS and 50 Hz of −61 dBFS make a floor of about −60. */
async function playRoom(): Promise<ChildProcess> {
  const samples = new Float32Array(RATE * 240)
  let seed = 1
  for (let i = 0; i < samples.length; i += 1) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    const noise = (seed / 2 ** 31 - 1) * Math.sqrt(3) * 10 ** (-66 / 20)
    samples[i] = noise + Math.SQRT2 * 10 ** (-61 / 20) * Math.sin((2 * Math.PI * 50 * i) / RATE)
  }
  const path = join(folder, 'room.wav')
  await writeFile(path, wav(samples))
  return start('pacat', ['--playback', '-d', 'mic', '--file-format=wav', path], {
    env: { ...process.env, ...sound.env },
    stdio: 'ignore',
  })
}

async function signIn(request: APIRequestContext): Promise<void> {
  await request.post(`${house.origin}/api/sign-in`, { data: { username: 'phatthanh', password: 'một mật khẩu dài' } })
}

/** A station with an approved script of two items. */
async function furnish(request: APIRequestContext): Promise<Edition> {
  const post = async <T>(url: string, data: object): Promise<T> => {
    const answer = await request.post(`${house.origin}${url}`, { data })
    if (!answer.ok()) throw new Error(`${url}: ${await answer.text()}`)
    return answer.json() as Promise<T>
  }
  await post('/api/set-up', {
    stationName: 'Đài Sa Đéc',
    displayName: 'Phát thanh viên',
    username: 'phatthanh',
    password: 'một mật khẩu dài',
    soundKind: 'fm',
  })
  const programme = await post<Programme>('/api/programmes', { preset: 'sa-dec-2023' })
  const made = await post<Edition>('/api/editions', { programmeId: programme.id, period: '2026-11' })
  const items = [TEXT, 'Xin cảm ơn quý vị đã lắng nghe.'].map((text, place) => ({
    title: `Tiết mục ${place + 1}`,
    text,
  }))
  const written = await post<Revision>(`/api/editions/${made.id}/revisions`, { source: 'written', items })
  await post(`/api/revisions/${written.id}/approval`, { approver: 'Chủ tịch UBND' })
  return (await request.get(`${house.origin}/api/editions/${made.id}`)).json()
}
