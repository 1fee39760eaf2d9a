import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Edition, Programme, Revision, Take, TakeEdit, TakeSurvey } from '../../../server/contract/index.ts'
import { until } from '../../builders.ts'
import { babble, wav } from '../../sounds.ts'
import { type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from '../house.ts'

const RATE_HZ = 48_000

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

test('a read is cut, joined, heard, saved as another one and chosen', async () => {
  const { page, context, faults } = await openPage(browser)
  const { edition, revision } = await furnish(context.request)
  const [first, second] = await reads(context.request, edition, revision)
  await watched(page, house, async () => {
    await page.goto(`${house.origin}/ky-phat/${edition.id}/thu-am`)
    await page.getByRole('link', { name: 'Sửa bản thu' }).last().click()
    await page.getByRole('heading', { name: 'Sửa bản thu: Nộp hồ sơ trực tuyến' }).waitFor()
    expect(page.url()).toContain(first.id)
    await drawn(page)
    const wholeMs = await lengthMs(page)
    expect(wholeMs).toBe(first.durationMs)

    await cutsAndSteps(page, wholeMs)
    await sounds(page)
    await hearsRemark(page, first)
    await answersSuggestions(page, wholeMs)
    await removesSilences(page)
    await joins(page)
    const editedMs = await lengthMs(page)

    // Kept over a reload, and asked about before it is left.
    await page.waitForTimeout(900)
    page.once('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await page.getByText('Có phần sửa dở chưa lưu').waitFor()
    await page.getByRole('button', { name: 'Lấy lại để sửa tiếp' }).click()
    expect(await lengthMs(page)).toBe(editedMs)
    await page.getByRole('link', { name: 'Về bước Thu âm' }).click()
    await page.getByRole('button', { name: 'Ở lại sửa tiếp' }).click()

    await page.getByRole('button', { name: 'Lưu thành lần thu mới' }).click()
    await page.getByText(/^Đã lưu thành lần thu 3/).waitFor({ timeout: 30_000 })
    await page.getByText('Lần thu 1 vẫn được giữ nguyên.').waitFor()
    const made = (await takesOf(context.request, edition)).find(({ source }) => source === 'edit')
    expect(Math.abs((made?.durationMs ?? 0) - editedMs)).toBeLessThanOrEqual(2)
    const edit = (await (await context.request.get(`${house.origin}/api/takes/${made?.id}/edit`)).json()) as TakeEdit
    expect(edit.pieces.at(-1)?.takeId).toBe(second.id)
    expect(edit.pieces[0]?.takeId).toBe(first.id)

    await page.getByRole('button', { name: 'Dùng bản mới' }).click()
    await page.getByText('Bản mới nay được dùng để dựng.').waitFor()
    const kept = (await takesOf(context.request, edition)).filter(({ choice }) => choice === 'kept')
    expect(kept.map(({ id }) => id)).toEqual([made?.id])

    await compares(page)
  })
  expect(faults).toEqual([])
  await context.close()
})

test('a read of older words is marked, and cannot be used; a telephone scrolls and zooms by touch', async () => {
  const { page, context, faults } = await openPage(browser, TELEPHONE, { hasTouch: true, isMobile: true })
  await signIn(context.request)
  const edition = await newEdition(context.request, '2026-12')
  const revision = await write(context.request, edition.id, 'Bà con có thể nộp hồ sơ trên mạng.')
  const [first] = await reads(context.request, edition, revision)
  await write(context.request, edition.id, 'Lời đã khác hẳn rồi.', revision)
  await watched(page, house, async () => {
    await page.goto(`${house.origin}/ban-thu/${first.id}`)
    await drawn(page)
    await page.getByText('Bản cũ: lời đọc đã đổi sau lần thu này').waitFor()
    await page.getByText('Bản cũ', { exact: true }).first().waitFor()
    expect(await page.getByRole('button', { name: 'Dùng bản này' }).count()).toBe(0)

    const slider = wave(page)
    const box = await slider.boundingBox()
    const at = { x: (box?.x ?? 0) + 200, y: (box?.y ?? 0) + 120 }
    await page.touchscreen.tap(at.x, at.y)
    const tapped = await cursorMs(page)
    expect(tapped).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Phóng to' }).tap()
    await page.getByRole('button', { name: 'Đánh dấu đầu' }).tap()
    await page.touchscreen.tap(at.x + 80, at.y)
    await page.getByRole('button', { name: 'Đánh dấu cuối' }).tap()
    await page.getByText(/^Đang chọn/).waitFor()
    const before = await lengthMs(page)
    await page.getByRole('button', { name: 'Cắt đoạn chọn' }).tap()
    expect(await lengthMs(page)).toBeLessThan(before)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
  expect(faults).toEqual([])
  await context.close()
})

async function cutsAndSteps(page: Page, wholeMs: number): Promise<void> {
  // By mouse: drag, then the button; by key: the step back and forward.
  await drag(page, 0.3, 0.4)
  await page.getByText(/^Đang chọn/).waitFor()
  await page.getByRole('button', { name: 'Cắt đoạn chọn' }).click()
  const cutMs = await lengthMs(page)
  expect(Math.abs(wholeMs * 0.9 - cutMs)).toBeLessThan(wholeMs * 0.02)
  await page.keyboard.press('Control+z')
  expect(await lengthMs(page)).toBe(wholeMs)
  await page.keyboard.press('Control+y')
  expect(await lengthMs(page)).toBe(cutMs)
  await page.keyboard.press('Control+z')

  // By keys alone: to a place, mark, leave out, split, take a piece away.
  await wave(page).focus()
  await page.keyboard.press('Home')
  for (let n = 0; n < 3; n += 1) await page.keyboard.press('l')
  expect(await cursorMs(page)).toBe(9000)
  await page.keyboard.press('s')
  await page.getByText('Đã tách làm hai mảnh').waitFor()
  await page.keyboard.press('d')
  expect(await lengthMs(page)).toBe(9000)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('i')
  await page.keyboard.press('j')
  await page.keyboard.press('o')
  await page.keyboard.press('x')
  expect(await lengthMs(page)).toBe(wholeMs - 3000)
  await page.keyboard.press('Control+z')
  expect(await lengthMs(page)).toBe(wholeMs)

  // Ctrl and the wheel zoom where the pointer is.
  const box = await wave(page).boundingBox()
  await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 120)
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -400)
  await page.keyboard.up('Control')
  await page.keyboard.press('0')
}

/** What a listener remarked is there without a reload, and its place sounds. */
async function hearsRemark(page: Page, take: Take): Promise<void> {
  const remark = { atMs: 4000, text: 'Tiếng ho ở đây, cắt giúp.' }
  expect((await page.request.post(`${house.origin}/api/takes/${take.id}/remarks`, { data: remark })).ok()).toBe(true)
  await page.getByText(remark.text).waitFor()
  await page.getByRole('button', { name: 'Nghe từ 0:04' }).click()
  await page.getByRole('button', { name: 'Dừng', exact: true }).click()
  expect(await cursorMs(page)).toBeGreaterThanOrEqual(remark.atMs)
}

async function sounds(page: Page): Promise<void> {
  await wave(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Dừng', exact: true }).waitFor()
  await until('a second of sound', async () => ((await cursorMs(page)) > 1000 ? true : undefined), 15_000)
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Nghe', exact: true }).waitFor()
  const stopped = await cursorMs(page)
  await page.waitForTimeout(300)
  expect(await cursorMs(page)).toBe(stopped)
}

async function answersSuggestions(page: Page, wholeMs: number): Promise<void> {
  const current = page.getByRole('group', { name: 'Gợi ý đang xét' })
  await current.waitFor({ timeout: 60_000 })
  await page.getByText('Lặng ở đầu', { exact: true }).waitFor()
  await wave(page).focus()
  await page.keyboard.press('y')
  const left = await lengthMs(page)
  expect(left).toBeLessThan(wholeMs)
  await page
    .getByText(/đã cắt bỏ/)
    .first()
    .waitFor()
  await page.keyboard.press('n')
  await page
    .getByText(/đã giữ nguyên/)
    .first()
    .waitFor()
  expect(await lengthMs(page)).toBe(left)
}

async function removesSilences(page: Page): Promise<void> {
  const before = await lengthMs(page)
  await page.keyboard.press('g')
  await page.getByText(/^Sẽ bớt/).waitFor()
  // No key of the page acts while somebody types.
  const field = page.getByLabel('Dài từ (giây)')
  await field.fill('1')
  await field.press('x')
  await field.press('Control+a')
  await field.fill('1,5')
  expect(await lengthMs(page)).toBe(before)
  await page.getByRole('button', { name: 'Bớt hết' }).click()
  expect(await lengthMs(page)).toBeLessThan(before)
  await page.getByText(/^Đã bỏ/).waitFor()
}

async function joins(page: Page): Promise<void> {
  await wave(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('l')
  await page.keyboard.press('b')
  const other = page.getByRole('slider', { name: /^Dạng sóng của bản kia/ })
  await other.waitFor()
  const width = (await other.boundingBox())?.width ?? 0
  await other.click({ position: { x: width / 2, y: 100 } })
  const otherMs = Number(await other.getAttribute('aria-valuenow'))
  const otherWhole = Number(await other.getAttribute('aria-valuemax'))
  expect(Math.abs(otherMs / otherWhole - 0.5)).toBeLessThan(0.01)
  await page.getByRole('button', { name: 'Nghe bản kia từ con trỏ' }).click()
  await page.waitForTimeout(700)
  await page.getByRole('button', { name: 'Từ đây dùng bản kia' }).click()
  await page.getByText(/nghe tiếp bằng lần thu 2/).waitFor()
  expect(await lengthMs(page)).toBe(3000 + otherWhole - otherMs)
}

async function compares(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Nghe so sánh Lần thu 2' }).click()
  await page.getByRole('button', { name: 'Dừng Lần thu 2' }).waitFor()
  await page.getByRole('button', { name: 'Nghe so sánh Lần thu 3' }).click()
  await page.getByRole('button', { name: 'Dừng Lần thu 3' }).waitFor()
  await wave(page).focus()
  await page.keyboard.press('t')
  await page.getByRole('button', { name: 'Dừng Lần thu 2' }).waitFor()
  await page.getByText(/đang hạ −/).waitFor()
  await page.getByRole('button', { name: 'Dừng Lần thu 2' }).click()
}

const wave = (page: Page) => page.getByRole('slider', { name: /^Con trỏ trên dạng sóng/ })
const drawn = (page: Page) => page.locator('[role=slider][aria-busy=false]').first().waitFor()
const lengthMs = async (page: Page) => Number(await wave(page).getAttribute('aria-valuemax'))
const cursorMs = async (page: Page) => Number(await wave(page).getAttribute('aria-valuenow'))

async function drag(page: Page, from: number, to: number): Promise<void> {
  const box = await wave(page).boundingBox()
  if (!box) throw new Error('no waveform')
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + from * box.width, y)
  await page.mouse.down()
  await page.mouse.move(box.x + ((from + to) / 2) * box.width, y, { steps: 4 })
  await page.mouse.move(box.x + to * box.width, y, { steps: 4 })
  await page.mouse.up()
}

const ACCOUNT = { username: 'kythuat', password: 'một mật khẩu dài' }

async function post<T>(
  request: APIRequestContext,
  url: string,
  options: Parameters<APIRequestContext['post']>[1] = {},
) {
  const answer = await request.post(`${house.origin}${url}`, options)
  if (!answer.ok()) throw new Error(`${url}: ${await answer.text()}`)
  return answer.json() as Promise<T>
}

const signIn = (request: APIRequestContext) => post(request, '/api/sign-in', { data: ACCOUNT })

let programme: Programme
async function furnish(request: APIRequestContext): Promise<{ edition: Edition; revision: Revision }> {
  const station = { stationName: 'Đài Sa Đéc', displayName: 'Kỹ thuật viên', soundKind: 'horn' }
  await post(request, '/api/set-up', { data: { ...station, ...ACCOUNT } })
  programme = await post<Programme>(request, '/api/programmes', { data: { preset: 'sa-dec-2023' } })
  const edition = await newEdition(request, '2026-11')
  return { edition, revision: await write(request, edition.id, 'Bà con có thể nộp hồ sơ trên Cổng Dịch vụ công.') }
}

const newEdition = (request: APIRequestContext, month: string) =>
  post<Edition>(request, '/api/editions', { data: { programmeId: programme.id, period: month } })

const write = (request: APIRequestContext, editionId: string, text: string, parent?: Revision) =>
  post<Revision>(request, `/api/editions/${editionId}/revisions`, {
    data: {
      source: 'written',
      ...(parent && { parentId: parent.id }),
      items: [{ title: 'Nộp hồ sơ trực tuyến', text, ...(parent && { itemId: parent.items[0]?.itemId }) }],
    },
  })

const takesOf = async (request: APIRequestContext, { id }: Edition): Promise<Take[]> =>
  ((await (await request.get(`${house.origin}/api/editions/${id}`)).json()) as Edition).takes

/** Two reads: one with silences, at 48 kHz as the studio records; a louder one at another rate, as a telephone sends it. */
async function reads(request: APIRequestContext, edition: Edition, revision: Revision): Promise<[Take, Take]> {
  const silence = (seconds: number) => new Float32Array(seconds * RATE_HZ)
  const parts = [silence(3), babble(6), silence(3.2), babble(5, { seed: 2 }), silence(3)]
  const first = await send(request, edition, revision, 'một.wav', wav(joinedSamples(parts)))
  const loud = babble(14, { seed: 3, gain: 0.5, sampleRateHz: 44_100 })
  return [first, await send(request, edition, revision, 'hai.wav', wav(loud, 44_100))]
}

function joinedSamples(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    // Silence of a room, not of a file.
    for (const [n, sample] of part.entries()) all[at + n] = sample + 0.0005 * Math.sin((at + n) * 12.9898 * 78.233)
    at += part.length
  }
  return all
}

async function send(request: APIRequestContext, edition: Edition, revision: Revision, name: string, buffer: Buffer) {
  const url = `/api/editions/${edition.id}/items/${revision.items[0]?.itemId}/takes?revisionId=${revision.id}`
  const take = await post<Take>(request, url, { multipart: { file: { name, mimeType: 'audio/wav', buffer } } })
  await until(
    'the look at the read',
    async () => {
      const { state } = (await (await request.get(`${house.origin}/api/takes/${take.id}/survey`)).json()) as TakeSurvey
      return state === 'ready' ? true : undefined
    },
    60_000,
  )
  return take
}
