import { Type } from 'typebox'
import { Id, Instant, Sha256, Signed } from './common.ts'
import { Fit, SlotKind } from './rundowns.ts'

export const RenderState = Type.Union([
  Type.Literal('queued'),
  Type.Literal('running'),
  /** Delivered, decoded, measured, within its bars. */
  Type.Literal('verified'),
  /** Measured and outside its bars: never airs. */
  Type.Literal('refused'),
  Type.Literal('failed'),
  Type.Literal('cancelled'),
])

export const Figures = Type.Object({
  integratedLufs: Type.Optional(Type.Number()),
  truePeakDbtp: Type.Optional(Type.Number()),
  rangeLu: Type.Optional(Type.Number()),
  maxShortTermLufs: Type.Optional(Type.Number()),
})

export const ReadLevelled = Type.Object({
  title: Type.String(),
  measuredLufs: Type.Optional(Type.Number()),
  appliedGainDb: Type.Number(),
  limited: Type.Boolean(),
})

/** One delivered file, measured as it decodes. */
export const DeliveredFile = Type.Object({
  form: Type.Union([Type.Literal('master'), Type.Literal('mp3'), Type.Literal('mono')]),
  fileName: Type.String(),
  bytes: Type.Number(),
  sha256: Sha256,
  figures: Figures,
})

/** One slot as it was delivered. Unknown is absent. */
export const DeliveredPart = Type.Object({
  kind: SlotKind,
  title: Type.String(),
  startMs: Type.Number(),
  durationMs: Type.Number(),
  measuredLufs: Type.Number(),
  gainDb: Type.Number(),
  deliveredLufs: Type.Optional(Type.Number()),
  /** How far its highest peak was pulled down; 0: nothing was limited. */
  limitedDb: Type.Number(),
  noiseFloorDbfs: Type.Optional(Type.Number()),
  clippedRuns: Type.Integer(),
  /** Silences of two seconds and more within it. */
  silences: Type.Array(Type.Object({ atMs: Type.Number(), ms: Type.Number() })),
})

/** The quality sheet (phiếu chất lượng) of a render, kept for ever with it. */
export const QualitySheet = Type.Object({
  verdict: Type.Union([Type.Literal('good'), Type.Literal('good-with-notes')]),
  /** Vietnamese sentences: what a person should know, the gravest first. */
  notes: Type.Array(Type.String()),
  durationMs: Type.Number(),
  normMs: Type.Optional(Type.Number()),
  fit: Fit,
  targetLufs: Type.Number(),
  truePeakMaxDbtp: Type.Number(),
  files: Type.Array(DeliveredFile),
  parts: Type.Array(DeliveredPart),
  /** Short-term loudness (3 s) of the master each second; null: silence. */
  loudnessLufs: Type.Array(Type.Union([Type.Number(), Type.Null()])),
  ffmpegVersion: Type.String(),
})

export const Render = Type.Object({
  id: Id,
  editionId: Id,
  revisionId: Id,
  revisionNumber: Type.Integer(),
  state: RenderState,
  requested: Signed,
  finishedAt: Type.Optional(Instant),
  /** 0…1 while it runs. */
  fraction: Type.Optional(Type.Number()),
  /** While it runs, once it can be foreseen. */
  remainingMs: Type.Optional(Type.Number()),
  /** Vietnamese: what is being done now. */
  phase: Type.Optional(Type.String()),
  /** Vietnamese: why it was refused or failed, and what to do. */
  reason: Type.Optional(Type.String()),
  targetLufs: Type.Number(),
  durationMs: Type.Optional(Type.Number()),
  master: Type.Optional(Type.Object({ sha256: Sha256, bytes: Type.Number(), figures: Figures })),
  mp3: Type.Optional(Type.Object({ sha256: Sha256, bytes: Type.Number(), fileName: Type.String(), figures: Figures })),
  /** MP3 64 kbit/s mono, for loudspeaker clusters. */
  mono: Type.Optional(Type.Object({ sha256: Sha256, bytes: Type.Number(), fileName: Type.String(), figures: Figures })),
  /** Whether it was made from the rundown as it stands now. */
  isCurrent: Type.Optional(Type.Boolean()),
  /** Whether `GET /api/renders/:id/sheet` has a quality sheet. */
  hasSheet: Type.Optional(Type.Boolean()),
  reads: Type.Optional(Type.Array(ReadLevelled)),
  ffmpegVersion: Type.Optional(Type.String()),
})
