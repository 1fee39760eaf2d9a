import { type AsRun as AsRunFacts, asRunOf, dateAt } from '../../schedules/index.ts'
import type { Airing, AsRun } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { listEvents } from '../journal/index.ts'
import { listOutside, type OutsideRow, outsideAiring } from '../outside/index.ts'
import { editionTitle } from '../programmes/index.ts'
import { airFactsOf, missingForAir, missingSentence, rendersOfMasters, type VerifiedRender } from '../renders/index.ts'
import { type AiringRow, listAirings, listAiringsBetween } from './store.ts'
import { asRunNote, STATE_OF_OUTCOME } from './words.ts'

/** How long after its instant an airing without any trace in the journal counts as missed. */
const GRACE_MS = 60_000
/** How long after its last sample the last word about an airing may take. */
const LAST_WORD_MS = 5000

/** The airings of an edition, those outside the system among them, in order. */
export async function airingsOf(db: Db, editionId: string, now: number): Promise<Airing[]> {
  return merged(await shown(db, await listAirings(db, editionId), now), await listOutside(db, { editionId }))
}

/** All airings that start within [from, to), in order. */
export async function airingsBetween(db: Db, from: number, to: number, now: number): Promise<Airing[]> {
  return merged(await shown(db, await listAiringsBetween(db, from, to), now), await listOutside(db, { from, to }))
}

/** The as-run log of a span: what sounded, what was missed and why, and what was aired elsewhere. */
export async function asRunBetween(db: Db, from: number, to: number, now: number): Promise<AsRun[]> {
  const rows = (await listAiringsBetween(db, from, to)).filter(({ withdrawnReason }) => withdrawnReason === undefined)
  const [airings, facts] = [await shown(db, rows, now), await factsOf(db, rows)]
  const lines = airings
    .filter(({ state }) => state !== 'ready' && state !== 'incomplete')
    .map((airing) => asRunLine(airing, facts.get(airing.id)))
  const outside = (await listOutside(db, { from, to })).map((row): AsRun => {
    const { id, editionId, programmeName, editionTitle: title, startsAt } = outsideAiring(row)
    const proof = row.proofFileName === undefined ? 'minh chứng ghi ở lời' : `minh chứng: ${row.proofFileName}`
    const note = [row.place, row.note, proof].filter(Boolean).join('; ')
    return {
      airingId: id,
      editionId,
      programmeName,
      editionTitle: title,
      plannedAt: startsAt,
      startedAt: startsAt,
      outcome: 'outside',
      note,
    }
  })
  return [...lines, ...outside].sort((a, b) => a.plannedAt - b.plannedAt)
}

async function shown(db: Db, rows: readonly AiringRow[], now: number): Promise<Airing[]> {
  const facts = await factsOf(db, rows)
  const readiness = new Map<string, { missing: string[]; render: VerifiedRender | undefined }>()
  for (const editionId of new Set(rows.map((row) => row.editionId))) {
    const air = await airFactsOf(db, editionId)
    readiness.set(editionId, { missing: missingForAir(air).map(missingSentence), render: air.render })
  }
  const sounded = await rendersOfMasters(
    db,
    [...facts.values()].flatMap(({ masterSha256 }) => masterSha256 ?? []),
  )
  return rows.map((row) => {
    const { missing = [], render: newest } = readiness.get(row.editionId) ?? {}
    // What sounded stays what it was; a later render is only for airings that are still to come.
    const render = sounded.get(facts.get(row.id)?.masterSha256 ?? '') ?? newest
    const state = stateOf(row, facts.get(row.id), { missing, lengthMs: render?.durationMs ?? 0, now })
    return {
      id: row.id,
      editionId: row.editionId,
      programmeId: row.programmeId,
      programmeName: row.programmeName,
      editionTitle: editionTitle(row.programmeName, row.month),
      date: row.date,
      time: row.time,
      startsAt: row.startsAt,
      state,
      missing: state === 'incomplete' || state === 'missed' ? missing : [],
      confirmed: { by: row.confirmedBy, at: row.confirmedAt },
      ...(render && { durationMs: render.durationMs, renderId: render.id }),
      ...(row.outsideWindowReason !== undefined && { outsideWindowReason: row.outsideWindowReason }),
      ...(row.movedFromId !== undefined && { movedFromId: row.movedFromId }),
    }
  })
}

