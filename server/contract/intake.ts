import { Type } from 'typebox'
import { CalendarDate, Id, Instant, Period, Sha256, Signed } from './common.ts'
import { Posting } from './postings.ts'

const Title = Type.String({ minLength: 1, maxLength: 500 })
/** About 600 pages; a 200-page item has its place. */
const LongText = Type.String({ maxLength: 2_000_000 })
const Person = Type.String({ maxLength: 200 })

/** Where an item comes from: a unit, a body above (bản tin của Sở …), or a work that was given an award. */
export const SubmissionSource = Type.Union([Type.Literal('unit'), Type.Literal('above'), Type.Literal('award')])

/** The unit sent it by its own link, or the collector entered it. */
export const SubmissionVia = Type.Union([Type.Literal('link'), Type.Literal('collector')])

export const SubmissionFileKind = Type.Union([
  Type.Literal('document'),
  Type.Literal('picture'),
  Type.Literal('audio'),
  Type.Literal('video'),
  Type.Literal('other'),
])

/** A file as it came, kept for good; at `GET /api/submissions/:id/files/:fileId`. */
export const SubmissionFile = Type.Object({
  id: Id,
  fileName: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Number(),
  sha256: Sha256,
  kind: SubmissionFileKind,
})

/** Another submission that says the same or nearly the same. */
export const AlikeSubmission = Type.Object({
  submissionId: Id,
  title: Type.String(),
  unitName: Type.Optional(Type.String()),
  receivedAt: Instant,
  /** 0…1, the share of word triples that both have; 1: the same words, or the same file. */
  likeness: Type.Number(),
  isSameFile: Type.Boolean(),
})

/** An item in a programme's period. One item may be placed in several and counts in each. */
export const Placement = Type.Object({
  id: Id,
  submissionId: Id,
  programmeId: Id,
  programmeName: Type.String(),
  period: Period,
  /** “tháng 11/2026”. */
  periodTitle: Type.String(),
  placed: Signed,
  /** The last day on which it would have been in time, as it stood at the receipt; absent: the programme sets none. */
  dueOn: Type.Optional(CalendarDate),
  /** Received after that day. */
  isLate: Type.Boolean(),
  /** Its unit has its turn in this period, by the rota as it stands now. */
  isInRota: Type.Boolean(),
})

const told = {
  id: Id,
  /** What the sender is told to keep: “2611-K7F3”. */
  receiptCode: Type.String(),
  title: Type.String(),
  unitId: Type.Optional(Id),
  /** What the unit was called on the day of receipt. */
  unitName: Type.Optional(Type.String()),
  author: Type.Optional(Type.String()),
  year: Type.Optional(Type.Integer()),
  /** “Giải Nhì Hội thi trực tuyến cải cách hành chính tỉnh”. */
  award: Type.Optional(Type.String()),
  source: SubmissionSource,
  /** Which body above sent it on: “Sở Nội vụ”. */
  sourceName: Type.Optional(Type.String()),
  via: SubmissionVia,
  /** When it came to the station, which may be before it was entered. */
  receivedAt: Instant,
  /** The collector's name, or who sent it by the link. */
  receivedBy: Type.String(),
  /** Late, in the first programme that it is placed in. */
  isLate: Type.Boolean(),
  isInRota: Type.Boolean(),
  topics: Type.Array(Type.String()),
  placements: Type.Array(Placement),
  postings: Type.Array(Posting),
  /** Taken out of the register, with the reason; it stays readable. */
  withdrawn: Type.Optional(Type.Object({ reason: Type.String(), by: Type.String(), at: Instant })),
}

/** A line of the register. */
export const SubmissionSummary = Type.Object({
  ...told,
  wordCount: Type.Integer(),
  fileKinds: Type.Array(SubmissionFileKind),
  warningCount: Type.Integer(),
  alikeCount: Type.Integer(),
})

/** An item with all that came with it. */
export const Submission = Type.Object({
  ...told,
  /** What was typed, then what was read in its documents; NFC. Empty where it is sound or pictures alone. */
  text: Type.String(),
  /** How the sender can be reached, as typed in the form; never in exports. */
  contact: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
  files: Type.Array(SubmissionFile),
  /** Vietnamese sentences about the files: macros left alone, a scan without words, an old encoding converted. */
  warnings: Type.Array(Type.String()),
  alike: Type.Array(AlikeSubmission),
  /** Who entered or last corrected what is written about it. */
  described: Signed,
})

/** An item in its place: what a review meeting has on its table. */
export const PlacedSubmission = Type.Object({ placement: Placement, submission: Submission })

/** What a unit owes in a programme's period, and what has come of it. */
export const ExpectedSubmissions = Type.Object({
  duty: Type.Object({ unitId: Id, unitName: Type.String(), itemsOwed: Type.Integer() }),
  received: Type.Array(SubmissionSummary),
})

/** What is written about an item, by the collector. */
const described = {
  title: Title,
  text: LongText,
  unitId: Type.Union([Type.Null(), Id]),
  author: Person,
  /** Of an award or a work; null: none. */
  year: Type.Union([Type.Null(), Type.Integer({ minimum: 1945, maximum: 2200 })]),
  award: Type.String({ maxLength: 500 }),
  source: SubmissionSource,
  sourceName: Type.String({ maxLength: 200 }),
  contact: Type.String({ maxLength: 200 }),
  note: Type.String({ maxLength: 5000 }),
  topics: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 30, uniqueItems: true }),
}

export const PlacementMade = Type.Object({ programmeId: Id, period: Period })

