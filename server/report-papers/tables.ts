import type { Figure, FigureTable, ReportFigures } from '../contract/index.ts'
import type { Block, Column } from '../papers/index.ts'
import { changeWords, figureWords, titleWithUnit } from './words.ts'

type TableBlock = Extract<Block, { kind: 'table' }>

/** So many columns of figures stand beside the name of a line; with more, plan and last period go into the same cell. */
const MOST_COLUMNS = 5
const NUMBER_PERCENT = 7

/** The headlines with plan, last period and change (pure). */
export function headlinesBlock(headlines: ReportFigures['headlines']): TableBlock {
  const isPlanned = headlines.some(({ figure }) => figure.planned !== undefined)
  return {
    kind: 'table',
    columns: [
      { title: 'TT', widthPercent: NUMBER_PERCENT, align: 'center' },
      { title: 'Chỉ tiêu', widthPercent: isPlanned ? 41 : 51 },
      ...(isPlanned ? [{ title: 'Kế hoạch', widthPercent: 13, align: 'right' } satisfies Column] : []),
      { title: 'Kỳ này', widthPercent: 13, align: 'right' },
      { title: 'Kỳ trước', widthPercent: 13, align: 'right' },
      { title: 'Tăng, giảm', widthPercent: 13, align: 'right' },
    ],
    rows: headlines.map(({ title, unit, figure: { value, previous, planned } }, place) => [
      String(place + 1),
      titleWithUnit(title, unit),
      ...(isPlanned ? [planned === undefined ? '' : figureWords(planned)] : []),
      figureWords(value),
      figureWords(previous),
      changeWords(value, previous),
    ]),
  }
}

/**
 * A table of figures (pure). Few columns: plan and last period stand in columns of their own. Many: they stand in the cell,
 * “12/24” of a plan and “(10)” of the period before, and `legend` says so.
 */
export function figuresBlock({ columns, lines, lineTitle }: FigureTable): { table: TableBlock; legend?: string } {
  const told = columns.map((column, at) => {
    const has = (what: 'planned' | 'previous') => lines.some(({ figures }) => figures[at]?.[what] !== undefined)
    return { ...column, at, isPlanned: has('planned'), hasPrevious: has('previous') }
  })
  const apart = told.flatMap(({ title, unit, at, isPlanned, hasPrevious }) => {
    const name = titleWithUnit(title, unit)
    const words = (of: (figure: Figure) => number | undefined) => (figures: readonly Figure[]) => {
      const figure = figures[at]
      return figure === undefined ? '' : figureWords(of(figure))
    }
    return [
      ...(isPlanned ? [{ title: `${name}, kế hoạch`, words: words(({ planned }) => planned) }] : []),
      { title: name, words: words(({ value }) => value) },
      ...(hasPrevious ? [{ title: `${name}, kỳ trước`, words: words(({ previous }) => previous) }] : []),
    ]
  })
  if (apart.length <= MOST_COLUMNS) return { table: drawn(lineTitle, apart, lines) }
  const together = told.map(({ title, unit, at }) => ({
    title: titleWithUnit(title, unit),
    words: (figures: readonly Figure[]) => {
      const figure = figures[at]
      if (figure === undefined) return ''
      const { value, planned, previous } = figure
      const plan = planned === undefined ? '' : `/${figureWords(planned)}`
      const before = previous === undefined ? '' : ` (${figureWords(previous)})`
      return `${figureWords(value)}${plan}${before}`
    },
  }))
  const legend = [
    ...(told.some(({ isPlanned }) => isPlanned) ? ['số sau dấu / là kế hoạch'] : []),
    ...(told.some(({ hasPrevious }) => hasPrevious) ? ['số trong ngoặc là của kỳ trước'] : []),
  ].join('; ')
  return {
    table: { ...drawn(lineTitle, together, lines), small: true },
    ...(legend !== '' && { legend: `${legend.charAt(0).toLocaleUpperCase('vi')}${legend.slice(1)}.` }),
  }
}

function drawn(
  lineTitle: string,
  columns: readonly { title: string; words: (figures: readonly Figure[]) => string }[],
  lines: FigureTable['lines'],
): TableBlock {
  const each = Math.min(14, Math.floor((100 - NUMBER_PERCENT - 28) / Math.max(1, columns.length)))
  return {
    kind: 'table',
    columns: [
      { title: 'TT', widthPercent: NUMBER_PERCENT, align: 'center' },
      { title: lineTitle, widthPercent: 100 - NUMBER_PERCENT - each * columns.length },
      ...columns.map(({ title }): Column => ({ title, widthPercent: each, align: 'right' })),
    ],
    rows: lines.map(({ title, figures }, place) => [
      String(place + 1),
      title,
      ...columns.map(({ words }) => words(figures)),
    ]),
  }
}
