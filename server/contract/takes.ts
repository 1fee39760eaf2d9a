import { Type } from 'typebox'
import { Id, Sha256, Signed } from './common.ts'

/** `edit`: cut from other reads; the originals stay. */
export const TakeSource = Type.Union([Type.Literal('upload'), Type.Literal('browser'), Type.Literal('edit')])

/** kept = will be used; discarded = never used, the file stays. Absent = not yet decided. */
export const TakeChoice = Type.Union([Type.Literal('kept'), Type.Literal('discarded')])

/** What somebody who listened said of a read (nghe duyệt); one sent back is not used until another verdict. */
export const TakeVerdict = Type.Union([Type.Literal('approved'), Type.Literal('sent-back')])

/** An immutable read of one item of one revision. */
export const Take = Type.Object({
  id: Id,
  editionId: Id,
  itemId: Id,
  revisionId: Id,
  revisionNumber: Type.Integer(),
  /** The text that was read. */
  textHash: Sha256,
  source: TakeSource,
  fileName: Type.String(),
  mediaSha256: Sha256,
  bytes: Type.Number(),
  durationMs: Type.Number(),
  sampleRateHz: Type.Optional(Type.Number()),
  channels: Type.Optional(Type.Number()),
  codec: Type.Optional(Type.String()),
  /** Vietnamese sentences: clipped, too quiet, cut short … */
  warnings: Type.Array(Type.String()),
  created: Signed,
  choice: Type.Optional(TakeChoice),
  /** The newest verdict; absent: nobody has listened yet (chưa nghe duyệt). */
  listening: Type.Optional(TakeVerdict),
  /** How many remarks listeners made; absent: none. */
  remarks: Type.Optional(Type.Integer()),
  /** The words of its item have changed since, or the item is gone (“bản cũ”): it can be heard, never chosen. */
  isOfOlderText: Type.Boolean(),
  /** The read that this one was cut from. */
  editOf: Type.Optional(Id),
  /** Integrated loudness (EBU R 128), once it was looked at: takes are compared at one loudness by it. */
  loudnessLufs: Type.Optional(Type.Number()),
})

export const TakeChosen = Type.Object({ choice: TakeChoice })

/** Waveform peaks: `perSecond` pairs of min and max in −128…127. */
export const Peaks = Type.Object({ perSecond: Type.Number(), pairs: Type.Array(Type.Integer()) })

/** What a fixed sound of the library is for. */
export const TuneRole = Type.Union([
  Type.Literal('intro'),
  Type.Literal('opening-call'),
  Type.Literal('greeting'),
  Type.Literal('sting'),
  Type.Literal('notice'),
  Type.Literal('hotline'),
  Type.Literal('filler'),
  Type.Literal('work'),
  Type.Literal('sign-off'),
  Type.Literal('outro'),
  Type.Literal('bed'),
])

export const Tune = Type.Object({
  id: Id,
  role: TuneRole,
  title: Type.String(),
  /** The right to use it, as the station wrote it. */
  rightsNote: Type.String(),
  shipped: Type.Boolean(),
  /** What a template means that names no sound for this role; beds are all in use. */
  inUse: Type.Boolean(),
  mediaSha256: Sha256,
  durationMs: Type.Number(),
  /** Vietnamese sentences: clipped, too quiet, cut short … */
  warnings: Type.Array(Type.String()),
  created: Signed,
  /** Offered no more; what it sounds in stays as it is. */
  retired: Type.Optional(Signed),
})

/** What narrows the library of sounds: words of title and rights, a role, those in use or the others. */
export const TunesAsked = Type.Object({
  words: Type.Optional(Type.String({ maxLength: 200 })),
  role: Type.Optional(TuneRole),
  state: Type.Optional(Type.Union([Type.Literal('in-use'), Type.Literal('spare')])),
})
