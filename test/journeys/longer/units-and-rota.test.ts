import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Programme, Rota, TaskListSummary } from '../../../server/contract/index.ts'
import { type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from '../house.ts'

const ROTA =
  'Tháng\tĐơn vị\n1\tUBND phường 2 và phòng Kinh tế Thành phố\n2\tHội Nông dân - Hội Phụ nữ\n3\tubnd phuong 3'
const TASKS = 'TT\tNội dung\tHình thức\tThời gian\tĐơn vị\n1\tTin về một cửa\tTin\tQuý I/2020\tPhòng Tư pháp Thành phố'

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

test('a rota pasted from Excel, two units that merge, and a task done from a telephone', async () => {
  const desk = await openPage(browser)
  const phone = await openPage(browser, TELEPHONE)
  const programme = await furnish(desk.context.request)
  await watched(desk.page, house, () => pasteRota(desk.page, programme))
  const year = new Date().getUTCFullYear()
  const rota = await get<Rota>(desk.context.request, `/api/programmes/${programme.id}/rota?year=${year + 1}`)
  expect(rota.months.slice(0, 4).map(({ duties }) => duties.map(({ unitName }) => unitName))).toEqual([
    ['UBND Phường 2', 'Phòng Kinh tế Thành phố'],
    ['Hội Nông dân', 'Hội Phụ nữ'],
    ['UBND Phường 3'],
    ['UBND Phường 4', 'Phòng Văn hóa và Thông tin Thành phố'],
  ])
  await watched(desk.page, house, () => merge(desk.page))

  await signIn(phone.context.request)
  await watched(phone.page, house, () => doTask(phone.page))
  expect(await get<TaskListSummary[]>(phone.context.request, '/api/task-lists')).toMatchObject([{ tasks: 1, done: 1 }])
  expect([...desk.faults, ...phone.faults]).toEqual([])
  await Promise.all([desk, phone].map(({ context }) => context.close()))
})

async function pasteRota(page: Page, programme: Programme): Promise<void> {
  await page.goto(`${house.origin}/phan-cong/${programme.id}`)
  await page.getByRole('button', { name: 'Nhập bảng' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Hoặc dán các ô đã chép').fill(ROTA)
  await dialog.getByRole('button', { name: 'Đọc và xem trước' }).click()
  await dialog.getByText('Còn 1 chỗ chưa rõ là đơn vị nào.').waitFor()
  await dialog.getByRole('button', { name: 'Dòng này gồm nhiều đơn vị: tách ra' }).click()
  await dialog.getByLabel('Các đơn vị tháng 2, mỗi dòng một đơn vị').fill('Hội Nông dân\nHội Phụ nữ')
  await dialog.getByRole('button', { name: 'Đọc lại' }).click()
  for (const name of ['Hội Nông dân', 'Hội Phụ nữ']) {
    await dialog.getByLabel(`“${name}” là đơn vị nào`).selectOption({ label: 'Một đơn vị mới, tên đúng như trên' })
  }
  await dialog.getByRole('button', { name: 'Áp dụng 3 tháng' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('link', { name: 'Hội Nông dân' }).waitFor()
}

async function merge(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Hội Nông dân' }).click()
  await page.getByRole('heading', { name: 'Hội Nông dân', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Sáp nhập' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Hội Phụ nữ').check()
  await dialog.getByLabel('Tên đơn vị mới').fill('Hội Nông dân và Phụ nữ')
  await dialog.getByRole('button', { name: 'Ghi sáp nhập' }).click()
  await page.getByText('Nay là Hội Nông dân và Phụ nữ').waitFor()
  await page.getByText('“Hội Nông dân” và “Hội Phụ nữ” sáp nhập thành “Hội Nông dân và Phụ nữ”').waitFor()
}

async function doTask(page: Page): Promise<void> {
  await page.goto(`${house.origin}/nhiem-vu`)
  await page.getByRole('button', { name: 'Nhập danh mục' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Hoặc dán các ô đã chép').fill(TASKS)
  await dialog.getByRole('button', { name: 'Đọc và xem trước' }).click()
  await dialog.getByLabel('Tên danh mục').fill('Danh mục tuyên truyền')
  await dialog.getByRole('button', { name: 'Lập danh mục 1 việc' }).click()
  await page.getByRole('heading', { name: 'Danh mục tuyên truyền', level: 1 }).waitFor()
  await page.getByText('Quá hạn', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Ghi đã xong: việc 1' }).click()
  await dialog.locator('input[type="file"]').setInputFiles({
    name: 'bài đã đăng.png',
    mimeType: 'image/png',
    buffer: Buffer.from('ảnh chụp'),
  })
  await dialog.getByRole('button', { name: 'Ghi đã xong' }).click()
  await page.getByRole('link', { name: 'bài đã đăng.png' }).waitFor()
  await page.getByText('Đã xong 1/1 việc (100%).').waitFor()
}

/** A station with Sa Đéc's programme. */
async function furnish(request: APIRequestContext): Promise<Programme> {
  const post = (path: string, data: object) =>
    request.post(`${house.origin}${path}`, { data, headers: { origin: house.origin } })
  await post('/api/set-up', {
    stationName: 'Đài truyền thanh Sa Đéc',
    displayName: 'Kỹ thuật viên trực',
    username: 'kythuat',
    password: 'một mật khẩu dài',
    soundKind: 'horn',
  })
  return (await post('/api/programmes', { preset: 'sa-dec-2023' })).json()
}

async function signIn(request: APIRequestContext): Promise<void> {
  const data = { username: 'kythuat', password: 'một mật khẩu dài' }
  await request.post(`${house.origin}/api/sign-in`, { data, headers: { origin: house.origin } })
}

async function get<T>(request: APIRequestContext, path: string): Promise<T> {
  return (await request.get(`${house.origin}${path}`)).json()
}
