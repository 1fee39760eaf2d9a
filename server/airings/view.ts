import { type AsRun as AsRunFacts, asRunOf, dateAt } from '../../schedules/index.ts'
import type { Airing, Pause, Programme } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { type AiringEvent, listEvents } from '../journal/index.ts'
import { listOutside, type OutsideRow, outsideAiring } from '../outside/index.ts'
import { listPauses, pauseAt } from '../pauses/index.ts'
import { editionTitle, listProgrammes } from '../programmes/index.ts'
import { airFactsOf, missingForAir, missingSentence, rendersOfMasters, type VerifiedRender } from '../renders/index.ts'
import { type Course, courseOf } from './course.ts'
import { reserveOf } from './reserve.ts'
import { GRACE_MS } from './standing.ts'
import { type AiringRow, findAiring, listAirings, listAiringsBetween, listMakeUps } from './store.ts'
import { STATE_OF_OUTCOME, willBeSkippedSentence } from './words.ts'

/** How long after its last sample the last word about an airing may take. */
const LAST_WORD_MS = 5000
/** While it sounds, the journal hears it every ten seconds. */
const HEARD_WITHIN_MS = 20_000

/** The airings of an edition, those outside the system among them, in order. */
export async function airingsOf(db: Db, editionId: string, now: number): Promise<Airing[]> {
  const rows = await listAirings(db, editionId)
  return merged(await shown(db, rows, now), await listOutside(db, { editionId }))
}

/** All airings that start within [from, to), in order. */
export async function airingsBetween(db: Db, from: number, to: number, now: number): Promise<Airing[]> {
  return merged(await shown(db, await listAiringsBetween(db, from, to), now), await listOutside(db, { from, to }))
}

/** One airing of the station's own; undefined when there is none of that id. */
export async function airingById(db: Db, id: string, now: number): Promise<Airing | undefined> {
  const row = await findAiring(db, id)
  return row && (await shown(db, [row], now))[0]
}

/** What the journal says of an airing. */
export interface Known {
  facts: AsRunFacts
  course: Course
}

/**
 * What the journal says of these, by id; what it does not know of is left out. How far each was stands there every ten seconds:
 * those lines are read only of airings whose beginning and end do not say all by themselves.
 */
export async function knownOf(db: Db, ids: readonly string[]): Promise<Map<string, Known>> {
  const told = await listEvents(db, ids, { withLevels: false, withPositions: false })
  const byAiring = Map.groupBy(told, ({ airingId }) => airingId)
  const unclear = ids.filter((id) => !isToldByItsEnds(byAiring.get(id) ?? []))
  const whole = Map.groupBy(await listEvents(db, unclear, { withLevels: false }), ({ airingId }) => airingId)
  return new Map(
    [...byAiring, ...whole].map(([id, events]): [string, Known] => [id, knownFrom(id, whole.get(id) ?? events)]),
  )
}

/** Over, and sounded in one piece until a last word that says how long, or not at all (pure). */
export function isToldByItsEnds(events: readonly Pick<AiringEvent, 'event' | 'details'>[]): boolean {
  const count = (name: AiringEvent['event']) => events.filter(({ event }) => event === name).length
  if (count('outcome') === 0 || count('resumed') > 0) return false
  if (count('first-sample') === 0) return true
  const end = events.find(({ event }) => event === 'last-sample' || event === 'stopped' || event === 'displaced')
  return count('first-sample') === 1 && typeof end?.details.soundedMs === 'number'
}

function knownFrom(id: string, events: readonly AiringEvent[]): Known {
  return { facts: asRunOf(id, events), course: courseOf(events) }
}

/** Rows of the book as the pages see them, in the order given. */
export async function shown(
  db: Db,
  rows: readonly AiringRow[],
  now: number,
  known?: Map<string, Known>,
): Promise<Airing[]> {
  const told = known ?? (await knownOf(db, idsOf(rows)))
  const sounded = await rendersOfMasters(
    db,
    [...told.values()].flatMap(({ facts }) => facts.masterSha256 ?? []),
  )
  // What is over and known to have sounded is asked no more whether it may air: in a log that is nearly everything.
  const open = rows.filter(({ id }) => {
    const facts = told.get(id)?.facts
    return facts?.outcome === undefined || facts.outcome === 'missed' || !sounded.has(facts.masterSha256 ?? '')
  })
  const surroundings = await surroundingsOf(db, rows, open)
  const airings: Airing[] = []
  for (const row of rows) {
    const { missing = [], render: newest } = surroundings.readiness.get(row.editionId) ?? {}
    const one = told.get(row.id)
    // What sounded stays what it was; a later render is only for airings that are still to come.
    const render = sounded.get(one?.facts.masterSha256 ?? '') ?? newest
    const pause = pauseAt(surroundings.pauses, row.startsAt)
    const state = stateOf(row, one, { missing, lengthMs: render?.durationMs ?? 0, pause, now })
    const isComing = state === 'ready' || state === 'incomplete'
    const inItsPlace = state === 'incomplete' ? await replacementOf(db, row, surroundings) : undefined
    airings.push({
      id: row.id,
      editionId: row.editionId,
      programmeId: row.programmeId,
      programmeName: row.programmeName,
      editionTitle: editionTitle(row.programmeName, row.period),
      date: row.date,
      time: row.time,
      startsAt: row.startsAt,
      state,
      missing: state === 'incomplete' || state === 'missed' ? missing : [],
      confirmed: { by: row.confirmedBy, at: row.confirmedAt },
      ...(render && { durationMs: render.durationMs, renderId: render.id }),
      ...(row.outsideWindowReason !== undefined && { outsideWindowReason: row.outsideWindowReason }),
      ...(row.movedFromId !== undefined && { movedFromId: row.movedFromId }),
      ...(row.makesUpForId !== undefined && { makesUpForId: row.makesUpForId }),
      ...(row.orderedNow && { orderedNow: true }),
      ...(isComing && pause && { willBeSkipped: willBeSkippedSentence(pause.reason) }),
      ...(inItsPlace !== undefined && { willBeReplacedBy: inItsPlace }),
      ...(isLost(state, one) && !surroundings.madeUp.has(row.id) && { mayBeMadeUp: true }),
    })
  }
  return airings
}

