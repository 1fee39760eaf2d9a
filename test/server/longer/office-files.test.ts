import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDocument } from '../../../server/documents/index.ts'
import { StationError } from '../../../server/errors.ts'
import { readSheet } from '../../../server/sheets/index.ts'
import { toTcvn3 } from '../encodings/encoders.ts'
import { Office, spreadsheet, textDocument } from './office.ts'

const TITLE = 'Đăng ký khai sinh trực tuyến'
const FIRST =
  'Từ ngày mai, bà con trong phường nộp hồ sơ đăng ký khai sinh trực tuyến tại nhà, không phải đến trụ sở để chờ; kết quả được trả qua bưu chính công ích theo đúng hẹn, không mất thêm khoản phí nào.'
const SECOND = 'Mọi phản ánh xin gửi về đường dây nóng “Dân hỏi – Chính quyền trả lời”.'
const OLD = 'cán bộ hướng dẫn bà con nộp hồ sơ đúng hạn, không để ai phải đi lại nhiều lần'

const ARTICLE = textDocument(
  `<text:h text:outline-level="1">${TITLE}</text:h><text:p>${FIRST}</text:p><text:p>${SECOND}</text:p>`,
)

const CHANGE =
  '<office:change-info><dc:creator>Biên tập viên</dc:creator><dc:date>2026-11-20T08:00:00</dc:date></office:change-info>'
const CHANGED = textDocument(
  '<text:p>Họp lúc <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>8 giờ<text:change-end text:change-id="c2"/> sáng thứ Hai.</text:p>',
  `<text:tracked-changes><text:changed-region xml:id="c1" text:id="c1"><text:deletion>${CHANGE}<text:p>7 giờ</text:p></text:deletion></text:changed-region><text:changed-region xml:id="c2" text:id="c2"><text:insertion>${CHANGE}</text:insertion></text:changed-region></text:tracked-changes>`,
)

const CATALOGUE = textDocument(
  `<text:p>Danh mục nhiệm vụ</text:p><table:table table:name="B"><table:table-column table:number-columns-repeated="3"/>${[
    ['Nội dung', 'Hình thức', 'Thời gian'],
    ['Dịch vụ công trực tuyến', 'Tin, bài', 'Quý I'],
    ['Chuyển đổi số', 'Phóng sự', 'Quý II'],
  ]
    .map(
      (row) =>
        `<table:table-row>${row.map((cell) => `<table:table-cell><text:p>${cell}</text:p></table:table-cell>`).join('')}</table:table-row>`,
    )
    .join('')}</table:table><text:p>Hết danh mục.</text:p>`,
)

const OLD_FONT = textDocument(`<text:p><text:span text:style-name="old">${toTcvn3(OLD)}</text:span></text:p>`)

const LONG = textDocument(
  Array.from({ length: 800 }, (_, at) => `<text:p>Đoạn ${at + 1}. ${FIRST} ${SECOND} ${FIRST} ${FIRST}</text:p>`).join(
    '',
  ),
)

/** One dot of a picture. */
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const SCAN = textDocument(
  `<text:p><draw:frame svg:width="15cm" svg:height="20cm"><draw:image><office:binary-data>${PICTURE}</office:binary-data></draw:image></draw:frame></text:p>`,
)

const SOURCES = [
  { name: 'bài.fodt', bytes: ARTICLE },
  { name: 'sửa.fodt', bytes: CHANGED },
  { name: 'danh mục.fodt', bytes: CATALOGUE },
  { name: 'phông cũ.fodt', bytes: OLD_FONT },
  { name: 'dài.fodt', bytes: LONG },
  { name: 'quét.fodt', bytes: SCAN },
] as const

