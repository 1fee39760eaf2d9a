import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Edition, LeaderLink, Programme, Revision } from '../../../server/contract/index.ts'
import { type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from '../house.ts'

const PIN = '402719'
const TEXTS = [
  'Kính thưa quý vị và các bạn, sau đây là tin trong tháng.',
  'Bộ phận Một cửa nhận hồ sơ vào sáng thứ Bảy, tại trụ sở Ủy ban.',
]
const BETTER = 'Bộ phận Một cửa nhận hồ sơ từ 7 giờ 30 sáng thứ Bảy, tại trụ sở Ủy ban.'

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

test('a leader registers a telephone, returns an item, approves what came back in two touches and a PIN, and takes it back with a finger', async () => {
  const desk = await openPage(browser)
  const leader = await openPage(browser, TELEPHONE, { hasTouch: true })
  // A name, not a number: there a passkey may be made.
  const near = house.origin.replace('127.0.0.1', 'localhost')
  const finger = await leader.context.newCDPSession(leader.page)
  const { edition, revision } = await furnish(desk.context.request)

  const secret = await watched(desk.page, house, () => addLeader(desk.page))
  await watched(leader.page, house, () => register(leader.page, `${near}/phe-duyet/dang-ky/${secret}`))

  const sheet = await watched(desk.page, house, () => submit(desk.page, edition, 1))
  await watched(leader.page, house, () => returnSecond(leader.page, `${near}${sheet}`))
  await watched(desk.page, house, async () => {
    // The live line brings the answer without anybody asking for it.
    await desk.page.getByText('Lãnh đạo trả lại 1 tiết mục của bản 1').waitFor()
    await desk.page.getByText('Nêu rõ giờ mở cửa.').waitFor()
  })

  const second = await write(desk.context.request, edition, [TEXTS[0] ?? '', BETTER], revision)
  const again = await watched(desk.page, house, () => submit(desk.page, edition, 2))
  await watched(leader.page, house, () => approve(leader.page, near, `${near}${again}`))
  await watched(desk.page, house, async () => {
    await desk.page.getByText('Bản 2 đã được phê duyệt').waitFor()
    const mark = (second.textHash.slice(0, 12).toUpperCase().match(/.{4}/g) ?? []).join(' ')
    await desk.page.getByText(mark).waitFor()
  })

  await finger.send('WebAuthn.enable')
  await finger.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await watched(leader.page, house, () => takeBack(leader.page, near, `${near}${again}`))
  await watched(desk.page, house, () => desk.page.getByText('đã rút phê duyệt bản 2').waitFor())
  expect([...desk.faults, ...leader.faults]).toEqual([])
  await Promise.all([desk, leader].map(({ context }) => context.close()))
})

async function addLeader(page: Page): Promise<string> {
  await page.goto(`${house.origin}/thiet-lap/lanh-dao`)
  await page.getByRole('button', { name: 'Thêm lãnh đạo' }).click()
  await page.getByLabel('Chức vụ').fill('Chủ tịch UBND phường')
  await page.getByRole('dialog').getByRole('button', { name: 'Thêm', exact: true }).click()
  const made = page.waitForResponse((response) => response.url().endsWith('/links'))
  await page.getByRole('button', { name: 'Đường dẫn đăng ký máy cho Chủ tịch UBND phường' }).click()
  const { path } = (await (await made).json()) as LeaderLink
  await page.getByRole('button', { name: 'Xong' }).click()
  return path.split('/').at(-1) ?? ''
}

async function register(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByRole('heading', { name: 'Đăng ký máy này để phê duyệt' }).waitFor()
  await page.getByLabel('Chọn mã PIN').fill(PIN)
  await page.getByLabel('Nhập lại mã PIN').fill(PIN)
  await fits(page)
  await page.getByRole('button', { name: 'Đăng ký máy này' }).tap()
  await page.getByText('Không có gì chờ phê duyệt').waitFor()
}

/** Gives the path of the link that the desk would send. */
async function submit(page: Page, edition: Edition, number: number): Promise<string> {
  await page.goto(`${house.origin}/ky-phat/${edition.id}/kich-ban`)
  const made = page.waitForResponse((response) => response.url().endsWith('/request'))
  await page.getByRole('button', { name: `Trình duyệt bản ${number}` }).click()
  const { id } = (await (await made).json()) as { id: string }
  await page.getByRole('heading', { name: `Đã trình bản ${number}, chờ phê duyệt` }).waitFor()
  return `/phe-duyet/${id}`
}

async function returnSecond(page: Page, link: string): Promise<void> {
  await page.goto(link)
  const words = page.getByText(TEXTS[1] ?? '')
  await words.waitFor()
  expect(Number.parseFloat(await words.evaluate((one) => getComputedStyle(one).fontSize))).toBeGreaterThanOrEqual(20)
  await fits(page)
  await page.getByRole('button', { name: 'Trả lại tiết mục 2' }).tap()
  await page.getByLabel('Cần sửa gì').fill('Nêu rõ giờ mở cửa.')
  await page.getByLabel('Duyệt luôn 1 tiết mục còn lại').check()
  await page.getByLabel('Mã PIN').fill('555111')
  await page.getByRole('dialog').getByRole('button', { name: 'Trả lại', exact: true }).tap()
  await page.getByText('Mã PIN chưa đúng.').waitFor()
  await page.getByLabel('Mã PIN').fill(PIN)
  await page.getByRole('dialog').getByRole('button', { name: 'Trả lại', exact: true }).tap()
  await page.getByText('Đã trả lại 1 tiết mục').waitFor()
}

async function approve(page: Page, near: string, link: string): Promise<void> {
  await page.goto(`${near}/phe-duyet`)
  await page.getByText('1 tiết mục đã sửa sau khi duyệt, còn lại giữ nguyên').waitFor()
  await page.goto(link)
  await page.getByText('Giữ nguyên như đã duyệt', { exact: true }).waitFor()
  // The first touch, the PIN, the second touch; the key Enter would do as well.
  await page.getByRole('button', { name: 'Phê duyệt', exact: true }).tap()
  await page.getByLabel('Mã PIN').fill(PIN)
  await page.getByRole('dialog').getByRole('button', { name: 'Phê duyệt', exact: true }).tap()
  await page.getByText('Bản 2 đã được phê duyệt và khoá lại').waitFor()
  await fits(page)
}

async function takeBack(page: Page, near: string, link: string): Promise<void> {
  await page.goto(`${near}/phe-duyet`)
  await page.getByRole('button', { name: 'Bật trên máy này' }).tap()
  await page.getByLabel('Mã PIN').fill(PIN)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Bật trên máy này' }).waitFor({ state: 'detached' })
  await page.goto(link)
  await page.getByRole('button', { name: 'Rút phê duyệt' }).tap()
  await page.getByLabel('Lý do rút').fill('Sai giờ mở cửa.')
  await page.getByRole('button', { name: 'Dùng mã PIN' }).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Rút phê duyệt', exact: true }).tap()
  await page.getByText('Chủ tịch UBND phường đã rút phê duyệt').waitFor()
}

/** Nothing scrolls sideways, and everything to press is large enough for a finger. */
async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(TELEPHONE.width)
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], select, summary')].flatMap((one) => {
      const { width, height } = one.getBoundingClientRect()
      return width > 0 && height > 0 && height < 44 ? [`${one.innerText || one.ariaLabel}: ${height}`] : []
    }),
  )
  expect(small).toEqual([])
}

