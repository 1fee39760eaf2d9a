import { describe, expect, it } from 'vitest'
import { kindOf } from '../../../server/intake/files/kinds.ts'
import { titleOf } from '../../../server/intake/files/title.ts'

const hex = (bytes: string) => Buffer.from(bytes.replace(/\s/g, ''), 'hex')
const text = (words: string) => Buffer.from(words, 'latin1')
const mp4 = (brand: string) => Buffer.concat([hex('00000020'), text(`ftyp${brand}`), Buffer.alloc(20)])

describe('what a file is', () => {
  it.each([
    ['bài.docx', text('PK\u0003\u0004....'), 'document'],
    ['bài.doc', hex('d0cf11e0a1b11ae1'), 'document'],
    ['bài đổi đuôi.doc', text('PK\u0003\u0004....'), 'document'],
    ['bài có mật khẩu.docx', hex('d0cf11e0a1b11ae1'), 'document'],
    ['bài.doc', text('{\\rtf1\\ansi'), 'document'],
    ['quét.PDF', text('%PDF-1.7'), 'document'],
    ['bài.txt', Buffer.from('Kính thưa quý vị'), 'document'],
    ['bài.txt', hex('fffe4b00'), 'document'],
    ['ảnh.jpg', hex('ffd8ffe0'), 'picture'],
    ['ảnh.png', hex('89504e470d0a1a0a'), 'picture'],
    ['ảnh.heic', mp4('heic'), 'picture'],
    ['ghi âm.m4a', mp4('M4A '), 'audio'],
    ['ghi âm.m4a', mp4('isom'), 'audio'],
    ['ghi âm.amr', text('#!AMR\n'), 'audio'],
    ['bài.mp3', text('ID3\u0004'), 'audio'],
    ['bài.mp3', hex('fffb9064'), 'audio'],
    ['bài.wav', Buffer.concat([text('RIFF'), hex('24000000'), text('WAVEfmt ')]), 'audio'],
    ['thư thoại.ogg', text('OggS'), 'audio'],
    ['hội thi.mp4', mp4('isom'), 'video'],
    ['hội thi.mov', mp4('qt  '), 'video'],
    ['máy quay.webm', hex('1a45dfa3'), 'video'],
  ] as const)('%s', (name, head, kind) => {
    expect(kindOf(head, name)?.kind).toBe(kind)
  })

  it.each([
    ['bài.docx', text('MZ\u0090\u0000')],
    ['bảng.xlsx', text('PK\u0003\u0004....')],
    ['nhiều bài.zip', text('PK\u0003\u0004....')],
    ['trang.html', text('<html><script>')],
    ['hình.svg', text('<svg onload=')],
    ['máy.txt', hex('4d5a900003000000')],
    ['không đuôi', text('Kính thưa')],
    ['rỗng.docx', Buffer.alloc(0)],
  ])('%s is none that an item is made of', (name, head) => {
    expect(kindOf(head, name)).toBeUndefined()
  })

  it('is never sent out as something that a browser would run', () => {
    const heads = [text('<html>'), text('%PDF-'), hex('ffd8ff'), mp4('isom'), text('OggS'), Buffer.from('<script>')]
    for (const head of heads) {
      for (const name of ['a.txt', 'a.html', 'a.svg', 'a.docx']) {
        expect(kindOf(head, name)?.mediaType ?? '').not.toMatch(/html|xml$|svg|script/)
      }
    }
  })
})

describe('the title of a document', () => {
  const lines = (...written: string[]) => written.map((line) => ({ text: line, isHeading: false }))

  it('stands under the head of an official paper', () => {
    expect(
      titleOf(
        lines(
          'ỦY BAN NHÂN DÂN PHƯỜNG 1',
          'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
          'Độc lập – Tự do – Hạnh phúc',
          '––––––––',
          'Số: 12/BC-UBND',
          'Phường 1, ngày 05 tháng 11 năm 2026',
          'Kính gửi: Đài truyền thanh thành phố',
          'Phường 1 đưa dịch vụ công đến từng nhà',
          'Sáng nay, …',
        ),
      ),
    ).toBe('Phường 1 đưa dịch vụ công đến từng nhà')
  })

  it('is the first heading where the document names one', () => {
    const paragraphs = [...lines('Tin bài tháng 11'), { text: 'Một cửa ở Tân Phú Đông', isHeading: true }]
    expect(titleOf(paragraphs)).toBe('Một cửa ở Tân Phú Đông')
  })

  it('is no paragraph, and nothing where there is none', () => {
    expect(titleOf(lines(`${'Một câu dài. '.repeat(40)}`))).toBeUndefined()
    expect(titleOf([])).toBeUndefined()
  })
})
