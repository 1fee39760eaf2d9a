import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../server/documents/index.ts'
import { toTcvn3, toWindows1258 } from '../encodings/encoders.ts'

const FONTS =
  '{\\fonttbl{\\f0\\froman\\fcharset0{\\*\\panose 02020603050405020304}Times New Roman;}{\\f1\\fnil\\fcharset0 .VnTime;}{\\f2\\fnil\\fcharset163 Arial;}{\\f3\\fnil .VnTimeH;}}'

const read = (body: string) =>
  readDocument(Buffer.from(`{\\rtf1\\ansi\\ansicpg1252\\deff0${FONTS}${body}}`, 'latin1'), 'bài.doc')

/** Letters as RTF writes them, each followed by a question mark for programs without Unicode. */
function unicode(text: string): string {
  return [...text].map((letter) => (letter < '\u0080' ? letter : `\\u${letter.charCodeAt(0)}?`)).join('')
}

/** Bytes as RTF writes them. */
function bytes(latin1: string): string {
  return [...latin1].map((letter) => (letter < '\u0080' ? letter : `\\'${letter.charCodeAt(0).toString(16)}`)).join('')
}

describe('an RTF file', () => {
  it('gives its paragraphs and headings, without what stands around them', async () => {
    const body = `{\\stylesheet{\\s1 heading 1;}{\\s7 Normal;}}{\\info{\\title Bí mật}}{\\header Đầu trang\\par}{\\*\\generator Word}\\pard\\outlinelevel0{\\listtext\\pard\\plain 1.\\tab}\\b ${unicode('Một cửa')}\\b0\\par\\pard\\s1 Hai\\par\\pard\\s7 ${unicode('Hồ sơ')} tr\\u7843\\'3f.\\line\\tab{\\pict\\pngblip 89504e47}{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt ${unicode('ở đây')}}} \\{1\\}\\par`
    expect(await read(body)).toEqual({
      form: 'doc',
      paragraphs: [
        { text: 'Một cửa', isHeading: true },
        { text: 'Hai', isHeading: true },
        { text: 'Hồ sơ trả.\nở đây {1}', isHeading: false },
      ],
      tables: [],
      warnings: [],
    })
  })

  it('in older encodings comes in Unicode, by its fonts and their character sets', async () => {
    const body = `{\\f1 ${bytes(toTcvn3('cán bộ trả hồ sơ'))}\\par}{\\f2 ${bytes(toWindows1258('bà con nộp hồ sơ'))}\\par}{\\f3 ${bytes(toTcvn3('thông báo'))}\\par}`
    const { paragraphs, warnings } = await read(body)
    expect(paragraphs.map(({ text }) => text)).toEqual(['cán bộ trả hồ sơ', 'bà con nộp hồ sơ', 'THÔNG BÁO'])
    expect(warnings).toEqual([expect.stringContaining('TCVN3')])
  })

  it('with tracked changes gives the text as changed', async () => {
    const { paragraphs, warnings } = await read('8 {\\deleted 7 }{\\revised am}\\par')
    expect(paragraphs.map(({ text }) => text)).toEqual(['8 am'])
    expect(warnings).toEqual([expect.stringContaining('Track Changes')])
  })

  it('gives tables as rows of cells', async () => {
    const row = (...cells: string[]): string =>
      `\\trowd\\cellx1000\\cellx2000\\pard\\intbl ${cells.map((cell) => `${unicode(cell)}\\cell `).join('')}\\row`
    const { paragraphs, tables } = await read(`A\\par${row('Nội dung', 'Quý')}${row('Một cửa', 'I')}\\pard B\\par`)
    expect(tables).toEqual([
      [
        ['Nội dung', 'Quý'],
        ['Một cửa', 'I'],
      ],
    ])
    expect(paragraphs.map(({ text }) => text)).toEqual(['A', 'Nội dung', 'Quý', 'Một cửa', 'I', 'B'])
  })

  it('that ends early or is nested wrongly is read as far as it goes', async () => {
    const cut = await readDocument(Buffer.from('{\\rtf1 {\\b Xin {\\i chao \\u78', 'latin1'), 'bài.rtf')
    expect(cut.paragraphs[0]?.text).toContain('Xin chao')
    const closed = await readDocument(Buffer.from('{\\rtf1 Xin}}}} chao\\par', 'latin1'), 'bài.rtf')
    expect(closed.paragraphs[0]?.text).toContain('Xin')
  })
})
