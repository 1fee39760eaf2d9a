import { type Static, Type } from 'typebox'
import { CalendarDate, Id, Instant, Signed } from './common.ts'
import { ItemKind } from './rundowns.ts'

/** Whose work a line of the ledger is: who wrote (nhuận bút tác giả), or who read (thù lao người đọc). */
export const RoyaltyRole = Type.Union([Type.Literal('author'), Type.Literal('reader')])
export type RoyaltyRole = Static<typeof RoyaltyRole>

/** So much in đồng, or so many times the unit value (hệ số); for the whole work or read, or for each word of it. */
export const RoyaltyRate = Type.Object({
  amount: Type.Number({ minimum: 0, maximum: 1_000_000_000 }),
  measure: Type.Union([Type.Literal('dong'), Type.Literal('coefficient')]),
  basis: Type.Union([Type.Literal('each'), Type.Literal('word')]),
})
export type RoyaltyRate = Static<typeof RoyaltyRate>

/** A kind of work (thể loại) with what is paid for it. */
export const RoyaltyKind = Type.Object({
  /** Stays the same in later tables, whatever the kind is called. */
  kindId: Id,
  name: Type.String({ minLength: 1, maxLength: 100 }),
  /** Which items of a script are of this kind unless somebody says otherwise: the first kind of the table that fits. */
  itemKinds: Type.Array(ItemKind, { maxItems: 7, uniqueItems: true }),
  /** Longer items are of a later kind; absent: of any length. */
  mostWords: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  /** Absent: nothing is due. */
  author: Type.Optional(RoyaltyRate),
  reader: Type.Optional(RoyaltyRate),
})
export type RoyaltyKind = Static<typeof RoyaltyKind>

const ratesFields = {
  from: CalendarDate,
  /** The decision by which it holds: “Quyết định số 12/QĐ-UBND ngày 05/01/2026”. */
  decision: Type.String({ maxLength: 500 }),
  /** What one coefficient is worth, đồng; absent: the table has no coefficients. */
  unitValueDong: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000_000 })),
  kinds: Type.Array(RoyaltyKind, { minItems: 1, maxItems: 40 }),
}

/** A table of rates (mức chi), in force from a date until the next one is. */
export const RoyaltyRates = Type.Object({
  number: Type.Integer(),
  ...ratesFields,
  /** The last day on which it holds; absent: until further notice. */
  to: Type.Optional(CalendarDate),
  set: Signed,
})
export type RoyaltyRates = Static<typeof RoyaltyRates>

/** `baseNumber`: the table of that date as it was read; absent: there was none. */
export const RoyaltyRatesWritten = Type.Object({ baseNumber: Type.Optional(Type.Integer()), ...ratesFields })
export type RoyaltyRatesWritten = Static<typeof RoyaltyRatesWritten>

/** What is proposed to a station that fills in its first table: kinds without amounts. */
export const RoyaltyRatesAnswer = Type.Object({
  tables: Type.Array(RoyaltyRates),
  proposed: Type.Array(RoyaltyKind),
})
export type RoyaltyRatesAnswer = Static<typeof RoyaltyRatesAnswer>

/** What a person says of a line; what is absent stays as the station's books have it. */
export const RoyaltyCorrection = Type.Object({
  kindId: Type.Optional(Id),
  person: Type.Optional(Type.String({ maxLength: 200 })),
  unitName: Type.Optional(Type.String({ maxLength: 300 })),
  /** Instead of what the rates give. */
  amountDong: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
  /** Absent: as the source of the work has it. */
  isPaid: Type.Optional(Type.Boolean()),
  note: Type.Optional(Type.String({ maxLength: 500 })),
})
export type RoyaltyCorrection = Static<typeof RoyaltyCorrection>

/** `baseNumber`: the correction that was read; absent: there was none. */
export const RoyaltyCorrected = Type.Object({
  baseNumber: Type.Optional(Type.Integer()),
  correction: RoyaltyCorrection,
})
export type RoyaltyCorrected = Static<typeof RoyaltyCorrected>