function stateOf(
  row: AiringRow,
  facts: AsRunFacts | undefined,
  { missing, lengthMs, now }: { missing: readonly string[]; lengthMs: number; now: number },
): Airing['state'] {
  if (facts?.outcome !== undefined) return STATE_OF_OUTCOME[facts.outcome]
  if (row.withdrawnReason !== undefined) return 'withdrawn'
  // Begun, and long past its end without a last word: the on-air process went down and has not come back.
  if (facts?.startedAt !== undefined) return now > row.startsAt + lengthMs + LAST_WORD_MS ? 'aired-in-part' : 'on-air'
  if (row.startsAt + GRACE_MS < now) return 'missed'
  return missing.length === 0 ? 'ready' : 'incomplete'
}

async function factsOf(db: Db, rows: readonly AiringRow[]): Promise<Map<string, AsRunFacts>> {
  const byAiring = Map.groupBy(
    await listEvents(
      db,
      rows.map(({ id }) => id),
    ),
    ({ airingId }) => airingId,
  )
  return new Map([...byAiring].map(([airingId, events]) => [airingId, asRunOf(airingId, events)]))
}

function asRunLine(airing: Airing, facts: AsRunFacts | undefined): AsRun {
  const untold =
    airing.missing.length > 0
      ? `Tới giờ phát vẫn còn thiếu: ${airing.missing.join('; ')}.`
      : 'Tới giờ phát chương trình phát sóng không chạy.'
  return {
    airingId: airing.id,
    editionId: airing.editionId,
    programmeName: airing.programmeName,
    editionTitle: airing.editionTitle,
    plannedAt: airing.startsAt,
    outcome: airing.state,
    note: facts ? asRunNote(facts, airing.state) : airing.state === 'missed' ? untold : '',
    ...(airing.durationMs !== undefined && { plannedMs: airing.durationMs }),
    ...(facts?.startedAt !== undefined && { startedAt: facts.startedAt }),
    // While it sounds, what the journal knows of its end is only how far it was known to be.
    ...(airing.state !== 'on-air' && facts?.endedAt !== undefined && { endedAt: facts.endedAt }),
    ...(airing.state !== 'on-air' && facts?.soundedMs !== undefined && { soundedMs: facts.soundedMs }),
    ...(facts?.startErrorMs !== undefined && { startErrorMs: facts.startErrorMs }),
    ...(facts?.device && { deviceName: facts.device.name, deviceIsNull: facts.device.isNull }),
    ...(facts?.masterSha256 !== undefined && { masterSha256: facts.masterSha256 }),
  }
}

function merged(airings: Airing[], outside: readonly OutsideRow[]): Airing[] {
  return [...airings, ...outside.map(outsideAiring)].sort((a, b) => a.startsAt - b.startsAt)
}

/**
 * On how many distinct dates an edition was heard: what the rule counts (“02 ngày/ tháng”). Airings outside the system
 * count; the null device does not, for nobody heard it. Two airings on one date are one date.
 */
export async function datesHeard(db: Db, editionId: string, now: number): Promise<number> {
  const rows = await listAirings(db, editionId)
  const facts = await factsOf(db, rows)
  const heard = (await shown(db, rows, now)).filter(
    ({ id, state }) => state === 'aired' && facts.get(id)?.device?.isNull !== true,
  )
  const outside = await listOutside(db, { editionId })
  return new Set([...heard, ...outside].map(({ startsAt }) => dateAt(startsAt, STATION_ZONE))).size
}
