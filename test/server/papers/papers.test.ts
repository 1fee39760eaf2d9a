import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../server/documents/index.ts'
import { type Paper, writePaper } from '../../../server/papers/index.ts'

const PAPER: Paper = {
  kind: 'to-trinh',
  issuer: { above: 'UBND thành phố Sa Đéc', name: 'Phòng Nội vụ' },
  symbol: 'TTr-PNV',
  place: 'Sa Đéc',
  date: '2026-02-05',
  about: 'Phê duyệt nội dung chương trình “Cải cách hành chính và cuộc sống” tháng 02/2026',
  to: ['Chủ tịch Ủy ban nhân dân Thành phố'],
  body: [
    { kind: 'heading', level: 1, text: 'I. Nội dung' },
    { kind: 'paragraph', text: 'Phòng Nội vụ trình lãnh đạo Ủy ban nhân dân Thành phố phê duyệt.' },
    {
      kind: 'table',
      columns: [
        { title: 'STT', widthPercent: 10, align: 'center' },
        { title: 'Tin, bài', widthPercent: 90 },
      ],
      rows: [['1', 'Một cửa điện tử']],
    },
    { kind: 'list', items: ['Kịch bản kèm theo;', 'Biên bản họp.'] },
  ],
  recipients: ['Văn phòng HĐND và UBND', 'Lưu: VT'],
  signer: { title: 'KT. Trưởng phòng\nPhó Trưởng phòng' },
}

const linesOf = async (paper: Paper): Promise<string[]> =>
  (await readDocument(await writePaper(paper), 'văn bản.docx')).paragraphs.map(({ text }) =>
    text.replaceAll(/\s+/g, ' '),
  )

const xmlOf = async (paper: Paper): Promise<string> =>
  strFromU8(unzipSync(await writePaper(paper))['word/document.xml'] ?? new Uint8Array())

