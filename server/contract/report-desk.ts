import { type Static, Type } from 'typebox'
import { CalendarDate, Id, Sha256, Signed } from './common.ts'
import { ReportCorrection, ReportFigures, ReportScope, ReportSpan, ReportTexts } from './reports.ts'

/** A span as addresses have it: `2026-Q3`, `2026-H1`, `2026`, `2026-01-05..2026-02-10`. */
export const SpanCode = Type.String({
  pattern: '^\\d{4}(-(Q[1-4]|H[12])|-\\d{2}-\\d{2}\\.\\.\\d{4}-\\d{2}-\\d{2})?$',
})
/** Whom a report is about, as addresses have it: `station`, `agency`, `unit.<id>`, `ward.<id>`. */
export const ScopeCode = Type.String({ pattern: '^(station|agency|(unit|ward)\\..+)$', maxLength: 80 })

/** Which report is asked for. */
export const ReportAsked = Type.Object({ span: SpanCode, scope: ScopeCode })

/** The reports that come round by themselves. */
export const RegularKind = Type.Union([Type.Literal('quarter'), Type.Literal('half-year'), Type.Literal('year')])

/** Who gets which reports, about whom, and how soon after the period's end. */
export const ReportRecipientWritten = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 300 }),
  /** Empty: only when it is asked for. */
  kinds: Type.Array(RegularKind, { maxItems: 3, uniqueItems: true }),
  scope: ReportScope,
  dueAfterDays: Type.Integer({ minimum: 0, maximum: 90 }),
})

export const ReportRecipient = Type.Object({
  id: Id,
  ...ReportRecipientWritten.properties,
  /** The name of the station, the unit or the ward that it is told of. */
  scopeName: Type.String(),
  set: Signed,
})

/** `coming`: its period is not over. */
export const DueState = Type.Union([Type.Literal('coming'), Type.Literal('due'), Type.Literal('overdue')])

/** A report that somebody waits for. */
export const DueReport = Type.Object({
  span: ReportSpan,
  scope: ReportScope,
  spanTitle: Type.String(),
  scopeName: Type.String(),
  from: CalendarDate,
  to: CalendarDate,
  /** The earliest day on which one of the recipients wants it. */
  dueOn: CalendarDate,
  state: DueState,
  recipients: Type.Array(Type.Object({ id: Id, name: Type.String() })),
})

/** A report that was sent, as a list has it. */
export const SentSummary = Type.Object({
  id: Id,
  span: ReportSpan,
  scope: ReportScope,
  spanTitle: Type.String(),
  scopeName: Type.String(),
  from: CalendarDate,
  to: CalendarDate,
  recipients: Type.Array(Type.String()),
  sent: Signed,
  /** Under which number and date it went out, once that is known: “12/BC-UBND”. */
  number: Type.Optional(Type.String()),
  datedOn: Type.Optional(CalendarDate),
})

/** A report as it was sent; nothing of it but its number is ever written again. */
export const SentReport = Type.Object({
  ...SentSummary.properties,
  /** The span that has its days now: itself, or the days alone where periods are closed on another day since. */
  countedSpan: ReportSpan,
  figures: ReportFigures,
  texts: ReportTexts,
  corrections: Type.Array(ReportCorrection),
  /** Of all the rows behind its figures, as JSON. */
  rowsSha256: Sha256,
  docxSha256: Sha256,
  xlsxSha256: Sha256,
})

/** The desk on which a report is written: everything but what has to be counted. */
export const ReportDesk = Type.Object({
  span: ReportSpan,
  scope: ReportScope,
  spanTitle: Type.String(),
  scopeName: Type.String(),
  from: CalendarDate,
  to: CalendarDate,
  /** The day of the month with which periods are closed; absent: their last day. */
  cutOffDay: Type.Optional(Type.Integer()),
  isOver: Type.Boolean(),
  texts: ReportTexts,
  /** How often the texts were saved; 0: nobody has written any. */
  textsNumber: Type.Integer(),
  written: Type.Optional(Signed),
  /** What was written to the period before. */
  before: Type.Optional(Type.Object({ spanTitle: Type.String(), texts: ReportTexts })),
  /** Who gets reports about this one; `wants`: of such a period. */
  recipients: Type.Array(Type.Object({ id: Id, name: Type.String(), wants: Type.Boolean() })),
  /** Reports of this very span that were sent, the newest first. */
  sent: Type.Array(SentSummary),
})

export const ReportTextsWritten = Type.Object({
  ...ReportTexts.properties,
  /** The number that was known when the writing began; another one was saved meanwhile: it is refused. */
  parentNumber: Type.Integer({ minimum: 0 }),
})

export const ReportTextsSaved = Type.Object({ number: Type.Integer(), written: Signed })

export const ReportSending = Type.Object({
  /** Made by whoever sends: the same once more is the same report. */
  id: Id,
  /** The texts that were on screen. */
  textsNumber: Type.Integer({ minimum: 0 }),
  recipientIds: Type.Array(Id, { maxItems: 50, uniqueItems: true }),
  /** Names besides, of this one report. */
  otherRecipients: Type.Array(Type.String({ minLength: 1, maxLength: 300 }), { maxItems: 50 }),
  number: Type.Optional(Type.String({ maxLength: 100 })),
  datedOn: Type.Optional(CalendarDate),
  /** A period that is not over is reported on purpose. */
  isUnfinishedMeant: Type.Optional(Type.Boolean()),
})

/** What the registry gave a report; empty: it is not known. */
export const SentNumbered = Type.Object({
  number: Type.String({ maxLength: 100 }),
  datedOn: Type.Optional(CalendarDate),
})

/** What narrows and orders the list of sent reports. */
export const SentAsked = Type.Object({
  words: Type.Optional(Type.String({ maxLength: 200 })),
  year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2199 })),
  scope: Type.Optional(ScopeCode),
  /** By the day it was sent, the newest first; or by the period. */
  order: Type.Optional(Type.Union([Type.Literal('sent'), Type.Literal('period')])),
})

export type ReportAsked = Static<typeof ReportAsked>
export type RegularKind = Static<typeof RegularKind>
export type ReportRecipientWritten = Static<typeof ReportRecipientWritten>
export type ReportRecipient = Static<typeof ReportRecipient>
export type DueState = Static<typeof DueState>
export type DueReport = Static<typeof DueReport>
export type SentSummary = Static<typeof SentSummary>
export type SentReport = Static<typeof SentReport>
export type ReportDesk = Static<typeof ReportDesk>
export type ReportTextsWritten = Static<typeof ReportTextsWritten>
export type ReportTextsSaved = Static<typeof ReportTextsSaved>
export type ReportSending = Static<typeof ReportSending>
export type SentNumbered = Static<typeof SentNumbered>
export type SentAsked = Static<typeof SentAsked>
