import type { Figure, FigureRows, FigureTable, ReportFigures } from '../../../server/contract/index.ts'
import type { ReportDraft } from '../../../server/report-papers/index.ts'

/** Who owes items in the pictures: enough for a table that goes over pages. */
const UNITS = 60

/** A figure that is the number of the rows under its key. */
export const figure = (rowsKey: string, value: number | undefined, more: Partial<Figure> = {}): Figure => ({
  rowsKey,
  ...(value !== undefined && { value }),
  ...more,
})

/** A quarter of a station: few and many columns, plan and last period, decimals, something unknown, an empty table, notes. */
export function quarterFigures(): ReportFigures {
  const topics: FigureTable = {
    key: 'topics',
    title: 'Theo chủ đề',
    lineTitle: 'Chủ đề',
    columns: [
      { key: 'items', title: 'Tin, bài', unit: 'count' },
      { key: 'minutes', title: 'Thời lượng', unit: 'minutes' },
    ],
    lines: [
      {
        key: 'cds',
        title: 'Chuyển đổi số, dịch vụ công trực tuyến',
        figures: [
          figure('topics/cds/items', 12, { previous: 9 }),
          figure('topics/cds/minutes', 1234.56, { previous: 1000.5 }),
        ],
      },
      {
        key: 'papi',
        title: 'Chỉ số PAPI, SIPAS',
        figures: [
          figure('topics/papi/items', 0, { previous: 3 }),
          figure('topics/papi/minutes', undefined, { previous: 7 }),
        ],
      },
    ],
    notes: ['Tin, bài lồng ghép được tính ở từng chương trình và một lần trong tổng số.'],
  }
  const programmes: FigureTable = {
    key: 'programmes',
    title: 'Theo chương trình',
    lineTitle: 'Chương trình',
    columns: [
      { key: 'editions', title: 'Kỳ phát', unit: 'count' },
      { key: 'items', title: 'Tin, bài', unit: 'count' },
      { key: 'days', title: 'Ngày phát', unit: 'days' },
      { key: 'airings', title: 'Lượt phát', unit: 'count' },
      { key: 'minutes', title: 'Thời lượng', unit: 'minutes' },
    ],
    lines: [
      {
        key: 'p1',
        title: 'Cải cách hành chính và cuộc sống',
        figures: [
          figure('programmes/p1/editions', 3, { previous: 3 }),
          figure('programmes/p1/items', 12, { previous: 9 }),
          figure('programmes/p1/days', 5, { previous: 6, planned: 6 }),
          figure('programmes/p1/airings', 6, { previous: 6 }),
          figure('programmes/p1/minutes', 92.25, { previous: 88 }),
        ],
      },
    ],
    notes: [],
  }
  const intake: FigureTable = {
    key: 'intake',
    title: 'Tin, bài của các đơn vị theo bảng phân công',
    lineTitle: 'Đơn vị',
    columns: [
      { key: 'owed', title: 'Phân công', unit: 'count' },
      { key: 'on-time', title: 'Đúng hạn', unit: 'count' },
      { key: 'late', title: 'Trễ hạn', unit: 'count' },
      { key: 'missing', title: 'Còn thiếu', unit: 'count' },
    ],
    lines: Array.from({ length: UNITS }, (_, at) => ({
      key: `u${at}`,
      title: `Ủy ban nhân dân Phường ${at + 1}, thành phố Sa Đéc`,
      figures: ['owed', 'on-time', 'late', 'missing'].map((column, place) =>
        figure(`intake/u${at}/${column}`, (at + place) % 3),
      ),
    })),
    notes: ['Phường 2 sáp nhập vào Phường 1 từ ngày 01/08/2026; số liệu của Phường 2 tính vào Phường 1.'],
  }
  const empty: FigureTable = {
    key: 'feedback',
    title: 'Ý kiến của người nghe',
    lineTitle: 'Kênh',
    columns: [{ key: 'received', title: 'Ý kiến', unit: 'count' }],
    lines: [],
    notes: [],
  }
  return {
    from: '2026-06-15',
    to: '2026-09-14',
    before: { from: '2026-03-15', to: '2026-06-14' },
    cutOffDay: 14,
    isOver: false,
    // 08:05 on 01/09/2026 in Viet Nam.
    countedAt: Date.UTC(2026, 8, 1, 1, 5),
    headlines: [
      { key: 'editions', title: 'Kỳ phát', unit: 'count', figure: figure('headlines/editions', 3, { previous: 3 }) },
      {
        key: 'broadcast-days',
        title: 'Ngày có phát sóng',
        unit: 'days',
        figure: figure('headlines/broadcast-days', 5, { previous: 6, planned: 6 }),
      },
      {
        key: 'minutes',
        title: 'Thời lượng phát',
        unit: 'minutes',
        figure: figure('headlines/minutes', 1234.56, { previous: 1000.5 }),
      },
      { key: 'share', title: 'Tỷ lệ đúng hạn', unit: 'percent', figure: figure('headlines/share', 85.71) },
    ],
    tables: [programmes, topics, intake, empty],
    notes: ['Lượt phát qua nửa đêm tính vào ngày bắt đầu.'],
  }
}

