import { Type } from 'typebox'
import { CalendarDate, Id, Signed } from './common.ts'

/** How a question or an opinion reached the station. */
export const ReceivedVia = Type.Union([
  Type.Literal('telephone'),
  Type.Literal('letter'),
  Type.Literal('in-person'),
  Type.Literal('online'),
  /** Hội nghị, tiếp xúc cử tri. */
  Type.Literal('meeting'),
  Type.Literal('other'),
])

/** Whether the asker agrees to be named on the air. Nothing is taken for granted (NĐ 356/2025, FIELD §2). */
export const Consent = Type.Union([Type.Literal('asked'), Type.Literal('given'), Type.Literal('refused')])

/** The way of a question: tiếp nhận → gửi cơ quan → trả lời → biên tập → duyệt → phát → báo người hỏi. */
export const QuestionState = Type.Union([
  Type.Literal('received'),
  Type.Literal('sent'),
  Type.Literal('answered'),
  Type.Literal('edited'),
  /** It stands in an edition's newest script, and that is approved. */
  Type.Literal('approved'),
  /** It was heard: the as-run log says so. */
  Type.Literal('aired'),
  /** The asker knows the answer. */
  Type.Literal('told'),
  /** Put away with a reason. */
  Type.Literal('closed'),
])

/** Who asks. Of an anonymous asker nothing is kept. The telephone number stands elsewhere. */
export const Asker = Type.Object({
  isAnonymous: Type.Boolean(),
  name: Type.Optional(Type.String({ maxLength: 200 })),
  address: Type.Optional(Type.String({ maxLength: 300 })),
})

export const ConsentNoted = Type.Object({
  consent: Consent,
  onDate: CalendarDate,
  /** How it was asked or given: by word on the telephone, on paper … */
  note: Type.Optional(Type.String({ maxLength: 500 })),
})

/** One paper to an agency. */
export const QuestionDispatch = Type.Object({
  id: Id,
  unitId: Type.Optional(Id),
  unitName: Type.String(),
  sentOn: CalendarDate,
  /** The newest day by which the answer is wanted, extensions included. */
  dueOn: CalendarDate,
  sent: Signed,
})

export const QuestionAnswered = Type.Object({
  text: Type.String({ minLength: 1, maxLength: 50_000 }),
  /** Who answers, as it is said on the air: “Phòng Tài nguyên và Môi trường”. */
  answerer: Type.String({ minLength: 1, maxLength: 300 }),
  answeredOn: CalendarDate,
  /** The number of the answering paper. */
  paper: Type.Optional(Type.String({ maxLength: 200 })),
})

/** The words that go on the air. */
export const QuestionEdited = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 250 }),
  questionText: Type.String({ minLength: 1, maxLength: 50_000 }),
  answerText: Type.String({ minLength: 1, maxLength: 50_000 }),
})

/** A question and its answer in an edition's script. */
export const QuestionPlacement = Type.Object({
  editionId: Id,
  editionTitle: Type.String(),
  questionItemId: Id,
  answerItemId: Id,
  /** Both items stand in the newest revision. */
  isInScript: Type.Boolean(),
  /** … and that revision is approved. */
  isApproved: Type.Boolean(),
  /** The dates on which it was heard, each once. */
  airedOn: Type.Array(CalendarDate),
})

/** The asker was told by an answer note. */
export const QuestionTold = Type.Object({
  how: Type.Union([
    Type.Literal('telephone'),
    Type.Literal('letter'),
    Type.Literal('in-person'),
    Type.Literal('message'),
  ]),
  toldOn: CalendarDate,
  /** The answer note, word for word. */
  note: Type.String({ minLength: 1, maxLength: 50_000 }),
})

