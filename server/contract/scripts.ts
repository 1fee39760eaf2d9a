import { Type } from 'typebox'
import { Id, Instant, Sha256, Signed } from './common.ts'
import { ItemKind } from './rundowns.ts'

/** One item (tiết mục) of a script, as stored: text is NFC, lines end in \n. */
export const ScriptItem = Type.Object({
  /** The same item keeps its id through all revisions. */
  itemId: Id,
  kind: ItemKind,
  title: Type.String(),
  text: Type.String(),
  /** The unit that sent it, free text or a name from the rota. */
  unitName: Type.Optional(Type.String()),
  /** Hash of title and text: a take stays valid while this is unchanged. */
  textHash: Sha256,
  syllables: Type.Integer(),
  /** Reading time at 233 syllables a minute. */
  estimatedMs: Type.Number(),
})

export const RevisionSource = Type.Union([
  Type.Literal('written'),
  Type.Literal('pasted'),
  Type.Literal('docx'),
  Type.Literal('doc'),
  Type.Literal('pdf'),
  Type.Literal('txt'),
  /** Brought in from the review meeting. */
  Type.Literal('review'),
  /** Two persons' texts, merged. */
  Type.Literal('merged'),
])

/**
 * How it was approved: by the PIN or a passkey of a leader's telephone, by a signed paper, or by somebody signed in at the
 * station who noted the leader's name.
 */
export const ApprovalMeans = Type.Union([
  Type.Literal('pin'),
  Type.Literal('passkey'),
  Type.Literal('paper'),
  Type.Literal('session'),
])

export const Approval = Type.Object({
  /** Who approved: the leader's name as it stands on the paper or the signed-in person's. */
  approver: Type.String(),
  approvedAt: Instant,
  /** The account that recorded it; the approver where they did it themselves. */
  recordedBy: Type.String(),
  means: ApprovalMeans,
  textHash: Sha256,
})

/** An immutable numbered revision of an edition's whole script. */
export const Revision = Type.Object({
  id: Id,
  editionId: Id,
  number: Type.Integer(),
  parentId: Type.Optional(Id),
  source: RevisionSource,
  created: Signed,
  textHash: Sha256,
  items: Type.Array(ScriptItem),
  approval: Type.Optional(Approval),
})

export const RevisionSummary = Type.Object({
  id: Id,
  number: Type.Integer(),
  source: RevisionSource,
  created: Signed,
  approval: Type.Optional(Approval),
  itemCount: Type.Integer(),
})

/** An item as a person wrote it; a missing itemId makes a new item. */
export const ItemWritten = Type.Object({
  itemId: Type.Optional(Id),
  /** Default: as it was in the revision before; `item` for a new one. */
  kind: Type.Optional(ItemKind),
  title: Type.String({ minLength: 1, maxLength: 300 }),
  /** At most 200,000 characters; longer is refused as `text-too-long`. */
  text: Type.String(),
  unitName: Type.Optional(Type.String({ maxLength: 300 })),
})

export const RevisionWritten = Type.Object({
  /** The revision that was edited; another newer one means a refusal with code `script-changed-meanwhile`. */
  parentId: Type.Optional(Id),
  source: RevisionSource,
  items: Type.Array(ItemWritten, { minItems: 1, maxItems: 100 }),
})

/** What an imported or pasted text was split into; nothing is stored yet. */
export const ImportedText = Type.Object({
  source: RevisionSource,
  fileName: Type.Optional(Type.String()),
  items: Type.Array(ItemWritten),
  /** Vietnamese sentences: what was left out or changed (pictures, tables, unusual encodings). */
  warnings: Type.Array(Type.String()),
})

export const PastedText = Type.Object({ text: Type.String({ maxLength: 2_000_000 }) })

export const ApprovalGiven = Type.Object({ approver: Type.String({ minLength: 1, maxLength: 200 }) })
