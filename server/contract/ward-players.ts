import { type Static, Type } from 'typebox'
import { Id, Instant, Sha256 } from './common.ts'

/** A file that a ward's player may fetch: `GET /tram/SECRET/ke-hoach/SHA256`, with ranges. */
export const WardPlanFile = Type.Object({ sha256: Sha256, bytes: Type.Integer({ minimum: 1 }) })

/** A sound of the plan: the master, and what a slow line may take in its place. */
export const WardPlanSound = Type.Object({
  master: WardPlanFile,
  /** Of the master. */
  durationMs: Type.Number({ exclusiveMinimum: 0 }),
  frames: Type.Integer({ minimum: 1 }),
  mp3: Type.Optional(WardPlanFile),
  mono: Type.Optional(WardPlanFile),
})

/** An airing as the station's own plan has it; `sha256` is that of a sound's master. */
export const WardPlanAiring = Type.Object({
  airingId: Id,
  editionId: Id,
  title: Type.String({ maxLength: 1000 }),
  startsAt: Instant,
  sha256: Sha256,
  priority: Type.Union([Type.Literal('normal'), Type.Literal('high')]),
  late: Type.Union([Type.Literal('join'), Type.Literal('from-top'), Type.Literal('miss')]),
  displaced: Type.Union([Type.Literal('resume'), Type.Literal('rejoin'), Type.Literal('reschedule')]),
  latestEndAt: Instant,
  reserve: Type.Optional(
    Type.Object({
      kind: Type.Union([Type.Literal('last-edition'), Type.Literal('apology')]),
      title: Type.String({ maxLength: 1000 }),
      sha256: Sha256,
    }),
  ),
  standsIn: Type.Optional(
    Type.Object({
      kind: Type.Union([Type.Literal('last-edition'), Type.Literal('apology')]),
      because: Type.String({ maxLength: 4000 }),
    }),
  ),
})

/**
 * What a ward's player is to sound, in the station's time: the station's plan of the next five weeks without anything that
 * is the station's own (devices, transmitter).
 */
export const WardPlan = Type.Object({
  version: Type.Literal(1),
  stationName: Type.String({ maxLength: 500 }),
  zone: Type.String({ maxLength: 100 }),
  wardName: Type.String({ maxLength: 500 }),
  silence: Type.Object({ belowDbfs: Type.Number(), forMs: Type.Number() }),
  pauses: Type.Array(
    Type.Object({ pauseId: Id, from: Instant, until: Instant, reason: Type.String({ maxLength: 2000 }) }),
    { maxItems: 1000 },
  ),
  airings: Type.Array(WardPlanAiring, { maxItems: 5000 }),
  sounds: Type.Array(WardPlanSound, { maxItems: 5000 }),
})

/**
 * How a ward computer's clock stands to the station's. `good`: within a second. `corrected`: it is off, and the player
 * starts by the station's time. `unknown`: the station was not asked yet, or the clock went back while nobody looked;
 * until the station answers nothing is started by it.
 */
export const WardClock = Type.Object({
  state: Type.Union([Type.Literal('good'), Type.Literal('corrected'), Type.Literal('unknown')]),
  /** The computer's minus the station's, ms; absent while it was never measured. */
  offMs: Type.Optional(Type.Number()),
  /** How far the measurement may be wrong: half the round trip. */
  withinMs: Type.Optional(Type.Number()),
})

/** Every minute, a ward's player says that it lives and how it stands. Instants are the computer's own. */
export const WardSign = Type.Object({
  playerId: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
  at: Instant,
  computer: Type.String({ maxLength: 200 }),
  clock: WardClock,
  onAir: Type.Object({
    /** `not-running`: its on-air process does not answer. */
    state: Type.Union([
      Type.Literal('not-running'),
      Type.Literal('idle'),
      Type.Literal('armed'),
      Type.Literal('playing'),
      Type.Literal('stopping'),
      Type.Literal('device-error'),
    ]),
    deviceName: Type.Optional(Type.String({ maxLength: 500 })),
    deviceIsNull: Type.Optional(Type.Boolean()),
    title: Type.Optional(Type.String({ maxLength: 1000 })),
    problems: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50 }),
  }),
  plan: Type.Object({
    /** Airings to come. */
    airings: Type.Integer({ minimum: 0 }),
    /** When the station last gave it or said that it stands, by the station's clock. */
    fetchedAt: Type.Optional(Instant),
  }),
  files: Type.Object({
    ready: Type.Integer({ minimum: 0 }),
    waiting: Type.Integer({ minimum: 0 }),
    bytesWaiting: Type.Number({ minimum: 0 }),
  }),
  /** Files that were checked by their SHA-256 and that the station did not acknowledge yet. */
  held: Type.Array(Sha256, { maxItems: 200 }),
  linesWaiting: Type.Integer({ minimum: 0 }),
  freeBytes: Type.Optional(Type.Number({ minimum: 0 })),
})

export const WardSignTaken = Type.Object({
  /** The station's clock while it answered. */
  now: Instant,
  wardName: Type.String(),
  /** Other players of this ward that live: two of them sound twice. */
  otherPlayers: Type.Integer({ minimum: 0 }),
})

/** A line of a ward player's journal. */
export const WardJournalLine = Type.Object({
  id: Id,
  seq: Type.Integer({ minimum: 0 }),
  at: Instant,
  event: Type.String({ minLength: 1, maxLength: 60 }),
  airingId: Type.Optional(Id),
  details: Type.Record(Type.String(), Type.Unknown()),
  /** What the computer's clock was off by when it was written, as far as the player knew then. */
  clockOffMs: Type.Number(),
})

export const WardJournalSent = Type.Object({
  playerId: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
  lines: Type.Array(WardJournalLine, { maxItems: 500 }),
})

/** Everything sent is safe; how much of it was new. */
export const WardJournalTaken = Type.Object({ taken: Type.Integer(), known: Type.Integer() })

/** How a player stands, for the station's pages. */
export const WardPlayer = Type.Object({
  playerId: Type.String(),
  wardStationId: Id,
  wardName: Type.String(),
  computer: Type.String(),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  /** `alive`: heard of within three minutes. `quiet`: within a day. `silent`: longer ago. */
  state: Type.Union([Type.Literal('alive'), Type.Literal('quiet'), Type.Literal('silent')]),
  /** Vietnamese, one sentence: what it does now, or since when nothing was heard. */
  words: Type.String(),
  /** Vietnamese: what somebody has to see to. */
  problems: Type.Array(Type.String()),
  deviceName: Type.Optional(Type.String()),
  clockOffMs: Type.Optional(Type.Number()),
  linesWaiting: Type.Integer(),
})

export type WardPlanFile = Static<typeof WardPlanFile>
export type WardPlanSound = Static<typeof WardPlanSound>
export type WardPlanAiring = Static<typeof WardPlanAiring>
export type WardPlan = Static<typeof WardPlan>
export type WardClock = Static<typeof WardClock>
export type WardSign = Static<typeof WardSign>
export type WardSignTaken = Static<typeof WardSignTaken>
export type WardJournalLine = Static<typeof WardJournalLine>
export type WardJournalSent = Static<typeof WardJournalSent>
export type WardJournalTaken = Static<typeof WardJournalTaken>
export type WardPlayer = Static<typeof WardPlayer>
