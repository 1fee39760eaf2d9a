import { Type } from 'typebox'
import { Id, Instant, Signed } from './common.ts'
import { Take, TakeVerdict } from './takes.ts'

/** One remark of somebody who listened (nghe duyệt); without a place it is of the whole read. */
export const TakeRemark = Type.Object({
  id: Id,
  /** Where in the read, in ms from its start. */
  atMs: Type.Optional(Type.Number()),
  text: Type.String(),
  made: Signed,
})

export const RemarkMade = Type.Object({
  atMs: Type.Optional(Type.Number({ minimum: 0 })),
  text: Type.String({ minLength: 1, maxLength: 1000 }),
})

export const VerdictGiven = Type.Object({
  verdict: TakeVerdict,
  /** Who listened, as the station writes the name. */
  listener: Type.String({ minLength: 1, maxLength: 200 }),
  /** Kept as a remark of the whole read. Sending back wants this or a remark made since the verdict before. */
  reason: Type.Optional(Type.String({ maxLength: 1000 })),
})

export const VerdictRecorded = Type.Object({
  id: Id,
  verdict: TakeVerdict,
  listener: Type.String(),
  /** The account that recorded it. */
  recordedBy: Type.String(),
  at: Instant,
})

/** One read as somebody who listens to it needs it. */
export const TakeListening = Type.Object({
  take: Take,
  editionTitle: Type.String(),
  /** The words that were read, and their place in that revision, from 1. */
  item: Type.Object({
    number: Type.Integer(),
    title: Type.String(),
    text: Type.String(),
    estimatedMs: Type.Number(),
  }),
  /** In the order of the read; those of the whole come first. */
  remarks: Type.Array(TakeRemark),
  /** The newest first: that one counts. */
  verdicts: Type.Array(VerdictRecorded),
  /** Whether the programme wants every read approved by listening before it is rendered and aired. */
  isRequired: Type.Boolean(),
  /** The read of this edition that waits for a listener after this one. */
  next: Type.Optional(Type.Object({ takeId: Id, number: Type.Integer(), title: Type.String() })),
})

/** Whether a programme wants listening approval; not required until the station says so. */
export const ListeningRule = Type.Object({ required: Type.Boolean() })