/** Why a line has no amount: no table holds on its day, no kind fits, nothing is due for the kind, it is not paid. */
export const RoyaltyLack = Type.Union([
  Type.Literal('no-rates'),
  Type.Literal('no-kind'),
  Type.Literal('not-due'),
  Type.Literal('not-paid'),
])
export type RoyaltyLack = Static<typeof RoyaltyLack>

/** A work that was heard for the first time in the period, or somebody's read of an item. */
export const RoyaltyLine = Type.Object({
  lineId: Type.String(),
  role: RoyaltyRole,
  title: Type.String(),
  programmeId: Id,
  programmeName: Type.String(),
  editionId: Id,
  editionTitle: Type.String(),
  /** When it was heard first. */
  airedAt: Instant,
  airedOn: CalendarDate,
  isOutside: Type.Boolean(),
  kindId: Type.Optional(Id),
  kindName: Type.Optional(Type.String()),
  /** Who wrote or read it; absent: nobody noted it. */
  person: Type.Optional(Type.String()),
  unitName: Type.Optional(Type.String()),
  words: Type.Integer(),
  /** How long the read is. */
  durationMs: Type.Optional(Type.Number()),
  rate: Type.Optional(RoyaltyRate),
  amountDong: Type.Optional(Type.Integer()),
  lack: Type.Optional(RoyaltyLack),
  /** What the books say without a correction. */
  noted: Type.Object({
    kindId: Type.Optional(Id),
    person: Type.Optional(Type.String()),
    unitName: Type.Optional(Type.String()),
    isPaid: Type.Boolean(),
  }),
  correction: Type.Optional(Type.Object({ number: Type.Integer(), ...RoyaltyCorrection.properties, set: Signed })),
})
export type RoyaltyLine = Static<typeof RoyaltyLine>

/** Lines added up: of a person, a unit, a kind, or all. */
export const RoyaltySum = Type.Object({
  /** Absent: nobody noted who, or what. */
  name: Type.Optional(Type.String()),
  works: Type.Integer(),
  workWords: Type.Integer(),
  workDong: Type.Integer(),
  reads: Type.Integer(),
  readWords: Type.Integer(),
  readMs: Type.Number(),
  readDong: Type.Integer(),
  totalDong: Type.Integer(),
  /** Lines whose amount is not known, for want of a table or a kind: the sum is without them. */
  unknown: Type.Integer(),
})
export type RoyaltySum = Static<typeof RoyaltySum>

/** A month `2026-11`, a quarter `2026-Q4` or a year `2026`, closed on the station's day. */
export const RoyaltyPeriod = Type.String({ pattern: '^\\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$' })

export const RoyaltiesAsked = Type.Object({
  /** Absent: the month that the station is in. */
  period: Type.Optional(RoyaltyPeriod),
  words: Type.Optional(Type.String({ maxLength: 200 })),
  role: Type.Optional(RoyaltyRole),
  programmeId: Type.Optional(Id),
  /** Lines without an amount for want of a table or kind; without a name; corrected by hand. */
  state: Type.Optional(
    Type.Union([
      Type.Literal('unknown'),
      Type.Literal('nameless'),
      Type.Literal('corrected'),
      Type.Literal('not-paid'),
    ]),
  ),
})
export type RoyaltiesAsked = Static<typeof RoyaltiesAsked>

/** The royalty ledger of a period: the lines asked for, and all of it added up in four ways. */
export const RoyaltyLedger = Type.Object({
  period: Type.String(),
  /** “tháng 11/2026”. */
  title: Type.String(),
  from: CalendarDate,
  to: CalendarDate,
  isOver: Type.Boolean(),
  lines: Type.Array(RoyaltyLine),
  /** How many lines there are, whatever was asked for. */
  lineCount: Type.Integer(),
  people: Type.Array(RoyaltySum),
  units: Type.Array(RoyaltySum),
  kinds: Type.Array(RoyaltySum),
  total: RoyaltySum,
  /** The tables in force in the period, the oldest first. */
  rates: Type.Array(RoyaltyRates),
  /** Vietnamese sentences: what a reader has to know to read it rightly. */
  notes: Type.Array(Type.String()),
})
export type RoyaltyLedger = Static<typeof RoyaltyLedger>
