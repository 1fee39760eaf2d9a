import { Type } from 'typebox'
import { CalendarDate, Id, Instant, Period, Signed, WallTime } from './common.ts'
import { Pause } from './pauses.ts'

export const AiringState = Type.Union([
  /** Confirmed, everything is there. */
  Type.Literal('ready'),
  /** Confirmed, but something is missing: see `missing`. */
  Type.Literal('incomplete'),
  Type.Literal('on-air'),
  Type.Literal('aired'),
  /** Sounded, but not whole: joined late, stopped by a person or interrupted. */
  Type.Literal('aired-in-part'),
  Type.Literal('missed'),
  Type.Literal('failed'),
  Type.Literal('withdrawn'),
  /** Bỏ qua: by a person, or because all schedules rested. */
  Type.Literal('skipped'),
  /** Its reserve sounded in its place. */
  Type.Literal('replaced'),
  /** Phát ngoài hệ thống. */
  Type.Literal('outside'),
])

export const Airing = Type.Object({
  id: Id,
  editionId: Id,
  programmeId: Id,
  programmeName: Type.String(),
  editionTitle: Type.String(),
  date: CalendarDate,
  time: WallTime,
  startsAt: Instant,
  /** Known once a verified render exists. */
  durationMs: Type.Optional(Type.Number()),
  /** The render that airs. */
  renderId: Type.Optional(Id),
  state: AiringState,
  /** Vietnamese sentences: what is still missing before it may air. */
  missing: Type.Array(Type.String()),
  confirmed: Signed,
  /** Why it stands outside the programme's window of days, where it does. */
  outsideWindowReason: Type.Optional(Type.String()),
  movedFromId: Type.Optional(Id),
  /** “Phát ngay”: a person ordered it seconds ahead. */
  orderedNow: Type.Optional(Type.Boolean()),
  /** Phát bù: the missed or displaced airing whose place it takes. */
  makesUpForId: Type.Optional(Id),
  /** Vietnamese: why it will not sound although it is confirmed (a pause of all schedules). */
  willBeSkipped: Type.Optional(Type.String()),
  /** Vietnamese: what will sound in its place while it is not ready. */
  willBeReplacedBy: Type.Optional(Type.String()),
  /** Only of `missed`, `failed` and a displaced one: it may be given another time. */
  mayBeMadeUp: Type.Optional(Type.Boolean()),
  /** Only of `outside`: where it was aired and what proves it. */
  outside: Type.Optional(
    Type.Object({
      where: Type.String(),
      note: Type.String(),
      proofSha256: Type.Optional(Type.String()),
      proofFileName: Type.Optional(Type.String()),
    }),
  ),
})

/** A date and the times that the rule proposes for an edition. */
export const Proposal = Type.Object({
  date: CalendarDate,
  times: Type.Array(WallTime),
  /** Vietnamese notes: weekend, holiday, before 5 a.m. … They warn and never forbid. */
  warnings: Type.Array(Type.String()),
})

const Holiday = Type.Object({ date: CalendarDate, name: Type.String() })

export const Proposals = Type.Object({
  /** From the first to the last date on which the rules let it air. */
  window: Type.Object({ from: CalendarDate, to: CalendarDate }),
  /** The same without the gaps: weekdays, a change of rules. */
  windows: Type.Array(Type.Object({ from: CalendarDate, to: CalendarDate })),
  /** Holidays from the first of these dates until a month after the last. */
  holidays: Type.Array(Holiday),
  daysWanted: Type.Integer(),
  daysConfirmed: Type.Integer(),
  proposals: Type.Array(Proposal),
})

export const AiringsConfirmed = Type.Object({
  slots: Type.Array(Type.Object({ date: CalendarDate, time: WallTime }), { minItems: 1, maxItems: 62 }),
  /** Required when a date lies outside the programme's window. */
  outsideWindowReason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  /** It may lie over what another programme's rule names: refused with `clash-rule` until this is said. */
  acceptsRuleClash: Type.Optional(Type.Boolean()),
})

export const AiringMoved = Type.Object({
  date: CalendarDate,
  time: WallTime,
  outsideWindowReason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  acceptsRuleClash: Type.Optional(Type.Boolean()),
})

export const AiringWithdrawn = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) })

export const Calendar = Type.Object({
  from: CalendarDate,
  to: CalendarDate,
  today: CalendarDate,
  airings: Type.Array(Airing),
  /** The windows of days of each programme that chooses its dates, period by period. */
  windows: Type.Array(Type.Object({ programmeId: Id, from: CalendarDate, to: CalendarDate })),
  /** Airings still to come that rules name (weekly, listed dates) and nobody has confirmed, moved or withdrawn. */
  expected: Type.Array(
    Type.Object({
      programmeId: Id,
      programmeName: Type.String(),
      period: Period,
      /** “Bản tin phường, tuần 47 (16/11 – 22/11/2026)”. */
      title: Type.String(),
      date: CalendarDate,
      time: WallTime,
      startsAt: Instant,
      /** Vietnamese: what it would sound together with. */
      clash: Type.Optional(Type.String()),
    }),
  ),
  /** Holidays and Tết of the span. */
  holidays: Type.Array(Holiday),
  /** Stretches that belong to somebody else (tiếp âm VOV, the province station), each time they come. */
  occupied: Type.Array(Type.Object({ title: Type.String(), startsAt: Instant, endsAt: Instant })),
  /** Pauses of all schedules that touch the span, lifted ones left out. */
  pauses: Type.Array(Pause),
})

/** “Phát bù”: one of the free times, or another instant of the person's choice. */
export const MakeUpAsked = Type.Object({ date: CalendarDate, time: WallTime })

/** One line of the as-run log (sổ nhật ký phát sóng), from the sound and not from the intention. */
export const AsRun = Type.Object({
  airingId: Id,
  /** Empty of an emergency announcement. */
  editionId: Type.String(),
  programmeName: Type.String(),
  editionTitle: Type.String(),
  plannedAt: Instant,
  plannedMs: Type.Optional(Type.Number()),
  startedAt: Type.Optional(Instant),
  endedAt: Type.Optional(Instant),
  /** How long it really sounded. */
  soundedMs: Type.Optional(Type.Number()),
  startErrorMs: Type.Optional(Type.Number()),
  deviceName: Type.Optional(Type.String()),
  /** True when it went to the null device: nobody heard it. */
  deviceIsNull: Type.Optional(Type.Boolean()),
  masterSha256: Type.Optional(Type.String()),
  /** The device's rate against the clock while it sounded, parts per million. */
  driftPpm: Type.Optional(Type.Number()),
  /** An emergency announcement; it belongs to no edition. */
  isEmergency: Type.Optional(Type.Boolean()),
  /** Who ordered the emergency announcement. */
  orderedBy: Type.Optional(Type.String()),
  /** The newest comparison with a recording of what was received. */
  proof: Type.Optional(Type.Object({ found: Type.Boolean(), matched: Type.Number() })),
  outcome: AiringState,
  /** Vietnamese: late join, stopped by whom, why missed. */
  note: Type.String(),
})
