import { Type } from 'typebox'
import { Id, Sha256, Signed } from './common.ts'

/** What a place in a programme is: nhạc hiệu mở, lời xướng, lời chào, điểm tin, tin bài, nhạc cắt … */
export const SlotKind = Type.Union([
  Type.Literal('intro'),
  Type.Literal('opening-call'),
  Type.Literal('greeting'),
  Type.Literal('headline'),
  Type.Literal('item'),
  Type.Literal('sting'),
  Type.Literal('question'),
  Type.Literal('answer'),
  Type.Literal('notice'),
  Type.Literal('hotline'),
  Type.Literal('filler'),
  Type.Literal('sign-off'),
  Type.Literal('outro'),
])

/** The kinds that a script item can be: what is read for one edition. */
export const ItemKind = Type.Union([
  Type.Literal('greeting'),
  Type.Literal('headline'),
  Type.Literal('item'),
  Type.Literal('question'),
  Type.Literal('answer'),
  Type.Literal('notice'),
  Type.Literal('sign-off'),
])

export const Strength = Type.Union([Type.Literal('off'), Type.Literal('light'), Type.Literal('strong')])

/** What is done to a read before it is levelled: lọc ù, giảm tạp âm, khử tiếng lách tách. */
export const Treatment = Type.Object({ highPass: Type.Boolean(), noiseReduction: Strength, deClick: Strength })

/** A stretch of a read that is kept. */
export const KeptRange = Type.Object({ fromMs: Type.Number({ minimum: 0 }), toMs: Type.Number({ minimum: 0 }) })

const Ms = Type.Integer({ minimum: 0, maximum: 60_000 })
/** Silence before the next slot; negative: the next begins while this one still sounds. */
const GapMs = Type.Integer({ minimum: -30_000, maximum: 600_000 })
const GainDb = Type.Number({ minimum: -40, maximum: 20 })
const NormMs = Type.Integer({ minimum: 1000, maximum: 10_800_000 })

/** A place in a programme's template (khung chương trình). */
export const TemplateSlot = Type.Object({
  id: Id,
  kind: SlotKind,
  title: Type.String({ minLength: 1, maxLength: 200 }),
  /** Read for each edition, or a fixed sound of the library; without `soundId` the one in use for the kind. */
  source: Type.Union([
    Type.Object({ from: Type.Literal('script') }),
    Type.Object({ from: Type.Literal('library'), soundId: Type.Optional(Id) }),
  ]),
  /** Neighbouring slots that repeat form a group: it sounds once for each item (question and answer: once for each pair). */
  repeat: Type.Union([Type.Literal('once'), Type.Literal('per-item')]),
  /** In a repeating group: not in its first round, as a sting between items. */
  skipFirst: Type.Boolean(),
  /** May be missing from an edition without a word. */
  optional: Type.Boolean(),
  gapAfterMs: GapMs,
  fadeInMs: Ms,
  fadeOutMs: Ms,
  gainDb: GainDb,
  /** How long it should be. */
  normMs: Type.Optional(NormMs),
})

/** Music under a run of slots (nhạc nền). In a template the slots are the template's, in a rundown the rundown's. */
export const Bed = Type.Object({
  id: Id,
  soundId: Id,
  fromSlotId: Id,
  toSlotId: Id,
  /** Where nobody speaks, against the programme's loudness. */
  levelLu: Type.Number({ minimum: -40, maximum: 0 }),
  /** How much lower under speech. */
  duckDb: Type.Number({ minimum: 0, maximum: 40 }),
  attackMs: Ms,
  releaseMs: Ms,
  fadeInMs: Ms,
  fadeOutMs: Ms,
  leadMs: Ms,
  tailMs: Ms,
})

export const TemplatePreset = Type.Union([
  /** Bản tin. */
  Type.Literal('bulletin'),
  /** Dân hỏi – Chính quyền trả lời. */
  Type.Literal('questions'),
  /** Một chuyên đề. */
  Type.Literal('feature'),
  /** Thông báo. */
  Type.Literal('notice'),
])

/** How loud a programme is: FM, between, horn loudspeakers. */
export const TargetLufs = Type.Union([Type.Literal(-23), Type.Literal(-18), Type.Literal(-16)])

const templateFields = {
  slots: Type.Array(TemplateSlot, { minItems: 1, maxItems: 60 }),
  beds: Type.Array(Bed, { maxItems: 20 }),
  targetLufs: TargetLufs,
  /** How long an edition should be. */
  normMs: Type.Optional(NormMs),
  /** What is done to every read unless its own slot says otherwise. */
  treatment: Treatment,
}

