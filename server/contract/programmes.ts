import { Type } from 'typebox'
import { ProgrammeAirRules } from './air-settings.ts'
import { CalendarDate, Id, Sha256, WallTime } from './common.ts'

/** n dates a month within a window of days (Sa Đéc 2023, III: “02 ngày/ tháng … từ 15 - 30 tây”). */
export const DaysAMonthRule = Type.Object({
  kind: Type.Literal('days-a-month'),
  daysAMonth: Type.Integer({ minimum: 1, maximum: 31 }),
  fromDay: Type.Integer({ minimum: 1, maximum: 31 }),
  /** Ends on min(toDay, last day of the month). */
  toDay: Type.Integer({ minimum: 1, maximum: 31 }),
})

export const Programme = Type.Object({
  id: Id,
  name: Type.String(),
  rule: DaysAMonthRule,
  /** Times of day at which an airing date sounds: the first and its repeats. */
  times: Type.Array(WallTime, { minItems: 1, maxItems: 8 }),
  startsOn: CalendarDate,
  preset: Type.Optional(Type.String()),
  airRules: ProgrammeAirRules,
  /** The cover that its MP3s carry, at `GET /api/programmes/:id/picture`; absent: none. */
  pictureSha256: Type.Optional(Sha256),
  /** The units of the rota, by month 1–12; empty when the programme has no rota. */
  rota: Type.Array(Type.Object({ month: Type.Integer({ minimum: 1, maximum: 12 }), units: Type.Array(Type.String()) })),
})

export const ProgrammeMade = Type.Object({
  preset: Type.Union([Type.Literal('sa-dec-2023'), Type.Literal('empty')]),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
})

export const ProgrammeChange = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  times: Type.Optional(Type.Array(WallTime, { minItems: 1, maxItems: 8 })),
  rule: Type.Optional(DaysAMonthRule),
  airRules: Type.Optional(ProgrammeAirRules),
})
