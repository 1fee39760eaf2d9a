import { Type } from 'typebox'
import { CalendarDate, Id, Instant, Sha256, Signed } from './common.ts'
import { TextSegment } from './compare.ts'
import { Leader, LeaderProof } from './leaders.ts'
import { Approval, ApprovalMeans, ScriptItem } from './scripts.ts'

/** phê duyệt · trả lại chỉnh sửa. */
export const ApprovalAnswer = Type.Union([Type.Literal('approved'), Type.Literal('returned')])

/**
 * chờ duyệt · bị trả lại (at least one item) · đã duyệt · đã rút phê duyệt · không còn là bản đang trình (a newer revision was
 * saved, or the same one submitted again).
 */
export const ApprovalState = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('returned'),
  Type.Literal('approved'),
  Type.Literal('withdrawn'),
  Type.Literal('superseded'),
])

/** An answer as it was given. */
export const AnswerGiven = Type.Object({
  answer: ApprovalAnswer,
  remark: Type.Optional(Type.String()),
  /** Who answered, as on a paper. */
  by: Type.String(),
  at: Instant,
  means: ApprovalMeans,
})

/** An item against what was decided before: mới · đã sửa · giữ nguyên như đã duyệt · bị trả lại mà chưa sửa. */
export const ApprovalChange = Type.Union([
  Type.Literal('new'),
  Type.Literal('changed'),
  Type.Literal('unchanged'),
  Type.Literal('returned'),
])

/** When words of an item were approved or returned before, in which revision and by whom. */
export const DecidedBefore = Type.Object({
  revisionNumber: Type.Integer(),
  by: Type.String(),
  at: Instant,
  remark: Type.Optional(Type.String()),
})

export const ItemStanding = Type.Object({
  itemId: Id,
  /** Its place in the script, from 1. */
  number: Type.Integer(),
  change: ApprovalChange,
  /** Of these very words. */
  approvedBefore: Type.Optional(DecidedBefore),
  /** Of the item, where nothing of it was approved since. */
  returnedBefore: Type.Optional(DecidedBefore),
})

/** An item as a leader reads it. */
export const ApprovalItem = Type.Object({
  ...ScriptItem.properties,
  ...ItemStanding.properties,
  /** The newest answer in this request. */
  answer: Type.Optional(AnswerGiven),
  /** A read of these very words, where there is one. */
  take: Type.Optional(Type.Object({ id: Id, durationMs: Type.Number() })),
  /** The words against those that were approved last, where they are others now. */
  textWords: Type.Optional(Type.Array(TextSegment)),
})

/** A page of a signed paper. */
export const PaperScan = Type.Object({
  id: Id,
  fileName: Type.String(),
  mediaType: Type.String(),
  sha256: Sha256,
  bytes: Type.Number(),
  /** The date on the paper. */
  signedOn: Type.Optional(CalendarDate),
  added: Signed,
})

export const ApprovalWithdrawn = Type.Object({ reason: Type.String(), by: Type.String(), at: Instant })

/** A revision that was submitted, in a line. */
export const ApprovalRequestSummary = Type.Object({
  id: Id,
  editionId: Id,
  /** “Cải cách hành chính và cuộc sống, tháng 11/2026”. */
  editionTitle: Type.String(),
  revisionId: Id,
  revisionNumber: Type.Integer(),
  textHash: Sha256,
  /** The newest revision of the edition: another number means that this one is history. */
  latestNumber: Type.Integer(),
  submitted: Signed,
  note: Type.Optional(Type.String()),
  leaders: Type.Array(Leader),
  state: ApprovalState,
  itemCount: Type.Integer(),
  approvedCount: Type.Integer(),
  returnedCount: Type.Integer(),
  /** Items whose words are others than those approved before, or were never approved. */
  changedCount: Type.Integer(),
  /** Reading time of all items. */
  estimatedMs: Type.Number(),
})

/** A revision that was submitted, with everything a leader reads and everything that was answered. */
export const ApprovalRequest = Type.Object({
  ...ApprovalRequestSummary.properties,
  items: Type.Array(ApprovalItem),
  /** What was said of the whole, the newest first. */
  remarks: Type.Array(AnswerGiven),
  /** How many times somebody has answered: whoever answers next says how many they had seen. */
  answersSeen: Type.Integer(),
  scans: Type.Array(PaperScan),
  approval: Type.Optional(Approval),
  withdrawn: Type.Optional(ApprovalWithdrawn),
})

/** How the approval of an edition stands: what its page shows beside the script. */
export const EditionApproval = Type.Object({
  /** Of the newest revision, or of the one before when that is still the newest submitted. */
  newest: Type.Optional(ApprovalRequest),
  older: Type.Array(ApprovalRequestSummary),
  /** The newest revision's items against what was approved before. */
  items: Type.Array(ItemStanding),
  /** “Đã sửa sau khi duyệt”: an earlier revision was approved, the newest one is not. */
  isEditedSinceApproval: Type.Boolean(),
  /** Signed papers of the newest revision. */
  scans: Type.Array(PaperScan),
  withdrawn: Type.Optional(ApprovalWithdrawn),
})

/** Leaders who are asked; none: a paper will be signed. */
export const RevisionSubmitted = Type.Object({
  leaderIds: Type.Array(Id, { maxItems: 20, uniqueItems: true }),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
})

export const AnswersGiven = Type.Object({
  /** Made by the page: the same answer sent twice counts once. */
  id: Type.String({ minLength: 16, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' }),
  answersSeen: Type.Integer({ minimum: 0 }),
  items: Type.Array(
    Type.Object({
      itemId: Id,
      answer: ApprovalAnswer,
      /** A returned item wants a remark, its own or one about the whole. */
      remark: Type.Optional(Type.String({ maxLength: 4000 })),
    }),
    { minItems: 1, maxItems: 100 },
  ),
  /** About the whole. */
  remark: Type.Optional(Type.String({ maxLength: 4000 })),
})

/** Answers from a leader's telephone. */
export const PhoneAnswers = Type.Object({ ...AnswersGiven.properties, proof: LeaderProof })

/** What a passkey is to sign for: these answers, or the withdrawal of that approval, and nothing else. */
export const SigningAsked = Type.Union([
  Type.Object({ answers: AnswersGiven }),
  Type.Object({
    withdrawal: Type.Object({ id: Type.String({ maxLength: 64 }), reason: Type.String({ maxLength: 2000 }) }),
  }),
])

export const PhoneWithdrawal = Type.Object({
  id: Type.String({ minLength: 16, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' }),
  reason: Type.String({ minLength: 1, maxLength: 2000 }),
  proof: LeaderProof,
})

/** Taking an approval back at the station; `by`: whose word it is, the leader's as on the paper or the telephone. */
export const WithdrawalGiven = Type.Object({
  by: Type.String({ minLength: 1, maxLength: 200 }),
  reason: Type.String({ minLength: 1, maxLength: 2000 }),
})

/** What a leader's telephone shows first: what waits, and what was answered lately. */
export const LeaderDesk = Type.Object({
  waiting: Type.Array(ApprovalRequestSummary),
  lately: Type.Array(ApprovalRequestSummary),
})
