import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../server/documents/index.ts'
import { StationError } from '../../../server/errors.ts'
import { pdfFile } from './pdf-files.ts'
import { claiming, oleFile, paragraph, wordFile, wordHead, zipFile } from './word-files.ts'

const TEXT = Buffer.from('Nội dung bằng chữ thường.')

async function refusal(bytes: Uint8Array, fileName: string): Promise<StationError> {
  const error = await readDocument(bytes, fileName).then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (error instanceof StationError) return error
  throw new Error(`${fileName} was not refused`, { cause: error })
}

describe('a file that is not what it is called', () => {
  it.each([
    ['bài.pdf', wordFile(paragraph('Nội dung')), 'docx', 'Word (.docx)'],
    ['bài.doc', wordFile(paragraph('Nội dung')), 'docx', 'Word (.docx)'],
    ['bài.docx', pdfFile([[{ text: 'Nội dung của bài', x: 85, y: 700 }]]), 'pdf', 'PDF'],
    ['bài.docx', TEXT, 'txt', 'văn bản thuần'],
  ])('is read by its content: %s', async (name, bytes, form, told) => {
    const read = await readDocument(bytes, name)
    expect(read.form).toBe(form)
    expect(read.paragraphs[0]?.text).toContain('Nội dung')
    expect(read.warnings[0]).toContain(told)
  })

  it.each([
    ['bài.doc', Buffer.from('<html xmlns:w="urn:schemas-microsoft-com:office:word"><body>Bài</body></html>'), 'HTML'],
    ['bài.docx', zipFile({ 'xl/workbook.xml': '<workbook/>' }), 'Excel'],
    ['bài.docx', zipFile({ 'ppt/presentation.xml': '<p/>' }), 'PowerPoint'],
    [
      'bài.docx',
      zipFile({ mimetype: 'application/vnd.oasis.opendocument.text', 'META-INF/manifest.xml': '<m/>' }),
      'OpenDocument',
    ],
    ['bài.docx', zipFile({ 'bài 1.txt': 'một', 'bài 2.txt': 'hai' }), 'tệp nén'],
    ['bài.doc', oleFile(['Workbook']), '.xls'],
    ['bài.pdf', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46]), 'ảnh'],
    ['bài.txt', Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0]), 'âm thanh'],
  ])('is refused by the name of what it is: %s', async (name, bytes, kind) => {
    const refused = await refusal(bytes, name)
    expect(refused.code).toBe('document-disguised')
    expect(refused.message).toContain(kind)
    expect(refused.message).toContain(name)
  })
})

describe('a file that cannot be read', () => {
  it.each([
    ['of no bytes', new Uint8Array(), 'bài.docx', 'document-empty'],
    ['of a kind that is not read', Buffer.from([1, 2, 3, 0, 5]), 'bài.xyz', 'document-kind'],
    [
      'of noise under the name of text',
      Buffer.from([0xd4, 0x81, 0x12, 0xff, 0xc3, 0x28]),
      'bài.txt',
      'document-unreadable',
    ],
    ['that only begins as a .docx', Buffer.from('PK\u0003\u0004 không phải Word'), 'bài.docx', 'document-unreadable'],
    ['that was cut off', wordFile(paragraph('Nội dung')).subarray(0, 300), 'bài.docx', 'document-unreadable'],
    ['that only begins as a .doc', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'bài.doc', 'document-unreadable'],
    ['whose .doc lacks its text', oleFile(['WordDocument']), 'bài.doc', 'document-unreadable'],
    ['that only begins as a PDF', Buffer.from('%PDF-1.7\nkhông phải PDF'), 'bài.pdf', 'document-unreadable'],
    ['under a password', oleFile(['EncryptionInfo', 'EncryptedPackage']), 'bài.docx', 'document-locked'],
    ['under a password, .doc', oleFile(['WordDocument'], wordHead(0x0100)), 'bài.doc', 'document-locked'],
  ])('is refused with its name and a next step: %s', async (_what, bytes, name, code) => {
    const refused = await refusal(bytes, name)
    expect(refused.code).toBe(code)
    expect(refused.message).toContain(name)
  })
})

describe('a file that was made to do harm', () => {
  it('is refused before it is unpacked when it claims to be large', async () => {
    const small = zipFile({ ...partsOf(paragraph('Bom')), 'word/numbering.xml': '<w/>' })
    const bomb = claiming(small, 'word/numbering.xml', 2 ** 31)
    expect((await refusal(bomb, 'bom.docx')).code).toBe('document-too-heavy')
  })

  it('is never unpacked beyond the size that it claims', async () => {
    const large = zipFile({ ...partsOf(paragraph('Bom')), 'word/numbering.xml': new Uint8Array(4 * 1024 * 1024) })
    const bomb = claiming(large, 'word/numbering.xml', 100)
    expect((await refusal(bomb, 'bom.docx')).code).toBe('document-unreadable')
  })

  it('is refused when it has parts without number', async () => {
    const parts = Object.fromEntries(Array.from({ length: 4001 }, (_, number) => [`word/media/${number}.png`, '']))
    expect((await refusal(zipFile({ ...partsOf(''), ...parts }), 'nhiều.docx')).code).toBe('document-too-heavy')
  })

  it('is refused when it names entities of its own', async () => {
    const lols = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><w>&b;</w>'
    const file = zipFile({ ...partsOf(''), 'word/document.xml': lols })
    expect((await refusal(file, 'cười.docx')).code).toBe('document-unreadable')
  })

  it('is refused when it is nested without end', async () => {
    const deep = `${'<w:sdt><w:sdtContent>'.repeat(50_000)}${paragraph('đáy')}${'</w:sdtContent></w:sdt>'.repeat(50_000)}`
    const refused = await refusal(wordFile(deep), 'sâu.docx')
    expect(['document-unreadable', 'document-too-heavy']).toContain(refused.code)
  })

  it('leaves the next files to be read', async () => {
    const files = Array.from({ length: 5 }, (_, number) =>
      readDocument(wordFile(paragraph(`Bài ${number}`)), 'bài.docx'),
    )
    const texts = (await Promise.all(files)).map(({ paragraphs }) => paragraphs[0]?.text)
    expect(texts).toEqual(['Bài 0', 'Bài 1', 'Bài 2', 'Bài 3', 'Bài 4'])
  })
})

function partsOf(body: string): Record<string, string> {
  return {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  }
}
