import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FigureRows, ReportFigures } from '../../../server/contract/index.ts'
import type { Block } from '../../../server/papers/index.ts'
import {
  type ReportDraft,
  reportFileName,
  reportPaper,
  reportTabs,
  rowsKeysOf,
} from '../../../server/report-papers/index.ts'
import { figure, quarterDraft, quarterFigures, rowsOf } from './figures.ts'

const textsOf = (blocks: readonly Block[]) => blocks.flatMap((block) => ('text' in block ? [block.text] : []))
const tablesOf = (blocks: readonly Block[]) => blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
const headingsOf = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === 'heading' && block.level === 1 ? [block.text] : []))

describe('a report on paper', () => {
  const paper = reportPaper(quarterDraft())

  it('is a báo cáo of the office to its recipients, with number, date and signature left open', () => {
    expect(paper).toMatchObject({
      kind: 'bao-cao',
      issuer: { above: 'UBND thành phố Sa Đéc', name: 'Trung tâm Văn hóa và Truyền thanh' },
      symbol: 'BC-TTVHTT',
      about: 'Kết quả tuyên truyền trên hệ thống truyền thanh quý III năm 2026',
      to: ['Phòng Văn hóa và Thông tin', 'Ủy ban nhân dân Thành phố'],
      recipients: ['Như trên', 'Lưu: VT'],
      signer: { title: 'GIÁM ĐỐC' },
    })
    expect(paper.date).toBeUndefined()
  })

  it('says which days are counted, the day they are closed on, and that the period is not over', () => {
    const text = textsOf(paper.body).join('\n')
    expect(text).toContain('từ ngày 15/06/2026 đến hết ngày 14/09/2026')
    expect(text).toContain('kỳ trước là từ ngày 15/03/2026 đến hết ngày 14/06/2026')
    expect(text).toContain('Ngày chốt số liệu của cơ quan là ngày 14 hằng tháng.')
    expect(text).toContain('Kỳ báo cáo chưa kết thúc: số liệu tính đến 08:05 ngày 01/09/2026.')
    const over: ReportFigures = { ...quarterFigures(), isOver: true }
    delete over.cutOffDay
    const plain = textsOf(reportPaper(quarterDraft({ figures: over })).body).join('\n')
    expect(plain).not.toContain('chưa kết thúc')
    expect(plain).not.toContain('Ngày chốt')
  })

  it('writes figures with a decimal comma, what is planned, what was before, and what became of it', () => {
    const [headlines] = tablesOf(paper.body)
    expect(headlines?.columns.map(({ title }) => title)).toEqual([
      'TT',
      'Chỉ tiêu',
      'Kế hoạch',
      'Kỳ này',
      'Kỳ trước',
      'Tăng, giảm',
    ])
    expect(headlines?.rows).toEqual([
      ['1', 'Kỳ phát', '', '3', '3', '0'],
      ['2', 'Ngày có phát sóng', '6', '5', '6', '−1'],
      ['3', 'Thời lượng phát (phút)', '', '1.234,6', '1.000,5', '+234,1'],
      ['4', 'Tỷ lệ đúng hạn (%)', '', '85,7', '–', ''],
    ])
  })

  it('gives few columns a column for last period, and puts many into their cells with a legend', () => {
    const [, programmes, topics] = tablesOf(paper.body)
    expect(topics?.columns.map(({ title }) => title)).toEqual([
      'TT',
      'Chủ đề',
      'Tin, bài',
      'Tin, bài, kỳ trước',
      'Thời lượng (phút)',
      'Thời lượng (phút), kỳ trước',
    ])
    expect(topics?.rows[1]).toEqual(['2', 'Chỉ số PAPI, SIPAS', '0', '3', '–', '7'])
    expect(programmes?.small).toBe(true)
    expect(programmes?.rows[0]?.slice(2)).toEqual(['3 (3)', '12 (9)', '5/6 (6)', '6 (6)', '92,3 (88)'])
    expect(textsOf(paper.body)).toContain('Ghi chú: Số sau dấu / là kế hoạch; số trong ngoặc là của kỳ trước.')
  })

  it('ends with difficulties and proposals line by line, plans where there are any, and says where there are none', () => {
    expect(headingsOf(paper.body)).toEqual([
      'I. KẾT QUẢ CHUNG',
      'II. SỐ LIỆU CHI TIẾT',
      'III. KHÓ KHĂN, VƯỚNG MẮC',
      'IV. ĐỀ XUẤT, KIẾN NGHỊ',
    ])
    expect(textsOf(paper.body)).toEqual(
      expect.arrayContaining(['Loa khóm 3 hỏng từ tháng 8.', 'Mất điện hai lần vào giờ phát.', 'Trong kỳ không có.']),
    )
    const texts = { difficulties: ' \n', proposals: '', plans: 'Mở chương trình Dân hỏi.' }
    const other = reportPaper(quarterDraft({ texts, to: [] }))
    expect(headingsOf(other.body).at(-1)).toBe('V. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI')
    expect(textsOf(other.body).filter((text) => text === 'Không có.')).toHaveLength(2)
    expect(other.to).toBeUndefined()
    expect(other.recipients).toEqual(['Lưu: VT'])
  })

  it('tells what was reported otherwise before, beside what is counted now', () => {
    const changed: ReportDraft['changed'] = [
      {
        title: 'Quý II năm 2026',
        number: '12/BC-TTVHTT',
        sentOn: '2026-06-20',
        figures: [{ title: 'Lượt phát', unit: 'count', sent: 10, now: 9 }],
      },
      { title: 'Quý I năm 2026', sentOn: '2026-03-20', figures: [] },
    ]
    const { body } = reportPaper(quarterDraft({ changed }))
    expect(headingsOf(body).at(-1)).toBe('V. ĐÍNH CHÍNH SỐ LIỆU ĐÃ BÁO CÁO')
    expect(tablesOf(body).at(-1)?.rows).toEqual([['1', 'Lượt phát', '10', '9']])
    expect(textsOf(body).join('\n')).toContain('Báo cáo quý II năm 2026 số 12/BC-TTVHTT gửi ngày 20/06/2026')
    expect(textsOf(body).join('\n')).not.toContain('quý I năm 2026')
  })

  it('names the unit or the ward that it is of', () => {
    const unit = quarterDraft({ scope: { of: 'unit', unitId: 'u' }, scopeName: 'UBND Phường 1' })
    expect(reportPaper(unit).about).toBe('Kết quả gửi tin, bài và phát sóng của UBND Phường 1 quý III năm 2026')
    const ward = quarterDraft({ scope: { of: 'ward', wardStationId: 'w' }, scopeName: 'Trạm Khóm 2' })
    expect(reportPaper(ward).about).toBe('Kết quả tiếp nhận, phát sóng của Trạm Khóm 2 quý III năm 2026')
    expect(reportFileName(unit)).toBe('Báo cáo quý III năm 2026, UBND Phường 1')
    expect(reportFileName(quarterDraft())).toBe('Báo cáo quý III năm 2026')
  })

  it('of a period with nothing in it is still a report', () => {
    const figures: ReportFigures = { ...quarterFigures(), headlines: [], tables: [], notes: [] }
    const { body } = reportPaper(quarterDraft({ figures }))
    expect(headingsOf(body)).toEqual(['I. KẾT QUẢ CHUNG', 'II. KHÓ KHĂN, VƯỚNG MẮC', 'III. ĐỀ XUẤT, KIẾN NGHỊ'])
    expect(tablesOf(body)).toEqual([])
  })
})

