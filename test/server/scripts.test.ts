import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Edition, ImportedText, Revision } from '../../server/contract/index.ts'
import { formOf, TestStation } from '../builders.ts'
import { docx } from './docx.ts'

describe('scripts', () => {
  let station: TestStation
  let edition: Edition
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    ;({ edition } = await station.edition('2026-11'))
  })
  afterAll(() => station.close())

  const write = (items: object[], parentId?: string) =>
    station.get<Revision>('POST', `/api/editions/${edition.id}/revisions`, { source: 'written', items, parentId })

  it('stores any Unicode form as NFC and keeps an item its id through revisions', async () => {
    const first = await write([
      { title: 'Lời dẫn'.normalize('NFD'), text: 'Kính thưa quý vị\u00a0và các bạn\r\n'.normalize('NFD') },
    ])
    expect(first.items[0]).toMatchObject({ title: 'Lời dẫn', text: 'Kính thưa quý vị và các bạn', syllables: 7 })
    const [item] = first.items
    const second = await write([{ itemId: item?.itemId, title: 'Lời dẫn', text: 'Kính chào quý vị.' }], first.id)
    expect([second.number, second.parentId, second.items[0]?.itemId]).toEqual([2, first.id, item?.itemId])
    const still = await station.get<Revision>('GET', `/api/revisions/${first.id}`)
    expect(still.items[0]?.text).toBe('Kính thưa quý vị và các bạn')
  })

  it('refuses to write over a revision that somebody saved meanwhile, and one that changes nothing', async () => {
    const latest = (await station.get<Edition>('GET', `/api/editions/${edition.id}`)).latest
    const late = await station.refused('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'written',
      items: [{ title: 'Khác', text: 'Khác' }],
    })
    expect(late).toMatchObject({ code: 'script-changed-meanwhile', status: 409 })
    const same = await station.refused('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'written',
      parentId: latest?.id,
      items: latest?.items.map(({ itemId, title, text }) => ({ itemId, title, text })),
    })
    expect(same.code).toBe('nothing-changed')
  })

  it('records who approved which revision once, and an edit afterwards is unapproved', async () => {
    const { latest } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    const approved = await station.get<Revision>('POST', `/api/revisions/${latest?.id}/approval`, {
      approver: 'Phó Chủ tịch UBND',
    })
    expect(approved.approval).toMatchObject({
      approver: 'Phó Chủ tịch UBND',
      recordedBy: 'Kỹ thuật viên trực',
      textHash: approved.textHash,
    })
    const again = await station.refused('POST', `/api/revisions/${latest?.id}/approval`, { approver: 'Người khác' })
    expect(again).toMatchObject({ code: 'already-approved', message: 'Bản 2 đã được Phó Chủ tịch UBND phê duyệt.' })

    const edited = await write([{ title: 'Lời dẫn', text: 'Kính chào quý vị và các bạn.' }], latest?.id)
    expect(edited.approval).toBeUndefined()
    const view = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(view.missing).toContain('Bản 3 của kịch bản đã sửa sau khi duyệt, chưa được phê duyệt lại')
    expect(view.steps.find(({ name }) => name === 'approval')).toMatchObject({
      state: 'problem',
      note: 'Đã sửa sau khi duyệt',
    })
    const stale = await station.refused('POST', `/api/revisions/${latest?.id}/approval`, { approver: 'Ai đó' })
    expect(stale.code).toBe('already-approved')
  })

  it('records two approvals asked for at once as one', async () => {
    const { latest } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    const answers = await Promise.all(
      ['A', 'B'].map((approver) => station.ask('POST', `/api/revisions/${latest?.id}/approval`, { approver })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  it('reads a Word file item by item and says what it left out', async () => {
    const file = docx([
      { style: 'Heading1', text: 'Đăng ký khai sinh trực tuyến' },
      { text: 'Từ nay, bà con nộp hồ sơ tại nhà.' },
      { style: 'Heading1', text: 'Ngày thứ Sáu không hẹn' },
      { text: 'Hồ sơ nhận buổi sáng, trả buổi chiều.' },
    ])
    const read = await station.get<ImportedText>('POST', '/api/script-import', formOf(file, 'Kịch bản tháng 11.docx'))
    expect(read.source).toBe('docx')
    expect(read.items.map(({ title }) => title)).toEqual(['Đăng ký khai sinh trực tuyến', 'Ngày thứ Sáu không hẹn'])
    expect(read.items[1]?.text).toBe('Hồ sơ nhận buổi sáng, trả buổi chiều.')
  })

  it('reads plain text in UTF-8 and UTF-16 and splits it where stations open an item', async () => {
    const text = 'Lời dẫn:\nKính thưa quý vị.\nTin 1: Một cửa\nHồ sơ trả đúng hẹn.\n\nTin 2: Trực tuyến\nNộp tại nhà.'
    for (const bytes of [
      Buffer.from(text, 'utf8'),
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
    ]) {
      const read = await station.get<ImportedText>(
        'POST',
        '/api/script-import',
        formOf(bytes, 'kịch bản.txt', 'text/plain'),
      )
      expect(read.items.map(({ title }) => title)).toEqual(['Lời dẫn', 'Một cửa', 'Trực tuyến'])
      expect(read.items[1]?.text).toBe('Hồ sơ trả đúng hẹn.')
    }
  })

  it('converts text from before Unicode, in a file and pasted, and says so', async () => {
    const old = 'KÝnh th\u00ada quý vÞ, ñy ban nh©n d©n ph\u00adêng th«ng b¸o.'
    const file = formOf(Buffer.from(old, 'latin1'), 'bài.txt', 'text/plain')
    for (const read of [
      await station.get<ImportedText>('POST', '/api/script-import', file),
      await station.get<ImportedText>('POST', '/api/script-paste', { text: old }),
    ]) {
      expect(read.items[0]?.text).toBe('Kính thưa quý vị, ủy ban nhân dân phường thông báo.')
      expect(read.warnings).toEqual([expect.stringContaining('TCVN3')])
    }
  })

  it.each([
    ['a .doc that is cut off', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'bài.doc', 'document-unreadable'],
    ['a file that only says .docx', Buffer.from('PK\u0003\u0004 không phải Word'), 'bài.docx', 'document-unreadable'],
    ['text in an unknown encoding', Buffer.from([0xd4, 0x81, 0xc3, 0x28, 0x99]), 'bài.txt', 'document-unreadable'],
    ['an empty text', Buffer.from('   \n '), 'bài.txt', 'document-empty'],
    ['0 bytes', Buffer.alloc(0), 'bài.txt', 'document-empty'],
  ])('refuses %s with the next step', async (_what, bytes, name, code) => {
    const refused = await station.refused('POST', '/api/script-import', formOf(bytes, name, 'application/octet-stream'))
    expect(refused.code).toBe(code)
    expect(refused.message).toContain(name)
    expect(refused.next).toBeTruthy()
  })

  it('takes a megabyte of pasted text and refuses an item that nobody could read', async () => {
    const megabyte = 'Thông báo của Ủy ban nhân dân. '.repeat(35_000)
    const refused = await station.refused('POST', '/api/script-paste', { text: megabyte })
    expect(refused).toMatchObject({ code: 'text-too-long', message: 'Văn bản quá dài (1.084.999 ký tự).' })
    const asItem = await station.refused('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'pasted',
      items: [{ title: 'Dài', text: megabyte }],
    })
    expect(asItem.code).toBe('text-too-long')
    const inItems = Array.from(
      { length: 8 },
      (_, place) => `Tin ${place + 1}: Mục\n${'Nội dung. '.repeat(15_000)}`,
    ).join('\n')
    const read = await station.get<ImportedText>('POST', '/api/script-paste', { text: inItems })
    expect(read.items).toHaveLength(8)
  })
})
