import { type Static, Type } from 'typebox'
import { Id, Signed } from './common.ts'
import { NamedUnit, UnitName } from './units.ts'

export const RotaMonthNumber = Type.Integer({ minimum: 1, maximum: 12 })
export const RotaYear = Type.Integer({ minimum: 2000, maximum: 2199 })

/** How many items a unit owes in a month: 1 unless somebody says otherwise. */
export const ItemsOwed = Type.Integer({ minimum: 1, maximum: 99 })

/** What a unit owes a programme in a period. */
export const Duty = Type.Object({ unitId: Id, unitName: Type.String(), itemsOwed: ItemsOwed })

/** A place of the rota as it was set, and who stands in it on the first day of that month. */
export const RotaPlace = Type.Object({
  unitId: Id,
  /** The unit that was set, by its name when it last was one. */
  unitName: Type.String(),
  itemsOwed: ItemsOwed,
  /** Whose duty it is that month: the unit itself, those in whose place it went, or nobody any more. */
  heldBy: Type.Array(NamedUnit),
})

export const RotaMonth = Type.Object({
  month: RotaMonthNumber,
  /** `exception`: set for this year alone; `rule`: the rota that recurs; `none`: nobody is set. */
  from: Type.Union([Type.Literal('exception'), Type.Literal('rule'), Type.Literal('none')]),
  /** The year from which the rule holds; absent: from the beginning, or no rule. */
  sinceYear: Type.Optional(Type.Integer()),
  places: Type.Array(RotaPlace),
  /** Each unit that owes, once. */
  duties: Type.Array(Duty),
  /** Absent where it came with the programme. */
  set: Type.Optional(Signed),
  /** Vietnamese sentences: nobody is set, a unit is gone without an heir. */
  warnings: Type.Array(Type.String()),
})

/** The twelve months of a programme's rota in a year. */
export const Rota = Type.Object({
  programmeId: Id,
  programmeName: Type.String(),
  year: RotaYear,
  months: Type.Array(RotaMonth),
  /** Every exception of any year, the newest year first. */
  exceptions: Type.Array(
    Type.Object({ year: Type.Integer(), month: RotaMonthNumber, units: Type.Array(Type.String()) }),
  ),
})

/** A unit by its id, or a new one by its name; `learned` is a spelling by which it is recognised from then on. */
export const RotaPlaceSet = Type.Object({
  unitId: Type.Optional(Id),
  newName: Type.Optional(UnitName),
  learned: Type.Optional(UnitName),
  itemsOwed: Type.Optional(ItemsOwed),
})

/** The places of months. `every-year` holds from `fromMonth` (1) of `year` on, every year; `one-year` in that year alone. */
export const RotaSet = Type.Object({
  scope: Type.Union([Type.Literal('every-year'), Type.Literal('one-year')]),
  year: RotaYear,
  fromMonth: Type.Optional(RotaMonthNumber),
  months: Type.Array(Type.Object({ month: RotaMonthNumber, places: Type.Array(RotaPlaceSet, { maxItems: 60 }) }), {
    minItems: 1,
    maxItems: 12,
  }),
})

/** A unit as an imported line names it, and what it was read as. */
export const RotaWritten = Type.Object({
  written: UnitName,
  itemsOwed: ItemsOwed,
  unit: Type.Optional(NamedUnit),
  candidates: Type.Array(NamedUnit),
})

export const RotaImportMonth = Type.Object({
  month: RotaMonthNumber,
  written: Type.Array(RotaWritten),
  /** What stands there now, for the year that was asked for. */
  now: Type.Array(Duty),
  isChanged: Type.Boolean(),
})

export const RotaImportPreview = Type.Object({
  months: Type.Array(RotaImportMonth),
  /** Months that the file says nothing of: they stay as they are. */
  untouched: Type.Array(RotaMonthNumber),
  warnings: Type.Array(Type.String()),
})

/** Lines as a person has put them right, to be read again. */
export const RotaLines = Type.Object({
  year: RotaYear,
  months: Type.Array(
    Type.Object({
      month: RotaMonthNumber,
      lines: Type.Array(Type.Object({ written: UnitName, itemsOwed: Type.Optional(ItemsOwed) }), { maxItems: 60 }),
    }),
    { minItems: 1, maxItems: 12 },
  ),
})

export type Duty = Static<typeof Duty>
export type RotaPlace = Static<typeof RotaPlace>
export type RotaMonth = Static<typeof RotaMonth>
export type Rota = Static<typeof Rota>
export type RotaPlaceSet = Static<typeof RotaPlaceSet>
export type RotaSet = Static<typeof RotaSet>
export type RotaWritten = Static<typeof RotaWritten>
export type RotaImportMonth = Static<typeof RotaImportMonth>
export type RotaImportPreview = Static<typeof RotaImportPreview>
export type RotaLines = Static<typeof RotaLines>
