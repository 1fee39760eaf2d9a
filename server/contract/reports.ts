import { type Static, Type } from 'typebox'
import { CalendarDate, Id } from './common.ts'

/** What a report covers. A quarter, half or whole year ends on the station's cut-off day; a span on the day that is said. */
export const ReportSpan = Type.Union([
  Type.Object({ kind: Type.Literal('quarter'), year: Type.Integer(), part: Type.Integer({ minimum: 1, maximum: 4 }) }),
  Type.Object({
    kind: Type.Literal('half-year'),
    year: Type.Integer(),
    part: Type.Integer({ minimum: 1, maximum: 2 }),
  }),
  Type.Object({ kind: Type.Literal('year'), year: Type.Integer() }),
  Type.Object({ kind: Type.Literal('days'), from: CalendarDate, to: CalendarDate }),
])
export type ReportSpan = Static<typeof ReportSpan>

/** Whom it is about: the whole station (also for the standing agency), one unit, one ward. */
export const ReportScope = Type.Union([
  Type.Object({ of: Type.Literal('station') }),
  Type.Object({ of: Type.Literal('agency') }),
  Type.Object({ of: Type.Literal('unit'), unitId: Id }),
  Type.Object({ of: Type.Literal('ward'), wardStationId: Id }),
])
export type ReportScope = Static<typeof ReportScope>

/** One number, and the name under which the rows it was counted from are asked for. Without a value it is not known. */
export const Figure = Type.Object({
  rowsKey: Type.String(),
  value: Type.Optional(Type.Number()),
  /** The same figure of the period before, and what was planned, where there is one. */
  previous: Type.Optional(Type.Number()),
  planned: Type.Optional(Type.Number()),
})
export type Figure = Static<typeof Figure>

export const FigureUnit = Type.Union([
  Type.Literal('count'),
  Type.Literal('days'),
  Type.Literal('minutes'),
  Type.Literal('percent'),
])
export type FigureUnit = Static<typeof FigureUnit>

/** A table of figures: a line each for a programme, a topic, a unit, an hour… in the order in which they are printed. */
export const FigureTable = Type.Object({
  key: Type.String(),
  title: Type.String(),
  lineTitle: Type.String(),
  columns: Type.Array(Type.Object({ key: Type.String(), title: Type.String(), unit: FigureUnit })),
  lines: Type.Array(Type.Object({ key: Type.String(), title: Type.String(), figures: Type.Array(Figure) })),
  /** What a reader has to know to read it rightly, as a sentence: a merger, a rule that changed, a period not over. */
  notes: Type.Array(Type.String()),
})
export type FigureTable = Static<typeof FigureTable>

/** What was counted of a span, before anybody writes a word to it. */
export const ReportFigures = Type.Object({
  from: CalendarDate,
  to: CalendarDate,
  /** The span that `previous` is of. */
  before: Type.Object({ from: CalendarDate, to: CalendarDate }),
  /** The day of the month with which periods are closed; undefined: the calendar's. */
  cutOffDay: Type.Optional(Type.Integer()),
  isOver: Type.Boolean(),
  countedAt: Type.Number(),
  headlines: Type.Array(Type.Object({ key: Type.String(), title: Type.String(), unit: FigureUnit, figure: Figure })),
  tables: Type.Array(FigureTable),
  notes: Type.Array(Type.String()),
})
export type ReportFigures = Static<typeof ReportFigures>

/** The rows behind a figure. A cell is text, a number, an instant or a day as its column's kind says. */
export const FigureRows = Type.Object({
  rowsKey: Type.String(),
  title: Type.String(),
  /** The column whose sum, to one decimal, the figure is; absent: the figure is how many rows there are. */
  sumOf: Type.Optional(Type.Integer()),
  columns: Type.Array(
    Type.Object({
      title: Type.String(),
      kind: Type.Union([Type.Literal('text'), Type.Literal('number'), Type.Literal('date'), Type.Literal('instant')]),
    }),
  ),
  rows: Type.Array(
    Type.Object({
      cells: Type.Array(Type.Union([Type.String(), Type.Number(), Type.Null()])),
      /** The page of the thing that was counted. */
      href: Type.Optional(Type.String()),
    }),
  ),
})
export type FigureRows = Static<typeof FigureRows>

/** What of a report a person writes; what is empty is not printed. */
export const ReportTexts = Type.Object({
  /** Khó khăn, vướng mắc. */
  difficulties: Type.String({ maxLength: 20_000 }),
  /** Đề xuất, kiến nghị. */
  proposals: Type.String({ maxLength: 20_000 }),
  /** Phương hướng, nhiệm vụ thời gian tới. */
  plans: Type.String({ maxLength: 20_000 }),
})
export type ReportTexts = Static<typeof ReportTexts>

/** A figure that is counted otherwise now than it was told. A side that is absent was not known, or is no longer counted. */
export const FigureChange = Type.Object({
  /** Where it stands: “Theo chương trình”, “Cải cách hành chính và cuộc sống”, “Số kỳ”. */
  title: Type.String(),
  unit: FigureUnit,
  rowsKey: Type.String(),
  told: Type.Optional(Type.Number()),
  now: Type.Optional(Type.Number()),
})
export type FigureChange = Static<typeof FigureChange>

/** What has changed in a report since it was sent, as the next one says it. */
export const ReportCorrection = Type.Object({
  sentId: Id,
  /** “Báo cáo quý III năm 2026”. */
  title: Type.String(),
  sentAt: Type.Number(),
  number: Type.Optional(Type.String()),
  datedOn: Type.Optional(CalendarDate),
  changes: Type.Array(FigureChange),
})
export type ReportCorrection = Static<typeof ReportCorrection>
