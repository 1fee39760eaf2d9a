import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../server/documents/index.ts'
import { type PdfPiece, paragraphsOfPages } from '../../../server/documents/pdf-lines.ts'
import { toTcvn3 } from '../encodings/encoders.ts'
import { type PdfLine, pdfFile } from './pdf-files.ts'

const LEFT = 85
/** So many letters of half an em fill a line of these pages. */
const FULL = 60

describe('the lines of a page', () => {
  it('are joined to paragraphs while they run on to the margin', () => {
    const pages = page([
      [10, 'Từ ngày mai, bà con nộp hồ sơ đăng ký khai sinh'],
      [0, 'trực tuyến tại nhà, không phải đến trụ sở của phường'],
      [0, 'để chờ.'],
      [10, 'Hồ sơ nộp trước 15 giờ được trả trong ngày làm việc'],
      [0, 'ấy.'],
    ])
    expect(textsOf(pages)).toEqual([
      'Từ ngày mai, bà con nộp hồ sơ đăng ký khai sinh trực tuyến tại nhà, không phải đến trụ sở của phường để chờ.',
      'Hồ sơ nộp trước 15 giờ được trả trong ngày làm việc ấy.',
    ])
  })

  it('begin anew at a wider gap, a sign of a list and another size', () => {
    const full = 'Một dòng chữ dài cho đến hết lề phải của trang giấy này'
    const pages = [
      [
        ...row(780, 0, full, 20),
        ...row(750, 0, full),
        ...row(730, 0, full),
        ...row(690, 0, full),
        ...row(670, 0, `- ${full}`.slice(0, FULL)),
        ...row(650, 0, full),
      ],
    ]
    const read = paragraphsOfPages(pages)
    expect(read.map(({ isHeading }) => isHeading)).toEqual([true, false, false, false])
    expect(read.map(({ text }) => text.split(full).length - 1)).toEqual([1, 2, 1, 2])
  })

  it('lose the numbers of pages, and a sentence goes on over the end of a page', () => {
    const pages = [
      [...row(800, 30, '1'), ...row(770, 0, 'Câu này bắt đầu ở trang thứ nhất rồi còn đi tiếp sang')],
      [...row(800, 30, '- 2 -'), ...row(770, 0, 'trang thứ hai.'), ...row(750, 10, 'Đoạn sau.')],
    ]
    expect(textsOf(pages)).toEqual([
      'Câu này bắt đầu ở trang thứ nhất rồi còn đi tiếp sang trang thứ hai.',
      'Đoạn sau.',
    ])
  })

  it('are put together from pieces, with blanks where they stand apart', () => {
    const pieces: PdfPiece[] = [
      { text: 'Xin', x: 85, y: 700, width: 20, height: 14 },
      { text: 'chào', x: 110, y: 700.4, width: 30, height: 14 },
      { text: '.', x: 140, y: 700, width: 4, height: 14 },
    ]
    expect(textsOf([pieces])).toEqual(['Xin chào.'])
  })

  it('are read from left to right, also where the file has the letters of a second font behind the others', () => {
    const pieces: PdfPiece[] = [
      { text: 'H', x: 85, y: 700, width: 10, height: 14 },
      { text: 'nh phúc', x: 101, y: 700, width: 45, height: 14 },
      { text: 'ạ', x: 95, y: 700, width: 6, height: 14 },
    ]
    expect(textsOf([pieces])).toEqual(['Hạnh phúc'])
  })

  it('of no page are no paragraphs', () => {
    expect(paragraphsOfPages([])).toEqual([])
    expect(paragraphsOfPages([[], []])).toEqual([])
  })
})

describe('a PDF', () => {
  it('gives its words', async () => {
    const read = await readDocument(pdfFile([[line(700, 'Thông báo của Ủy ban nhân dân phường')]]), 'bài.pdf')
    expect(read).toEqual({
      form: 'pdf',
      paragraphs: [{ text: 'Thông báo của Ủy ban nhân dân phường', isHeading: false }],
      tables: [],
      warnings: [],
    })
  })

  it('in an old encoding comes in Unicode', async () => {
    const text = 'bà con nộp hồ sơ đúng hạn, cán bộ hướng dẫn tận nơi'
    const read = await readDocument(pdfFile([[line(700, toTcvn3(text))]]), 'bài.pdf')
    expect(read.paragraphs.map((paragraph) => paragraph.text)).toEqual([text])
    expect(read.warnings).toEqual([expect.stringContaining('TCVN3'), expect.stringContaining('“ư”')])
  })

  it('of scanned pages is kept without text, and that is told', async () => {
    const read = await readDocument(pdfFile([[], [line(20, '2')]]), 'quét.pdf')
    expect(read).toMatchObject({ paragraphs: [], warnings: [expect.stringContaining('không có chữ')] })
  })

  it('with some scanned pages names them', async () => {
    const read = await readDocument(pdfFile([[line(700, 'Trang này có chữ đọc được')], [], []]), 'lẫn.pdf')
    expect(read.warnings).toEqual([expect.stringContaining('Trang 2, 3')])
  })

  it('of 200 pages is read whole', async () => {
    const pages = Array.from({ length: 200 }, (_, number) =>
      Array.from({ length: 40 }, (_, row) =>
        line(800 - row * 18, `Trang ${number + 1} dòng ${row + 1} của báo cáo rất dài này đây`),
      ),
    )
    const read = await readDocument(pdfFile(pages), 'dài.pdf')
    const whole = read.paragraphs.map(({ text }) => text).join(' ')
    expect(whole).toContain('Trang 200 dòng 40 của báo cáo')
    expect(whole.match(/dòng/g)).toHaveLength(8000)
  })
})

function textsOf(pages: readonly (readonly PdfPiece[])[]): string[] {
  return paragraphsOfPages(pages).map(({ text }) => text)
}

/** Lines under one another: how far the first letter is set in, in letters, and the text; the longer ones reach the margin. */
function page(rows: readonly (readonly [indent: number, text: string])[]): PdfPiece[][] {
  return [rows.flatMap(([indent, text], place) => row(780 - place * 20, indent / 3, text))]
}

function row(y: number, indent: number, text: string, height = 14): PdfPiece[] {
  const x = LEFT + indent * 7
  const width = text.length > 40 ? FULL * 7 - indent * 7 : text.length * 7
  return [{ text, x, y, width, height }]
}

function line(y: number, text: string): PdfLine {
  return { text, x: LEFT, y }
}
