import { Type } from 'typebox'
import { CalendarDate, Id, Period, Signed, WallTime } from './common.ts'
import { SubmissionSource } from './intake.ts'
import { Fit } from './rundowns.ts'

/** Chọn · Không chọn · Để dành: what a review meeting makes of an item. */
export const ReviewDecision = Type.Union([Type.Literal('chosen'), Type.Literal('refused'), Type.Literal('held')])

/** A decision on one item in one period; without one the item is undecided again. */
export const DecisionGiven = Type.Object({
  programmeId: Id,
  /** The period whose meeting decides, which may be later than the one that the item was placed in. */
  period: Period,
  decision: Type.Union([ReviewDecision, Type.Null()]),
  /** Needed to refuse. */
  reason: Type.Optional(Type.String({ maxLength: 1000 })),
})

/** An item on the table of a review meeting. */
export const ReviewItem = Type.Object({
  placementId: Id,
  submissionId: Id,
  receiptCode: Type.String(),
  title: Type.String(),
  unitName: Type.Optional(Type.String()),
  author: Type.Optional(Type.String()),
  source: SubmissionSource,
  sourceName: Type.Optional(Type.String()),
  text: Type.String(),
  syllables: Type.Integer(),
  estimatedMs: Type.Number(),
  isLate: Type.Boolean(),
  isInRota: Type.Boolean(),
  /** What came with it besides its words: sound and pictures. */
  files: Type.Array(Type.Object({ id: Id, fileName: Type.String(), kind: Type.String() })),
  /** Others that say the same or nearly so. */
  alike: Type.Array(Type.Object({ submissionId: Id, title: Type.String(), likeness: Type.Number() })),
  warnings: Type.Array(Type.String()),
  /** It was held in an earlier period: the title of the one that it was sent for. */
  heldFrom: Type.Optional(Type.String()),
  decision: Type.Optional(ReviewDecision),
  reason: Type.Optional(Type.String()),
  decided: Type.Optional(Signed),
  /** Where it stands in the edition's newest revision. */
  inScript: Type.Optional(
    Type.Object({ itemId: Id, number: Type.Integer(), title: Type.String(), estimatedMs: Type.Number() }),
  ),
})

/** Somebody who sat at the meeting, and what he said. */
export const ReviewAttendee = Type.Object({
  /** Empty where only the office is known. */
  name: Type.String({ maxLength: 200 }),
  /** Office and unit: “Phó Trưởng phòng Nội vụ”. */
  office: Type.String({ maxLength: 300 }),
  role: Type.Union([Type.Literal('chair'), Type.Literal('clerk'), Type.Literal('member')]),
  said: Type.String({ maxLength: 20_000 }),
})

/** The minutes of one review meeting. */
export const ReviewMinutesWritten = Type.Object({
  /** The minutes that were edited; another newer one means a refusal with code `minutes-changed-meanwhile`. */
  baseId: Type.Optional(Id),
  heldOn: CalendarDate,
  from: WallTime,
  until: Type.Optional(WallTime),
  place: Type.String({ maxLength: 300 }),
  /** Who issues the paper: “Phòng Văn hóa - Xã hội”, and the body above it. */
  issuer: Type.String({ maxLength: 200 }),
  issuerAbove: Type.String({ maxLength: 200 }),
  attendees: Type.Array(ReviewAttendee, { maxItems: 60 }),
  conclusion: Type.String({ maxLength: 20_000 }),
})

export const ReviewMinutes = Type.Object({ ...ReviewMinutesWritten.properties, id: Id, saved: Signed })

/** How long all that is chosen takes, against the programme's norm. */
export const ReviewTotal = Type.Object({
  /** Items chosen, and their reading time at 233 syllables a minute, as they stand in the script where they do. */
  chosen: Type.Integer(),
  chosenMs: Type.Number(),
  /** What the script has besides: greetings, sign-off, items written by the editors. */
  besidesMs: Type.Number(),
  normMs: Type.Optional(Type.Number()),
  fit: Fit,
})

/** The review meeting (họp thẩm định) of a programme's period. */
export const Review = Type.Object({
  programmeId: Id,
  programmeName: Type.String(),
  period: Period,
  /** “tháng 11/2026”. */
  periodTitle: Type.String(),
  /** Absent where the programme has none before or after. */
  previousPeriod: Type.Optional(Period),
  nextPeriod: Type.Optional(Period),
  /** The days on which the meeting is held; absent: the programme names none. */
  window: Type.Optional(Type.Object({ from: CalendarDate, to: CalendarDate })),
  /** Chosen ones in the order in which they shall sound; then the undecided, held and refused. */
  items: Type.Array(ReviewItem),
  total: ReviewTotal,
  edition: Type.Optional(
    Type.Object({
      id: Id,
      revisionNumber: Type.Optional(Type.Integer()),
      isApproved: Type.Boolean(),
    }),
  ),
  /** Chosen items that the newest revision does not hold yet. */
  toBringIn: Type.Integer(),
  /** Items of the script that the meeting decided against, or on which it has not decided. */
  notChosenInScript: Type.Integer(),
  minutes: Type.Optional(ReviewMinutes),
  /** What new minutes begin with: who sat there last time, without their words. */
  proposed: ReviewMinutesWritten,
})

/** What a meeting made of a submission, in one of the programmes that it was sent for; the newest first. */
export const SubmissionDecision = Type.Object({
  placementId: Id,
  programmeId: Id,
  programmeName: Type.String(),
  /** The period whose meeting decided. */
  period: Period,
  periodTitle: Type.String(),
  decision: ReviewDecision,
  reason: Type.Optional(Type.String()),
  decided: Signed,
})

/** Where the review of a programme's present period stands. */
export const ReviewSummary = Type.Object({
  programmeId: Id,
  programmeName: Type.String(),
  period: Period,
  periodTitle: Type.String(),
  undecided: Type.Integer(),
  chosen: Type.Integer(),
  held: Type.Integer(),
  refused: Type.Integer(),
})

export const ReviewOrder = Type.Object({ placementIds: Type.Array(Id, { maxItems: 500, uniqueItems: true }) })

/** Which submission an item of a script was made of. */
export const ItemOrigin = Type.Object({ itemId: Id, submissionId: Id })

/** What “Đưa vào kịch bản” made. */
export const BroughtIn = Type.Object({
  editionId: Id,
  revisionNumber: Type.Integer(),
  added: Type.Integer(),
})