describe('a report as a workbook', () => {
  const figures = quarterFigures()
  const tabs = reportTabs(quarterDraft(), rowsOf(figures))

  it('has a tab for the words, the headlines, each table, and the rows behind them', () => {
    expect(tabs.map(({ name }) => name)).toEqual([
      'Báo cáo',
      '0 Kết quả chung',
      '0 Nguồn (Kỳ phát)',
      '0 Nguồn (Lượt phát)',
      '1 Theo chương trình',
      '1 Nguồn (Kỳ phát)',
      '1 Nguồn (Lượt phát)',
      '2 Theo chủ đề',
      '2 Nguồn (Kỳ phát)',
      '2 Nguồn (Lượt phát)',
      '3 Tin, bài của các đơn vị theo bảng phân công',
      '3 Nguồn (Kỳ phát)',
      '4 Ý kiến của người nghe',
    ])
    expect(tabs[1]?.rows[2]).toEqual(['Thời lượng phát (phút)', undefined, 1234.56, 1000.5])
    expect(tabs[7]?.rows[1]).toEqual(['Chỉ số PAPI, SIPAS', 0, 3, undefined, 7])
  })

  it('keeps every row once in a tab with the names of all figures that count it', () => {
    const tab = tabs.find(({ name }) => name === '0 Nguồn (Kỳ phát)')
    expect(tab?.rows).toHaveLength(85)
    expect(tab?.rows[0]).toEqual(['2026-07-01', undefined, 'Kỳ 1', 'Kỳ phát; Ngày có phát sóng; Tỷ lệ đúng hạn'])
  })

  it('asks for each key once', () => {
    const again: ReportFigures = {
      ...figures,
      headlines: [
        { key: 'a', title: 'A', unit: 'count', figure: figure('same', 1) },
        { key: 'b', title: 'B', unit: 'count', figure: figure('same', 1) },
      ],
      tables: [],
    }
    expect(rowsKeysOf(again)).toEqual(['same'])
  })

  it('bears the name of a figure on as many rows as stood behind it, however rows are shared or repeated', () => {
    const cells = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 5 }), (lists) => {
        const rows = new Map(
          lists.map((names, at): [string, FigureRows] => [
            `k${at}`,
            {
              rowsKey: `k${at}`,
              title: 'Dòng',
              columns: [{ title: 'Tên', kind: 'text' }],
              rows: names.map((name) => ({ cells: [name] })),
            },
          ]),
        )
        const headlines = lists.map((names, at) => ({
          key: `k${at}`,
          title: `<${at}>`,
          unit: 'count' as const,
          figure: figure(`k${at}`, names.length),
        }))
        const all = reportTabs(quarterDraft({ figures: { ...figures, headlines, tables: [] } }), rows)
        const behind = all.filter(({ name }) => name.startsWith('0 Nguồn')).flatMap((tab) => tab.rows)
        for (const [at, names] of lists.entries()) {
          const mine = behind.filter((row) => String(row.at(-1)).split('; ').includes(`<${at}>`))
          expect(mine.map(([name]) => name).toSorted()).toEqual(names.toSorted())
        }
      }),
    )
  })
})
