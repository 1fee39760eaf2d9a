import { Type } from 'typebox'
import { Airing, AsRun } from './airings.ts'
import { Id, Instant } from './common.ts'

export const OnAirState = Type.Union([
  Type.Literal('idle'),
  Type.Literal('armed'),
  Type.Literal('playing'),
  Type.Literal('stopping'),
  Type.Literal('device-error'),
  /** The on-air process has not reported for two seconds. */
  Type.Literal('not-running'),
])

/** What the on-air process says of itself, ten times a second. */
export const OnAirStatus = Type.Object({
  at: Instant,
  state: OnAirState,
  device: Type.Optional(Type.Object({ id: Type.String(), name: Type.String(), isNull: Type.Boolean() })),
  airingId: Type.Optional(Id),
  title: Type.Optional(Type.String()),
  positionMs: Type.Optional(Type.Number()),
  durationMs: Type.Optional(Type.Number()),
  /** Peak of the last 100 ms handed to the device, dBFS. */
  levelDbfs: Type.Optional(Type.Object({ left: Type.Number(), right: Type.Number() })),
  next: Type.Optional(Type.Object({ airingId: Id, title: Type.String(), startsAt: Instant })),
  /** Vietnamese sentences, each with what to do. */
  problems: Type.Array(Type.String()),
})

/** The console's picture when it opens; afterwards `/api/live` keeps it current. */
export const Console = Type.Object({
  status: OnAirStatus,
  today: Type.Array(Airing),
  next: Type.Array(Airing),
  log: Type.Array(AsRun),
})

/** Fade out and stop what sounds now; the airing named must still be the one that sounds. */
export const StopAsked = Type.Object({ airingId: Id })
