import { Type } from 'typebox'
import { Id, Instant, Sha256, Signed } from './common.ts'

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
})

export const ReadLevelled = Type.Object({
  title: Type.String(),
  measuredLufs: Type.Optional(Type.Number()),
  appliedGainDb: Type.Number(),
  limited: Type.Boolean(),
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
  /** Vietnamese: what is being done now. */
  phase: Type.Optional(Type.String()),
  /** Vietnamese: why it was refused or failed, and what to do. */
  reason: Type.Optional(Type.String()),
  targetLufs: Type.Number(),
  durationMs: Type.Optional(Type.Number()),
  master: Type.Optional(Type.Object({ sha256: Sha256, bytes: Type.Number(), figures: Figures })),
  mp3: Type.Optional(Type.Object({ sha256: Sha256, bytes: Type.Number(), fileName: Type.String(), figures: Figures })),
  reads: Type.Optional(Type.Array(ReadLevelled)),
  ffmpegVersion: Type.Optional(Type.String()),
})