describe('files that LibreOffice saved', () => {
  let office: Office
  const files = new Map<string, Buffer>()
  const file = (name: string): Buffer => {
    const bytes = files.get(name)
    if (!bytes) throw new Error(`${name} was not made`)
    return bytes
  }
  beforeAll(async () => {
    office = await Office.open()
    for (const form of ['docx', 'doc', 'pdf', 'rtf']) {
      const made = await office.convert(SOURCES, form)
      for (const [at, bytes] of made.entries()) files.set(`${SOURCES[at]?.name.replace('fodt', form)}`, bytes)
    }
  }, 240_000)
  afterAll(() => office.close())

  it.each(['docx', 'doc', 'pdf', 'rtf'])('are read as .%s', async (form) => {
    const read = await readDocument(file(`bài.${form}`), `bài.${form}`)
    expect(read.form).toBe(form === 'rtf' ? 'doc' : form)
    expect(read.paragraphs.map(({ text }) => text)).toEqual([TITLE, FIRST, SECOND])
    expect(read.warnings).toEqual([])
    if (form !== 'doc') expect(read.paragraphs.map(({ isHeading }) => isHeading)).toEqual([true, false, false])
  })

  it.each(['docx', 'doc', 'rtf'])('with tracked changes are read as changed: .%s', async (form) => {
    const read = await readDocument(file(`sửa.${form}`), `sửa.${form}`)
    expect(read.paragraphs.map(({ text }) => text)).toEqual(['Họp lúc 8 giờ sáng thứ Hai.'])
    expect(read.warnings).toEqual([expect.stringContaining('Track Changes')])
  })

  it.each(['docx', 'doc', 'rtf'])('with a table give its cells: .%s', async (form) => {
    const read = await readDocument(file(`danh mục.${form}`), `danh mục.${form}`)
    expect(read.tables).toEqual([
      [
        ['Nội dung', 'Hình thức', 'Thời gian'],
        ['Dịch vụ công trực tuyến', 'Tin, bài', 'Quý I'],
        ['Chuyển đổi số', 'Phóng sự', 'Quý II'],
      ],
    ])
    expect(read.paragraphs.at(0)?.text).toBe('Danh mục nhiệm vụ')
    expect(read.paragraphs.at(-1)?.text).toBe('Hết danh mục.')
  })

  it.each(['docx', 'doc', 'pdf', 'rtf'])('in an old font come in Unicode: .%s', async (form) => {
    const read = await readDocument(file(`phông cũ.${form}`), `phông cũ.${form}`)
    expect(read.paragraphs.map(({ text }) => text)).toEqual([OLD])
    expect(read.warnings[0]).toContain('TCVN3')
  })

  it.each(['docx', 'doc', 'pdf', 'rtf'])('of some 200 pages are read whole: .%s', async (form) => {
    const read = await readDocument(file(`dài.${form}`), `dài.${form}`)
    const whole = read.paragraphs.map(({ text }) => text).join(' ')
    expect(whole.match(/Đoạn \d+\./g)).toHaveLength(800)
    expect(whole.match(/đường dây nóng/g)).toHaveLength(800)
    if (form !== 'pdf') expect(read.paragraphs).toHaveLength(800)
  })

  it.each(['docx', 'doc', 'pdf', 'rtf'])('of a picture alone have no text, and that is told: .%s', async (form) => {
    const read = await readDocument(file(`quét.${form}`), `quét.${form}`)
    expect(read).toMatchObject({ paragraphs: [], warnings: [expect.stringContaining('không có chữ')] })
  })

  it('are told apart whatever they are called', async () => {
    const read = await readDocument(file('bài.doc'), 'bài.pdf')
    expect(read.form).toBe('doc')
    expect(read.warnings).toEqual([expect.stringContaining('Word cũ')])
  })

  it('under a password are refused as locked: PDF', async () => {
    const locked = JSON.stringify({
      EncryptFile: { type: 'boolean', value: 'true' },
      DocumentOpenPassword: { type: 'string', value: 'sa-dec-2026' },
    })
    const [pdf] = await office.convert([SOURCES[0]], `pdf:writer_pdf_Export:${locked}`)
    const refused = await readDocument(pdf ?? Buffer.alloc(0), 'khoá.pdf').catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(StationError)
    expect(refused).toMatchObject({ code: 'document-locked' })
  })

  it('as OpenDocument are refused by name', async () => {
    const [bytes] = await office.convert([SOURCES[0]], 'odt')
    const refused = await readDocument(bytes ?? Buffer.alloc(0), 'bài.doc').catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'document-disguised', message: expect.stringContaining('OpenDocument') })
  })

  it('as .xlsx are read with their dates; as .xls they are refused with what to do', async () => {
    const source = spreadsheet([
      ['Tháng', 'Đơn vị', 'Hạn nộp', 'Số tin'],
      [1, 'UBND Phường 1\nphòng Nội vụ', '2026-01-10', 1.5],
      [2, '0277 385 123', '2026-02-10', 1250],
    ])
    const [xlsx] = await office.convert([{ name: 'phân công.fods', bytes: source }], 'xlsx')
    expect(await readSheet(xlsx ?? Buffer.alloc(0), 'phân công.xlsx')).toEqual({
      tabs: [
        {
          name: 'Phân công',
          rows: [
            ['Tháng', 'Đơn vị', 'Hạn nộp', 'Số tin'],
            ['1', 'UBND Phường 1\nphòng Nội vụ', '10/01/2026', '1,5'],
            ['2', '0277 385 123', '10/02/2026', '1250'],
          ],
        },
      ],
      warnings: [],
    })
    const [old] = await office.convert([{ name: 'phân công.fods', bytes: source }], 'xls')
    const refused = await readSheet(old ?? Buffer.alloc(0), 'phân công.xls').catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'sheet-kind' })
  })
})
