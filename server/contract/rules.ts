import { Type } from 'typebox'
import { CalendarDate } from './common.ts'

const Day = Type.Integer({ minimum: 1, maximum: 31 })

/** n dates a month within a window of days (Sa Đéc 2023, III: “02 ngày/ tháng … từ 15 - 30 tây”). */
export const DaysAMonthRule = Type.Object({
  kind: Type.Literal('days-a-month'),
  daysAMonth: Day,
  fromDay: Day,
  /** Ends on min(toDay, last day of the month). */
  toDay: Day,
})

/** The same weekdays each week, 1 Monday … 7 Sunday (Bảo Lộc 2012, IV.3: “Hằng tuần trong năm 2012”). */
export const WeeklyRule = Type.Object({
  kind: Type.Literal('weekly'),
  weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7, uniqueItems: true }),
})

/** n dates a quarter within a window of days of its first, second or third month. */
export const QuarterlyRule = Type.Object({
  kind: Type.Literal('quarterly'),
  daysAQuarter: Day,
  monthOfQuarter: Type.Integer({ minimum: 1, maximum: 3 }),
  fromDay: Day,
  toDay: Day,
})

/** The dates that a plan names, one edition each. */
export const ListedDatesRule = Type.Object({
  kind: Type.Literal('listed-dates'),
  dates: Type.Array(CalendarDate, { minItems: 1, maxItems: 400, uniqueItems: true }),
})

export const ProgrammeRule = Type.Union([DaysAMonthRule, WeeklyRule, QuarterlyRule, ListedDatesRule])

/**
 * When the desk does something for a period: on days of the month in which it airs or of one before (Sa Đéc 2023, II: “từ 01
 * - 10 tây hàng tháng”), or so many days before its first airing.
 */
export const DeskWindow = Type.Union([
  Type.Object({
    kind: Type.Literal('days-of-month'),
    fromDay: Day,
    toDay: Day,
    monthsBefore: Type.Integer({ minimum: 0, maximum: 3 }),
  }),
  Type.Object({
    kind: Type.Literal('days-before'),
    fromDays: Type.Integer({ minimum: 0, maximum: 92 }),
    toDays: Type.Integer({ minimum: 0, maximum: 92 }),
  }),
])