/** A question as a row of the register. */
export const QuestionSummary = Type.Object({
  id: Id,
  /** “12/2026”. */
  code: Type.String(),
  via: ReceivedVia,
  receivedOn: CalendarDate,
  text: Type.String(),
  topic: Type.Optional(Type.String()),
  asker: Asker,
  /** Whether a number is kept; the number itself is never in a list. */
  hasTelephone: Type.Boolean(),
  consent: Type.Optional(ConsentNoted),
  state: QuestionState,
  /** Where it was sent last. */
  dispatch: Type.Optional(QuestionDispatch),
  /** No answer, and the day is over. */
  isOverdue: Type.Boolean(),
  answeredOn: Type.Optional(CalendarDate),
  answerer: Type.Optional(Type.String()),
  placements: Type.Array(QuestionPlacement),
  /** When it was first heard. */
  airedOn: Type.Optional(CalendarDate),
  toldOn: Type.Optional(CalendarDate),
})

/** What happened to a question, one after the other, in words. */
export const QuestionStep = Type.Object({
  /** Vietnamese: “Gửi Phòng Tài nguyên và Môi trường, hạn 20/11/2026”. */
  words: Type.String(),
  /** What was written, where something was: an older wording, the answer, the note. */
  text: Type.Optional(Type.String()),
  noted: Signed,
})

export const Question = Type.Object({
  ...QuestionSummary.properties,
  received: Signed,
  dispatches: Type.Array(QuestionDispatch),
  answer: Type.Optional(QuestionAnswered),
  edited: Type.Optional(QuestionEdited),
  told: Type.Optional(QuestionTold),
  closedBecause: Type.Optional(Type.String()),
  /** Words to begin from; nothing of them is kept until a person does. */
  drafts: Type.Object({ edited: Type.Optional(QuestionEdited), note: Type.Optional(Type.String()) }),
  steps: Type.Array(QuestionStep),
})

export const QuestionReceived = Type.Object({
  text: Type.String({ minLength: 1, maxLength: 20_000 }),
  topic: Type.Optional(Type.String({ maxLength: 200 })),
  via: ReceivedVia,
  receivedOn: CalendarDate,
  asker: Asker,
  telephone: Type.Optional(Type.String({ maxLength: 40 })),
  consent: Type.Optional(ConsentNoted),
})

/** What is asked, in other words; or who asks. Absent stays as it was. */
export const QuestionCorrected = Type.Object({
  text: Type.Optional(Type.String({ minLength: 1, maxLength: 20_000 })),
  topic: Type.Optional(Type.String({ maxLength: 200 })),
  asker: Type.Optional(Asker),
})

/** Shown on the page of the question alone. */
export const AskerTelephone = Type.Object({ telephone: Type.Union([Type.Null(), Type.String({ maxLength: 40 })]) })

export const QuestionsSent = Type.Object({
  questionIds: Type.Array(Id, { minItems: 1, maxItems: 50 }),
  unitId: Type.Optional(Id),
  unitName: Type.String({ minLength: 1, maxLength: 300 }),
  sentOn: CalendarDate,
  dueOn: CalendarDate,
})

export const AnswerExtended = Type.Object({
  dueOn: CalendarDate,
  reason: Type.String({ minLength: 1, maxLength: 500 }),
})

export const QuestionPlaced = Type.Object({ editionId: Id })

export const QuestionClosed = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) })

/** What of the register is wanted. Absent: all. */
export const QuestionsAsked = Type.Object({
  /** Words looked for, with or without marks. */
  words: Type.Optional(Type.String({ maxLength: 200 })),
  state: Type.Optional(Type.Union([QuestionState, Type.Literal('overdue')])),
  /** The name of the agency. */
  unit: Type.Optional(Type.String({ maxLength: 300 })),
  from: Type.Optional(CalendarDate),
  to: Type.Optional(CalendarDate),
  order: Type.Optional(
    Type.Union([
      /** The newest first. */
      Type.Literal('received'),
      /** What waits longest for an answer first. */
      Type.Literal('due'),
      Type.Literal('unit'),
      Type.Literal('asker'),
    ]),
  ),
})
