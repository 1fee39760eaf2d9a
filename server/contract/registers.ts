import { Type } from 'typebox'
import { CalendarDate, Id, Signed } from './common.ts'
import { ReceivedVia } from './questions.ts'

/** Ý kiến, kiến nghị, phản ánh, khen. */
export const FeedbackKind = Type.Union([
  Type.Literal('opinion'),
  Type.Literal('proposal'),
  Type.Literal('complaint'),
  Type.Literal('praise'),
])

export const FeedbackState = Type.Union([Type.Literal('received'), Type.Literal('handed-on'), Type.Literal('done')])

export const FeedbackWritten = Type.Object({
  kind: FeedbackKind,
  via: ReceivedVia,
  receivedOn: CalendarDate,
  text: Type.String({ minLength: 1, maxLength: 20_000 }),
  /** The listener, when named. */
  from: Type.Optional(Type.String({ maxLength: 300 })),
  /** Which programme it is about. */
  programmeId: Type.Optional(Id),
})

export const Feedback = Type.Object({
  id: Id,
  /** “7/2026”. */
  code: Type.String(),
  ...FeedbackWritten.properties,
  programmeName: Type.Optional(Type.String()),
  state: FeedbackState,
  handed: Type.Optional(Type.Object({ to: Type.String(), dueOn: Type.Optional(CalendarDate), noted: Signed })),
  done: Type.Optional(Type.Object({ outcome: Type.String(), doneOn: CalendarDate, noted: Signed })),
  isOverdue: Type.Boolean(),
  /** The question of the register that was made of it. */
  questionId: Type.Optional(Id),
  noted: Signed,
})

export const FeedbackHanded = Type.Object({
  to: Type.String({ minLength: 1, maxLength: 300 }),
  dueOn: Type.Optional(CalendarDate),
})

export const FeedbackDone = Type.Object({
  outcome: Type.String({ minLength: 1, maxLength: 5000 }),
  doneOn: CalendarDate,
})

export const FeedbackAsked = Type.Object({
  words: Type.Optional(Type.String({ maxLength: 200 })),
  kind: Type.Optional(FeedbackKind),
  state: Type.Optional(Type.Union([FeedbackState, Type.Literal('overdue')])),
  from: Type.Optional(CalendarDate),
  to: Type.Optional(CalendarDate),
  order: Type.Optional(
    Type.Union([Type.Literal('received'), Type.Literal('due'), Type.Literal('listener'), Type.Literal('handed')]),
  ),
})

/** Sơ kết, tổng kết, kiểm tra (Bảo Lộc 2012, IV.3: “định kỳ sơ kết, kiểm tra đánh giá”). */
export const EvaluationKind = Type.Union([
  Type.Literal('preliminary'),
  Type.Literal('final'),
  Type.Literal('inspection'),
])

/** What follows from an evaluation: what, who, by when, and when it was done. */
export const FollowUp = Type.Object({
  id: Id,
  what: Type.String({ minLength: 1, maxLength: 1000 }),
  who: Type.Optional(Type.String({ maxLength: 300 })),
  dueOn: Type.Optional(CalendarDate),
  doneOn: Type.Optional(CalendarDate),
})

/** `parentNumber`: the version that was edited; 0 for a new one. */
export const EvaluationWritten = Type.Object({
  parentNumber: Type.Integer({ minimum: 0 }),
  kind: EvaluationKind,
  onDate: CalendarDate,
  /** What was looked at: “Quý III/2026”, “Trạm truyền thanh phường 2”. */
  about: Type.String({ minLength: 1, maxLength: 300 }),
  /** Who led it, and who was there. */
  who: Type.String({ minLength: 1, maxLength: 1000 }),
  findings: Type.String({ minLength: 1, maxLength: 20_000 }),
  programmeId: Type.Optional(Id),
  followUps: Type.Array(FollowUp, { maxItems: 50 }),
})

export const Evaluation = Type.Object({
  id: Id,
  number: Type.Integer(),
  kind: EvaluationKind,
  onDate: CalendarDate,
  about: Type.String(),
  who: Type.String(),
  findings: Type.String(),
  programmeId: Type.Optional(Id),
  programmeName: Type.Optional(Type.String()),
  followUps: Type.Array(Type.Object({ ...FollowUp.properties, isOverdue: Type.Boolean() })),
  saved: Signed,
})

export const EvaluationsAsked = Type.Object({
  words: Type.Optional(Type.String({ maxLength: 200 })),
  kind: Type.Optional(EvaluationKind),
  followUps: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('overdue')])),
  from: Type.Optional(CalendarDate),
  to: Type.Optional(CalendarDate),
  order: Type.Optional(Type.Union([Type.Literal('date'), Type.Literal('about')])),
})
