import { dateAt, timeAt, vietnameseDate } from '../../schedules/index.ts'
import type { Figure, FigureRows, FigureTable, ReportFigures } from '../contract/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { titleOfSpan } from '../figures/index.ts'
import type { Cell, SheetColumn, Tab } from '../sheets/index.ts'
import type { ReportDraft } from './draft.ts'
import { titleWithUnit } from './words.ts'

const NAME_WIDTH = 48
const FIGURE_WIDTH = 14
const WIDTHS: Record<FigureRows['columns'][number]['kind'], number> = { text: 34, number: 14, date: 13, instant: 18 }

/** A figure with the words that name it among the others of its table. */
interface Named {
  label: string
  figure: Figure
}

/** Under which names the rows behind all figures are asked for (pure); each once. */
export function rowsKeysOf({ headlines, tables }: ReportFigures): string[] {
  const all = [
    ...headlines.map(({ figure }) => figure),
    ...tables.flatMap(({ lines }) => lines.flatMap(({ figures }) => figures)),
  ]
  return [...new Set(all.map(({ rowsKey }) => rowsKey))]
}

/**
 * A report as a workbook (pure): what is said in words, the headlines, a tab for each table, and after each the rows that its
 * figures were counted from. A row stands once in a tab with the names of all figures that count it: as many rows bear a
 * figure's name as were behind it.
 */
export function reportTabs(draft: ReportDraft, rows: ReadonlyMap<string, FigureRows>): Tab[] {
  const { headlines, tables } = draft.figures
  const ofHeadlines = headlines.map(({ title, figure }) => ({ label: title, figure }))
  return [
    wordsTab(draft),
    headlinesTab(headlines),
    ...rowsTabs('0', ofHeadlines, rows),
    ...tables.flatMap((table, place) => [
      figuresTab(`${place + 1} ${table.title}`, table),
      ...rowsTabs(String(place + 1), named(table), rows),
    ]),
  ]
}

function wordsTab({ span, scopeName, figures, texts, to, changed = [] }: ReportDraft): Tab {
  const { from, to: until, before, cutOffDay, isOver, countedAt, notes, tables } = figures
  const days = (first: string, last: string) => `${vietnameseDate(first)} – ${vietnameseDate(last)}`
  const lines: [string, string][] = [
    ['Kỳ báo cáo', titleOfSpan(span)],
    ...(scopeName === undefined ? [] : [['Về', scopeName] satisfies [string, string]]),
    ['Tính từ, đến hết ngày', days(from, until)],
    ['Kỳ trước', days(before.from, before.to)],
    ['Ngày chốt số liệu', cutOffDay === undefined ? 'Ngày cuối tháng' : `Ngày ${cutOffDay} hằng tháng`],
    ['Tính lúc', `${timeAt(countedAt, STATION_ZONE)} ngày ${vietnameseDate(dateAt(countedAt, STATION_ZONE))}`],
    ...(isOver ? [] : [['Lưu ý', 'Kỳ báo cáo chưa kết thúc'] satisfies [string, string]]),
    ...to.map((name): [string, string] => ['Gửi', name]),
    ['Khó khăn, vướng mắc', texts.difficulties.trim()],
    ['Đề xuất, kiến nghị', texts.proposals.trim()],
    ...((texts.plans ?? '').trim() === ''
      ? []
      : [['Phương hướng, nhiệm vụ', (texts.plans ?? '').trim()] satisfies [string, string]]),
    ...notes.map((note): [string, string] => ['Ghi chú', note]),
    ...tables.flatMap((table) => table.notes.map((note): [string, string] => [`Ghi chú: ${table.title}`, note])),
    ...changed.flatMap((sent) =>
      sent.figures.map((figure): [string, string] => [
        `Đính chính ${titleOfSent(sent)}`,
        `${figure.title}: đã báo cáo ${figure.sent ?? 'không có'}, tính lại ${figure.now ?? 'không có'}`,
      ]),
    ),
  ]
  return {
    name: 'Báo cáo',
    columns: [
      { title: 'Mục', width: 32, kind: 'text' },
      { title: 'Nội dung', width: 90, kind: 'text' },
    ],
    rows: lines,
  }
}

