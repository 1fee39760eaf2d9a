import { Type } from 'typebox'

/** What may be found in the sound of a read, or taken off it. */
export const FindingKind = Type.Union([
  Type.Literal('clipping'),
  Type.Literal('hum'),
  Type.Literal('noise'),
  Type.Literal('far-from-microphone'),
  Type.Literal('level-jump'),
  Type.Literal('read-short'),
  Type.Literal('read-long'),
  Type.Literal('leading-silence'),
  Type.Literal('trailing-silence'),
  /** A short sound before the read: a clap, “một hai ba”. */
  Type.Literal('slate'),
  Type.Literal('long-silence'),
  Type.Literal('long-breath'),
])

/** One finding at its place. Where there is a suggestion, the place is what it takes off. */
export const TakeFinding = Type.Object({
  kind: FindingKind,
  fromMs: Type.Number(),
  toMs: Type.Number(),
  /** `warning`: to be heard before the read is used; `note`: good to know. */
  severity: Type.Union([Type.Literal('note'), Type.Literal('warning')]),
  /** What it is and what to do, in Vietnamese. */
  sentence: Type.String(),
  suggestion: Type.Optional(Type.Union([Type.Literal('trim-start'), Type.Literal('trim-end'), Type.Literal('cut')])),
})

/**
 * A read as the station looked at it by itself. `waiting`: it is being looked at or its turn comes, and `changed/takes` tells
 * when it has been; `failed`: it could not be looked at, which takes nothing from the read itself.
 */
export const TakeSurvey = Type.Object({
  state: Type.Union([Type.Literal('waiting'), Type.Literal('ready'), Type.Literal('failed')]),
  /** In the order of their places. */
  findings: Type.Array(TakeFinding),
  /** Integrated loudness (EBU R 128, mono as heard from two speakers); absent while unknown and where nothing is loud enough. */
  loudnessLufs: Type.Optional(Type.Number()),
  /** Warnings of the read that a finding says with its place: a page that shows the findings leaves these out. */
  replaces: Type.Array(Type.String()),
  /** Why it failed, in Vietnamese. */
  reason: Type.Optional(Type.String()),
})
