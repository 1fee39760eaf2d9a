import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Edition, Programme, Revision, Rundown, Take, Tune } from '../../../server/contract/index.ts'
import { until } from '../../builders.ts'
import { writeNoise } from '../../on-air/noise.ts'
import { type House, openBrowser, openPage, startHouse, watched } from '../house.ts'
import { readAloud } from '../reader.ts'

const ITEMS = [
  { title: 'Lời dẫn', text: 'Kính thưa quý vị và các bạn.' },
  { title: 'Nộp hồ sơ trực tuyến', text: 'Bà con có thể nộp hồ sơ trên Cổng Dịch vụ công quốc gia.' },
  { title: 'Ngày thứ Sáu không hẹn', text: 'Thứ Sáu hằng tuần, hồ sơ được giải quyết ngay trong ngày.' },
]

let house: House
let browser: Browser
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'len-song-rundown-'))
  house = await startHouse({ TZ: 'America/New_York' })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
  await rm(folder, { recursive: true, force: true })
})

test('an edition is laid out by hand, heard from the middle before it is rendered, and rendered with its sheet', async () => {
  const { page, context, faults } = await openPage(browser)
  const edition = await furnish(context.request)
  await watched(page, house, () => layOut(page, context.request, edition.id))
  expect(faults).toEqual([])
  await context.close()
})

async function layOut(page: Page, request: APIRequestContext, editionId: string): Promise<void> {
  const saved = async () =>
    (await (await request.get(`${house.origin}/api/editions/${editionId}/rundown`)).json()) as Rundown
  const reads = ({ slots }: Rundown) => slots.flatMap(({ source, title }) => (source.from === 'script' ? [title] : []))
  await page.goto(`${house.origin}/ky-phat/${editionId}/dung`)
  await page.getByText('Đủ bài, đủ tiếng. Dựng được rồi.').waitFor()

  // By keyboard alone: the last story goes up; what has the focus keeps it.
  const friday = page.getByRole('button', { name: /^Ngày thứ Sáu không hẹn/ })
  await friday.focus()
  await page.keyboard.press('Alt+ArrowUp')
  await page.getByText('“Ngày thứ Sáu không hẹn” nay ở chỗ 4/7.').waitFor({ state: 'attached' })
  expect(await friday.evaluate((button) => button === document.activeElement)).toBe(true)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+y')
  await page.keyboard.press('Enter')

  // Of two reads the one that was not kept.
  await page.getByRole('radio', { name: /^Lần thu 1/ }).check()
  await page.getByRole('button', { name: 'Thêm nhạc nền' }).click()
  await page.getByLabel('đến hết phần').selectOption({ label: '6. Nộp hồ sơ trực tuyến' })

  // What is not saved is not left by mistake.
  await page.getByRole('link', { name: 'Hôm nay' }).first().click()
  await page.getByRole('button', { name: 'Ở lại sửa tiếp' }).click()
  await page.getByRole('button', { name: 'Lưu bố cục', exact: true }).click()
  await page.getByText(/bố cục số 1, Kỹ thuật viên lưu/).waitFor()
  const rundown = await saved()
  expect(reads(rundown)).toEqual(['Lời dẫn', 'Ngày thứ Sáu không hẹn', 'Nộp hồ sơ trực tuyến'])
  expect(rundown.beds).toMatchObject([{ fromSlotId: rundown.slots[3]?.id, toSlotId: rundown.slots[5]?.id }])
  const swapped = rundown.slots[3]
  expect(swapped?.source).toMatchObject({ takeId: swapped?.takes.find(({ kept }) => !kept)?.id })

  // Heard from the middle, through the page's own player, before anything is rendered.
  const whole = page.getByRole('slider', { name: /^Chỗ nghe trong cả kỳ phát/ })
  await whole.waitFor({ timeout: 30_000 })
  await whole.click()
  const playing = await until(
    'the middle of the programme',
    async () => {
      const heard = await page.locator('audio[data-preview]').evaluate((audio: HTMLAudioElement) => ({
        seconds: audio.currentTime,
        fromMs: Number(new URL(audio.src).searchParams.get('fromMs')),
      }))
      return heard.seconds > 1 ? heard : undefined
    },
    15_000,
  )
  expect(Math.abs(playing.fromMs / (rundown.totalMs ?? 0) - 0.5)).toBeLessThan(0.02)
  await page.getByRole('button', { name: 'Dừng nghe' }).first().click()

  await page.getByRole('button', { name: 'Dựng kỳ phát' }).click()
  await page.getByText('Kỳ phát đã dựng xong').waitFor({ timeout: 60_000 })
  await page.getByRole('link', { name: 'Phiếu chất lượng' }).first().click()
  await page.getByRole('heading', { name: 'Phiếu chất lượng' }).first().waitFor()
  await page.getByText('Ngày thứ Sáu không hẹn').first().waitFor()
}

/** A station with an approved script, its reads (two of the last item), and music for beds. */
async function furnish(request: APIRequestContext): Promise<Edition> {
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
  const programme = await post<Programme>('/api/programmes', { data: { preset: 'sa-dec-2023' } })
  const edition = await post<Edition>('/api/editions', { data: { programmeId: programme.id, period: '2026-11' } })
  const revisions = `/api/editions/${edition.id}/revisions`
  const written = await post<Revision>(revisions, { data: { source: 'written', items: ITEMS } })
  await post(`/api/revisions/${written.id}/approval`, { data: { approver: 'Chủ tịch UBND' } })
  for (const [place, { itemId, text }] of written.items.entries()) {
    for (const name of place === 2 ? ['một', 'hai'] : ['hai']) {
      const path = await readAloud(folder, `đọc ${place} ${name}`, text)
      const takes = `/api/editions/${edition.id}/items/${itemId}/takes?revisionId=${written.id}`
      const take = await post<Take>(takes, { multipart: { file: await wav(path) } })
      if (name === 'hai') await post(`/api/takes/${take.id}/choice`, { data: { choice: 'kept' } })
    }
  }
  const { path } = await writeNoise(join(folder, 'nền.wav'), 3)
  const asked = new URLSearchParams({ role: 'bed', title: 'Nhạc nền êm', rightsNote: 'Đài tự làm' })
  await post<Tune>(`/api/tunes?${asked}`, { multipart: { file: await wav(path) } })
  return edition
}

const wav = async (path: string) => ({
  name: path.split('/').at(-1) ?? '',
  mimeType: 'audio/wav',
  buffer: await readFile(path),
})