function titleOfSent({ title, sentOn }: { title: string; sentOn: string }): string {
  return `${title}, gửi ngày ${vietnameseDate(sentOn)}`
}

function headlinesTab(headlines: ReportFigures['headlines']): Tab {
  const number = (title: string): SheetColumn => ({ title, width: FIGURE_WIDTH, kind: 'number' })
  return {
    name: '0 Kết quả chung',
    columns: [
      { title: 'Chỉ tiêu', width: NAME_WIDTH, kind: 'text' },
      number('Kế hoạch'),
      number('Kỳ này'),
      number('Kỳ trước'),
    ],
    rows: headlines.map(({ title, unit, figure }) => [
      titleWithUnit(title, unit),
      figure.planned,
      figure.value,
      figure.previous,
    ]),
  }
}

function figuresTab(name: string, { lineTitle, columns, lines }: FigureTable): Tab {
  const told = columns.flatMap(({ title, unit }, at) => {
    const has = (what: 'planned' | 'previous') => lines.some(({ figures }) => figures[at]?.[what] !== undefined)
    const one = (words: string, of: (figure: Figure) => number | undefined) => ({
      title: words,
      value: (figures: readonly Figure[]): Cell => {
        const figure = figures[at]
        return figure && of(figure)
      },
    })
    const full = titleWithUnit(title, unit)
    return [
      ...(has('planned') ? [one(`${full}, kế hoạch`, ({ planned }) => planned)] : []),
      one(full, ({ value }) => value),
      ...(has('previous') ? [one(`${full}, kỳ trước`, ({ previous }) => previous)] : []),
    ]
  })
  return {
    name,
    columns: [
      { title: lineTitle, width: NAME_WIDTH, kind: 'text' },
      ...told.map(({ title }): SheetColumn => ({ title, width: FIGURE_WIDTH, kind: 'number' })),
    ],
    rows: lines.map(({ title, figures }) => [title, ...told.map(({ value }) => value(figures))]),
  }
}

function named({ columns, lines }: FigureTable): Named[] {
  return lines.flatMap(({ title, figures }) =>
    figures.map((figure, at) => ({ label: `${title} – ${columns[at]?.title ?? ''}`, figure })),
  )
}

/** The rows behind some figures: a tab for each shape of rows, in the order of the figures. */
function rowsTabs(number: string, figures: readonly Named[], rows: ReadonlyMap<string, FigureRows>): Tab[] {
  const behind = figures.flatMap(({ label, figure }) => {
    const found = rows.get(figure.rowsKey)
    return found && found.rows.length > 0 ? [{ label, ...found }] : []
  })
  const shapes = Map.groupBy(behind, ({ columns }) => JSON.stringify(columns))
  return [...shapes.values()].flatMap((alike) => {
    const [first] = alike
    return first ? [rowsTab(`${number} Nguồn (${first.title})`, alike)] : []
  })
}

function rowsTab(name: string, alike: readonly (FigureRows & { label: string })[]): Tab {
  const columns = alike[0]?.columns ?? []
  const kept = new Map<string, { cells: FigureRows['rows'][number]['cells']; labels: string[] }>()
  for (const { label, rows } of alike) {
    const seen = new Map<string, number>()
    for (const { cells, href } of rows) {
      const same = JSON.stringify([cells, href])
      const nth = (seen.get(same) ?? 0) + 1
      seen.set(same, nth)
      const key = `${nth} ${same}`
      const known = kept.get(key)
      if (known) known.labels.push(label)
      else kept.set(key, { cells, labels: [label] })
    }
  }
  return {
    name,
    columns: [
      ...columns.map(({ title, kind }): SheetColumn => ({ title, kind, width: WIDTHS[kind] })),
      { title: 'Tính vào số liệu', width: 60, kind: 'text' },
    ],
    rows: [...kept.values()].map(({ cells, labels }) => [
      ...columns.map((_, at): Cell => cells[at] ?? undefined),
      [...new Set(labels)].join('; '),
    ]),
  }
}
