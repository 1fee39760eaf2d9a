import { Type } from 'typebox'
import { ProgrammeAirRules } from './air-settings.ts'
import { CalendarDate, Id, Instant, Period, Sha256, WallTime } from './common.ts'
import { DeskWindow, ProgrammeRule } from './rules.ts'

/** Bản tin, hỏi – đáp, chuyên mục, thông báo. */
export const ProgrammeKind = Type.Union([
  Type.Literal('bulletin'),
  Type.Literal('questions'),
  Type.Literal('feature'),
  Type.Literal('notices'),
])

/** A rule, its times of day and its desk windows, in force from a date until the next one is. */
export const DatedRule = Type.Object({
  from: CalendarDate,
  rule: ProgrammeRule,
  /** Times of day at which an airing date sounds: the first and its repeats. */
  times: Type.Array(WallTime, { minItems: 1, maxItems: 8 }),
  intakeWindow: Type.Optional(DeskWindow),
  reviewWindow: Type.Optional(DeskWindow),
})

/** What a period is to reach: “tin, bài” 4, “câu hỏi được trả lời” 2. */
export const ProgrammeTarget = Type.Object({
  what: Type.String({ minLength: 1, maxLength: 200 }),
  perPeriod: Type.Integer({ minimum: 1, maximum: 1000 }),
})

/** An office or person as the plan writes it, and the unit that it is, where that is known. */
export const RoleHolder = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  unitId: Type.Optional(Id),
})

/** Who collects the items, appraises them, approves them and watches over all of it. Roles, not fixed offices. */
export const ProgrammeRoles = Type.Object({
  collector: Type.Optional(RoleHolder),
  reviewer: Type.Optional(RoleHolder),
  approver: Type.Optional(RoleHolder),
  monitor: Type.Optional(RoleHolder),
})

/** Whose programme it is: the station's own, or a ward's that makes and airs it itself. */
export const Producer = Type.Union([
  Type.Object({ kind: Type.Literal('station') }),
  Type.Object({ kind: Type.Literal('ward'), wardStationId: Id }),
])

const Words = (most: number) => Type.Array(Type.String({ minLength: 1, maxLength: 300 }), { maxItems: most })
const NormMs = Type.Integer({ minimum: 30_000, maximum: 14_400_000 })

export const Programme = Type.Object({
  id: Id,
  name: Type.String(),
  kind: ProgrammeKind,
  /** By which dates it airs: the rule in force on the day of the question, or the first one where none is yet. */
  rule: ProgrammeRule,
  /** Times of day at which an airing date sounds: the first and its repeats. Of the same rule. */
  times: Type.Array(WallTime),
  /** When items are taken in, and when they are appraised and approved. Of the same rule. */
  intakeWindow: Type.Optional(DeskWindow),
  reviewWindow: Type.Optional(DeskWindow),
  /** All rules that held and will hold, the oldest first; each until the day before the next one. */
  rules: Type.Array(DatedRule),
  startsOn: CalendarDate,
  /** The last date on which it may air; absent: it goes on. */
  endsOn: Type.Optional(CalendarDate),
  /** How long an edition is meant to be: the norm of its template. */
  normMs: Type.Optional(Type.Number()),
  targets: Type.Array(ProgrammeTarget),
  topics: Type.Array(Type.String()),
  /** For whom: “cán bộ, công chức”, “người dân và doanh nghiệp”. */
  audiences: Type.Array(Type.String()),
  roles: ProgrammeRoles,
  producer: Producer,
  preset: Type.Optional(Type.String()),
  airRules: ProgrammeAirRules,
  /** The cover that its MP3s carry, at `GET /api/programmes/:id/picture`; absent: none. */
  pictureSha256: Type.Optional(Sha256),
  /** The units of the rota, by month 1–12; empty when the programme has no rota. */
  rota: Type.Array(Type.Object({ month: Type.Integer({ minimum: 1, maximum: 12 }), units: Type.Array(Type.String()) })),
})

