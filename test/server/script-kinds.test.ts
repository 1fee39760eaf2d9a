import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Edition, ImportedText, Revision } from '../../server/contract/index.ts'
import { formOf, TestStation } from '../builders.ts'
import { docx } from './docx.ts'

const QUESTIONS = `DÂN HỎI – CHÍNH QUYỀN TRẢ LỜI
Lời chào:
Kính thưa quý vị và bà con.

Hỏi: Tôi đăng ký khai sinh cho con tại nơi tạm trú được không? Cần giấy tờ gì?
Trả lời: Được. Bà con nộp tại Bộ phận Một cửa của phường nơi tạm trú.
Thời hạn giải quyết là trong ngày.

Câu hỏi 2 (bà Nguyễn Thị A, khóm Hòa Khánh): Đất vườn có được chuyển thành đất ở không?
Đáp (Phòng Tài nguyên và Môi trường): Phải phù hợp quy hoạch.

Ông Trần Văn B, ấp Phú Long, hỏi:
Đường vào ấp bao giờ được sửa?
UBND xã Tân Phú Đông trả lời:
Khởi công trong quý I.

Lời chào kết
Xin chào và hẹn gặp lại.`

const BULLETIN = `I. Điểm tin
Trong chương trình hôm nay có hai tin.
Tin 1: Một cửa trả hồ sơ đúng hẹn
Có bà con hỏi: vì sao phải hẹn? Cán bộ trả lời: để bà con khỏi chờ.
Thông báo nêu rõ thời gian làm việc.
Tin 2: Phóng sự: Hỏi đáp ở chợ Sa Đéc
Trả lời câu hỏi của phóng viên, chị Lan nói rất vui.
Thông báo: Cúp điện ngày 12 tháng 11 tại khóm 3, từ 7 giờ đến 11 giờ.
Lời kết:
Chương trình đến đây là hết.`