/** A programme's template as it stands: an immutable numbered revision. Number 0: the preset, nothing was saved yet. */
export const Template = Type.Object({
  programmeId: Id,
  number: Type.Integer(),
  ...templateFields,
  saved: Type.Optional(Signed),
})

/** `parentNumber`: the revision that was edited; a newer one means a refusal with code `template-changed-meanwhile`. */
export const TemplateWritten = Type.Object({ parentNumber: Type.Integer({ minimum: 0 }), ...templateFields })

/** A place in an edition's rundown (bố cục kỳ phát). */
export const RundownSlot = Type.Object({
  id: Id,
  kind: SlotKind,
  title: Type.String({ minLength: 1, maxLength: 300 }),
  source: Type.Union([
    /** Without `takeId` the read that is kept for the item. */
    Type.Object({ from: Type.Literal('script'), itemId: Id, takeId: Type.Optional(Id) }),
    Type.Object({ from: Type.Literal('library'), soundId: Id }),
  ]),
  gapAfterMs: GapMs,
  fadeInMs: Ms,
  fadeOutMs: Ms,
  gainDb: GainDb,
  treatment: Treatment,
  /** Empty: all of it. In order, without overlap. */
  keep: Type.Array(KeptRange, { maxItems: 200 }),
  normMs: Type.Optional(NormMs),
})

const rundownFields = {
  slots: Type.Array(RundownSlot, { minItems: 1, maxItems: 300 }),
  beds: Type.Array(Bed, { maxItems: 20 }),
}

/** Saved by a person: every item of the newest script stands in it exactly once, in any order. */
export const RundownWritten = Type.Object({ parentNumber: Type.Integer({ minimum: 0 }), ...rundownFields })

/** How a length stands to its norm (±3 %, or 30 s from ten minutes; Thông tư 09/2020). */
export const Fit = Type.Union([
  Type.Literal('fits'),
  Type.Literal('short'),
  Type.Literal('long'),
  /** No norm, or no length yet. */
  Type.Literal('unknown'),
])

/** A slot as the page shows it. */
export const RundownSlotSeen = Type.Object({
  ...RundownSlot.properties,
  /** Absent: no read yet. */
  durationMs: Type.Optional(Type.Number()),
  /** Where it begins, as far as the lengths before it are known. */
  startMs: Type.Optional(Type.Number()),
  fit: Fit,
  /** What will sound; absent while there is none. */
  mediaSha256: Type.Optional(Sha256),
  /** The reads to choose from, the newest first; only those of the approved words. */
  takes: Type.Array(Type.Object({ id: Id, label: Type.String(), durationMs: Type.Number(), kept: Type.Boolean() })),
  /** Vietnamese: why it cannot sound yet. */
  missing: Type.Optional(Type.String()),
})

/** An edition's rundown as it stands. Number 0: the template filled, nothing was saved by a person. */
export const Rundown = Type.Object({
  editionId: Id,
  number: Type.Integer(),
  slots: Type.Array(RundownSlotSeen),
  beds: Type.Array(Bed),
  targetLufs: TargetLufs,
  totalMs: Type.Optional(Type.Number()),
  normMs: Type.Optional(Type.Number()),
  fit: Fit,
  /**
   * Vietnamese: what changed by itself since a person saved it (items added or gone with a new script), and what is to be known of
   * its sounds (an announcement that has expired).
   */
  notes: Type.Array(Type.String()),
  /** Vietnamese: what keeps it from being heard or rendered; empty when nothing. */
  missing: Type.Array(Type.String()),
  saved: Type.Optional(Signed),
})

/** The whole as it will sound: before any render, from the parts as they were measured. */
export const RundownPicture = Type.Object({
  state: Type.Union([Type.Literal('measuring'), Type.Literal('ready')]),
  /** 0…1 while it is measured. */
  fraction: Type.Number(),
  totalMs: Type.Optional(Type.Number()),
  /** Minimum and maximum, −128…127, `perSecond` times a second. */
  peaks: Type.Optional(Type.Object({ perSecond: Type.Number(), pairs: Type.Array(Type.Integer()) })),
  /** Short-term loudness (3 s) each second; null: silence. */
  loudnessLufs: Type.Optional(Type.Array(Type.Union([Type.Number(), Type.Null()]))),
  slots: Type.Optional(
    Type.Array(
      Type.Object({
        slotId: Id,
        startMs: Type.Number(),
        durationMs: Type.Number(),
        measuredLufs: Type.Number(),
        gainDb: Type.Number(),
        noiseFloorDbfs: Type.Optional(Type.Number()),
        /** It overlaps the next by less than was asked: one of both is too short. */
        isOverlapShortened: Type.Optional(Type.Boolean()),
      }),
    ),
  ),
})