/** What narrows the list of programmes: words of name, topics, audience; those that still air, or those that have ended. */
export const ProgrammesAsked = Type.Object({
  words: Type.Optional(Type.String({ maxLength: 200 })),
  state: Type.Optional(Type.Union([Type.Literal('airing'), Type.Literal('ended')])),
})

export const PresetName = Type.Union([
  Type.Literal('sa-dec-2023'),
  Type.Literal('nga-nam-2022'),
  Type.Literal('nga-nam-2022-dan-hoi'),
  Type.Literal('bao-loc-2012'),
  Type.Literal('duc-pho-2024'),
  Type.Literal('soc-trang-2021'),
  Type.Literal('empty'),
])

/** A programme that a source document describes, to be taken as it is and changed. */
export const ProgrammePreset = Type.Object({
  preset: PresetName,
  name: Type.String(),
  /** The document, as it is cited. */
  source: Type.String(),
  /** Vietnamese, one or two sentences: when it airs and what else it brings. */
  about: Type.String(),
  kind: ProgrammeKind,
})

export const ProgrammeMade = Type.Object({
  preset: PresetName,
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  producer: Type.Optional(Producer),
  startsOn: Type.Optional(CalendarDate),
})

/** A rule as it is to hold. Without `from` the one in force is put right from its beginning. */
export const RuleChange = Type.Object({
  from: Type.Optional(CalendarDate),
  rule: Type.Optional(ProgrammeRule),
  times: Type.Optional(Type.Array(WallTime, { minItems: 1, maxItems: 8 })),
  /** Null: the programme says nothing of it any more. */
  intakeWindow: Type.Optional(Type.Union([DeskWindow, Type.Null()])),
  reviewWindow: Type.Optional(Type.Union([DeskWindow, Type.Null()])),
})

export const ProgrammeChange = Type.Object({
  ...RuleChange.properties,
  /** The change may lie over what others air: refused with `rules-clash` until this is said. */
  acceptsClashes: Type.Optional(Type.Boolean()),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  kind: Type.Optional(ProgrammeKind),
  startsOn: Type.Optional(CalendarDate),
  /** Null: it goes on. */
  endsOn: Type.Optional(Type.Union([CalendarDate, Type.Null()])),
  /** Null: no norm. */
  normMs: Type.Optional(Type.Union([NormMs, Type.Null()])),
  targets: Type.Optional(Type.Array(ProgrammeTarget, { maxItems: 20 })),
  topics: Type.Optional(Words(40)),
  audiences: Type.Optional(Words(20)),
  roles: Type.Optional(ProgrammeRoles),
  airRules: Type.Optional(ProgrammeAirRules),
})

/** One airing of a programme's rules that would sound together with something else. */
export const RuleClash = Type.Object({
  date: CalendarDate,
  time: WallTime,
  startsAt: Instant,
  /** The programme, confirmed airing or stretch of the week that is in the way. */
  other: Type.String(),
  otherTime: WallTime,
  /** Vietnamese: “05:15 Thứ Ba 17/11/2026, lúc phát “Bản tin phường” (05:15)”. */
  words: Type.String(),
})

export const RuleCheck = Type.Object({
  clashes: Type.Array(RuleClash),
  /** How many there are in the year ahead; the list holds the first ones. */
  clashCount: Type.Integer(),
  /** The next dates on which the rule airs, or the windows in which it may: what a person checks it by. */
  periods: Type.Array(
    Type.Object({ period: Period, title: Type.String(), datesWanted: Type.Integer(), words: Type.String() }),
  ),
})

/** A period of a programme with its windows; both ends inside. */
export const ProgrammePeriod = Type.Object({
  period: Period,
  /** “tháng 11/2026”. */
  title: Type.String(),
  airs: Type.Object({ from: CalendarDate, to: CalendarDate }),
  datesWanted: Type.Integer(),
  intake: Type.Optional(Type.Object({ from: CalendarDate, to: CalendarDate })),
  review: Type.Optional(Type.Object({ from: CalendarDate, to: CalendarDate })),
  /** The edition of the period, where it is open already. */
  editionId: Type.Optional(Id),
  /** Today lies in it; of listed dates it is the next one, and where today's has no date to air the next that has. */
  isCurrent: Type.Boolean(),
})