async function furnish(request: APIRequestContext): Promise<{ edition: Edition; revision: Revision }> {
  await post(request, '/api/set-up', {
    stationName: 'Đài truyền thanh phường',
    displayName: 'Biên tập viên',
    username: 'bientap',
    password: 'một mật khẩu dài',
    soundKind: 'horn',
  })
  const programme = await post<Programme>(request, '/api/programmes', { preset: 'sa-dec-2023' })
  const period = new Date().toISOString().slice(0, 7)
  const edition = await post<Edition>(request, '/api/editions', { programmeId: programme.id, period })
  return { edition, revision: await write(request, edition, TEXTS) }
}

function write(request: APIRequestContext, edition: Edition, texts: readonly string[], before?: Revision) {
  return post<Revision>(request, `/api/editions/${edition.id}/revisions`, {
    source: 'written',
    ...(before && { parentId: before.id }),
    items: texts.map((text, place) => ({
      title: place === 0 ? 'Lời dẫn' : 'Bộ phận Một cửa',
      text,
      ...(before?.items[place] && { itemId: before.items[place].itemId }),
    })),
  })
}

async function post<T>(request: APIRequestContext, url: string, data: object): Promise<T> {
  const answer = await request.post(`${house.origin}${url}`, { data })
  if (!answer.ok()) throw new Error(`${url}: ${await answer.text()}`)
  return answer.json() as Promise<T>
}