/** A report of that quarter, ready to be laid out. */
export function quarterDraft(more: Partial<ReportDraft> = {}): ReportDraft {
  return {
    span: { kind: 'quarter', year: 2026, part: 3 },
    scope: { of: 'station' },
    figures: quarterFigures(),
    texts: {
      difficulties: 'Loa khóm 3 hỏng từ tháng 8.\nMất điện hai lần vào giờ phát.',
      proposals: 'Bố trí kinh phí thay 12 loa phóng thanh.',
    },
    to: ['Phòng Văn hóa và Thông tin', 'Ủy ban nhân dân Thành phố'],
    letterhead: {
      above: 'UBND thành phố Sa Đéc',
      issuer: 'Trung tâm Văn hóa và Truyền thanh',
      code: 'TTVHTT',
      drafter: '',
      place: 'Sa Đéc',
      signerTitle: 'GIÁM ĐỐC',
      signerName: '',
    },
    stationName: 'Đài truyền thanh thành phố Sa Đéc',
    ...more,
  }
}

/** Rows behind the figures: of each as many as it says, whole ones; those of minutes with their sum. */
export function rowsOf(figures: ReportFigures): Map<string, FigureRows> {
  const all = [
    ...figures.headlines.map((one) => ({ unit: one.unit, figure: one.figure })),
    ...figures.tables.flatMap(({ columns, lines }) =>
      lines.flatMap((line) => line.figures.map((one, at) => ({ unit: columns[at]?.unit ?? 'count', figure: one }))),
    ),
  ]
  return new Map(
    all.map(({ unit, figure: { rowsKey, value = 0 } }): [string, FigureRows] => {
      const count = unit === 'minutes' ? Math.min(1, Math.ceil(value)) : Math.floor(value)
      return [
        rowsKey,
        {
          rowsKey,
          title: unit === 'minutes' ? 'Lượt phát' : 'Kỳ phát',
          columns: [
            { title: 'Ngày', kind: 'date' },
            { title: 'Lúc', kind: 'instant' },
            { title: 'Tên', kind: 'text' },
            ...(unit === 'minutes' ? [{ title: 'Phút', kind: 'number' } as const] : []),
          ],
          rows: Array.from({ length: count }, (_, at) => ({
            cells: [
              `2026-07-${String(1 + (at % 28)).padStart(2, '0')}`,
              at === 0 ? null : Date.UTC(2026, 6, 1 + at, 22, 15),
              `Kỳ ${at + 1}`,
              ...(unit === 'minutes' ? [value] : []),
            ],
            href: `/ky-phat/${at}`,
          })),
        },
      ]
    }),
  )
}
