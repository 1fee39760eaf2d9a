import { type Static, Type } from 'typebox'
import { CalendarDate, Id, Instant, Period, Signed } from './common.ts'

/** The days from one date to another, both inside. */
export const DaySpan = Type.Object({ from: CalendarDate, to: CalendarDate })

/** What a unit of the rota owes to a period, and what came of it. */
export const UnitReceipt = Type.Object({
  unitId: Id,
  unitName: Type.String(),
  itemsOwed: Type.Integer(),
  itemsReceived: Type.Integer(),
  /** How many of those that came were late. */
  itemsLate: Type.Integer(),
  itemsMissing: Type.Integer(),
})

/** How units were urged: a message in Zalo, a công văn, a call, or otherwise. */
export const UrgingWay = Type.Union([
  Type.Literal('zalo'),
  Type.Literal('paper'),
  Type.Literal('telephone'),
  Type.Literal('other'),
])

/** One urging (đôn đốc), as it was done. */
export const Urging = Type.Object({
  id: Id,
  how: UrgingWay,
  /** The units that were urged, with what was missing then. */
  units: Type.Array(Type.Object({ unitId: Id, unitName: Type.String(), itemsMissing: Type.Integer() })),
  /** By when the items were asked for. */
  answerBy: CalendarDate,
  /** The words of the message or what was said. */
  text: Type.Optional(Type.String()),
  urged: Signed,
})

/** A person to turn to at a unit that is missing. */
export const MissingContact = Type.Object({
  unitId: Id,
  name: Type.String(),
  duty: Type.Optional(Type.String()),
  telephone: Type.Optional(Type.String()),
  email: Type.Optional(Type.String()),
})

/** Everything about urging in one period of a programme. */
export const UrgingSheet = Type.Object({
  programmeId: Id,
  programmeName: Type.String(),
  period: Period,
  periodTitle: Type.String(),
  /** The office that collects: “Phòng Nội vụ”. */
  collector: Type.String(),
  intake: Type.Optional(DaySpan),
  receipts: Type.Array(UnitReceipt),
  /** Whom to call at the units that are missing, as far as the station knows. */
  contacts: Type.Array(MissingContact),
  /** By when what is missing is asked for. */
  answerBy: CalendarDate,
  /** Ready to paste into Zalo; empty when nothing is missing. */
  text: Type.String(),
  /** The newest first. */
  urgings: Type.Array(Urging),
})

export const UrgingMade = Type.Object({
  how: UrgingWay,
  answerBy: CalendarDate,
  /** The units that were urged; all that are missing where none are named. */
  unitIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true })),
  text: Type.Optional(Type.String({ maxLength: 10_000 })),
})

export const UrgingSettingsWritten = Type.Object({
  /** Words with places for what changes: [chương trình] [kỳ] [hạn] [danh sách] [nơi nhận]. Empty: the words we ship. */
  template: Type.String({ maxLength: 4000 }),
})

export const UrgingSettings = Type.Object({
  ...UrgingSettingsWritten.properties,
  /** Whether the station wrote the template itself. */
  isOwnTemplate: Type.Boolean(),
  /** Who set it last; absent: nobody has. */
  set: Type.Optional(Type.Object({ by: Type.String(), at: Instant })),
})

export type UnitReceipt = Static<typeof UnitReceipt>
export type UrgingWay = Static<typeof UrgingWay>
export type Urging = Static<typeof Urging>
export type UrgingSheet = Static<typeof UrgingSheet>
export type UrgingMade = Static<typeof UrgingMade>
export type UrgingSettings = Static<typeof UrgingSettings>
export type UrgingSettingsWritten = Static<typeof UrgingSettingsWritten>
