import { type Static, Type } from 'typebox'
import { CalendarDate, CalendarMonth, Id } from './common.ts'
import { FigureTable } from './reports.ts'

/** The loudness of an edition as it was delivered. */
export const EditionLoudness = Type.Object({
  editionId: Id,
  renderId: Id,
  title: Type.String(),
  programmeName: Type.String(),
  /** The first day of its period. */
  beginsOn: CalendarDate,
  /** Integrated loudness (EBU R 128) of the master. */
  lufs: Type.Number(),
  targetLufs: Type.Number(),
})
export type EditionLoudness = Static<typeof EditionLoudness>

/** What the charts of a year are drawn from: tables of the report of that year, and what no report counts. */
export const YearCharts = Type.Object({
  year: Type.Integer(),
  from: CalendarDate,
  to: CalendarDate,
  isOver: Type.Boolean(),
  /** The reporting month in which the station is now: it and those after it are not judged. */
  thisMonth: CalendarMonth,
  /** A line for each month, a column for each programme: days on which it was heard, with those planned. */
  months: Type.Optional(FigureTable),
  /** A line for each topic. */
  topics: Type.Optional(FigureTable),
  /** A line for each unit: items on time, late, missing. */
  intake: Type.Optional(FigureTable),
  /** A line for each ward. */
  wards: Type.Optional(FigureTable),
  /** Of every edition of the year that was delivered, in the order of time. */
  loudness: Type.Array(EditionLoudness),
})
export type YearCharts = Static<typeof YearCharts>
