import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../server/documents/index.ts'
import { toTcvn3, toVni } from '../encodings/encoders.ts'
import { paragraph, run, stylesIn, wordFile } from './word-files.ts'

const textsOf = async (bytes: Buffer, name = 'bài.docx'): Promise<string[]> =>
  (await readDocument(bytes, name)).paragraphs.map(({ text }) => text)

describe('a Word file', () => {
  it('gives its paragraphs in order, composed, and says which are headings', async () => {
    const styles =
      '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="u1"><w:name w:val="heading 1"/></w:style></w:styles>'
    const body = `<w:p><w:pPr><w:pStyle w:val="u1"/></w:pPr>${run('Một cửa')}</w:p>${paragraph('Hồ sơ trả '.normalize('NFD'))}${paragraph('')}<w:p>${run('Dòng một')}<w:r><w:br/></w:r>${run('dòng hai')}<w:r><w:tab/></w:r>${run('\u00a0cuối')}</w:p>`
    const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
    const read = await readDocument(
      wordFile(body, { 'word/styles.xml': styles, 'word/_rels/document.xml.rels': relations }),
      'bài.docx',
    )
    expect(read).toEqual({
      form: 'docx',
      paragraphs: [
        { text: 'Một cửa', isHeading: true },
        { text: 'Hồ sơ trả', isHeading: false },
        { text: 'Dòng một\ndòng hai cuối', isHeading: false },
      ],
      tables: [],
      warnings: [],
    })
  })

  it('with tracked changes gives the text as changed and says so', async () => {
    const mark = 'w:id="1" w:author="Biên tập viên" w:date="2026-11-20T08:00:00Z"'
    const deleted = (text: string): string =>
      `<w:del ${mark}><w:r><w:delText xml:space="preserve">${text}</w:delText></w:r></w:del>`
    const body = [
      `<w:p>${run('Họp lúc ')}${deleted('7 giờ')}<w:ins ${mark}>${run('8 giờ')}</w:ins>${run(' sáng')}</w:p>`,
      `<w:p><w:pPr><w:rPr><w:del ${mark}/></w:rPr></w:pPr>${run('Hai đoạn ')}</w:p>${paragraph('nay là một')}`,
      `<w:p><w:moveFrom ${mark}>${run('chuyển đi')}</w:moveFrom>${run('ở lại ')}<w:moveTo ${mark}>${run('chuyển đến')}</w:moveTo></w:p>`,
    ].join('')
    const read = await readDocument(wordFile(body), 'bài.docx')
    expect(read.paragraphs.map(({ text }) => text)).toEqual([
      'Họp lúc 8 giờ sáng',
      'Hai đoạn nay là một',
      'ở lại chuyển đến',
    ])
    expect(read.warnings).toEqual([expect.stringContaining('Track Changes')])
  })

  it('with macros is read, and the macros are told, not run', async () => {
    const file = wordFile(paragraph('Nội dung'), { 'word/vbaProject.bin': 'Sub AutoOpen()' })
    const read = await readDocument(file, 'bài.docm')
    expect(read.paragraphs.map(({ text }) => text)).toEqual(['Nội dung'])
    expect(read.warnings).toEqual([expect.stringContaining('macro')])
  })

  it('in old fonts comes in Unicode, in capitals where the font has only those', async () => {
    const body =
      paragraph(toTcvn3('ủy ban nhân dân'), '.VnTimeH') +
      `<w:p>${run(toTcvn3('hồ sơ '), '.VnTime')}${run('đã được '.normalize('NFD'), 'Times New Roman')}${run(toTcvn3('trả'), '.VnArial')}</w:p>` +
      paragraph(toVni('ĐỘC LẬP - Tự do'), 'VNI-Times')
    const read = await readDocument(wordFile(body), 'bài.docx')
    expect(read.paragraphs.map(({ text }) => text)).toEqual(['ỦY BAN NHÂN DÂN', 'hồ sơ đã được trả', 'ĐỘC LẬP - Tự do'])
    expect(read.warnings).toEqual([expect.stringContaining('TCVN3')])
  })

  it('whose styles name an old font is recognised by few words, its soft hyphens kept as letters', async () => {
    const file = wordFile(paragraph(toTcvn3('đường')), { 'word/styles.xml': stylesIn('.VnTime') })
    expect(await textsOf(file)).toEqual(['đường'])
  })

  it('in Unicode keeps its words although a style names an old font', async () => {
    const text = 'Bà con là chủ, cán bộ là đầy tớ của nhân dân.'
    const file = wordFile(paragraph(text) + paragraph(text, '.VnTime'), { 'word/styles.xml': stylesIn('.VnTime') })
    expect(await readDocument(file, 'bài.docx')).toMatchObject({
      paragraphs: [{ text }, { text }],
      warnings: [],
    })
  })

  it('gives tables as rows of cells in their columns, and their text in its place', async () => {
    const cell = (text: string, properties = ''): string =>
      `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`
    const table = `<w:tbl><w:tr>${cell('Nội dung')}${cell('Hình thức', '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell('Tuyên truyền', '<w:vMerge w:val="restart"/>')}${cell('Tin')}${cell('Quý I')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}${cell('Bài')}${cell('Quý II')}</w:tr></w:tbl>`
    const read = await readDocument(wordFile(`${paragraph('Trước')}${table}${paragraph('Sau')}`), 'danh mục.docx')
    expect(read.tables).toEqual([
      [
        ['Nội dung', 'Hình thức', ''],
        ['Tuyên truyền', 'Tin', 'Quý I'],
        ['', 'Bài', 'Quý II'],
      ],
    ])
    expect(read.paragraphs[0]).toEqual({ text: 'Trước', isHeading: false })
    expect(read.paragraphs[1]).toEqual({ text: 'Nội dung', isHeading: false, tableIndex: 0 })
    expect(read.paragraphs.at(-1)).toEqual({ text: 'Sau', isHeading: false })
  })

  it('of pictures alone is kept without text, and that is told', async () => {
    const read = await readDocument(wordFile('<w:p/>', { 'word/media/image1.png': 'ảnh quét' }), 'quét.docx')
    expect(read).toMatchObject({ paragraphs: [], warnings: [expect.stringContaining('không có chữ')] })
  })

  it('with pictures beside its text says that they stay behind', async () => {
    const read = await readDocument(wordFile(paragraph('Chữ'), { 'word/media/image1.png': 'ảnh' }), 'bài.docx')
    expect(read.warnings).toEqual([expect.stringContaining('Hình')])
  })

  it('of 200 pages is read whole', async () => {
    const page = 'Bà con nộp hồ sơ đúng hạn để được giải quyết nhanh. '.repeat(60)
    const body = Array.from({ length: 200 }, (_, number) => paragraph(`${number}. ${page}`)).join('')
    const read = await readDocument(wordFile(body), 'dài.docx')
    expect(read.paragraphs).toHaveLength(200)
    expect(read.paragraphs.at(-1)?.text.slice(0, 12)).toBe('199. Bà con ')
  })
})
