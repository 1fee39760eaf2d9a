import { Type } from 'typebox'
import { Id, Instant } from './common.ts'

/** What is looked at before an airing. */
export const PreflightCheck = Type.Union([
  Type.Literal('approval'),
  Type.Literal('file'),
  Type.Literal('decode'),
  Type.Literal('length'),
  Type.Literal('loudness'),
  Type.Literal('device'),
  Type.Literal('reserve-device'),
  Type.Literal('mixer'),
  Type.Literal('other-sound'),
  Type.Literal('clock'),
  Type.Literal('disk'),
  Type.Literal('processes'),
  Type.Literal('sleep'),
])

/** One line of the list: `bad` will keep it from sounding or from being heard; `unknown` cannot be looked at here. */
export const PreflightLine = Type.Object({
  check: PreflightCheck,
  state: Type.Union([Type.Literal('good'), Type.Literal('warning'), Type.Literal('bad'), Type.Literal('unknown')]),
  /** What was found, one Vietnamese sentence. */
  found: Type.String(),
  /** What to do, one Vietnamese sentence; absent when there is nothing to do. */
  toDo: Type.Optional(Type.String()),
})

/** The checks of one airing, as they stood at `at`. */
export const AiringPreflight = Type.Object({
  airingId: Id,
  editionId: Id,
  title: Type.String(),
  startsAt: Instant,
  at: Instant,
  /** Which look this was. */
  moment: Type.Union([
    Type.Literal('day'),
    Type.Literal('hour'),
    Type.Literal('five-minutes'),
    Type.Literal('change'),
    Type.Literal('asked'),
  ]),
  lines: Type.Array(PreflightLine),
})

/** The station as a whole and each airing of the next 24 hours. */
export const Preflight = Type.Object({
  at: Type.Optional(Instant),
  station: Type.Array(PreflightLine),
  airings: Type.Array(AiringPreflight),
})

/** What is red on every page until it is dealt with; empty while all is well. */
export const Alarm = Type.Object({
  /** The same for as long as the same thing is wrong. */
  id: Type.String(),
  found: Type.String(),
  toDo: Type.Optional(Type.String()),
  airingId: Type.Optional(Id),
  editionId: Type.Optional(Id),
  since: Instant,
})
export const Alarms = Type.Object({ alarms: Type.Array(Alarm) })
