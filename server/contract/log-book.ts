import { type Static, Type } from 'typebox'
import { AiringState, AsRun } from './airings.ts'
import { CalendarDate, Id, Instant, Sha256, Signed } from './common.ts'
import { ApprovalMeans } from './scripts.ts'

/** What of a line can be wrong and be corrected beside it. */
export const LogField = Type.Union([
  Type.Literal('planned'),
  Type.Literal('sounded'),
  Type.Literal('length'),
  Type.Literal('items'),
  Type.Literal('approval'),
  Type.Literal('readers'),
  Type.Literal('device'),
  Type.Literal('outcome'),
  Type.Literal('proof'),
])

/** What somebody added to a line of the log, as it was written: nothing of it is changed or removed. */
export const LogNote = Type.Object({
  id: Id,
  text: Type.String(),
  /** Only of a correction: what of the line it is about, and what is right. */
  field: Type.Optional(LogField),
  right: Type.Optional(Type.String()),
  /** The earlier note in whose place it stands, and the later one that stands in its place. */
  correctsId: Type.Optional(Id),
  correctedById: Type.Optional(Id),
  made: Signed,
})

export const LogNoteWritten = Type.Object({
  /** Of a correction: why. */
  text: Type.String({ minLength: 1, maxLength: 2000 }),
  correction: Type.Optional(Type.Object({ field: LogField, right: Type.String({ minLength: 1, maxLength: 500 }) })),
  correctsId: Type.Optional(Id),
})

/** An item that sounded. */
export const LogItem = Type.Object({
  title: Type.String(),
  unitName: Type.Optional(Type.String()),
  /** Who read it; absent of what nobody read. */
  reader: Type.Optional(Type.String()),
})

/** Who approved the words that sounded, as it stood when they did. */
export const LogApproval = Type.Object({
  approver: Type.String(),
  at: Instant,
  means: ApprovalMeans,
  revisionNumber: Type.Integer(),
})

/** One line of sổ nhật ký phát sóng. */
export const LogLine = Type.Object({
  ...AsRun.properties,
  programmeId: Type.Optional(Id),
  /** What sounded, in its order; empty where nothing did, and of emergencies. */
  items: Type.Array(LogItem),
  /** Each reader once, in the order of the items. */
  readers: Type.Array(Type.String()),
  approval: Type.Optional(LogApproval),
  /** The render that sounded, or of an airing outside the system the newest. */
  renderId: Type.Optional(Id),
  /** The file that proves an airing outside the system. */
  outsideProof: Type.Optional(Type.Object({ fileName: Type.String(), sha256: Sha256 })),
  notes: Type.Array(LogNote),
})

/** What narrows and orders the log. */
export const LogAsked = Type.Object({
  /** Looked for in programme, edition, items, people and notes, with or without marks. */
  words: Type.Optional(Type.String({ maxLength: 200 })),
  programmeId: Type.Optional(Id),
  /** `with-notes`: lines to which something was added. */
  outcome: Type.Optional(Type.Union([AiringState, Type.Literal('with-notes')])),
  order: Type.Optional(Type.Union([Type.Literal('time'), Type.Literal('programme')])),
})

export const LogBook = Type.Object({
  from: CalendarDate,
  to: CalendarDate,
  lines: Type.Array(LogLine),
  /** Of these lines: how long it sounded from loudspeakers. */
  soundedMs: Type.Number(),
  /** Lines of the span before it was narrowed. */
  total: Type.Integer(),
})

export type LogField = Static<typeof LogField>
export type LogNote = Static<typeof LogNote>
export type LogNoteWritten = Static<typeof LogNoteWritten>
export type LogItem = Static<typeof LogItem>
export type LogApproval = Static<typeof LogApproval>
export type LogLine = Static<typeof LogLine>
export type LogAsked = Static<typeof LogAsked>
export type LogBook = Static<typeof LogBook>
