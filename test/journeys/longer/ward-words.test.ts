import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '../../../schedules/index.ts'
import type {
  Edition,
  Programme,
  Render,
  Revision,
  Take,
  WardMatrix,
  WardStation,
} from '../../../server/contract/index.ts'
import { TestStation, until } from '../../builders.ts'
import { FakeClock } from '../../fake-clock.ts'
import { babbleWav } from '../../sounds.ts'
import { type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from '../house.ts'

const WARD = 'Trạm truyền thanh Phường 1'
const OTHER = 'Trạm truyền thanh xã Tân Khánh Đông'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
}, 120_000)
afterAll(() => browser?.close())

test('a ward says “đã phát” in two touches, sends its recording, and says why it did not air, on a telephone without scripts', async () => {
  const at = (time: string) => instantOf('2026-11-16', time, 'Asia/Ho_Chi_Minh')
  const clock = new FakeClock(at('00:30'))
  const station = await TestStation.open({ clock })
  try {
    await station.setUp()
    const programme = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    const edition = await station.readyEdition(programme.id, '2026-11', 10)
    await station.get('POST', `/api/editions/${edition.id}/airings`, { slots: [{ date: '2026-11-16', time: '05:15' }] })
    const ward = await station.get<WardStation>('POST', '/api/ward-stations', { name: WARD })
    clock.step(at('05:40') - clock.now())
    const origin = await station.app.listen({ host: '127.0.0.1', port: 0 })
    const { page, context } = await openPage(browser, TELEPHONE, { javaScriptEnabled: false })
    await page.goto(`${origin}${ward.linkPath}`)

    await page.getByText('Không phát được', { exact: true }).click()
    await page.getByRole('button', { name: 'Mất điện' }).click()
    await page.getByText('Không phát: Mất điện').waitFor()
    await page.getByRole('button', { name: 'Ghi nhầm, rút lại' }).click()
    await page.getByText('Không phát: Mất điện').waitFor({ state: 'detached' })

    // One touch opens, the other says it.
    await page.getByText('Đã phát', { exact: true }).click()
    await page.getByRole('button', { name: '05:15 Thứ Hai 16/11/2026' }).click()
    await page.getByText('✓ Đã phát 05:15 Thứ Hai 16/11/2026').waitFor()
    expect(new URL(page.url()).hash).toBe(`#ky-${edition.id}`)

    const [render] = edition.renders
    const { raw } = await station.ask('GET', `${ward.linkPath}/${render?.id}/${render?.mp3?.fileName}`)
    await page.getByText('Báo thêm lần phát, gửi bản thu').click()
    await page.getByText('Gửi bản thu làm bằng chứng').click()
    await page.getByLabel('Tệp thu âm').setInputFiles({ name: 'thu-loa.mp3', mimeType: 'audio/mpeg', buffer: raw })
    await page.getByRole('button', { name: 'Gửi bản thu' }).click()
    await page.getByText('Bản thu “thu-loa.mp3”').waitFor()
    await until('the comparison', async () => {
      await page.reload()
      return (await page.getByText('đúng là kỳ này').count()) === 1 ? true : undefined
    })
    const box = await page.locator('main').boundingBox()
    expect((box?.x ?? 0) + (box?.width ?? Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(TELEPHONE.width)
    await context.close()
  } finally {
    await station.close()
  }
})

test('the station sees who has not fetched the edition, reminds them from Hôm nay, and notes what a ward told by telephone', async () => {
  const house = await startHouse()
  try {
    const desk = await openPage(browser)
    await furnish(house, desk.context.request)
    await watched(desk.page, house, () => remind(house, desk.page))
    await watched(desk.page, house, () => noteForWard(house, desk.page))
    const pocket = await openPage(browser, TELEPHONE, { storageState: await desk.context.storageState() })
    await watched(pocket.page, house, () => seeOnATelephone(house, pocket.page))
    expect([...desk.faults, ...pocket.faults]).toEqual([])
    await Promise.all([desk.context.close(), pocket.context.close()])
  } finally {
    await house.close()
  }
})

async function remind(house: House, page: Page): Promise<void> {
  await page.goto(`${house.origin}/hom-nay`)
  await page.getByRole('link', { name: /^Nhắc trạm: / }).click()
  const dialog = page.getByRole('dialog')
  const words = dialog.getByLabel('Tin nhắn chung cho nhóm Zalo')
  await words.waitFor()
  expect(await words.inputValue()).toContain(`- ${OTHER}`)
  expect(await words.inputValue()).not.toContain('/tram/')
  await dialog.getByRole('button', { name: 'Chép tin nhắn chung' }).click()
  await dialog.getByRole('button', { name: 'Ghi: đã nhắn qua Zalo' }).click()
  await dialog.getByRole('heading', { name: 'Đã nhắc' }).waitFor()
  await dialog.getByRole('button', { name: 'Đóng' }).last().click()
  await page
    .getByText(/đã nhắc \d\d:\d\d/)
    .first()
    .waitFor()
}

async function noteForWard(house: House, page: Page): Promise<void> {
  await page
    .getByRole('row', { name: new RegExp(WARD) })
    .getByRole('button')
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Ghi giúp trạm').click()
  await dialog.getByLabel('Trạm báo').selectOption({ label: 'Không phát được' })
  await dialog.getByLabel('Lý do').selectOption({ label: 'Hỏng máy, hỏng loa' })
  await dialog.getByLabel('Ghi thêm').fill('chờ thợ')
  await dialog.getByRole('button', { name: 'Ghi lại' }).click()
  await dialog.getByText('Không phát: Hỏng máy, hỏng loa: chờ thợ').waitFor()
  await page.keyboard.press('Escape')
  await page
    .getByRole('row', { name: new RegExp(WARD) })
    .getByText('Không phát')
    .waitFor()
  const { cells } = (await (await page.request.get(`${house.origin}/api/ward-matrix`)).json()) as WardMatrix
  expect(cells.map(([cell]) => cell?.standing)).toEqual(['not-aired', 'sent'])
}

async function seeOnATelephone(house: House, page: Page): Promise<void> {
  for (const address of ['/tram', '/tram?xem=thoi-luong']) {
    await page.goto(`${house.origin}${address}`)
    await page.getByRole('heading', { name: 'Trạm truyền thanh' }).waitFor()
    await page.getByText(address === '/tram' ? OTHER : 'Quý này chưa trạm nào báo đã phát').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  }
}

/** A station with an edition of this month that may be taken, and two wards. */
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
  const programme = await post<Programme>('/api/programmes', { data: { preset: 'empty', name: 'Bản tin phường' } })
  const month = new Date().toISOString().slice(0, 7)
  const edition = await post<Edition>('/api/editions', { data: { programmeId: programme.id, period: month } })
  const written = await post<Revision>(`/api/editions/${edition.id}/revisions`, {
    data: {
      source: 'written',
      items: [{ title: 'Nộp hồ sơ trực tuyến', text: 'Bà con có thể nộp hồ sơ trực tuyến.' }],
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
  for (const name of [WARD, OTHER]) await post('/api/ward-stations', { data: { name } })
}
