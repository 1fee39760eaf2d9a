import { Type } from 'typebox'
import { CalendarDate, Id, Instant, Signed, WallTime } from './common.ts'

/** “Tạm dừng mọi lịch”: what would begin within [from, until) does not (national mourning, power work). */
export const Pause = Type.Object({
  id: Id,
  from: Instant,
  until: Instant,
  reason: Type.String(),
  made: Signed,
  lifted: Type.Optional(Signed),
})

export const PauseMade = Type.Object({
  reason: Type.String({ minLength: 1, maxLength: 500 }),
  /** Absent: from now. */
  from: Type.Optional(Instant),
  until: Instant,
  /** What sounds now is faded out as well. */
  stopsNow: Type.Boolean(),
})

/** A stretch of the week that belongs to somebody else: tiếp âm VOV, the province station. Airings clash with it. */
export const OccupiedSlot = Type.Object({
  id: Id,
  title: Type.String(),
  /** 1 Monday … 7 Sunday. */
  weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 })),
  from: WallTime,
  /** After `from`; `23:59` means to the end of the day. */
  until: WallTime,
  /** First and last date of it; absent: without end. */
  firstDate: Type.Optional(CalendarDate),
  lastDate: Type.Optional(CalendarDate),
  made: Signed,
})

export const OccupiedSlotMade = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 200 }),
  weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7 }),
  from: WallTime,
  until: WallTime,
  firstDate: Type.Optional(CalendarDate),
  lastDate: Type.Optional(CalendarDate),
})

/** What narrows and orders the occupied slots: words of the title, a weekday (1 Monday … 7 Sunday) on which they come. */
export const OccupiedAsked = Type.Object({
  words: Type.Optional(Type.String({ maxLength: 200 })),
  weekday: Type.Optional(Type.Integer({ minimum: 1, maximum: 7 })),
  /** Without one by the time of day. */
  order: Type.Optional(Type.Literal('title')),
})

/** What was read of a table of occupied slots; nothing is kept yet. */
export const OccupiedRead = Type.Object({
  slots: Type.Array(OccupiedSlotMade),
  /** Rows that stand in the week already. */
  knownCount: Type.Integer(),
  /** Vietnamese sentences: rows that say no time. */
  warnings: Type.Array(Type.String()),
})

/** Where an airing that was missed or displaced could sound instead: the next free time. */
export const FreeTime = Type.Object({ date: CalendarDate, time: WallTime, startsAt: Instant })
export const FreeTimes = Type.Object({ times: Type.Array(FreeTime) })
