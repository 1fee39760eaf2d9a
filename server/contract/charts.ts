import { type Static, Type } from 'typebox'
import { CalendarDate, CalendarMonth, Id } from './common.ts'

/** A programme in a month of the station's year. */
export const ChartMonth = Type.Object({
  month: CalendarMonth,
  /** Distinct days on which it was heard. */
  days: Type.Integer(),
  editions: Type.Integer(),
  minutes: Type.Number(),
})
export type ChartMonth = Static<typeof ChartMonth>

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

/** A year in pictures: what the charts are drawn from. */
export const YearCharts = Type.Object({
  year: Type.Integer(),
  from: CalendarDate,
  to: CalendarDate,
  isOver: Type.Boolean(),
  /** Twelve months each, in the order of the programmes. */
  programmes: Type.Array(Type.Object({ programmeId: Id, name: Type.String(), months: Type.Array(ChartMonth) })),
  /** The most frequent first. */
  topics: Type.Array(Type.Object({ topic: Type.String(), items: Type.Number() })),
  units: Type.Array(
    Type.Object({ name: Type.String(), onTime: Type.Number(), late: Type.Number(), missing: Type.Number() }),
  ),
  wards: Type.Array(Type.Object({ name: Type.String(), minutes: Type.Number() })),
  /** In the order of time. */
  loudness: Type.Array(EditionLoudness),
  notes: Type.Array(Type.String()),
})
export type YearCharts = Static<typeof YearCharts>
