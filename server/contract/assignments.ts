import { Type } from 'typebox'
import { CalendarDate, Id, Instant, Signed } from './common.ts'
import { TakeRemark } from './listening.ts'

/** chưa giao · đã giao · quá hạn · đã đọc (a read of the words as they stand is in use). */
export const ReadState = Type.Union([
  Type.Literal('unassigned'),
  Type.Literal('assigned'),
  Type.Literal('overdue'),
  Type.Literal('read'),
])

export const Reader = Type.Object({ id: Id, displayName: Type.String() })

/** Whose read an item of the newest revision is, and by when. */
export const ReadAssignment = Type.Object({
  itemId: Id,
  /** Its place in the script, from 1. */
  number: Type.Integer(),
  title: Type.String(),
  state: ReadState,
  reader: Type.Optional(Reader),
  /** The last day on which it is in time, in the station's zone. */
  dueOn: Type.Optional(CalendarDate),
  /** Who assigned it, and when. */
  assigned: Type.Optional(Signed),
})

export const ReadAssignments = Type.Object({
  /** The newest revision; absent while there is no script. */
  revisionNumber: Type.Optional(Type.Integer()),
  /** Reads are assigned, and due, once that revision is approved. */
  isApproved: Type.Boolean(),
  items: Type.Array(ReadAssignment),
})

/** Who reads and by when; `null` makes it nobody's. A day that is over is refused unless it is meant. */
export const ReadAssigned = Type.Object({
  readerId: Type.Union([Type.Null(), Id]),
  dueOn: Type.Optional(CalendarDate),
  isPastMeant: Type.Optional(Type.Boolean()),
})

/** The same for several items at once: all of them or none. */
export const ReadsAssigned = Type.Object({
  itemIds: Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true }),
  ...ReadAssigned.properties,
})

/** A read that waits for the signed-in person: assigned to them, or sent back to them. */
export const MyRead = Type.Object({
  editionId: Id,
  editionTitle: Type.String(),
  itemId: Id,
  number: Type.Integer(),
  title: Type.String(),
  estimatedMs: Type.Number(),
  isOverdue: Type.Boolean(),
  dueOn: Type.Optional(CalendarDate),
  assigned: Type.Optional(Signed),
  /** Reads of these words that wait to be chosen. */
  undecidedTakes: Type.Integer(),
  /** The read that a listener sent back, with everything that was remarked. */
  sentBack: Type.Optional(
    Type.Object({ takeId: Id, listener: Type.String(), at: Instant, remarks: Type.Array(TakeRemark) }),
  ),
})

/** A read in use that nobody has listened to, of a programme that wants it. */
export const ReadToHear = Type.Object({
  takeId: Id,
  editionId: Id,
  editionTitle: Type.String(),
  number: Type.Integer(),
  title: Type.String(),
  durationMs: Type.Number(),
  readBy: Type.String(),
})

/** “Việc của tôi”: what waits for the signed-in person in this and the two months before, and in those to come. */
export const MyWork = Type.Object({ reads: Type.Array(MyRead), toHear: Type.Array(ReadToHear) })
