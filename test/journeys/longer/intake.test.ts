import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UnitLink } from '../../../server/contract/index.ts'
import { readSheet } from '../../../server/sheets/index.ts'
import { docx } from '../../server/docx.ts'
import { type House, openBrowser, openPage, startHouse, TELEPHONE, watched } from '../house.ts'

let house: House
let browser: Browser
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'len-song-intake-'))
  house = await startHouse({ TZ: 'America/New_York' })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
  await rm(folder, { recursive: true, force: true })
})

const SIGN_IN = { username: 'kythuat', password: 'một mật khẩu dài' }
const BODY = `Chiều nay, tại hội trường ủy ban, gần một trăm cán bộ khóm ấp đã học cách hướng dẫn bà con nộp hồ sơ trực tuyến. Buổi
  học kéo dài ba giờ, ai cũng được làm thử trên điện thoại của mình.`

test('a unit sends from a telephone through a lost network and gets a receipt; the collector finds it, posts it, enters another', async () => {
  const { page, context, faults } = await openPage(browser, undefined, { acceptDownloads: true })
  const unit = await watched(page, house, () => linkOfAUnit(page, context))
  const telephone = await openPage(browser, TELEPHONE)
  const code = await watched(telephone.page, house, () => sendFromTelephone(telephone.page, telephone.context, unit))
  await watched(page, house, async () => {
    await findAndPost(page, unit, code)
    await enterByDropping(page)
    const [sheet] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Xuất Excel' }).click(),
    ])
    const bytes = await readFile(await sheet.path())
    const { tabs } = await readSheet(bytes, sheet.suggestedFilename())
    expect(tabs[0]?.rows.flat()).toContain(code)
  })
  expect([...faults, ...telephone.faults]).toEqual([])
  await telephone.context.close()
  await context.close()
}, 240_000)

/** The collector gives a unit its link, by the page. */
async function linkOfAUnit(page: Page, context: BrowserContext): Promise<UnitLink> {
  const set = { stationName: 'Đài truyền thanh phường Sa Đéc', displayName: 'Người thu nhận', soundKind: 'horn' }
  await context.request.post(`${house.origin}/api/set-up`, { data: { ...set, ...SIGN_IN } })
  await context.request.post(`${house.origin}/api/programmes`, { data: { preset: 'sa-dec-2023' } })
  await page.goto(`${house.origin}/tiep-nhan`)
  await page.getByRole('heading', { name: 'Chưa nhận tin, bài nào' }).waitFor()
  await page.getByRole('link', { name: 'Đường dẫn gửi bài' }).first().click()
  await page.getByRole('button', { name: 'Cấp đường dẫn' }).first().click()
  await page.getByRole('button', { name: 'Chép đường dẫn' }).waitFor()
  const links: UnitLink[] = await (await context.request.get(`${house.origin}/api/unit-links`)).json()
  const unit = links.find(({ linkPath }) => linkPath !== undefined)
  if (!unit) throw new Error('no unit has a link')
  return unit
}

/** A person at the unit: types, loses the page, loses the network, and has a receipt in the end. Returns its code. */
async function sendFromTelephone(page: Page, context: BrowserContext, unit: UnitLink): Promise<string> {
  const file = join(folder, 'Bài của đơn vị.docx')
  await writeFile(file, docx([{ text: 'Khóm ấp học làm dịch vụ công', style: 'Heading1' }, { text: BODY }]))
  await page.goto(`${house.origin}${unit.linkPath}`)
  await page.getByRole('heading', { name: 'Gửi tin, bài', level: 1 }).waitFor()
  await page.getByText(unit.unitName, { exact: true }).waitFor()

  await page.getByRole('button', { name: 'Gửi', exact: true }).click()
  await page.getByText('Ghi tên tin, bài.').first().waitFor()
  await page.getByLabel('Nội dung').fill('Kính gửi đài bài tháng này.')
  await page.getByLabel('Người gửi').fill('Văn thư')
  await page.waitForTimeout(900)
  await page.reload()
  await page.getByText('Bài viết dở lần trước còn đây').waitFor()
  expect(await page.getByLabel('Nội dung').inputValue()).toBe('Kính gửi đài bài tháng này.')

  await context.setOffline(true)
  await page.getByLabel('Chọn tệp bài').setInputFiles(file)
  await page.getByText('Đang mất mạng').waitFor()
  await page.getByLabel('Tên tin, bài').fill('Khóm ấp học dịch vụ công')
  await page.getByRole('button', { name: 'Gửi', exact: true }).click()
  await page.getByText('Bài sẽ tự gửi khi các tệp lên xong. Giữ trang này mở.').waitFor()
  await context.setOffline(false)

  await page.getByRole('heading', { name: 'Giấy biên nhận tin, bài' }).waitFor({ timeout: 60_000 })
  await page.getByText('Bài của đơn vị.docx').waitFor()
  await page.getByText('Khóm ấp học dịch vụ công').waitFor()
  const code = (await page.locator('.code b').innerText()).trim()
  expect(code).toMatch(/^\d{4}-[0-9A-Z]{4}$/)

  // Sideways nothing moves, and the next item begins empty but knows who sends.
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await page.getByRole('link', { name: 'Gửi bài khác' }).click()
  await page.getByRole('heading', { name: 'Đã gửi gần đây' }).waitFor()
  expect(await page.getByLabel('Người gửi').inputValue()).toBe('Văn thư')
  expect(await page.getByLabel('Nội dung').inputValue()).toBe('')
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  return code
}

