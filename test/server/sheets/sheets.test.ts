import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { StationError } from '../../../server/errors.ts'
import { readSheet, type Tab, writeSheet } from '../../../server/sheets/index.ts'
import { claiming, oleFile, zipFile } from '../documents/word-files.ts'
import { toTcvn3 } from '../encodings/encoders.ts'

/** 20/11/2026 05:15 in Viet Nam. */
const INSTANT = Date.UTC(2026, 10, 19, 22, 15)

const REGISTER: Tab = {
  name: 'Sổ tin bài',
  columns: [
    { title: 'Tên tin bài', width: 40, kind: 'text' },
    { title: 'Số chữ', width: 10, kind: 'number' },
    { title: 'Hạn nộp', width: 12, kind: 'date' },
    { title: 'Nhận lúc', width: 18, kind: 'instant' },
    { title: 'Điện thoại', width: 14, kind: 'text' },
  ],
  rows: [
    ['Một cửa\nđiện tử', 1250, '2026-11-10', INSTANT, '0277 385 1234'],
    ['=1+1', 2.5, '2026-02-05', undefined, '007'],
    [undefined, undefined, 'chưa rõ', undefined, undefined],
  ],
}

async function refusal(bytes: Uint8Array, fileName: string): Promise<string> {
  const error = await readSheet(bytes, fileName).then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (!(error instanceof StationError)) throw new Error(`${fileName} was not refused`, { cause: error })
  expect(error.message).toContain(fileName)
  return error.code
}

describe('a workbook', () => {
  it('that was written is read as it was meant', async () => {
    const read = await readSheet(await writeSheet([REGISTER]), 'sổ.xlsx')
    expect(read).toEqual({
      tabs: [
        {
          name: 'Sổ tin bài',
          rows: [
            ['Tên tin bài', 'Số chữ', 'Hạn nộp', 'Nhận lúc', 'Điện thoại'],
            ['Một cửa\nđiện tử', '1250', '10/11/2026', '20/11/2026 05:15', '0277 385 1234'],
            ['=1+1', '2,5', '05/02/2026', '', '007'],
            ['', '', 'chưa rõ', '', ''],
          ],
        },
      ],
      warnings: [],
    })
  })

  it('holds dates as days of Excel, keeps its titles in sight and text as text', async () => {
    const parts = unzipSync(await writeSheet([REGISTER]))
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    // 10/11/2026 is day 46336 since 30/12/1899.
    expect(sheet).toMatch(/<v>46336<\/v>/)
    expect(sheet).toMatch(/<pane[^>]*ySplit="1"/)
    expect(sheet).not.toContain('<f>')
    expect(strFromU8(parts['xl/styles.xml'] ?? new Uint8Array())).toContain('dd/mm/yyyy')
  })

  it('gets names of tabs that Excel takes', async () => {
    const names = ['Quý I/2026: [A]', 'Quý I/2026: [A]', 'Một cái tên dài hơn hẳn ba mươi mốt chữ cái', '', "'Trích'"]
    const tabs = names.map((name) => ({ ...REGISTER, name, rows: [] }))
    const read = await readSheet(await writeSheet(tabs), 'tên.xlsx')
    expect(read.tabs.map(({ name }) => name)).toEqual([
      'Quý I-2026- -A-',
      'Quý I-2026- -A- (2)',
      'Một cái tên dài hơn hẳn ba mươi',
      'Trang 4',
      'Trích',
    ])
  })

  it('takes control characters and texts longer than a cell without breaking', async () => {
    const rows = [[`a\u0000b\u000bc\ud800d`, undefined, undefined, undefined, 'x'.repeat(40_000)]]
    const [, row] = (await readSheet(await writeSheet([{ ...REGISTER, rows }]), 'lạ.xlsx')).tabs[0]?.rows ?? []
    expect(row?.[0]).toMatch(/^abc\ufffd?d$/)
    expect(row?.[4]?.length).toBe(32_767)
  })

  it('of thousands of rows is made and read elsewhere, and comes whole', async () => {
    const rows = Array.from({ length: 3000 }, (_, number) => [
      `Tin ${number}`,
      number,
      '2026-11-10',
      INSTANT,
      undefined,
    ])
    const read = await readSheet(await writeSheet([{ ...REGISTER, rows }]), 'dài.xlsx')
    expect(read.tabs[0]?.rows).toHaveLength(3001)
    expect(read.tabs[0]?.rows.at(-1)?.slice(0, 3)).toEqual(['Tin 2999', '2999', '10/11/2026'])
  })

  it('in an old encoding comes in Unicode, and that is told', async () => {
    const units = ['phòng nội vụ thành phố', 'văn phòng ủy ban nhân dân', 'phòng tài chính - kế hoạch']
    const rows = units.map((unit) => [toTcvn3(unit), undefined, undefined, undefined, undefined])
    const read = await readSheet(await writeSheet([{ ...REGISTER, rows }]), 'cũ.xlsx')
    expect(read.tabs[0]?.rows.slice(1).map(([unit]) => unit)).toEqual(units)
    expect(read.tabs[0]?.rows[0]?.[0]).toBe('Tên tin bài')
    expect(read.warnings).toEqual([expect.stringContaining('TCVN3')])
  })

  it.each([
    ['of no bytes', new Uint8Array(), 'sổ.xlsx', 'document-empty'],
    ['of old Excel', oleFile(['Workbook']), 'sổ.xls', 'sheet-kind'],
    ['under a password', oleFile(['EncryptedPackage']), 'sổ.xlsx', 'document-locked'],
    ['with macros', zipFile({ 'xl/workbook.xml': '<w/>', 'xl/vbaProject.bin': 'Sub' }), 'sổ.xlsm', 'sheet-macros'],
    ['that is text', Buffer.from('a;b\n1;2'), 'sổ.csv', 'sheet-kind'],
    ['that is a Word file', zipFile({ 'word/document.xml': '<w/>' }), 'sổ.xlsx', 'sheet-kind'],
    ['that was cut off', Buffer.from('PK\u0003\u0004 không phải Excel'), 'sổ.xlsx', 'sheet-unreadable'],
    ['without sheets', zipFile({ 'xl/workbook.xml': '<workbook/>' }), 'sổ.xlsx', 'sheet-unreadable'],
    [
      'that is a bomb',
      claiming(zipFile({ 'xl/workbook.xml': '<w/>', 'xl/sharedStrings.xml': '<s/>' }), 'xl/sharedStrings.xml', 2 ** 31),
      'bom.xlsx',
      'document-too-heavy',
    ],
  ])('is refused with its name: %s', async (_what, bytes, name, code) => {
    expect(await refusal(bytes, name)).toBe(code)
  })

  it('whose formats reach to the far corner is read; with a cell there it is refused', async () => {
    const parts = unzipSync(await writeSheet([{ ...REGISTER, rows: [] }]))
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    const reaching = (cell: string): Buffer => {
      const rows = `<sheetData><row r="1"><c r="A1"><v>7</v></c></row><row r="1048576">${cell}</row></sheetData>`
      return zipFile({ ...parts, 'xl/worksheets/sheet1.xml': sheet.replace(/<sheetData>[\s\S]*<\/sheetData>/, rows) })
    }
    const formatted = await readSheet(reaching('<c r="XFD1048576" s="1"/>'), 'xa.xlsx')
    expect(formatted.tabs[0]?.rows).toEqual([['7']])
    expect(await refusal(reaching('<c r="XFD1048576"><v>1</v></c>'), 'xa.xlsx')).toBe('document-too-heavy')
  })
})
