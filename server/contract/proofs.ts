import { Type } from 'typebox'
import { Id, Instant, Sha256, Signed } from './common.ts'

/** A stretch of the master, ms from its beginning. */
const Stretch = Type.Object({ fromMs: Type.Number(), toMs: Type.Number() })

/** Đối soát: a recording of what was received, compared with the master that was to air. */
export const Proof = Type.Object({
  id: Id,
  airingId: Id,
  source: Type.Union([Type.Literal('upload'), Type.Literal('return-input')]),
  fileName: Type.String(),
  recordingSha256: Sha256,
  recordingMs: Type.Number(),
  masterSha256: Sha256,
  found: Type.Boolean(),
  /** Not found, but tunes were that other editions have as well: it is a recording of another edition, as a rule. */
  onlyShared: Type.Optional(Type.Boolean()),
  /** How often it was found, where more than once; all the rest speaks of the first time. */
  times: Type.Optional(Type.Integer({ minimum: 2 })),
  /** Where in the recording the master's beginning lies; only where found. */
  offsetMs: Type.Optional(Type.Number()),
  /** Heard minus planned, where the recording's own beginning is known. */
  startErrorMs: Type.Optional(Type.Number()),
  /** How much of the master was found in the recording, 0 … 1. */
  matched: Type.Number(),
  missing: Type.Array(Stretch),
  /** Speed of the recording against the master, parts per million. */
  speedPpm: Type.Optional(Type.Number()),
  tookMs: Type.Number(),
  created: Signed,
})

/** One minute and more of the level curve of an airing: what was handed to the device, and what was measured of the output. */
export const LevelCurve = Type.Object({
  stepMs: Type.Number(),
  fromMs: Type.Number(),
  handedDbfs: Type.Array(Type.Number()),
  /** As long as the other one, or absent where nothing could be measured. */
  heardDbfs: Type.Optional(Type.Array(Type.Number())),
})
export const LevelCurves = Type.Object({ startsAt: Instant, curves: Type.Array(LevelCurve) })