interface Surroundings {
  readiness: Map<string, { missing: string[]; render: VerifiedRender | undefined }>
  pauses: Pause[]
  /** Airings that have their make-up already. */
  madeUp: ReadonlySet<string>
  programmes: Programme[]
}

async function surroundingsOf(db: Db, rows: readonly AiringRow[], open: readonly AiringRow[]): Promise<Surroundings> {
  const readiness: Surroundings['readiness'] = new Map()
  for (const editionId of new Set(open.map((row) => row.editionId))) {
    const air = await airFactsOf(db, editionId)
    readiness.set(editionId, { missing: missingForAir(air).map(missingSentence), render: air.render })
  }
  const instants = rows.map(({ startsAt }) => startsAt)
  const pauses = rows.length === 0 ? [] : await listPauses(db, Math.min(...instants), Math.max(...instants) + 1)
  const makeUps = await listMakeUps(db, idsOf(rows))
  const isAnyIncomplete = [...readiness.values()].some(({ missing }) => missing.length > 0)
  return {
    readiness,
    pauses,
    madeUp: new Set(makeUps.flatMap(({ makesUpForId }) => makesUpForId ?? [])),
    programmes: isAnyIncomplete ? await listProgrammes(db) : [],
  }
}

async function replacementOf(db: Db, row: AiringRow, { programmes }: Surroundings): Promise<string | undefined> {
  const rules = programmes.find(({ id }) => id === row.programmeId)?.airRules
  return rules && (await reserveOf(db, row, rules))?.title
}

/** Lost to the listeners, so that another time for it makes sense. */
function isLost(state: Airing['state'], known: Known | undefined): boolean {
  return state === 'missed' || state === 'failed' || (state === 'aired-in-part' && known?.facts.reason === 'displaced')
}

function stateOf(
  row: AiringRow,
  known: Known | undefined,
  {
    missing,
    lengthMs,
    pause,
    now,
  }: { missing: readonly string[]; lengthMs: number; pause: Pause | undefined; now: number },
): Airing['state'] {
  if (known?.facts.outcome !== undefined) return STATE_OF_OUTCOME[known.facts.outcome]
  if (row.withdrawnReason !== undefined) return 'withdrawn'
  if (known?.facts.startedAt !== undefined) return isStillOn(row, known, lengthMs, now) ? 'on-air' : 'aired-in-part'
  if (row.skipped !== undefined) return 'skipped'
  if (row.startsAt + GRACE_MS < now) return pause ? 'skipped' : 'missed'
  return missing.length === 0 ? 'ready' : 'incomplete'
}

/**
 * Begun, and no last word yet: sounding, or waiting for something more urgent to end. Long past its end and not heard for
 * a while, the on-air process went down and has not come back.
 */
function isStillOn(row: AiringRow, { facts, course }: Known, lengthMs: number, now: number): boolean {
  const waits = course.displacements.at(-1)?.ms === undefined && course.displacements.length > 0
  const beganAt = facts.lateStartAt ?? row.startsAt
  const endsAt = beganAt + lengthMs + facts.displacements.ms + (waits ? (row.slackMs ?? STANDARD_SLACK_MS) : 0)
  return now <= endsAt + LAST_WORD_MS || now - (course.lastHeardAt ?? 0) <= HEARD_WITHIN_MS
}

const STANDARD_SLACK_MS = 3_600_000

function idsOf(rows: readonly AiringRow[]): string[] {
  return rows.map(({ id }) => id)
}

function merged(airings: Airing[], outside: readonly OutsideRow[]): Airing[] {
  return [...airings, ...outside.map(outsideAiring)].sort((a, b) => a.startsAt - b.startsAt)
}

/**
 * On how many distinct dates an edition was heard: what the rule counts (“02 ngày/ tháng”). Airings outside the system
 * count; the null device does not, for nobody heard it. Two airings on one date are one date, the one on which
 * their sound began.
 */
export async function datesHeard(db: Db, editionId: string, now: number): Promise<number> {
  const rows = await listAirings(db, editionId)
  const known = await knownOf(db, idsOf(rows))
  const heard = (await shown(db, rows, now, known)).filter(
    ({ id, state }) => state === 'aired' && known.get(id)?.facts.device?.isNull !== true,
  )
  const outside = await listOutside(db, { editionId })
  const began = heard.map(({ id, startsAt }) => known.get(id)?.facts.startedAt ?? startsAt)
  return new Set([...began, ...outside.map(({ startsAt }) => startsAt)].map((at) => dateAt(at, STATION_ZONE))).size
}
