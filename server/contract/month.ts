import { type Static, Type } from 'typebox'
import { CalendarDate, Id, Period } from './common.ts'
import { EditionSummary } from './editions.ts'
import { PersonFunction } from './functions.ts'
import { UnitReceipt } from './urging.ts'

/** Nhận tin bài · Thẩm định, phê duyệt · Phát sóng. */
export const WindowName = Type.Union([Type.Literal('intake'), Type.Literal('review'), Type.Literal('airing')])

export const WindowState = Type.Union([
  Type.Literal('ahead'),
  Type.Literal('open'),
  /** Open, and one of its last three days. */
  Type.Literal('closing'),
  Type.Literal('over'),
])

/** A stretch of days within a period, and how it stands on the day asked for. */
export const MonthWindow = Type.Object({
  name: WindowName,
  from: CalendarDate,
  to: CalendarDate,
  state: WindowState,
})

/** What can be due, in the order of an edition's way. */
export const WorkName = Type.Union([
  /** Mở kỳ phát. */
  Type.Literal('open'),
  /** Đôn đốc. */
  Type.Literal('urge'),
  /** Thẩm định. */
  Type.Literal('review'),
  /** Đưa tin bài đã chọn vào kịch bản. */
  Type.Literal('bring'),
  /** Soạn kịch bản. */
  Type.Literal('script'),
  /** Sửa theo ý kiến lãnh đạo. */
  Type.Literal('revise'),
  /** Trình duyệt. */
  Type.Literal('submit'),
  /** Phê duyệt. */
  Type.Literal('approve'),
  /** Thu âm. */
  Type.Literal('record'),
  /** Đọc một tiết mục được giao. */
  Type.Literal('read'),
  /** Dựng. */
  Type.Literal('render'),
  /** Xếp lịch. */
  Type.Literal('schedule'),
  /** Theo dõi, phát bù. */
  Type.Literal('watch'),
  /** Gửi trạm. */
  Type.Literal('wards'),
])

/** Something that is due: what, for whom, by when. */
export const MonthWork = Type.Object({
  work: WorkName,
  /** Vietnamese, begins with the verb: “Thẩm định 5 tin, bài”. */
  label: Type.String(),
  programmeId: Id,
  programmeName: Type.String(),
  period: Period,
  /** “tháng 11/2026”. */
  periodTitle: Type.String(),
  editionId: Type.Optional(Id),
  /** Of `read`: the item to be read. */
  itemId: Type.Optional(Id),
  dueOn: Type.Optional(CalendarDate),
  isLate: Type.Boolean(),
  /** Whose work it is, by what people do at the station. */
  functions: Type.Array(PersonFunction),
  /** The people or offices it falls to, as far as they are known. */
  people: Type.Array(Type.String()),
  /** Whether it falls to the person who asks. */
  isMine: Type.Boolean(),
})

/** Which register something is due in: nhiệm vụ, Dân hỏi, kho, báo cáo. */
export const BookName = Type.Union([
  Type.Literal('tasks'),
  Type.Literal('questions'),
  Type.Literal('library'),
  Type.Literal('reports'),
])

/** Something due in a register rather than in an edition, counted. */
export const BookWork = Type.Object({
  book: BookName,
  /** Vietnamese: “2 câu hỏi quá hạn trả lời”. */
  label: Type.String(),
  count: Type.Integer(),
  /** The earliest day, where there is one. */
  dueOn: Type.Optional(CalendarDate),
  isLate: Type.Boolean(),
  functions: Type.Array(PersonFunction),
  isMine: Type.Boolean(),
})

/** A period of the past that was aired on fewer dates than its rule wants. */
export const MissedPeriod = Type.Object({
  period: Period,
  title: Type.String(),
  datesHeard: Type.Integer(),
  datesWanted: Type.Integer(),
  /** Absent: nobody opened one. */
  editionId: Type.Optional(Id),
})

/** One period of one programme, as it stands. */
export const PeriodStanding = Type.Object({
  programmeId: Id,
  programmeName: Type.String(),
  period: Period,
  periodTitle: Type.String(),
  windows: Type.Array(MonthWindow),
  /** What each unit of the rota owes and has sent; empty where nobody's turn it is. */
  receipts: Type.Array(UnitReceipt),
  /** All items placed in the period, in the rota or not. */
  itemsPlaced: Type.Integer(),
  /** Those among them that nobody has decided on. */
  itemsUndecided: Type.Integer(),
  itemsChosen: Type.Integer(),
  datesWanted: Type.Integer(),
  datesHeard: Type.Integer(),
  /** Dates to come that are confirmed. */
  datesPlanned: Type.Integer(),
  edition: Type.Optional(EditionSummary),
})

/** A programme with its periods in sight, the present one first, and what it missed within a year. */
export const ProgrammeMonth = Type.Object({
  programmeId: Id,
  programmeName: Type.String(),
  startsOn: CalendarDate,
  periods: Type.Array(PeriodStanding),
  /** The newest first. */
  missed: Type.Array(MissedPeriod),
})

/** “Tháng này”: where everything stands on a day, and what is due for whom. */
export const Month = Type.Object({
  date: CalendarDate,
  programmes: Type.Array(ProgrammeMonth),
  /** The most pressing first, what falls to the person who asks before the rest. */
  work: Type.Array(MonthWork),
  /** What is due in the registers; what falls to the person who asks before the rest, what is late first. */
  books: Type.Array(BookWork),
  /** The one next step of the person who asks. Absent: nothing is due for them. */
  next: Type.Optional(MonthWork),
})

export type WindowName = Static<typeof WindowName>
export type WindowState = Static<typeof WindowState>
export type MonthWindow = Static<typeof MonthWindow>
export type WorkName = Static<typeof WorkName>
export type MonthWork = Static<typeof MonthWork>
export type BookName = Static<typeof BookName>
export type BookWork = Static<typeof BookWork>
export type MissedPeriod = Static<typeof MissedPeriod>
export type PeriodStanding = Static<typeof PeriodStanding>
export type ProgrammeMonth = Static<typeof ProgrammeMonth>
export type Month = Static<typeof Month>
