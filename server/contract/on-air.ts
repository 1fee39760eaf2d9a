import { Type } from 'typebox'
import { Airing, AsRun } from './airings.ts'
import { Id, Instant } from './common.ts'
import { Pause } from './pauses.ts'
import { Preflight } from './preflight.ts'

export const OnAirState = Type.Union([
  Type.Literal('idle'),
  Type.Literal('armed'),
  Type.Literal('playing'),
  Type.Literal('stopping'),
  Type.Literal('device-error'),
  /** The on-air process has not reported for two seconds. */
  Type.Literal('not-running'),
])

/** What is known of the sound that left: never a meter of our own buffer in its place. */
export const OutputMeasured = Type.Object({
  source: Type.Union([Type.Literal('monitor'), Type.Literal('return-input'), Type.Literal('none')]),
  name: Type.Optional(Type.String()),
  /** RMS of the last second, dBFS. */
  heardDbfs: Type.Optional(Type.Number()),
  /** How much it is like what was sent, 0 … 1. */
  similarity: Type.Optional(Type.Number()),
  alarm: Type.Optional(Type.Union([Type.Literal('silence'), Type.Literal('wrong-sound')])),
})

/** What the on-air process says of itself, ten times a second. */
export const OnAirStatus = Type.Object({
  at: Instant,
  state: OnAirState,
  device: Type.Optional(Type.Object({ id: Type.String(), name: Type.String(), isNull: Type.Boolean() })),
  /** The reserve device sounds in place of the main one. */
  isReserveDevice: Type.Optional(Type.Boolean()),
  airingId: Type.Optional(Id),
  title: Type.Optional(Type.String()),
  positionMs: Type.Optional(Type.Number()),
  durationMs: Type.Optional(Type.Number()),
  /** Peak of the last 100 ms handed to the device, dBFS. */
  levelDbfs: Type.Optional(Type.Object({ left: Type.Number(), right: Type.Number() })),
  next: Type.Optional(Type.Object({ airingId: Id, title: Type.String(), startsAt: Instant })),
  /** The device's rate against the clock, parts per million, positive when slow. */
  driftPpm: Type.Optional(Type.Number()),
  output: Type.Optional(OutputMeasured),
  emergency: Type.Optional(Type.Object({ title: Type.String(), by: Type.String(), isLive: Type.Boolean() })),
  /** Cut by the emergency or a more urgent airing, waiting to go on. */
  displaced: Type.Optional(Type.Object({ airingId: Id, title: Type.String() })),
  paused: Type.Optional(Type.Object({ pauseId: Id, reason: Type.String(), until: Instant })),
  relay: Type.Optional(Type.Union([Type.Literal('on'), Type.Literal('off'), Type.Literal('failed')])),
  /** Vietnamese sentences, each with what to do. */
  problems: Type.Array(Type.String()),
})

/** The console's picture when it opens; afterwards `/api/live` keeps it current. */
export const Console = Type.Object({
  status: OnAirStatus,
  today: Type.Array(Airing),
  next: Type.Array(Airing),
  log: Type.Array(AsRun),
  /** Lifted and past ones are left out. */
  pauses: Type.Array(Pause),
  preflight: Preflight,
})

/** Fade out and stop what sounds now; the airing (or emergency) named must still be the one that sounds. */
export const StopAsked = Type.Object({ airingId: Id })

/** “Bỏ qua lượt này”: the airing, which has not begun, will not sound. */
export const SkipAsked = Type.Object({ airingId: Id, reason: Type.Optional(Type.String({ maxLength: 500 })) })

/** “Phát ngay”: an airing of the edition in a few seconds; refused while something sounds. */
export const PlayNowAsked = Type.Object({ editionId: Id })

/** “Khẩn cấp”: held for two seconds on the page. Live: from the input that was chosen and tested beforehand. */
export const EmergencyAsked = Type.Union([
  Type.Object({ kind: Type.Literal('file'), announcementId: Id }),
  Type.Object({ kind: Type.Literal('live') }),
])
export const EmergencyOrdered = Type.Object({ airingId: Id })

/** An announcement kept ready for an emergency: a file of the station's, prepared and levelled beforehand. */
export const Announcement = Type.Object({
  id: Id,
  title: Type.String(),
  durationMs: Type.Number(),
  mediaSha256: Type.String(),
  /** The loudness it was levelled to. */
  targetLufs: Type.Number(),
  created: Type.Object({ by: Type.String(), at: Instant }),
  /** Put away: no longer offered; what refers to it keeps it. */
  retired: Type.Optional(Type.Boolean()),
})
