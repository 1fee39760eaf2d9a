import type { APIRequestContext, Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Edition, Programme, Revision, ScriptDesk } from '../../../server/contract/index.ts'
import { until } from '../../builders.ts'
import { type House, openBrowser, openPage, startHouse, watched } from '../house.ts'

const PASSWORD = 'một mật khẩu dài'
const FIRST =
  'Bà con nộp hồ sơ ở phường. Phường trả trong năm ngày. Không thu thêm khoản nào. Ai cần thì hỏi Bộ phận Một cửa.'
const SECOND = 'Ngày thứ Sáu không hẹn. Hồ sơ nhận buổi sáng. Kết quả trả buổi chiều. Bà con không phải chờ.'

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

test('two browsers write one script at once: nothing is overwritten, both texts are kept, and the second chooses', async () => {
  const desk = await openPage(browser)
  const lan = await openPage(browser)
  const edition = await furnish(desk.context.request)
  const url = `${house.origin}/ky-phat/${edition.id}/kich-ban`

  await watched(lan.page, house, async () => {
    await lan.page.goto(url)
    await lan.page.getByLabel('Tên đăng nhập').fill('chilan')
    await lan.page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD)
    await lan.page.getByRole('button', { name: 'Đăng nhập' }).click()
    await lan.page.getByRole('button', { name: 'Sửa kịch bản' }).click()
    await lan.page.getByRole('textbox', { name: 'Lời đọc' }).first().waitFor()
  })
  await watched(desk.page, house, async () => {
    await desk.page.goto(url)
    await desk.page.getByRole('button', { name: 'Sửa kịch bản' }).click()
    // Typed as UniKey types: a word, backspaces, the same word with its signs.
    const field = desk.page.getByRole('textbox', { name: 'Lời đọc' }).nth(1)
    await field.focus()
    await field.press('End')
    await desk.page.keyboard.type(' Cam on ba con')
    for (let back = 0; back < 'Cam on ba con'.length; back++) await desk.page.keyboard.press('Backspace')
    await desk.page.keyboard.insertText('Ca\u0309m ơn bà con.')
    const typed = `${SECOND} Ca\u0309m ơn bà con.`
    // Nobody touches what is typed while the caret is in it; left, it is in NFC.
    expect(await field.inputValue()).toBe(typed)
    await desk.page.getByRole('textbox', { name: 'Lời đọc' }).first().focus()
    expect(await field.inputValue()).toBe(typed.normalize('NFC'))
    await desk.page.getByRole('textbox', { name: 'Lời đọc' }).first().fill(FIRST.replace('năm ngày', '5 ngày'))
    await desk.page.getByText('Phần gõ đã giữ ở máy của đài').waitFor()
  })
  await until('the draft at the station', async () => {
    const { mine } = await get<ScriptDesk>(desk.context.request, `/api/editions/${edition.id}/desk`)
    return mine?.items[0]?.text.includes('5 ngày') || undefined
  })

  await watched(lan.page, house, async () => {
    await lan.page.getByText('đang soạn kịch bản này').waitFor()
    await lan.page.getByRole('textbox', { name: 'Lời đọc' }).first().fill(FIRST.replace('năm ngày', 'ba ngày'))
    await lan.page.getByRole('textbox', { name: 'Lời đọc' }).nth(1).fill(SECOND.replace('Ngày thứ Sáu', 'Sáng thứ Sáu'))
    await lan.page.keyboard.press('Control+s')
    await lan.page.getByText('Bản 2 · 2 tiết mục').waitFor()
  })

  await watched(desk.page, house, async () => {
    await desk.page.getByRole('button', { name: 'Lưu thành bản 2' }).click()
    await desk.page.getByRole('heading', { name: 'Ghép với bản 2' }).waitFor()
    const take = desk.page.getByRole('button', { name: 'Lấy bản ghép để xem lại' })
    expect(await take.isDisabled()).toBe(true)
    await desk.page.getByText('hai người sửa hai chỗ khác nhau').waitFor()
    await desk.page.getByLabel('Lấy phần kia').check()
    await take.click()
    await desk.page.getByRole('button', { name: 'Lưu thành bản 3' }).click()
    await desk.page.getByText('Bản 3 · 2 tiết mục').waitFor()
  })
  const { latest } = await get<Edition>(desk.context.request, `/api/editions/${edition.id}`)
  expect(latest?.items.map(({ text }) => text)).toEqual([
    FIRST.replace('năm ngày', 'ba ngày'),
    `${SECOND.replace('Ngày thứ Sáu', 'Sáng thứ Sáu')} Cảm ơn bà con.`,
  ])

  await watched(desk.page, house, async () => {
    await desk.page.getByText('Đã ghép vào bản 3').waitFor()
    await desk.page.getByText('Đã ghép vào bản 3').click()
    await desk.page.getByText(FIRST.replace('năm ngày', '5 ngày')).waitFor()
    await desk.page.keyboard.press('Escape')
    await desk.page.getByRole('button', { name: 'So hai bản' }).click()
    await desk.page.getByLabel('Từ bản').selectOption({ index: 2 })
    await desk.page.locator('del', { hasText: 'năm' }).waitFor()
    await desk.page.locator('ins', { hasText: 'ba' }).waitFor()
  })
  expect([...desk.faults, ...lan.faults]).toEqual([])
  await Promise.all([desk, lan].map(({ context }) => context.close()))
})

async function furnish(request: APIRequestContext): Promise<Edition> {
  await post(request, '/api/set-up', {
    stationName: 'Đài truyền thanh phường',
    displayName: 'Kỹ thuật viên trực',
    username: 'kythuat',
    password: PASSWORD,
    soundKind: 'fm',
  })
  await post(request, '/api/accounts', { displayName: 'Chị Lan', username: 'chilan', password: PASSWORD })
  const programme = await post<Programme>(request, '/api/programmes', { preset: 'sa-dec-2023' })
  const edition = await post<Edition>(request, '/api/editions', { programmeId: programme.id, period: '2026-11' })
  await post<Revision>(request, `/api/editions/${edition.id}/revisions`, {
    source: 'written',
    items: [
      { title: 'Năm ngày', text: FIRST },
      { title: 'Thứ Sáu', text: SECOND },
    ],
  })
  return edition
}

async function get<T>(request: APIRequestContext, url: string): Promise<T> {
  return (await request.get(house.origin + url)).json()
}

async function post<T>(request: APIRequestContext, url: string, data: object): Promise<T> {
  const answer = await request.post(house.origin + url, { data })
  if (!answer.ok()) throw new Error(`${url}: ${answer.status()} ${await answer.text()}`)
  return answer.json()
}
