import { type Static, Type } from 'typebox'
import { CalendarDate, Id, Instant, Period, WallTime } from './common.ts'

/** Phiếu trình · Biên bản thẩm định · Công văn đôn đốc: the papers that each period of each programme has. */
export const PeriodPaperKind = Type.Union([Type.Literal('submission'), Type.Literal('minutes'), Type.Literal('urging')])

/** A paper of a programme's period: there to be had, or why not. */
export const PeriodPaper = Type.Object({
  kind: PeriodPaperKind,
  programmeId: Id,
  programmeName: Type.String(),
  period: Period,
  /** “tháng 11/2026”. */
  periodTitle: Type.String(),
  /** Vietnamese: how it stands, “Bản 2, trình ngày 12/11/2026, đã phê duyệt”. */
  words: Type.String(),
  isReady: Type.Boolean(),
  editionId: Type.Optional(Id),
  /** Of a submission that is ready: what was submitted. */
  requestId: Type.Optional(Id),
})

/** A line of the month's broadcast schedule. */
export const PlanLine = Type.Object({
  date: CalendarDate,
  time: WallTime,
  programmeName: Type.String(),
  /** “Cải cách hành chính và cuộc sống, tháng 11/2026”. */
  title: Type.String(),
  /** Known once a verified render exists. */
  durationMs: Type.Optional(Type.Number()),
  /** By its rule alone: nobody has confirmed it. */
  isExpected: Type.Boolean(),
  /** Vietnamese: what became of it, or what it still waits for; empty: it is as it should be. */
  note: Type.String(),
})

/** Lịch phát sóng tháng. */
export const MonthPlan = Type.Object({
  lines: Type.Array(PlanLine),
  /** Slots when the station relays others: “05:00 – 06:00, hằng ngày: Tiếp âm VOV1”. */
  relays: Type.Array(Type.String()),
  /** “20/11/2026: Ngày Nhà giáo Việt Nam”. */
  holidays: Type.Array(Type.String()),
})

/** An item that was heard in the month: its airing can be confirmed to whoever sent it. */
export const HeardItem = Type.Object({
  itemId: Id,
  editionId: Id,
  editionTitle: Type.String(),
  title: Type.String(),
  /** Absent: it is the station's own. */
  unitName: Type.Optional(Type.String()),
  /** How often the station aired it in the month. */
  plays: Type.Integer(),
})

/** Whom to call when there is no power or no sound. */
export const OutageDuty = Type.Union([
  Type.Literal('technician'),
  Type.Literal('deputy'),
  Type.Literal('leader'),
  Type.Literal('power'),
  Type.Literal('sound'),
  Type.Literal('network'),
  Type.Literal('upper'),
])

/** Where things are that are looked for in the dark. */
export const OutagePlace = Type.Union([
  Type.Literal('generator'),
  Type.Literal('breaker'),
  Type.Literal('amplifier'),
  Type.Literal('keys'),
  Type.Literal('stick'),
])

export const OutageContact = Type.Object({
  duty: OutageDuty,
  name: Type.String({ maxLength: 60 }),
  telephone: Type.String({ maxLength: 40 }),
})

export const OutageSpot = Type.Object({ place: OutagePlace, where: Type.String({ maxLength: 80 }) })

/** What the station fills in; what is empty stays a dotted line on the paper. */
export const OutageGuideWritten = Type.Object({
  contacts: Type.Array(OutageContact, { maxItems: 7 }),
  places: Type.Array(OutageSpot, { maxItems: 5 }),
})

/** “Mất điện, mất tiếng thì làm gì”, as it stands: every duty and place, names that are known proposed. */
export const OutageGuide = Type.Object({
  ...OutageGuideWritten.properties,
  /** Vietnamese: what is missing yet, “số điện thoại của Điện lực”. */
  missing: Type.Array(Type.String()),
  set: Type.Optional(Type.Object({ by: Type.String(), at: Instant })),
})

/** Giấy tờ của tháng. */
export const MonthPapers = Type.Object({
  /** `YYYY-MM`. */
  month: Type.String(),
  papers: Type.Array(PeriodPaper),
  plan: MonthPlan,
  heard: Type.Array(HeardItem),
  outage: OutageGuide,
})

export type PeriodPaperKind = Static<typeof PeriodPaperKind>
export type PeriodPaper = Static<typeof PeriodPaper>
export type PlanLine = Static<typeof PlanLine>
export type MonthPlan = Static<typeof MonthPlan>
export type HeardItem = Static<typeof HeardItem>
export type OutageDuty = Static<typeof OutageDuty>
export type OutagePlace = Static<typeof OutagePlace>
export type OutageContact = Static<typeof OutageContact>
export type OutageSpot = Static<typeof OutageSpot>
export type OutageGuideWritten = Static<typeof OutageGuideWritten>
export type OutageGuide = Static<typeof OutageGuide>
export type MonthPapers = Static<typeof MonthPapers>
