import { Type } from 'typebox'
import { CalendarDate, Signed } from './common.ts'

const HolidayName = Type.String({ minLength: 1, maxLength: 100 })

/** A day on which offices rest: airings on it are warned of. */
export const Holiday = Type.Object({
  date: CalendarDate,
  name: HolidayName,
  /** Who entered it; absent: it is the same every year, or came with the program. */
  set: Type.Optional(Signed),
})

export const HolidayYear = Type.Integer({ minimum: 2000, maximum: 2199 })

/** Days as they are to be; null: no holiday. */
export const HolidaysSet = Type.Object({
  days: Type.Array(Type.Object({ date: CalendarDate, name: Type.Union([Type.Null(), HolidayName]) }), {
    minItems: 1,
    maxItems: 400,
  }),
})

/** What was read of a table; nothing is kept yet. */
export const HolidaysRead = Type.Object({
  days: Type.Array(Type.Object({ date: CalendarDate, name: HolidayName })),
  /** Vietnamese sentences: rows that say no day. */
  warnings: Type.Array(Type.String()),
})