describe('a paper', () => {
  it('says what the decree wants, in its order', async () => {
    expect(await linesOf(PAPER)).toEqual([
      'UBND THÀNH PHỐ SA ĐÉC',
      'PHÒNG NỘI VỤ',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Số: /TTr-PNV',
      'Sa Đéc, ngày 05 tháng 02 năm 2026',
      'TỜ TRÌNH',
      'Phê duyệt nội dung chương trình “Cải cách hành chính và cuộc sống” tháng 02/2026',
      'Kính gửi: Chủ tịch Ủy ban nhân dân Thành phố',
      'I. Nội dung',
      'Phòng Nội vụ trình lãnh đạo Ủy ban nhân dân Thành phố phê duyệt.',
      'STT',
      'Tin, bài',
      '1',
      'Một cửa điện tử',
      '- Kịch bản kèm theo;',
      '- Biên bản họp./.',
      'Nơi nhận:',
      '- Như trên;',
      '- Văn phòng HĐND và UBND;',
      '- Lưu: VT.',
      'KT. TRƯỞNG PHÒNG',
      'PHÓ TRƯỞNG PHÒNG',
    ])
  })

  it('that is a công văn carries its subject under the number, and several addressees one a line', async () => {
    const lines = await linesOf({
      ...PAPER,
      kind: 'cong-van',
      symbol: 'PNV-CCHC',
      about: 'Đôn đốc gửi tin, bài tháng 11',
      to: ['Ủy ban nhân dân Phường 1;', 'Phòng Kinh tế.'],
      body: [{ kind: 'paragraph', text: 'Đề nghị các đơn vị gửi tin, bài trước ngày 10./.' }],
    })
    expect(lines).toEqual(
      expect.arrayContaining([
        'Số: /PNV-CCHC',
        'V/v đôn đốc gửi tin, bài tháng 11',
        'Kính gửi: - Ủy ban nhân dân Phường 1;',
        '- Phòng Kinh tế.',
      ]),
    )
    expect(lines).not.toContain('CÔNG VĂN')
    expect(lines).toContain('Đề nghị các đơn vị gửi tin, bài trước ngày 10./.')
  })

  it('pads days below 10 and the months 1 and 2, and leaves room where there is no date', async () => {
    const dated = async (date: string | undefined): Promise<string | undefined> => {
      const { date: _, ...rest } = PAPER
      return (await linesOf(date === undefined ? rest : { ...rest, date })).find((line) => line.startsWith('Sa Đéc,'))
    }
    expect(await dated('2026-01-31')).toBe('Sa Đéc, ngày 31 tháng 01 năm 2026')
    expect(await dated('2026-11-09')).toBe('Sa Đéc, ngày 09 tháng 11 năm 2026')
    expect(await dated('2026-03-10')).toBe('Sa Đéc, ngày 10 tháng 3 năm 2026')
    expect(await dated(undefined)).toBe('Sa Đéc, ngày tháng năm')
  })

  it('of a meeting is signed by two, the recipients below', async () => {
    const lines = await linesOf({
      ...PAPER,
      kind: 'bien-ban',
      about: 'Họp thẩm định tin, bài',
      signer: { title: 'Chủ tọa', name: 'Trưởng phòng VHTT' },
      secondSigner: { title: 'Thư ký' },
    })
    expect(lines).toContain('BIÊN BẢN')
    expect(lines.slice(-7)).toEqual([
      'THƯ KÝ',
      'CHỦ TỌA',
      'Trưởng phòng VHTT',
      'Nơi nhận:',
      '- Như trên;',
      '- Văn phòng HĐND và UBND;',
      '- Lưu: VT.',
    ])
  })

  it('ends with “./.” also after a table, and has no recipients where there are none', async () => {
    const table = PAPER.body[2]
    if (!table) throw new Error('no table')
    const { to: _, ...rest } = PAPER
    const lines = await linesOf({ ...rest, body: [table], recipients: [] })
    expect(lines.slice(-3)).toEqual(['./.', 'KT. TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG'])
  })

  it('lies on A4 with the margins and letters of the decree', async () => {
    const xml = await xmlOf(PAPER)
    const number = (pattern: RegExp): number => Number(pattern.exec(xml)?.[1])
    const millimetres = (name: string): number => (number(new RegExp(`<w:pgMar[^>]*w:${name}="(\\d+)"`)) / 1440) * 25.4
    expect([number(/<w:pgSz[^>]*w:w="(\d+)"/), number(/<w:pgSz[^>]*w:h="(\d+)"/)]).toEqual([11906, 16838])
    expect(millimetres('top')).toBeCloseTo(20, 0)
    expect(millimetres('bottom')).toBeCloseTo(20, 0)
    expect(millimetres('left')).toBeCloseTo(30, 0)
    expect(millimetres('right')).toBeCloseTo(15, 0)
    expect(xml).toContain('<w:titlePg/>')
    const fonts = new Set([...xml.matchAll(/w:ascii="([^"]+)"/g)].map(([, font]) => font))
    expect([...fonts]).toEqual(['Times New Roman'])
    const sizeOf = (text: string): number => {
      const run = new RegExp(`<w:r>(?:(?!</w:r>).)*${text}`, 's').exec(xml)?.[0] ?? ''
      return Number(/.*<w:sz w:val="(\d+)"/s.exec(run)?.[1]) / 2
    }
    expect(sizeOf('CỘNG HÒA')).toBe(12)
    expect(sizeOf('Độc lập - Tự do')).toBe(13)
    expect(sizeOf('/TTr-PNV')).toBe(13)
    expect(sizeOf('ngày 05')).toBe(13)
    expect(sizeOf('TỜ TRÌNH')).toBe(14)
    expect(sizeOf('Phòng Nội vụ trình')).toBe(14)
    expect(sizeOf('Nơi nhận')).toBe(12)
    expect(sizeOf('Lưu: VT')).toBe(11)
  })

  it('takes any characters without breaking', async () => {
    const lines = await linesOf({
      ...PAPER,
      body: [{ kind: 'paragraph', text: 'a\u0000b\u000b<c> & "d" \ud800\nhai' }],
    })
    expect(lines).toContain('ab<c> & "d" \ufffd hai./.')
  })

  it('with a table of 2,000 rows is made without holding up the station', async () => {
    const rows = Array.from({ length: 2000 }, (_, number) => [String(number), `Tin số ${number}`])
    const columns = [
      { title: 'STT', widthPercent: 10 },
      { title: 'Tin', widthPercent: 90 },
    ]
    let ticks = 0
    const timer = setInterval(() => {
      ticks += 1
    }, 5)
    const bytes = await writePaper({ ...PAPER, body: [{ kind: 'table', columns, rows }] })
    clearInterval(timer)
    expect(bytes.length).toBeGreaterThan(20_000)
    expect(ticks).toBeGreaterThan(10)
  })
})
