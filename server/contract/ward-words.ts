import { type Static, Type } from 'typebox'
import { CalendarDate, Id, Instant, Period, Signed, WallTime } from './common.ts'
import { UrgingWay } from './urging.ts'

/** Why a ward did not air an edition. */
export const NotAiredReason = Type.Union([
  Type.Literal('power-cut'),
  Type.Literal('equipment'),
  Type.Literal('not-received'),
  Type.Literal('other-programme'),
  Type.Literal('told-not-to'),
  Type.Literal('weather'),
  /** Says more in the note. */
  Type.Literal('other'),
])

/** One word of a ward on an edition that stands. */
export const WardWord = Type.Object({
  id: Id,
  word: Type.Union([Type.Literal('aired'), Type.Literal('not-aired')]),
  /** Only of `aired`: when it began. */
  startsAt: Type.Optional(Instant),
  /** Only of `not-aired`. */
  reason: Type.Optional(NotAiredReason),
  note: Type.String(),
  /** Who noted it for the ward; absent: the ward itself, by its link. */
  by: Type.Optional(Type.String()),
  at: Instant,
})

/** A word that the station notes for a ward which told it by telephone or on a sheet. */
export const WardWordNoted = Type.Object({
  wardStationId: Id,
  editionId: Id,
  aired: Type.Optional(Type.Object({ date: CalendarDate, time: WallTime })),
  notAired: Type.Optional(NotAiredReason),
  note: Type.Optional(Type.String({ maxLength: 500 })),
})

/** A recording that a ward sent, and what comparing it with the edition found. */
export const WardRecording = Type.Object({
  id: Id,
  fileName: Type.String(),
  receivedAt: Instant,
  /** Who brought it for the ward; absent: the ward itself. */
  by: Type.Optional(Type.String()),
  recordedFrom: Type.Optional(Instant),
  /** Waits to be compared, or is being compared. */
  isWaiting: Type.Boolean(),
  found: Type.Optional(Type.Boolean()),
  /** How much of the edition was found in it, 0 … 1. */
  matched: Type.Optional(Type.Number()),
  /** When the edition began to sound, where the recording's own beginning is known. */
  airedAt: Type.Optional(Instant),
  /** Vietnamese: why it could not be compared. */
  problem: Type.Optional(Type.String()),
})

/** How far a ward is with an edition, the furthest that is known of it. */
export const WardStanding = Type.Union([
  /** Nothing is expected of the ward: it was not there yet, or the edition is another ward's own. */
  Type.Literal('not-expected'),
  /** The edition cannot be taken yet. */
  Type.Literal('not-ready'),
  /** The edition may be taken, but the ward's link was revoked or is over. */
  Type.Literal('no-link'),
  /** Đã giao: it stands on the ward's page. */
  Type.Literal('sent'),
  /** Đã tải: every byte of one of its files was taken. */
  Type.Literal('taken'),
  /** An earlier version was taken, and there is a newer one since. */
  Type.Literal('taken-old'),
  /** Đã phát, by the ward's word or the journal of its player. */
  Type.Literal('confirmed'),
  /** Có bằng chứng: a recording holds the edition. */
  Type.Literal('proven'),
  Type.Literal('not-aired'),
])

/** What a ward is asked for: to take it, to take the new version, to say whether it aired, to say that it saw a withdrawal. */
export const WardWish = Type.Union([
  Type.Literal('take'),
  Type.Literal('take-again'),
  Type.Literal('say'),
  Type.Literal('see-recall'),
])

/** One time that an edition sounded at a ward, and who tells so: the ward, its player's journal, a recording, its own log. */
export const WardPlay = Type.Object({
  startsAt: Instant,
  source: Type.Union([
    Type.Literal('word'),
    Type.Literal('player'),
    Type.Literal('recording'),
    Type.Literal('own-log'),
  ]),
})

/** One ward and one edition. */
export const WardCell = Type.Object({
  wardStationId: Id,
  editionId: Id,
  standing: WardStanding,
  takenAt: Type.Optional(Instant),
  /** It was handed over on a USB stick or the like. */
  handedAt: Type.Optional(Instant),
  /** When it sounded, the oldest first, each once whoever tells of it. */
  plays: Type.Array(WardPlay),
  words: Type.Array(WardWord),
  recordings: Type.Array(WardRecording),
  /** The edition was withdrawn after the ward had taken it. */
  recall: Type.Optional(
    Type.Object({
      at: Instant,
      why: Type.String(),
      seenAt: Type.Optional(Instant),
      seenBy: Type.Optional(Type.String()),
    }),
  ),
  /** The days on which it was to air are over and the ward has said nothing. */
  isSilent: Type.Boolean(),
  wish: Type.Optional(WardWish),
  /** The newest reminder. */
  reminded: Type.Optional(Signed),
})

/** A ward station as a row of the matrix. */
export const MatrixWard = Type.Object({
  wardStationId: Id,
  name: Type.String(),
  hasLink: Type.Boolean(),
  /** The programmes that it makes itself. */
  makes: Type.Array(Type.Object({ programmeId: Id, name: Type.String() })),
})