/** The collector: the item is in the register by itself, is opened, and goes to a channel with its approval. */
async function findAndPost(page: Page, unit: UnitLink, code: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Tiếp nhận' }).getByRole('link', { name: 'Đăng tin, bài' }).click()
  await page.getByRole('button', { name: 'Thêm các kênh thường gặp' }).click()
  await page.getByText('Cổng thông tin điện tử').waitFor()
  await page.getByRole('link', { name: 'Sổ tiếp nhận' }).first().click()
  await page.getByText(code).waitFor()
  await page.getByLabel('Tìm', { exact: true }).fill('khom ap hoc')
  await page.getByRole('link', { name: 'Khóm ấp học dịch vụ công' }).click()
  await page.getByRole('heading', { name: 'Khóm ấp học dịch vụ công', level: 1 }).waitFor()
  await page.getByText(unit.unitName).first().waitFor()
  await page.getByText('gần một trăm cán bộ khóm ấp').waitFor()

  await page.getByRole('button', { name: 'Đề nghị đăng' }).click()
  await page.getByRole('dialog').getByLabel('Zalo').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Đề nghị đăng' }).click()
  await page.getByText('Chờ duyệt đăng').waitFor()
  await page.getByRole('button', { name: 'Duyệt đăng', exact: true }).click()
  await page.getByLabel('Người duyệt đăng').fill('Tổ Biên tập')
  await page.getByRole('dialog').getByRole('button', { name: 'Duyệt đăng' }).click()
  await page.getByText('Đã duyệt, chưa đăng').waitFor()
}

/** The collector drops a document on the register: the entry is filled from it, and the likeness to the first is told. */
async function enterByDropping(page: Page): Promise<void> {
  const file = join(folder, 'Nộp tay.docx')
  await writeFile(file, docx([{ text: 'Học làm dịch vụ công ở khóm' }, { text: BODY.replace('một trăm', 'tám mươi') }]))
  await page.getByRole('link', { name: 'Sổ tiếp nhận' }).first().click()
  await page.getByRole('heading', { name: 'Tiếp nhận tin, bài' }).waitFor()
  await dropOnRegister(page, file)
  await page.getByRole('heading', { name: 'Nhập tin, bài' }).waitFor()
  await page.getByText('Văn bản', { exact: true }).waitFor()
  expect(await page.getByLabel('Tên tin, bài').inputValue()).toBe('Học làm dịch vụ công ở khóm')
  expect(await page.getByLabel('Nội dung').inputValue()).toContain('tám mươi cán bộ')
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click()
  await page.getByRole('heading', { name: 'Học làm dịch vụ công ở khóm', level: 1 }).waitFor()
  await page.getByText('Có một bài giống bài này').waitFor()
  await page.getByRole('link', { name: 'Sổ tiếp nhận' }).first().click()
  await page.getByText('2 tin, bài').waitFor()
}

async function dropOnRegister(page: Page, path: string): Promise<void> {
  // A page may not make files of the disk: an input of no use otherwise lends them.
  await page.evaluate(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.id = 'lent'
    document.body.append(input)
  })
  await page.locator('#lent').setInputFiles(path)
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#lent')
    const dataTransfer = new DataTransfer()
    for (const file of input?.files ?? []) dataTransfer.items.add(file)
    input?.remove()
    const target = document.querySelector('main .page') ?? document.body
    for (const kind of ['dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }))
    }
  })
}
