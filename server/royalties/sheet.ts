import { vietnameseDate } from '../../schedules/index.ts'
import type {
  RoyaltyKind,
  RoyaltyLedger,
  RoyaltyLine,
  RoyaltyRate,
  RoyaltyRates,
  RoyaltySum,
} from '../contract/index.ts'
import type { Cell, SheetColumn, Tab } from '../sheets/index.ts'

const MINUTE_MS = 60_000
const NAMELESS = 'Chưa ghi tên'

const LACK_WORDS: Record<NonNullable<RoyaltyLine['lack']>, string> = {
  'no-rates': 'Chưa có mức chi',
  'no-kind': 'Chưa rõ thể loại',
  'not-due': 'Thể loại không chi',
  'not-paid': 'Không tính',
}

/** The ledger as a workbook (pure): by person, unit and kind, each line behind them, and the rates they were reckoned by. */
export function ledgerTabs({ lines, people, units, kinds, total, rates }: RoyaltyLedger): Tab[] {
  return [
    sumTab('Theo người', 'Họ tên', people, total),
    sumTab('Theo đơn vị', 'Đơn vị', units),
    sumTab('Theo thể loại', 'Thể loại', kinds, total),
    lineTab(
      'Tác phẩm',
      'Tác giả',
      lines.filter(({ role }) => role === 'author'),
    ),
    lineTab(
      'Bản đọc',
      'Người đọc',
      lines.filter(({ role }) => role === 'reader'),
    ),
    ratesTab(rates),
  ]
}

function sumTab(name: string, title: string, sums: readonly RoyaltySum[], total?: RoyaltySum): Tab {
  const row = (first: Cell, sum: RoyaltySum): Cell[] => [
    first,
    sum.name ?? (sum === total ? 'Cộng' : NAMELESS),
    sum.works,
    sum.workWords,
    sum.workDong,
    sum.reads,
    sum.readWords,
    minutes(sum.readMs),
    sum.readDong,
    sum.totalDong,
    sum.unknown === 0 ? undefined : `${sum.unknown} dòng chưa có mức`,
  ]
  return {
    name,
    columns: [
      { title: 'TT', width: 6, kind: 'number' },
      { title, width: 34, kind: 'text' },
      { title: 'Tác phẩm', width: 11, kind: 'number' },
      { title: 'Số chữ', width: 11, kind: 'number' },
      { title: 'Nhuận bút tác giả (đồng)', width: 18, kind: 'dong' },
      { title: 'Lượt đọc', width: 11, kind: 'number' },
      { title: 'Số chữ đọc', width: 12, kind: 'number' },
      { title: 'Phút đọc', width: 11, kind: 'number' },
      { title: 'Thù lao đọc (đồng)', width: 18, kind: 'dong' },
      { title: 'Cộng (đồng)', width: 18, kind: 'dong' },
      { title: 'Ghi chú', width: 24, kind: 'text' },
    ],
    rows: [...sums.map((sum, place) => row(place + 1, sum)), ...(total ? [row(undefined, total)] : [])],
  }
}

function lineTab(name: string, who: string, lines: readonly RoyaltyLine[]): Tab {
  const isReads = lines.some(({ role }) => role === 'reader')
  const columns: SheetColumn[] = [
    { title: 'TT', width: 6, kind: 'number' },
    { title: 'Phát lần đầu', width: 18, kind: 'instant' },
    { title: 'Tên tác phẩm', width: 46, kind: 'text' },
    { title: who, width: 28, kind: 'text' },
    { title: 'Đơn vị', width: 28, kind: 'text' },
    { title: 'Thể loại', width: 18, kind: 'text' },
    { title: 'Số chữ', width: 10, kind: 'number' },
    { title: 'Phút', width: 9, kind: 'number' },
    { title: 'Mức', width: 26, kind: 'text' },
    { title: 'Thành tiền (đồng)', width: 18, kind: 'dong' },
    { title: 'Kỳ phát', width: 42, kind: 'text' },
    { title: 'Ghi chú', width: 36, kind: 'text' },
  ]
  const shown = columns.filter(({ title }) => (title !== 'Phút' || isReads) && (title !== 'Đơn vị' || !isReads))
  const rows = lines.map((line, place): Record<string, Cell> => {
    const byHand = line.correction?.amountDong !== undefined && line.lack === undefined
    return {
      TT: place + 1,
      'Phát lần đầu': line.airedAt,
      'Tên tác phẩm': line.title,
      [who]: line.person ?? NAMELESS,
      'Đơn vị': line.unitName,
      'Thể loại': line.kindName,
      'Số chữ': line.words,
      Phút: line.durationMs === undefined ? undefined : minutes(line.durationMs),
      Mức: byHand ? 'Mức riêng' : line.rate && rateWords(line.rate),
      'Thành tiền (đồng)': line.amountDong,
      'Kỳ phát': line.editionTitle,
      'Ghi chú': [
        line.lack && LACK_WORDS[line.lack],
        line.isOutside ? 'Phát ngoài hệ thống' : undefined,
        line.correction?.note,
        line.correction && `${line.correction.set.by} ghi`,
      ]
        .filter(Boolean)
        .join('; '),
    }
  })
  return { name, columns: shown, rows: rows.map((row) => shown.map(({ title }) => row[title])) }
}

function ratesTab(tables: readonly RoyaltyRates[]): Tab {
  return {
    name: 'Mức chi',
    columns: [
      { title: 'Áp dụng từ', width: 13, kind: 'date' },
      { title: 'Đến', width: 13, kind: 'date' },
      { title: 'Căn cứ', width: 44, kind: 'text' },
      { title: 'Giá trị một hệ số (đồng)', width: 18, kind: 'dong' },
      { title: 'Thể loại', width: 24, kind: 'text' },
      { title: 'Tác giả', width: 28, kind: 'text' },
      { title: 'Người đọc', width: 28, kind: 'text' },
    ],
    rows: tables.flatMap(({ from, to, decision, unitValueDong, kinds }) =>
      kinds.map((kind: RoyaltyKind) => [
        from,
        to,
        decision,
        unitValueDong,
        kind.name,
        kind.author && rateWords(kind.author),
        kind.reader && rateWords(kind.reader),
      ]),
    ),
  }
}

/** “50.000 đồng”, “hệ số 0,3 mỗi chữ” (pure). */
export function rateWords({ amount, measure, basis }: RoyaltyRate): string {
  const figure = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 6 }).format(amount)
  return `${measure === 'dong' ? `${figure} đồng` : `hệ số ${figure}`}${basis === 'word' ? ' mỗi chữ' : ''}`
}

/** The name under which a ledger is saved. */
export function sheetName({ from, to, title }: Pick<RoyaltyLedger, 'from' | 'to' | 'title'>): string {
  const short = title.split(' (')[0] ?? title
  return `Bảng kê nhuận bút ${short} (${vietnameseDate(from)} – ${vietnameseDate(to)}).xlsx`
}

function minutes(ms: number): number {
  return Math.round((ms / MINUTE_MS) * 10) / 10
}