/** What the collector enters; files were sent before by `POST /api/submissions/files`. */
export const SubmissionMade = Type.Object({
  ...described,
  /** When it came to the collector; absent: now. */
  receivedAt: Type.Optional(Instant),
  fileIds: Type.Array(Id, { maxItems: 30, uniqueItems: true }),
  placements: Type.Array(PlacementMade, { maxItems: 20 }),
  /** A key of the page's own: the same entry sent twice is one submission. */
  entryKey: Type.String({ minLength: 8, maxLength: 100 }),
})

/** Corrections; what is left out stays. */
export const SubmissionChange = Type.Partial(
  Type.Object({ ...described, receivedAt: Instant, fileIds: Type.Array(Id, { maxItems: 30, uniqueItems: true }) }),
)

export const SubmissionWithdrawn = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 1000 }) })

/** A file that was sent and belongs to nothing yet. */
export const ArrivedFile = Type.Object({
  id: Id,
  fileName: Type.String(),
  bytes: Type.Number(),
  kind: SubmissionFileKind,
  /** What was read in a document. */
  text: Type.String(),
  /** A line that looks like its title. */
  title: Type.Optional(Type.String()),
  warnings: Type.Array(Type.String()),
  /** Submissions that hold the very same file. */
  sameFileIn: Type.Array(Type.Object({ submissionId: Id, title: Type.String() })),
})

/** The register's questions. All of them narrow; `q` looks in titles, units, authors and codes, with or without marks. */
export const SubmissionFilter = Type.Object({
  programmeId: Type.Optional(Id),
  period: Type.Optional(Period),
  /** Received on these days, both inside. */
  from: Type.Optional(CalendarDate),
  to: Type.Optional(CalendarDate),
  unitId: Type.Optional(Id),
  source: Type.Optional(SubmissionSource),
  via: Type.Optional(SubmissionVia),
  topic: Type.Optional(Type.String({ maxLength: 200 })),
  isLate: Type.Optional(Type.Boolean()),
  isInRota: Type.Optional(Type.Boolean()),
  /** Only those in no programme's period. */
  isUnplaced: Type.Optional(Type.Boolean()),
  hasAlike: Type.Optional(Type.Boolean()),
  isWithdrawn: Type.Optional(Type.Boolean()),
  q: Type.Optional(Type.String({ maxLength: 200 })),
  sort: Type.Optional(
    Type.Union([Type.Literal('receivedAt'), Type.Literal('title'), Type.Literal('unitName'), Type.Literal('author')]),
  ),
  order: Type.Optional(Type.Union([Type.Literal('asc'), Type.Literal('desc')])),
})

/** A unit's own link (đường dẫn gửi bài). */
export const UnitLink = Type.Object({
  unitId: Id,
  unitName: Type.String(),
  /** Absent: it has none, or it was ended. */
  linkPath: Type.Optional(Type.String()),
  made: Type.Optional(Signed),
  /** When something last came by it. */
  lastSentAt: Type.Optional(Instant),
})

/** A period that a unit may send to by its link. */
export const SendTarget = Type.Object({
  programmeId: Id,
  programmeName: Type.String(),
  period: Period,
  periodTitle: Type.String(),
  dueOn: Type.Optional(CalendarDate),
  isOver: Type.Boolean(),
  /** How many items the unit owes there by the rota; 0: it may send all the same. */
  itemsOwed: Type.Integer(),
  itemsReceived: Type.Integer(),
  /** What the form offers first. */
  isSuggested: Type.Boolean(),
})

/** What the page behind a unit's link shows. */
export const SendPage = Type.Object({
  stationName: Type.String(),
  unitName: Type.String(),
  now: Instant,
  targets: Type.Array(SendTarget),
  limits: Type.Object({ fileBytes: Type.Number(), files: Type.Integer() }),
  /** What this unit sent lately, the newest first. */
  sent: Type.Array(
    Type.Object({ receiptCode: Type.String(), title: Type.String(), receivedAt: Instant, isLate: Type.Boolean() }),
  ),
})

/** A file that was sent by a link and waits for its form. */
export const SentFile = Type.Object({
  id: Id,
  fileName: Type.String(),
  bytes: Type.Number(),
  kind: SubmissionFileKind,
  /** A line of a document that looks like its title. */
  title: Type.Optional(Type.String()),
  warnings: Type.Array(Type.String()),
})

/** The form of the link. The same `entryKey` twice is one submission and gives the same receipt. */
export const SentForm = Type.Object({
  entryKey: Type.String({ minLength: 8, maxLength: 100 }),
  title: Title,
  text: LongText,
  author: Person,
  senderName: Person,
  contact: Type.String({ maxLength: 200 }),
  note: Type.String({ maxLength: 5000 }),
  fileIds: Type.Array(Id, { maxItems: 30, uniqueItems: true }),
  target: Type.Optional(PlacementMade),
})

/** Giấy biên nhận: what came, when, and whether in time. */
export const Receipt = Type.Object({
  stationName: Type.String(),
  receiptCode: Type.String(),
  title: Type.String(),
  unitName: Type.Optional(Type.String()),
  author: Type.Optional(Type.String()),
  senderName: Type.Optional(Type.String()),
  receivedAt: Instant,
  receivedBy: Type.Optional(Type.String()),
  wordCount: Type.Integer(),
  files: Type.Array(Type.Object({ fileName: Type.String(), bytes: Type.Number(), sha256: Sha256 })),
  placements: Type.Array(
    Type.Object({
      programmeName: Type.String(),
      periodTitle: Type.String(),
      dueOn: Type.Optional(CalendarDate),
      isLate: Type.Boolean(),
    }),
  ),
})
