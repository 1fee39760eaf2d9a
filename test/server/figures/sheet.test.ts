import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FigureUnit, ReportScope } from '../../../server/contract/index.ts'
import { type Facts, StationDays } from '../../../server/figures/facts/index.ts'
import { allRows, type Counted, rowsOfKey, sheetOf, shownFigures } from '../../../server/figures/tables/index.ts'
import { FACTS, item, MONTHLY, NOTHING, play, programme, WEEKLY } from './sample-facts.ts'

const STATION: ReportScope = { of: 'station' }
const counts = (facts: Facts, scope: ReportScope = STATION, cutOffDay?: number) =>
  sheetOf(facts, { scope, unitKey: 'u1', cutOffDay, calendar: new StationDays() })

/** The figure of a headline, or of a table's line and column. */
function value(facts: Facts, key: string, scope: ReportScope = STATION): number | undefined {
  const sheet = counts(facts, scope)
  const shown = shownFigures({ now: sheet, before: sheet })
  const all = [
    ...shown.headlines.map(({ figure }) => figure),
    ...shown.tables.flatMap(({ lines }) => lines.flatMap(({ figures }) => figures)),
  ]
  return all.find(({ rowsKey }) => rowsKey === key)?.value
}

const SCOPES: ReportScope[] = [
  STATION,
  { of: 'agency' },
  { of: 'unit', unitId: 'u1' },
  { of: 'ward', wardStationId: 'ward-0' },
]

