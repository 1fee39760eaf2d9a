import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Paper, writePaper } from '../../../server/papers/index.ts'
import { type Tab, writeSheet } from '../../../server/sheets/index.ts'
import { Office } from './office.ts'
import { find, middle, pagesOf } from './pdf-pages.ts'

const REQUEST: Paper = {
  kind: 'to-trinh',
  issuer: { above: 'Ủy ban nhân dân thành phố Sa Đéc', name: 'Phòng Văn hóa và Thông tin' },
  symbol: 'TTr-PVHTT',
  place: 'Sa Đéc',
  date: '2026-11-09',
  about: 'Phê duyệt nội dung chương trình “Cải cách hành chính và cuộc sống” tháng 11 năm 2026',
  to: ['Chủ tịch Ủy ban nhân dân Thành phố'],
  body: [
    { kind: 'heading', level: 1, text: 'I. CĂN CỨ' },
    {
      kind: 'paragraph',
      text: 'Căn cứ kế hoạch tuyên truyền cải cách hành chính trên hệ thống truyền thanh năm 2026; '.repeat(3),
    },
    { kind: 'heading', level: 1, text: 'II. NỘI DUNG TRÌNH' },
    {
      kind: 'table',
      columns: [
        { title: 'STT', widthPercent: 8, align: 'center' },
        { title: 'Tin, bài', widthPercent: 52 },
        { title: 'Đơn vị gửi', widthPercent: 25 },
        { title: 'Thời lượng', widthPercent: 15, align: 'right' },
      ],
      rows: Array.from({ length: 34 }, (_, at) => [
        `${at + 1}`,
        `Tin, bài số ${at + 1} về dịch vụ công trực tuyến`,
        'UBND Phường 1',
        '2 phút 30 giây',
      ]),
    },
    { kind: 'paragraph', text: 'Kính trình lãnh đạo Ủy ban nhân dân Thành phố xem xét, phê duyệt' },
  ],
  recipients: ['Văn phòng HĐND và UBND Thành phố', 'Phòng Nội vụ', 'Lưu: VT'],
  signer: { title: 'KT. Trưởng phòng\nPhó Trưởng phòng', name: 'Người ký' },
}

describe('LibreOffice', () => {
  let office: Office
  beforeAll(async () => {
    office = await Office.open()
  })
  afterAll(() => office.close())

  it('opens every kind of paper and lays it out as the decree wants', async () => {
    const kinds: Paper[] = [
      REQUEST,
      { ...REQUEST, kind: 'cong-van', symbol: 'PVHTT-TT', to: ['Ủy ban nhân dân Phường 1', 'Phòng Kinh tế Thành phố'] },
      { ...REQUEST, kind: 'bien-ban', about: 'Họp thẩm định tin, bài', secondSigner: { title: 'Thư ký' } },
      { ...REQUEST, kind: 'bao-cao', recipients: [] },
      { ...REQUEST, kind: 'thong-bao', issuer: { name: 'Đài truyền thanh' } },
    ]
    const files = await Promise.all(
      kinds.map(async (paper) => ({ name: `${paper.kind}.docx`, bytes: await writePaper(paper) })),
    )
    const made = await Promise.all((await office.convert(files, 'pdf')).map(pagesOf))
    for (const pages of made) {
      const first = pages[0] ?? []
      const nation = find(first, /^CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM$/)
      const motto = find(first, /^Độc lập - Tự do - Hạnh phúc$/)
      expect(middle(nation)).toBeCloseTo(middle(motto), 0)
      expect(nation.right).toBeLessThanOrEqual(195.5)
      expect(nation.left).toBeGreaterThan(103)
      expect(find(first, /^Số:/).left).toBeGreaterThan(15)
      expect(Math.abs(find(first, /^Số:/).top - find(first, /ngày 09 tháng 11 năm 2026$/).top)).toBeLessThan(2)
      expect(pages.length).toBeGreaterThanOrEqual(2)
      const numbers = pages.map((pieces) => pieces.filter(({ top, text }) => top < 20 && /^\d+$/.test(text.trim())))
      expect(numbers[0]).toEqual([])
      expect(numbers[1]?.map(({ text }) => text.trim())).toEqual(['2'])
      expect(middle(numbers[1]?.[0])).toBeCloseTo(30 + 165 / 2, 0)
      for (const { left, right } of pages.flat()) {
        expect(left).toBeGreaterThan(29)
        expect(right).toBeLessThan(196.5)
      }
    }
    const [request, letter, minutes] = made
    expect(middle(find(request?.[0], /^TỜ TRÌNH$/))).toBeCloseTo(112.5, 0)
    expect(find(request?.[1], /^STT$/)).toBeTruthy()
    const last = request?.at(-1) ?? []
    expect(find(last, /^Nơi nhận:/).left).toBeCloseTo(30, 0)
    expect(middle(find(last, /^KT\. TRƯỞNG PHÒNG$/))).toBeGreaterThan(130)
    expect(find(last, /^Người ký$/).top - find(last, /^PHÓ TRƯỞNG PHÒNG$/).top).toBeGreaterThan(25)
    expect(find(letter?.[0], /^V\/v phê duyệt/).right).toBeLessThan(104)
    expect(find(minutes?.at(-1), /^THƯ KÝ$/).right).toBeLessThan(find(minutes?.at(-1), /^KT\. TRƯỞNG PHÒNG$/).left)
  })

  it('repeats the head of a table of 1,000 rows on each of its pages', async () => {
    const rows = Array.from({ length: 1000 }, (_, at) => [`${at + 1}`, 'Tin về một cửa', '', ''])
    const table = REQUEST.body[3]
    if (table?.kind !== 'table') throw new Error('no table')
    const bytes = await writePaper({ ...REQUEST, body: [{ ...table, rows }] })
    const [pdf] = await office.convert([{ name: 'dài.docx', bytes }], 'pdf')
    const pages = await pagesOf(pdf ?? Buffer.alloc(0))
    expect(pages.length).toBeGreaterThan(15)
    expect(pages.slice(1, -1).every((pieces) => pieces.some(({ text }) => text === 'STT'))).toBe(true)
  })

  it('opens a workbook with its dates and texts', async () => {
    const tab: Tab = {
      name: 'Sổ',
      columns: [
        { title: 'Tên', width: 20, kind: 'text' },
        { title: 'Hạn', width: 12, kind: 'date' },
        { title: 'Lúc', width: 18, kind: 'instant' },
        { title: 'Số', width: 8, kind: 'number' },
        { title: 'Mã', width: 8, kind: 'text' },
      ],
      rows: [['Một cửa', '2026-11-10', Date.UTC(2026, 10, 19, 22, 15), 2.5, '007']],
    }
    const file = { name: 'sổ.xlsx', bytes: await writeSheet([tab]) }
    const [pdf] = await office.convert([file], 'pdf')
    const [page] = await pagesOf(pdf ?? Buffer.alloc(0))
    expect(page?.map(({ text }) => text).join(' ')).toBe(
      'Tên Hạn Lúc Số Mã Một cửa 10/11/2026 20/11/2026 05:15 2.5 007',
    )
  })
})