describe('the kind of an imported item', () => {
  let station: TestStation
  let edition: Edition
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    ;({ edition } = await station.edition('2026-11'))
  })
  afterAll(() => station.close())

  const paste = (text: string) => station.get<ImportedText>('POST', '/api/script-paste', { text })

  it('is read from “Hỏi:”, “Trả lời:” and “Đáp:”, and the names of who asks stay as they were written', async () => {
    const { items } = await paste(QUESTIONS)
    expect(items.map(({ kind, title }) => [kind, title])).toEqual([
      [undefined, 'DÂN HỎI – CHÍNH QUYỀN TRẢ LỜI'],
      ['greeting', 'Lời chào'],
      ['question', 'Hỏi: Tôi đăng ký khai sinh cho con tại nơi tạm trú được không'],
      ['answer', 'Trả lời: Được'],
      ['question', 'Câu hỏi 2 (bà Nguyễn Thị A, khóm Hòa Khánh): Đất vườn có được chuyển thành đất ở không'],
      ['answer', 'Đáp (Phòng Tài nguyên và Môi trường): Phải phù hợp quy hoạch'],
      ['question', 'Ông Trần Văn B, ấp Phú Long, hỏi'],
      ['answer', 'UBND xã Tân Phú Đông trả lời'],
      ['sign-off', 'Lời chào kết'],
    ])
    expect(items[2]?.text).toBe('Tôi đăng ký khai sinh cho con tại nơi tạm trú được không? Cần giấy tờ gì?')
    expect(items[3]?.text).toContain('Thời hạn giải quyết là trong ngày.')
    expect(items[6]?.text).toBe('Ông Trần Văn B, ấp Phú Long, hỏi:\n\nĐường vào ấp bao giờ được sửa?')
  })

  it('is not read into words that stand inside an item', async () => {
    const { items } = await paste(BULLETIN)
    expect(items.map(({ kind, title }) => [kind, title])).toEqual([
      ['headline', 'Điểm tin'],
      [undefined, 'Một cửa trả hồ sơ đúng hẹn'],
      [undefined, 'Phóng sự: Hỏi đáp ở chợ Sa Đéc'],
      ['notice', 'Thông báo: Cúp điện ngày 12 tháng 11 tại khóm 3, từ 7 giờ đến 11…'],
      ['sign-off', 'Lời kết'],
    ])
    expect(items[1]?.text).toContain('Có bà con hỏi: vì sao phải hẹn?')
    expect(items[1]?.text).toContain('Thông báo nêu rõ')
    expect(items[2]?.text).toBe('Trả lời câu hỏi của phóng viên, chị Lan nói rất vui.')
  })

  it.each([
    ['HỎI: Bao giờ có điện?\nĐÁP: Chiều nay.', ['question', 'answer']],
    ['Hỏi\nBao giờ có điện?\nÐáp\nChiều nay.', ['question', 'answer']],
    ['1. Hỏi: Bao giờ có điện?\n2. Trả lời: Chiều nay.', ['question', 'answer']],
    ['Câu hỏi số 1:\nBao giờ có điện?\nTrả lời câu hỏi số 1:\nChiều nay.', ['question', 'answer']],
    [
      '# Lời chào mở đầu\nXin chào.\n# Thông báo lịch tiêm chủng\nNgày 12.\n# Lời chào tạm biệt\nHẹn gặp lại.',
      ['greeting', 'notice', 'sign-off'],
    ],
    [
      'Mở đầu\nXin chào.\nTin 1: Một\nHai.\nLời dẫn:\nBa.\nKết thúc\nHết.',
      ['greeting', undefined, undefined, 'sign-off'],
    ],
    ['Tin 1: Một\nHai.\nKết thúc\nBa.\nTin 2: Bốn\nNăm.', [undefined, undefined, undefined]],
    ['# Hỏi – đáp về căn cước\nCó ba việc.', [undefined]],
    ['Hỏi: Bao giờ có điện?'.normalize('NFD'), ['question']],
  ])('of “%s” is %j', async (text, kinds) => {
    const { items } = await paste(text)
    expect(items.map(({ kind }) => kind)).toEqual(kinds)
    expect(items.every((item) => item.text !== '' && item.title !== '')).toBe(true)
  })

  it('is read out of a Word file, with lines broken inside a paragraph', async () => {
    const file = docx([
      { style: 'Heading1', text: 'Lời chào' },
      { text: 'Kính thưa quý vị.' },
      { text: 'Hỏi: Thẻ bảo hiểm y tế mất thì làm lại ở đâu?</w:t><w:br/><w:t>Trả lời: Tại Bảo hiểm xã hội.' },
    ])
    const read = await station.get<ImportedText>('POST', '/api/script-import', formOf(file, 'Hỏi đáp tháng 11.docx'))
    expect(read.items.map(({ kind, text }) => [kind, text])).toEqual([
      ['greeting', 'Kính thưa quý vị.'],
      ['question', 'Thẻ bảo hiểm y tế mất thì làm lại ở đâu?'],
      ['answer', 'Tại Bảo hiểm xã hội.'],
    ])
  })

  it('is kept through revisions, by pages too that do not speak of it', async () => {
    const url = `/api/editions/${edition.id}/revisions`
    const first = await station.get<Revision>('POST', url, {
      source: 'written',
      items: [
        { kind: 'question', title: 'Hỏi', text: 'Bao giờ?' },
        { kind: 'answer', title: 'Đáp', text: 'Mai.' },
      ],
    })
    const [question, answer] = first.items
    const second = await station.get<Revision>('POST', url, {
      source: 'written',
      parentId: first.id,
      items: [
        { itemId: question?.itemId, title: 'Hỏi', text: 'Bao giờ xong?' },
        { itemId: answer?.itemId, kind: 'notice', title: 'Đáp', text: 'Mai.' },
        { title: 'Tin', text: 'Mới.' },
      ],
    })
    expect(second.items.map(({ kind }) => kind)).toEqual(['question', 'notice', 'item'])
    expect(second.items[1]?.textHash).toBe(answer?.textHash)
  })
})
