import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import readXlsxFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MonthPlan } from '../../../server/contract/index.ts'
import { packRows } from '../../../server/figures/index.ts'
import { confirmationPaper } from '../../../server/month-papers/confirmation.ts'
import type { Confirmation } from '../../../server/month-papers/confirmed.ts'
import { DUTIES, PLACES } from '../../../server/month-papers/outage.ts'
import { outagePage } from '../../../server/month-papers/outage-page.ts'
import { planPaper } from '../../../server/month-papers/plan.ts'
import { writePaper, writePlacard } from '../../../server/papers/index.ts'
import { reportTabs, writeReportPaper, writeReportSheet } from '../../../server/report-papers/index.ts'
import { writeSheet } from '../../../server/sheets/index.ts'
import { quarterDraft, quarterFigures, rowsOf } from '../report-papers/figures.ts'
import { Office } from './office.ts'
import { find, type Piece, pagesOf } from './pdf-pages.ts'

const DAY_MS = 86_400_000
const LETTERHEAD = quarterDraft().letterhead
const STATION = 'Đài truyền thanh thành phố Sa Đéc'
const textOf = (pages: readonly (readonly Piece[])[]) =>
  pages
    .flat()
    .map(({ text }) => text)
    .join(' ')
    .replaceAll(/\s+/g, ' ')