/** An edition as a column of the matrix. */
export const MatrixEdition = Type.Object({
  editionId: Id,
  programmeId: Id,
  programmeName: Type.String(),
  period: Period,
  periodTitle: Type.String(),
  /** The ward that makes and airs it; absent: the station. */
  madeBy: Type.Optional(Type.String()),
  isReady: Type.Boolean(),
  durationMs: Type.Optional(Type.Number()),
  /** The first and the last day on which it is to air. */
  airs: Type.Object({ from: CalendarDate, to: CalendarDate }),
  counts: Type.Object({
    expected: Type.Integer(),
    taken: Type.Integer(),
    confirmed: Type.Integer(),
    proven: Type.Integer(),
    notAired: Type.Integer(),
    silent: Type.Integer(),
    /** Who has it although it was withdrawn, and has not said that it knows. */
    unaware: Type.Integer(),
    /** Whom to remind. */
    wishes: Type.Integer(),
  }),
})

/** Wards × editions. */
export const WardMatrix = Type.Object({
  wards: Type.Array(MatrixWard),
  /** The newest first. */
  editions: Type.Array(MatrixEdition),
  /** Row by row, in the order of `wards` and `editions`. */
  cells: Type.Array(Type.Array(WardCell)),
  /** There are older editions than these. */
  hasMore: Type.Boolean(),
})

/** Whom to remind of an edition, with the words to do it with. */
export const WardReminderSheet = Type.Object({
  editionId: Id,
  editionTitle: Type.String(),
  wards: Type.Array(
    Type.Object({
      wardStationId: Id,
      name: Type.String(),
      wish: WardWish,
      /** For this ward alone; `[đường dẫn]` stands where the address of its page goes. */
      text: Type.String(),
      /** The page behind its link: a path on this server. Absent when it has no link. */
      linkPath: Type.Optional(Type.String()),
      reminded: Type.Optional(Signed),
    }),
  ),
  /** Ready to paste into a group of all of them: no secret link stands in it. Empty when nobody is to be reminded. */
  groupText: Type.String(),
  /** The newest first. */
  reminders: Type.Array(
    Type.Object({
      id: Id,
      how: UrgingWay,
      wards: Type.Array(Type.Object({ wardStationId: Id, name: Type.String(), wish: WardWish })),
      text: Type.Optional(Type.String()),
      reminded: Signed,
    }),
  ),
})

/** An edition of which wards are to be reminded now: a line of “Hôm nay”. */
export const EditionToRemind = Type.Object({
  editionId: Id,
  title: Type.String(),
  /** How many wards are to be reminded. */
  wards: Type.Integer(),
  /** How many of them have said nothing although the days of airing are over. */
  silent: Type.Integer(),
  /** How many of them have it although it was withdrawn, and have not said that they know. */
  unaware: Type.Integer(),
})

export const WardReminderMade = Type.Object({
  how: UrgingWay,
  /** All that are to be reminded where none are named. */
  wardStationIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true })),
  text: Type.Optional(Type.String({ maxLength: 10_000 })),
})

/** Air time at the wards in a span of days. */
export const WardAirTime = Type.Object({
  from: CalendarDate,
  to: CalendarDate,
  wards: Type.Array(
    Type.Object({
      wardStationId: Id,
      name: Type.String(),
      plays: Type.Integer(),
      ms: Type.Number(),
      months: Type.Array(Type.Object({ month: Type.String(), plays: Type.Integer(), ms: Type.Number() })),
      topics: Type.Array(Type.Object({ topic: Type.String(), ms: Type.Number() })),
    }),
  ),
  months: Type.Array(Type.Object({ month: Type.String(), plays: Type.Integer(), ms: Type.Number() })),
  /**
   * An item with several topics counts in each; “Chưa ghi chủ đề” are items without one, and what is no item (tunes,
   * greetings) is in no topic.
   */
  topics: Type.Array(Type.Object({ topic: Type.String(), ms: Type.Number() })),
})

export type NotAiredReason = Static<typeof NotAiredReason>
export type WardWord = Static<typeof WardWord>
export type WardWordNoted = Static<typeof WardWordNoted>
export type WardRecording = Static<typeof WardRecording>
export type WardStanding = Static<typeof WardStanding>
export type WardWish = Static<typeof WardWish>
export type WardPlay = Static<typeof WardPlay>
export type WardCell = Static<typeof WardCell>
export type MatrixWard = Static<typeof MatrixWard>
export type MatrixEdition = Static<typeof MatrixEdition>
export type WardMatrix = Static<typeof WardMatrix>
export type WardReminderSheet = Static<typeof WardReminderSheet>
export type EditionToRemind = Static<typeof EditionToRemind>
export type WardReminderMade = Static<typeof WardReminderMade>
export type WardAirTime = Static<typeof WardAirTime>
