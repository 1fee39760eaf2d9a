import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Edition, Programme, Question } from '../../../server/contract/index.ts'
import { type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from '../house.ts'

const NUMBER = '0912 345 678'
const ASKED = 'Vỉa hè đường Hùng Vương bao giờ sửa?'

let house: House
let browser: Browser

beforeAll(async () => {
  house = await startHouse()
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

test('an editor leads a question from the telephone to the script; its number is seen on its page alone', async () => {
  const desk = await openPage(browser)
  const edition = await furnish(desk.context.request)
  await watched(desk.page, house, () => receive(desk.page))
  const address = new URL(desk.page.url()).pathname
  await watched(desk.page, house, () => lookAtTheNumber(desk.page))
  await watched(desk.page, house, () => send(desk.page))
  await watched(desk.page, house, () => answerAndEdit(desk.page))
  await watched(desk.page, house, () => place(desk.page, edition))

  const pocket = await openPage(browser, TELEPHONE, { storageState: await desk.context.storageState() })
  await watched(pocket.page, house, () => seeOnATelephone(pocket.page, address))
  expect([...desk.faults, ...pocket.faults]).toEqual([])
  await Promise.all([desk.context.close(), pocket.context.close()])
})

async function receive(page: Page): Promise<void> {
  await page.goto(`${house.origin}/dan-hoi`)
  await page.getByRole('button', { name: 'Ghi câu hỏi', exact: true }).click()
  await page.getByLabel('Câu hỏi', { exact: true }).fill(`${ASKED} Gọi ${NUMBER}`)
  await page.getByLabel('Họ tên', { exact: true }).fill('Người hỏi mẫu')
  await page.getByLabel('Điện thoại để báo lại').fill(NUMBER)
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click()
  await page.getByText('Trong phần lời câu hỏi có số điện thoại của người hỏi.').waitFor()
  await page.getByLabel('Câu hỏi', { exact: true }).fill(ASKED)
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click()
  await page.getByRole('heading', { level: 1, name: /^Câu hỏi 1\// }).waitFor()
}

async function lookAtTheNumber(page: Page): Promise<void> {
  expect(await page.content()).not.toContain(NUMBER)
  await page.getByRole('button', { name: 'Xem số điện thoại' }).click()
  await page.getByRole('link', { name: NUMBER }).waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Xem số điện thoại' }).waitFor()
  expect(await page.content()).not.toContain(NUMBER)
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Gửi cơ quan trả lời' }).click()
  await page.getByLabel('Cơ quan trả lời', { exact: true }).fill('Phòng Kinh tế Thành phố')
  await page.getByRole('button', { name: 'Ghi nhận đã gửi' }).click()
  const [paper] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Tải công văn (.docx)' }).click(),
  ])
  expect(paper.suggestedFilename()).toMatch(/\.docx$/)
  await page.getByRole('button', { name: 'Xong' }).click()
  await page.getByText('Chờ cơ quan trả lời').waitFor()
}

async function answerAndEdit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ghi trả lời', exact: true }).first().click()
  await page.getByLabel('Nội dung trả lời', { exact: true }).fill('Vỉa hè được sửa trong quý này.')
  await page.getByRole('dialog').getByRole('button', { name: 'Ghi trả lời' }).click()
  await page.getByRole('button', { name: 'Biên tập lời phát' }).click()
  await page.getByLabel('Lời hỏi (giọng thứ nhất)').fill('Ông Người hỏi mẫu hỏi về vỉa hè.')
  await page.getByRole('button', { name: 'Lưu lời phát' }).click()
  await page.getByText(/chưa ghi nhận người hỏi đồng ý nêu tên/).waitFor()
  await page.getByLabel('Lời hỏi (giọng thứ nhất)').fill(`Một người dân hỏi: ${ASKED}`)
  await page.getByRole('button', { name: 'Lưu lời phát' }).click()
  await page.getByRole('button', { name: 'Đưa vào kịch bản' }).waitFor()
}

async function place(page: Page, edition: Edition): Promise<void> {
  await page.getByRole('button', { name: 'Đưa vào kịch bản' }).click()
  await page.getByLabel('Kỳ phát', { exact: true }).selectOption({ label: edition.title })
  await page.getByRole('dialog').getByRole('button', { name: 'Đưa vào kịch bản' }).click()
  await page.getByText('trong kịch bản, chờ duyệt').waitFor()
}

async function seeOnATelephone(page: Page, address: string): Promise<void> {
  for (const at of ['/dan-hoi', address, '/kho/duong-day-nong', '/so-theo-doi/danh-gia']) {
    await page.goto(`${house.origin}${at}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(TELEPHONE.width)
    expect(await page.content()).not.toContain(NUMBER)
  }
}

async function furnish(request: APIRequestContext): Promise<Edition> {
  const post = async <T>(url: string, data: object): Promise<T> => {
    const answer = await request.post(`${house.origin}${url}`, { data })
    if (!answer.ok()) throw new Error(`${url}: ${await answer.text()}`)
    return answer.json() as Promise<T>
  }
  await post<Question>('/api/set-up', {
    stationName: 'Đài Sa Đéc',
    displayName: 'Biên tập viên',
    username: 'bientap',
    password: 'một mật khẩu dài',
    soundKind: 'horn',
  })
  const programme = await post<Programme>('/api/programmes', { preset: 'sa-dec-2023' })
  return post<Edition>('/api/editions', { programmeId: programme.id, period: new Date().toISOString().slice(0, 7) })
}
