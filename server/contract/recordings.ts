import { Type } from 'typebox'
import { Id, Instant, Signed } from './common.ts'

/** Made by the page itself: names a folder of the station, so it is nothing but a UUID. */
const PageMadeId = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })

/** `getSettings()` of a microphone's track: proof that the browser did not “improve” the voice. */
export const MicrophoneSettings = Type.Record(Type.String(), Type.Unknown())

const SampleRateHz = Type.Integer({ minimum: 8000, maximum: 192_000 })
const Channels = Type.Union([Type.Literal(1), Type.Literal(2)])

/** More than four hours of half-second chunks: as long as any file may be. */
const MOST_CHUNKS = 40_000

/** The number of a chunk, from 0, without holes over all sessions of a recording. */
export const ChunkNumber = Type.Integer({ minimum: 0, maximum: MOST_CHUNKS - 1 })

/** Opens a recording made in the browser: raw 16-bit little-endian PCM in numbered chunks of at most a second. */
export const RecordingOpened = Type.Object({
  /** Chosen by the page, so that asking again after a lost answer opens the same recording. */
  recordingId: Type.Optional(PageMadeId),
  revisionId: Id,
  sampleRateHz: SampleRateHz,
  channels: Channels,
  microphone: MicrophoneSettings,
  /** Somebody else records the same item: this becomes another take beside theirs. */
  alongside: Type.Optional(Type.Boolean()),
})

export const Recording = Type.Object({ recordingId: Id })

/** A recording goes on with a microphone opened anew. Sent again with the same id it changes nothing. */
export const RecordingSessionOpened = Type.Object({
  sessionId: PageMadeId,
  /** The number of its first chunk. */
  firstChunk: ChunkNumber,
  sampleRateHz: SampleRateHz,
  channels: Channels,
  microphone: MicrophoneSettings,
})

export const ChunkStored = Type.Object({ number: Type.Integer(), frames: Type.Integer() })

/** A recording that is no take yet: being made at this moment, or broken off. */
export const UnfinishedRecording = Type.Object({
  recordingId: Id,
  itemId: Id,
  revisionId: Id,
  opened: Signed,
  /** The one who asks opened it. */
  isMine: Type.Boolean(),
  sampleRateHz: Type.Integer(),
  channels: Type.Integer(),
  /** How often a microphone was opened for it. */
  sessions: Type.Integer(),
  /** Sound came a moment ago: somebody is recording. */
  isLive: Type.Boolean(),
  /** When sound came last, as far as the station remembers. */
  heardAt: Type.Optional(Instant),
  /** Where it goes on: the number of the next chunk and the frame that it begins with. */
  nextChunk: Type.Integer(),
  nextFrame: Type.Integer(),
  /** Frames that have come. */
  frames: Type.Integer(),
  /** Numbers before `nextChunk` that have not come. */
  missing: Type.Array(Type.Integer()),
})

/** A stretch of a recording in frames, `toFrame` not included. */
export const FrameRange = Type.Object({
  fromFrame: Type.Integer({ minimum: 0 }),
  toFrame: Type.Integer({ minimum: 1 }),
})

export const RecordingFinished = Type.Object({
  chunks: Type.Integer({ minimum: 1, maximum: MOST_CHUNKS }),
  /** Frames in those chunks together. */
  frames: Type.Integer({ minimum: 1 }),
  /** Frames that the browser knows it lost; named on the take. */
  lostFrames: Type.Integer({ minimum: 0 }),
  /** Chunks that nobody has any more: the take is made without them and names the places. */
  without: Type.Optional(Type.Array(ChunkNumber, { maxItems: MOST_CHUNKS })),
  /** What was read again. The whole stays as a take of its own; the answer is a second take without these stretches. */
  cuts: Type.Optional(Type.Array(FrameRange, { maxItems: 1000 })),
})