describe('LibreOffice opens the books', () => {
  let office: Office
  beforeAll(async () => {
    office = await Office.open()
  })
  afterAll(() => office.close())

  const laidOut = async (name: string, bytes: Buffer): Promise<Piece[][]> => {
    const [pdf] = await office.convert([{ name: `${name}.docx`, bytes }], 'pdf')
    const pages = await pagesOf(pdf ?? Buffer.alloc(0))
    for (const { left, right } of pages.flat()) {
      expect(left).toBeGreaterThan(14)
      expect(right).toBeLessThan(196.5)
    }
    return pages
  }

  it('a report with every figure in its place, the heads of long tables on each page, and an open end for the hand', async () => {
    const draft = quarterDraft({
      texts: { ...quarterDraft().texts, plans: 'Mở chương trình Dân hỏi – Chính quyền trả lời từ quý IV.' },
      changed: [
        {
          title: 'Quý II năm 2026',
          number: '12/BC-TTVHTT',
          sentOn: '2026-06-20',
          figures: [{ title: 'Lượt phát', unit: 'count', sent: 10, now: 9 }],
        },
      ],
    })
    const pages = await laidOut('bao-cao', await writeReportPaper(draft))
    expect(pages.length).toBeGreaterThanOrEqual(4)
    expect(pages.length).toBeLessThanOrEqual(7)
    const first = pages[0] ?? []
    find(first, /^CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM$/)
    find(first, /^BÁO CÁO$/)
    find(first, /^\/BC-TTVHTT$/)
    find(first, /^Sa Đéc, ngày$/)
    const text = textOf(pages)
    for (const words of [
      'Kết quả tuyên truyền trên hệ thống truyền thanh quý III năm 2026',
      'Thời lượng phát (phút) 1.234,6 1.000,5 +234,1',
      'Tỷ lệ đúng hạn (%) 85,7 –',
      '5/6 (6)',
      'Ủy ban nhân dân Phường 60, thành phố Sa Đéc',
      'Loa khóm 3 hỏng từ tháng 8.',
      'Lượt phát 10 9',
      './.',
    ])
      expect(text).toContain(words)
    const withUnits = pages.filter((page) => page.some(({ text: words }) => /Phường \d+,/.test(words)))
    expect(withUnits.length).toBeGreaterThanOrEqual(2)
    for (const page of withUnits) find(page, /^Đơn vị$/)
    const last = pages.at(-1) ?? []
    expect(find(last, /^GIÁM ĐỐC$/).left).toBeGreaterThan(110)
    expect(find(last, /^Nơi nhận:/).left).toBeCloseTo(30, 0)
  })

  it('the report as a workbook, in which another program counts the rows behind a figure to that figure', async () => {
    const figures = quarterFigures()
    const bytes = await writeReportSheet(quarterDraft(), packRows(rowsOf(figures)))
    const folder = await mkdtemp(join(tmpdir(), 'len-song-books-'))
    try {
      const path = join(folder, 'bao-cao.xlsx')
      await writeFile(path, bytes)
      const sheets = new Map((await readXlsxFile(await readFile(path))).map(({ sheet, data }) => [sheet, data]))
      const behind = sheets.get('1 Nguồn (Kỳ phát)') ?? []
      const [, programme] = sheets.get('1 Theo chương trình') ?? []
      const titles = sheets.get('1 Theo chương trình')?.[0] ?? []
      for (const column of ['Kỳ phát', 'Tin, bài', 'Lượt phát']) {
        const label = `Cải cách hành chính và cuộc sống – ${column}`
        const count = behind.filter((row) => String(row.at(-1)).split('; ').includes(label)).length
        expect([column, count]).toEqual([column, programme?.[titles.indexOf(column)]])
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
    const [, headlines] = reportTabs(quarterDraft(), rowsOf(figures))
    const one = { name: 'chung.xlsx', bytes: await writeSheet(headlines ? [headlines] : []) }
    // Commas, quotes, UTF-8, from the first line.
    const [csv] = await office.convert([one], 'csv:Text - txt - csv (StarCalc):44,34,76,1')
    expect(csv?.toString('utf8')).toContain('"Thời lượng phát (phút)",,1234.56,1000.5')
  })

  it('a month’s schedule of 90 airings over several pages', async () => {
    const plan: MonthPlan = {
      lines: Array.from({ length: 90 }, (_, at) => ({
        date: `2026-11-${String(1 + Math.floor(at / 3)).padStart(2, '0')}`,
        time: ['05:15', '11:00', '17:00'][at % 3] ?? '05:15',
        programmeName: 'Cải cách hành chính và cuộc sống',
        title: 'Cải cách hành chính và cuộc sống, tháng 11/2026',
        durationMs: 905_000,
        isExpected: false,
        note: at === 4 ? 'Phát bù' : '',
      })),
      relays: ['06:00 – 06:30 hằng ngày: Tiếp âm VOV1'],
      holidays: ['20/11/2026: Ngày Nhà giáo Việt Nam'],
    }
    const paper = planPaper(plan, { month: '2026-11', stationName: STATION, letterhead: LETTERHEAD })
    const pages = await laidOut('lich-phat', await writePaper(paper))
    expect(pages.length).toBeGreaterThan(2)
    for (const page of pages.filter((one) => one.some(({ text }) => text === '17:00'))) find(page, /^Ghi chú$/)
    const text = textOf(pages)
    for (const words of ['Lịch phát sóng tháng 11 năm 2026', 'Chủ Nhật', '15 phút 5 giây', 'Tiếp âm VOV1', './.'])
      expect(text).toContain(words)
  })

  it('a confirmation with its hours, its hash and its wards', async () => {
    const startedAt = Date.UTC(2026, 10, 17, 22, 15)
    const sha256 = '3f2a9c0177de4b5a'.repeat(4)
    const facts: Confirmation = {
      title: 'Một cửa điện tử liên thông: người dân nộp hồ sơ ở nhà',
      unitName: 'Ủy ban nhân dân Phường 1, thành phố Sa Đéc',
      author: 'Cán bộ văn hóa',
      receipt: { code: '2611-K7F3', at: Date.UTC(2026, 10, 5, 2, 0) },
      editions: [
        {
          programmeName: 'Cải cách hành chính và cuộc sống',
          title: 'Cải cách hành chính và cuộc sống, tháng 11/2026',
          approved: { by: 'Chủ tịch UBND Thành phố', at: Date.UTC(2026, 10, 12, 3, 0) },
          plays: [0, 2].map((days) => ({
            startedAt: startedAt + days * DAY_MS,
            item: { from: startedAt + days * DAY_MS + 92_000, to: startedAt + days * DAY_MS + 243_000 },
            masterSha256: sha256,
            proof: { found: true, matched: 0.987 },
          })),
          wards: Array.from({ length: 30 }, (_, at) => ({
            name: `Trạm truyền thanh Khóm ${at + 1}`,
            startsAt: startedAt + at * 60_000,
            source: 'player' as const,
          })),
        },
      ],
    }
    const paper = confirmationPaper(facts, { stationName: STATION, letterhead: LETTERHEAD, today: '2026-11-30' })
    const pages = await laidOut('xac-nhan', await writePaper(paper))
    expect(pages.length).toBe(2)
    const text = textOf(pages)
    for (const words of [
      'GIẤY XÁC NHẬN',
      '/GXN-TTVHTT',
      'mã biên nhận 2611-K7F3',
      '05:16:32 – 05:19:03',
      'khớp 98,7%',
      '3f2a9c01 77de4b5a',
      'Trạm truyền thanh Khóm 30',
    ])
      expect(text).toContain(words)
    find(pages[1], /^Trạm$/)
  })

  it('the guide for an outage on one page, empty or filled to the last letter', async () => {
    const facts = {
      stationName: 'Đài truyền thanh và Trung tâm Văn hóa, Thể thao thành phố Sa Đéc, tỉnh Đồng Tháp',
      today: '2026-11-20',
      airDevice: 'USB Audio CODEC Analog Stereo (hw:CARD=CODEC,DEV=0)',
      reserveDevice: 'Loa gắn trong máy, Built-in Audio Analog Stereo',
      address: 'http://192.168.100.200:8080',
    }
    const full = {
      contacts: DUTIES.map(({ duty }) => ({
        duty,
        name: 'Tổ trực điện thoại '.repeat(5).slice(0, 60),
        telephone: '0277 3 000 000, 0900 000 000 (tổng đài)',
      })),
      places: PLACES.map(({ place }) => ({ place, where: 'ngăn tủ trên bàn trực, '.repeat(5).slice(0, 80) })),
    }
    const empty = {
      contacts: DUTIES.map(({ duty }) => ({ duty, name: '', telephone: '' })),
      places: PLACES.map(({ place }) => ({ place, where: '' })),
    }
    for (const [name, guide] of Object.entries({ full, empty })) {
      const pages = await laidOut(`mat-dien-${name}`, await writePlacard(outagePage(guide, facts)))
      expect([name, pages.length]).toEqual([name, 1])
      const text = textOf(pages)
      for (const words of [
        'MẤT ĐIỆN, MẤT TIẾNG THÌ LÀM GÌ',
        'http://192.168.100.200:8080/phat-song',
        'Nhà mạng (internet)',
      ])
        expect(text).toContain(words)
    }
  })
})
