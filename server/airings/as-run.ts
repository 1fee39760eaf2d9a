import type { Airing, AsRun } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { type EmergencyRow, findEmergencies, LONGEST_LIVE_MS, listEmergencies } from '../emergencies/index.ts'
import { listOutside, type OutsideRow, outsideAiring } from '../outside/index.ts'
import { listPauses, pauseAt } from '../pauses/index.ts'
import { dateAndTime } from './slots.ts'
import { GRACE_MS } from './standing.ts'
import { type AiringRow, listAiringsBetween, listMakeUps, newestProofs } from './store.ts'
import { type Known, knownOf, shown } from './view.ts'
import { asRunNote, type NoteFacts, STATE_OF_OUTCOME } from './words.ts'

const LAST_WORD_MS = 5000

/** The as-run log of a span: what sounded, what was missed and why, emergencies, and what was aired elsewhere. */
export async function asRunBetween(db: Db, from: number, to: number, now: number): Promise<AsRun[]> {
  const rows = (await listAiringsBetween(db, from, to)).filter(({ withdrawnReason }) => withdrawnReason === undefined)
  const emergencies = await listEmergencies(db, from, to)
  const known = await knownOf(
    db,
    [...rows, ...emergencies].map(({ id }) => id),
  )
  const airings = await shown(db, rows, now, known)
  const noteFacts = await noteFactsOf(db, rows, known)
  const proofs = await newestProofs(
    db,
    rows.map(({ id }) => id),
  )
  const lines = airings
    .filter(({ state }) => state !== 'ready' && state !== 'incomplete')
    .map((airing): AsRun => {
      const proof = proofs.get(airing.id)
      return { ...airingLine(airing, known.get(airing.id), noteFacts(airing)), ...(proof && { proof }) }
    })
  const outside = (await listOutside(db, { from, to })).map(outsideLine)
  const cut = cutBy(airings, known)
  const urgent = emergencies.map((one) => emergencyLine(one, known.get(one.id), now, cut.get(one.id) ?? []))
  return [...lines, ...urgent, ...outside].sort((a, b) => a.plannedAt - b.plannedAt)
}

/** The titles of what each emergency took the device from. */
function cutBy(airings: readonly Airing[], known: ReadonlyMap<string, Known>): Map<string, string[]> {
  const cut = new Map<string, string[]>()
  for (const { id, editionTitle: title } of airings) {
    for (const { by } of known.get(id)?.course.displacements ?? []) cut.set(by, [...(cut.get(by) ?? []), title])
  }
  return cut
}

function airingLine(airing: Airing, known: Known | undefined, facts: NoteFacts): AsRun {
  return {
    airingId: airing.id,
    editionId: airing.editionId,
    programmeName: airing.programmeName,
    editionTitle: airing.editionTitle,
    plannedAt: airing.startsAt,
    outcome: airing.state,
    note: asRunNote(airing, known, facts),
    ...(airing.durationMs !== undefined && { plannedMs: airing.durationMs }),
    ...soundOf(airing.state, known),
  }
}

/** What the journal says of the sound itself. */
function soundOf(state: AsRun['outcome'], known: Known | undefined): Partial<AsRun> {
  if (!known) return {}
  const { facts } = known
  // While it sounds, what the journal knows of its end is only how far it was known to be.
  const isOver = state !== 'on-air'
  return {
    ...(facts.startedAt !== undefined && { startedAt: facts.startedAt }),
    ...(isOver && facts.endedAt !== undefined && { endedAt: facts.endedAt }),
    ...(isOver && facts.soundedMs !== undefined && { soundedMs: facts.soundedMs }),
    ...(facts.startErrorMs !== undefined && { startErrorMs: facts.startErrorMs }),
    ...(facts.device && { deviceName: facts.device.name, deviceIsNull: facts.device.isNull }),
    ...(facts.masterSha256 !== undefined && { masterSha256: facts.masterSha256 }),
    ...(facts.driftPpm !== undefined && { driftPpm: facts.driftPpm }),
  }
}

function emergencyLine(row: EmergencyRow, known: Known | undefined, now: number, cut: readonly string[]): AsRun {
  const outcome = emergencyState(row, known, now)
  const { stoppedBy, device } = known?.facts ?? {}
  const notes = [
    ...(row.inputName === undefined ? [] : [`Trực tiếp từ “${row.inputName}”`]),
    `Phát theo lệnh của ${row.orderedBy}`,
    ...(cut.length === 0 ? [] : [`Ngắt chương trình đang phát: ${[...new Set(cut)].join('; ')}`]),
    ...(stoppedBy === undefined ? [] : [`${stoppedBy} cho dừng`]),
    ...(outcome === 'missed' ? ['Chương trình phát sóng không nhận được lệnh'] : []),
    ...(device?.isNull ? ['Phát vào thiết bị rỗng, không ra loa'] : []),
  ]
  return {
    airingId: row.id,
    editionId: '',
    programmeName: 'Thông báo khẩn cấp',
    editionTitle: row.title,
    plannedAt: row.orderedAt,
    outcome,
    isEmergency: true,
    orderedBy: row.orderedBy,
    note: notes.map((note) => `${note}.`).join(' '),
    ...(row.durationMs !== undefined && { plannedMs: row.durationMs }),
    ...soundOf(outcome, known),
  }
}

/** A live announcement has no end of its own: to be stopped is how it is done. */
function emergencyState(row: EmergencyRow, known: Known | undefined, now: number): AsRun['outcome'] {
  const { outcome, startedAt } = known?.facts ?? {}
  if (outcome === 'stopped' && row.durationMs === undefined) return 'aired'
  if (outcome !== undefined) return STATE_OF_OUTCOME[outcome]
  const endsAt = row.orderedAt + (row.durationMs ?? LONGEST_LIVE_MS) + LAST_WORD_MS
  if (startedAt !== undefined) return now > endsAt ? 'aired-in-part' : 'on-air'
  return now > row.orderedAt + GRACE_MS ? 'missed' : 'on-air'
}

function outsideLine(row: OutsideRow): AsRun {
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
}

/** Gathers what the notes speak of beside the journal. */
async function noteFactsOf(
  db: Db,
  rows: readonly AiringRow[],
  known: ReadonlyMap<string, Known>,
): Promise<(airing: Airing) => NoteFacts> {
  const displacers = [...known.values()].flatMap(({ course }) => course.displacements.map(({ by }) => by))
  const emergencies = new Map((await findEmergencies(db, displacers)).map((one) => [one.id, one.title]))
  const makeUps = await listMakeUps(
    db,
    rows.map(({ id }) => id),
  )
  const instants = rows.map(({ startsAt }) => startsAt)
  const pauses = rows.length === 0 ? [] : await listPauses(db, Math.min(...instants), Math.max(...instants) + 1)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ({ id, startsAt }) => {
    const makeUp = makeUps.find(({ makesUpForId }) => makesUpForId === id)
    const row = byId.get(id)
    return {
      emergencies,
      pauseReason: pauseAt(pauses, startsAt)?.reason,
      skipped: row?.skipped,
      orderedNowBy: row?.orderedNow ? row.confirmedBy : undefined,
      madeUpAt: makeUp && dateAndTime(makeUp.startsAt),
    }
  }
}