describe('a figure', () => {
  it('is the count of its rows, or their sum, in every report', () => {
    fc.assert(
      fc.property(
        FACTS,
        FACTS,
        fc.constantFrom(...SCOPES),
        fc.constantFrom(undefined, 14),
        (facts, earlier, scope, cut) => {
          const compared = { now: counts(facts, scope, cut), before: counts(earlier, scope, cut) }
          const shown = shownFigures(compared)
          const rows = allRows(compared, shown)
          const figures: { figure: { rowsKey: string; value?: number }; unit: FigureUnit | undefined }[] = [
            ...shown.headlines,
            ...shown.tables.flatMap(({ columns, lines }) =>
              lines.flatMap((line) => line.figures.map((figure, place) => ({ figure, unit: columns[place]?.unit }))),
            ),
          ]
          expect(rows.size).toBe(figures.length)
          for (const { figure } of figures) {
            const behind = rows.get(figure.rowsKey)
            const { sumOf } = behind ?? {}
            const sum =
              sumOf === undefined ? undefined : behind?.rows.reduce((all, { cells }) => all + Number(cells[sumOf]), 0)
            const expected = sum === undefined ? behind?.rows.length : Math.round(sum * 10) / 10
            expect([figure.rowsKey, figure.value]).toEqual([figure.rowsKey, expected])
            for (const { cells } of behind?.rows ?? []) expect(cells).toHaveLength(behind?.columns.length ?? 0)
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  it('of airings is the sum over programmes and over hours, that of items the sum over kinds', () => {
    fc.assert(
      fc.property(FACTS, (facts) => {
        const sheet = counts(facts)
        const of = (key: string): Counted[] => {
          const table = sheet.tables.find((one) => one.key === key)
          const place = table?.columns.findIndex((column) => column.key === 'airings') ?? -1
          return (table?.lines ?? []).flatMap(({ figures }) => figures[place] ?? [])
        }
        const sum = (all: readonly Counted[]) => all.reduce((total, { value }) => total + value, 0)
        const airings = sheet.headlines.find(({ key }) => key === 'airings')?.counted.value ?? -1
        expect(sum(of('programmes'))).toBe(airings)
        expect(sum(of('hours'))).toBe(airings)
        const items = sheet.headlines.find(({ key }) => key === 'items')?.counted.value ?? -1
        const kinds = sheet.tables.find(({ key }) => key === 'kinds')?.lines ?? []
        expect(sum(kinds.flatMap(({ figures }) => figures[0] ?? []))).toBe(items)
        const perProgramme = sheet.tables.find(({ key }) => key === 'programmes')?.lines ?? []
        expect(sum(perProgramme.flatMap(({ figures }) => figures[1] ?? []))).toBeGreaterThanOrEqual(items)
      }),
      { numRuns: 40 },
    )
  })
})

describe('counting', () => {
  const programmes = [programme('a', MONTHLY), programme('b', WEEKLY)]

  it('takes an item in two programmes in each of them and once in all, and says so', () => {
    const shared = { item: item('i'), ms: 60_000 }
    const plays = [
      play('2026-01-20', { items: [shared] }),
      play('2026-01-20', { programmeId: 'b', time: '17:00', items: [shared] }),
    ]
    const facts = { ...NOTHING, programmes, plays }
    expect(value(facts, 'headlines/items')).toBe(1)
    expect(value(facts, 'programmes/a/items')).toBe(1)
    expect(value(facts, 'programmes/b/items')).toBe(1)
    expect(value(facts, 'topics/Chưa ghi chủ đề/items')).toBe(1)
    expect(counts(facts).notes).toEqual([
      '1 tin, bài lồng ghép ở nhiều chương trình: tính ở từng chương trình, ở tổng số tính một lần.',
    ])
  })

  it('takes two airings of one date as one day, and what was aired outside as a day and apart', () => {
    const plays = [
      play('2026-01-20'),
      play('2026-01-20', { time: '17:00' }),
      play('2026-01-21', { isOutside: true, place: 'Loa kéo', ms: undefined }),
    ]
    const facts = { ...NOTHING, programmes: [programme('a', MONTHLY)], plays }
    const keys = ['days', 'airings', 'outside', 'minutes', 'editions', 'short']
    expect(keys.map((key) => value(facts, `programmes/a/${key}`))).toEqual([2, 2, 1, 10, 1, 2])
    expect(value(facts, 'outside/a/airings')).toBe(1)
  })

  it('tells of a period that was short, also where its first day was in the span before', () => {
    const days = { from: '2026-01-20', to: '2026-02-10' }
    const facts = { ...NOTHING, days, programmes: [programme('a', MONTHLY)], plays: [play('2026-01-25')] }
    expect(value(facts, 'programmes/a/short')).toBe(1)
    const heard = { ...facts, earlier: [{ editionId: 'a-2026-01', date: '2026-01-16' }] }
    expect(value(heard, 'programmes/a/short')).toBe(0)
  })

  it('says that a span has nothing in it, has not come yet, is not over', () => {
    expect(counts(NOTHING).notes).toEqual(['Trong kỳ không có lượt phát sóng nào.'])
    expect(counts({ ...NOTHING, today: '2025-12-31' }).notes[0]).toBe(
      'Kỳ báo cáo bắt đầu từ ngày 01/01/2026, chưa đến.',
    )
    expect(counts({ ...NOTHING, today: '2026-03-31', asOf: '2026-03-31' }).notes[0]).toBe(
      'Kỳ báo cáo chưa kết thúc: số liệu tính đến ngày 31/03/2026; chỉ tiêu ngày phát là của cả kỳ.',
    )
  })

  it('says that an airing went on after midnight', () => {
    const facts = { ...NOTHING, programmes: [programme('a', MONTHLY)], plays: [play('2026-03-30', { time: '23:58' })] }
    expect(counts(facts).notes).toEqual([
      '1 lượt phát kéo dài qua nửa đêm: tính trọn vào ngày bắt đầu phát, kể cả ở ngày khóa sổ.',
    ])
  })

  it('puts the airings of a cut-off month into that month', () => {
    const facts = { ...NOTHING, days: { from: '2025-12-15', to: '2026-03-14' }, programmes: [programme('a', MONTHLY)] }
    const sheet = counts({ ...facts, plays: [play('2026-01-20'), play('2026-01-10')] }, STATION, 14)
    const months = sheet.tables.find(({ key }) => key === 'months')
    expect(months?.lines.map(({ title, figures: [days] }) => [title, days?.value, days?.planned])).toEqual([
      ['Tháng 1/2026', 1, 2],
      ['Tháng 2/2026', 1, 2],
      ['Tháng 3/2026', 0, 2],
    ])
  })

  it('keeps a line that had something before and has nothing now', () => {
    const before = counts({
      ...NOTHING,
      programmes,
      plays: [play('2026-01-20', { items: [{ item: item('i', { topics: ['A/B'] }), ms: 1 }] })],
    })
    const compared = { now: counts({ ...NOTHING, programmes }), before }
    const topics = shownFigures(compared).tables.find(({ key }) => key === 'topics')
    expect(topics?.lines[0]).toMatchObject({
      title: 'A/B',
      figures: [{ value: 0, previous: 1, rowsKey: 'topics/A/B/items' }, {}, {}, {}],
    })
    expect(rowsOfKey(compared, 'topics/A/B/items')).toMatchObject({ rows: [], title: 'Theo chủ đề – A/B: Tin, bài' })
    expect(rowsOfKey(compared, 'topics/B/items')).toBeUndefined()
  })

  it('counts a question as overdue only when its day was over at the end, and it was not answered by then', () => {
    const question = (dueOn: string, answeredOn?: string) => ({
      id: dueOn,
      code: '1/2026',
      text: 'Hỏi',
      receivedOn: '2026-01-05',
      agency: { key: 'u1', name: 'Phòng Nội vụ' },
      dueOn,
      answeredOn,
      isClosed: false,
    })
    const questions = [
      question('2026-03-31'),
      question('2026-04-01'),
      question('2026-03-10', '2026-03-10'),
      question('2026-03-11', '2026-03-12'),
      question('2026-03-12', '2026-04-02'),
    ]
    const facts = { ...NOTHING, questions }
    const keys = ['received', 'answered', 'late', 'overdue']
    expect(keys.map((key) => value(facts, `questions/u1/${key}`))).toEqual([5, 2, 1, 2])
    expect(value({ ...facts, today: '2026-03-31' }, 'questions/u1/overdue')).toBe(1)
  })
})
