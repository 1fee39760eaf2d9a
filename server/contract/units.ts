import { type Static, Type } from 'typebox'
import { CalendarDate, Id, Signed } from './common.ts'

export const UnitName = Type.String({ minLength: 1, maxLength: 300 })

/** Whom to reach at a unit. */
export const UnitContact = Type.Object({
  /** A person or an office: “Văn thư”. */
  name: Type.String({ maxLength: 200 }),
  /** Chức vụ, nhiệm vụ. */
  duty: Type.Optional(Type.String({ maxLength: 200 })),
  telephone: Type.Optional(Type.String({ maxLength: 40 })),
  email: Type.Optional(Type.String({ maxLength: 200 })),
})

export const NamedUnit = Type.Object({ unitId: Id, name: Type.String() })

/** thành lập · đổi tên · sáp nhập · chia tách · giải thể. */
export const UnitChangeKind = Type.Union([
  Type.Literal('founded'),
  Type.Literal('renamed'),
  Type.Literal('merged'),
  Type.Literal('split'),
  Type.Literal('dissolved'),
])

/** Something that happened to units on a day. Names are those of the day before (`from`) and of the day itself (`to`). */
export const UnitChange = Type.Object({
  id: Id,
  kind: UnitChangeKind,
  /** The first day on which it holds. */
  on: CalendarDate,
  from: Type.Array(NamedUnit),
  to: Type.Array(NamedUnit),
  note: Type.Optional(Type.String()),
  entered: Signed,
  /** Nothing later stands on it: it can be taken back. */
  canWithdraw: Type.Boolean(),
})

/** A unit of the administration, as it is on the day that was asked for. */
export const Unit = Type.Object({
  id: Id,
  name: Type.String(),
  /** Other spellings under which it is recognised. */
  aliases: Type.Array(Type.String()),
  /** The names it had before, the newest first; `until` is the last day of each. */
  formerNames: Type.Array(Type.Object({ name: Type.String(), until: CalendarDate })),
  contacts: Type.Array(UnitContact),
  isActive: Type.Boolean(),
  /** Its first day; absent: it was always there. */
  since: Type.Optional(CalendarDate),
  /** Its last day; absent: it goes on. */
  until: Type.Optional(CalendarDate),
  /** Who stands in its place on that day; empty while it is active, and where nobody does. */
  heirs: Type.Array(NamedUnit),
})

/** One unit with everything that happened to it, the newest first. */
export const UnitDetail = Type.Object({ unit: Unit, changes: Type.Array(UnitChange) })

export const UnitMade = Type.Object({
  name: UnitName,
  aliases: Type.Optional(Type.Array(UnitName, { maxItems: 30 })),
  contacts: Type.Optional(Type.Array(UnitContact, { maxItems: 20 })),
  /** Its first day; absent: it was always there. */
  since: Type.Optional(CalendarDate),
})

export const UnitEdited = Type.Object({
  aliases: Type.Optional(Type.Array(UnitName, { maxItems: 30 })),
  contacts: Type.Optional(Type.Array(UnitContact, { maxItems: 20 })),
})

/** A unit that comes out of a merger or a split: one that is known, by its id, or a new one, by its name. */
export const UnitBorn = Type.Object({ unitId: Type.Optional(Id), name: Type.Optional(UnitName) })

/**
 * What happened: `renamed` names one unit and one `to` with its new name; `merged` two or more and one `to`; `split` one and
 * two or more `to`; `dissolved` one and none. A `to` that is among `from` goes on being itself.
 */
export const UnitChanged = Type.Object({
  kind: Type.Union([Type.Literal('renamed'), Type.Literal('merged'), Type.Literal('split'), Type.Literal('dissolved')]),
  on: CalendarDate,
  from: Type.Array(Id, { minItems: 1, maxItems: 50, uniqueItems: true }),
  to: Type.Array(UnitBorn, { maxItems: 50 }),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
})

/** Which unit a written name means: recognised, or whom it may mean, the likeliest first. */
export const UnitRead = Type.Object({
  written: Type.String(),
  unit: Type.Optional(NamedUnit),
  candidates: Type.Array(NamedUnit),
})

/** A line of a pasted or imported list of units, and what would become of it. */
export const UnitImportLine = Type.Object({
  written: UnitName,
  aliases: Type.Array(UnitName),
  contacts: Type.Array(UnitContact),
  /** `known`: nothing new in it; `more`: spellings or contacts are added; `new`; `unclear`: near to units that are there. */
  what: Type.Union([Type.Literal('known'), Type.Literal('more'), Type.Literal('new'), Type.Literal('unclear')]),
  unit: Type.Optional(NamedUnit),
  candidates: Type.Array(NamedUnit),
})

export const UnitImportPreview = Type.Object({
  lines: Type.Array(UnitImportLine),
  /** Vietnamese sentences about the file. */
  warnings: Type.Array(Type.String()),
})

/** The lines as a person settled them; without `unitId` a unit is added. */
export const UnitsImported = Type.Object({
  lines: Type.Array(
    Type.Object({
      name: UnitName,
      unitId: Type.Optional(Id),
      aliases: Type.Array(UnitName, { maxItems: 30 }),
      contacts: Type.Array(UnitContact, { maxItems: 20 }),
    }),
    { minItems: 1, maxItems: 1000 },
  ),
})

/** What narrows and orders the sheet of units; `all`: those that are no more as well. */
export const UnitsAsked = Type.Object({
  all: Type.Optional(Type.Literal('1')),
  /** All of them stand in names, spellings or contacts. */
  words: Type.Optional(Type.String({ maxLength: 200 })),
  /** `kind`: wards and communes before offices. Without one by name. */
  order: Type.Optional(Type.Union([Type.Literal('name'), Type.Literal('kind'), Type.Literal('newest')])),
})

export type UnitsAsked = Static<typeof UnitsAsked>
export type UnitContact = Static<typeof UnitContact>
export type NamedUnit = Static<typeof NamedUnit>
export type UnitChangeKind = Static<typeof UnitChangeKind>
export type UnitChange = Static<typeof UnitChange>
export type Unit = Static<typeof Unit>
export type UnitDetail = Static<typeof UnitDetail>
export type UnitMade = Static<typeof UnitMade>
export type UnitEdited = Static<typeof UnitEdited>
export type UnitChanged = Static<typeof UnitChanged>
export type UnitRead = Static<typeof UnitRead>
export type UnitImportLine = Static<typeof UnitImportLine>
export type UnitImportPreview = Static<typeof UnitImportPreview>
export type UnitsImported = Static<typeof UnitsImported>
