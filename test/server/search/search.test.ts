import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dateAt } from '../../../schedules/index.ts'
import type { Edition, Question, Revision, SearchAnswer } from '../../../server/contract/index.ts'
import { readSheet } from '../../../server/sheets/index.ts'
import { TestStation } from '../../builders.ts'

const TODAY = dateAt(Date.now(), 'Asia/Ho_Chi_Minh')

let station: TestStation
let edition: Edition
beforeAll(async () => {
  station = await TestStation.open()
  await station.setUp()
  ;({ edition } = await station.edition(TODAY.slice(0, 7)))
})
afterAll(() => station?.close())

const search = (words: string, kind = '') =>
  station.get<SearchAnswer>('GET', `/api/search?words=${encodeURIComponent(words)}${kind && `&kind=${kind}`}`)
const titles = async (words: string, kind?: string) =>
  (await search(words, kind)).results.map(({ title }) => title.map(({ text }) => text).join(''))

async function write(parentId: string | undefined, items: { title: string; text: string }[]): Promise<Revision> {
  return station.get<Revision>('POST', `/api/editions/${edition.id}/revisions`, {
    source: 'written',
    items,
    ...(parentId !== undefined && { parentId }),
  })
}

describe('searching the station', () => {
  test('finds a script at once, with or without marks, and forgets what an edit took out', async () => {
    const { latest } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    const first = await write(latest?.id, [
      { title: 'Một cửa điện tử', text: 'Bà con nộp hồ sơ đất đai ở bộ phận một cửa.' },
      { title: 'Đường dây nóng', text: 'Gọi khi bị nhũng nhiễu.' },
    ])
    expect(await titles('ho so dat dai')).toEqual(['Một cửa điện tử'])
    expect(await titles('hồ sơ đất đai')).toEqual(['Một cửa điện tử'])
    const [found] = (await search('duong day')).results
    expect(found).toMatchObject({ kind: 'script', refId: edition.id, partId: first.items[1]?.itemId })
    expect(found?.title).toEqual([
      { text: 'Đường', isHit: true },
      { text: ' ', isHit: false },
      { text: 'dây', isHit: true },
      { text: ' nóng', isHit: false },
    ])
    expect(found?.context).toContain('tháng')

    await write(first.id, [{ title: 'Một cửa điện tử', text: 'Bà con nộp hồ sơ khai sinh ở bộ phận một cửa.' }])
    expect(await titles('đất đai')).toEqual([])
    expect(await titles('đường dây nóng', 'script')).toEqual([])
    expect(await titles('khai sinh')).toEqual(['Một cửa điện tử'])
  })

  test('finds a question by its words and its answer, never by who asked or their number', async () => {
    const { id } = await station.get<Question>('POST', '/api/questions', {
      text: 'Cầu Rạch Rắn bao giờ thông xe?',
      via: 'telephone',
      receivedOn: TODAY,
      asker: { isAnonymous: false, name: 'Người Hỏi Mẫu' },
      telephone: '0977135246',
    })
    expect((await search('rach ran')).results).toMatchObject([{ kind: 'question', refId: id }])
    await station.get('POST', `/api/questions/${id}/answer`, {
      text: 'Thông xe trong tháng sau.',
      answerer: 'Phòng Quản lý đô thị',
      answeredOn: TODAY,
    })
    expect((await search('quản lý đô thị', 'question')).results).toMatchObject([{ refId: id }])
    for (const secret of ['0977135246', '0977 135 246', 'người hỏi mẫu'])
      expect((await search(secret, 'question')).results).toEqual([])
  })

  test('counts what it found by kind, and is asked for one kind alone', async () => {
    await station.get('POST', '/api/feedback', {
      kind: 'praise',
      via: 'telephone',
      receivedOn: TODAY,
      text: 'Bản tin về khai sinh rất dễ hiểu.',
    })
    const { counts } = await search('khai sinh')
    expect(counts.map(({ kind }) => kind).sort()).toEqual(['feedback', 'script'])
    expect((await search('khai sinh', 'feedback')).results.map(({ kind }) => kind)).toEqual(['feedback'])
  })

  test('puts what it found into a sheet, in the same order and without who asked', async () => {
    const sheetOf = async (words: string, kind = '') => {
      const query = new URLSearchParams({ words, ...(kind && { kind }) })
      const { raw } = await station.ask('GET', `/api/search/xlsx?${query}`)
      return (await readSheet(raw, 'tra-cuu.xlsx')).tabs[0]?.rows ?? []
    }
    const [heads, ...rows] = await sheetOf('khai sinh')
    expect(heads).toEqual(['TT', 'Ở đâu', 'Tên', 'Thuộc', 'Đoạn có lời tìm', 'Lúc'])
    expect(rows.map(([, , title]) => title)).toEqual(await titles('khai sinh'))
    expect((await sheetOf('khai sinh', 'feedback')).slice(1).map(([, where]) => where)).toEqual(['Ý kiến thính giả'])
    const asked = (await sheetOf('rach ran')).flat().join(' ')
    expect(asked).toContain('Cầu Rạch Rắn')
    for (const secret of ['0977135246', 'Người Hỏi Mẫu']) expect(asked).not.toContain(secret)
    expect((await sheetOf('“…”')).slice(1)).toEqual([])
  })

  test.each(['"', "');--", 'AND OR NOT', 'NEAR(a b)', '* ^ :', 'title:', '“…”', '\u0000'])(
    'takes %j as words and nothing else',
    async (typed) => {
      expect((await search(typed)).isCatchingUp).toBe(false)
    },
  )
})
