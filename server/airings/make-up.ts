import { Type } from 'typebox'
import { dateAt, datesIn, mayAirOn, timesOn, vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type Airing, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { STATION_ZONE } from '../deps.ts'
import { findEmergencies } from '../emergencies/index.ts'
import { StationError } from '../errors.ts'
import { occupiedBetween } from '../occupied/index.ts'
import { endOfPause, listPauses } from '../pauses/index.ts'
import { type EditionNames, findEditionNames } from '../programmes/index.ts'
import { newestVerified } from '../renders/index.ts'
import { FREE_TIMES_DAYS, type FreeTime, freeTimes } from './free-times.ts'
import { refuseClashes, type WantedSlot, wantedSlot } from './slots.ts'
import { standing } from './standing.ts'
import { type AiringRow, addAirings, findAiring, listAiringsBetween, listMakeUps } from './store.ts'
import { airingById, knownOf } from './view.ts'

const ById = Type.Object({ id: schema.Id })
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const OFFERED = 3

/** “Phát bù”: the next free times of an airing that was missed or displaced, and taking one of them. */
export function registerMakeUps(app: App, deps: Deps, onChange: () => Promise<void>): void {
  const { db, clock, live } = deps

  app.get(
    '/api/airings/:id/free-times',
    { schema: { params: ById, response: { 200: schema.FreeTimes } } },
    async (request) => {
      const row = await findAiring(db, request.params.id)
      if (!row) throw new StationError('not-found')
      return { times: await freeTimesFor(deps, row) }
    },
  )

  app.post(
    '/api/airings/:id/make-up',
    { schema: { params: ById, body: schema.MakeUpAsked, response: { 201: schema.Airing } } },
    async (request, reply) => {
      const lost = await lostAiring(request.params.id)
      const { date, time } = request.body
      const slot = wantedSlot(date, time, clock.now())
      const id = await addMakeUp(deps, lost, slot, personOf(request).id)
      await onChange()
      live.tell({ event: 'changed', data: { what: 'airings' } })
      const made = await airingById(db, id, clock.now())
      if (!made) throw new StationError('not-found')
      return reply.code(201).send(made)
    },
  )

  async function lostAiring(id: string): Promise<AiringRow> {
    const row = await findAiring(db, id)
    const airing: Airing | undefined = row && (await airingById(db, id, clock.now()))
    if (!row || !airing) throw new StationError('not-found')
    const [made] = await listMakeUps(db, [id])
    if (made) throw new StationError('made-up-already', { date: vietnameseDate(made.date), time: made.time })
    if (!airing.mayBeMadeUp) throw new StationError('nothing-to-make-up')
    return row
  }
}

/**
 * Makes up by itself for what was displaced and is not to go on (the programme's rule `reschedule`): once, at the next free
 * time, in the name of whoever ordered what displaced it. Answers whether anything was made.
 */
export async function makeUpDisplaced(deps: Deps, airingIds: readonly string[]): Promise<boolean> {
  const { db, log } = deps
  const known = await knownOf(db, airingIds)
  let hasMade = false
  for (const [id, { facts, course }] of known) {
    if (facts.outcome === undefined || facts.outcome === 'aired' || facts.reason !== 'displaced') continue
    const row = await findAiring(db, id)
    const edition = row && (await findEditionNames(db, row.editionId))
    if (!row || edition?.airRules.displaced !== 'reschedule' || (await listMakeUps(db, [id])).length > 0) continue
    const [slot] = await freeTimesFor(deps, row)
    if (!slot) {
      log.warn({ airingId: id }, 'Không tìm được giờ trống để phát bù')
      continue
    }
    try {
      await addMakeUp(deps, row, slot, await whoDisplaced(deps, course.displacements.at(-1)?.by, row))
      log.info({ airingId: id, slot }, 'Đã tự xếp phát bù cho lượt phải nhường sóng')
      hasMade = true
    } catch (err) {
      // Somebody was quicker, with this make-up or with its time; it is offered to people as before.
      if (!(err instanceof StationError)) throw err
      log.info({ err, airingId: id }, 'Chưa tự xếp phát bù')
    }
  }
  return hasMade
}

/** The same for the last day: what the journal brought while nobody was there to act on it. */
export async function makeUpDisplacedLately(deps: Deps): Promise<boolean> {
  const now = deps.clock.now()
  const rows = await listAiringsBetween(deps.db, now - DAY_MS, now)
  return makeUpDisplaced(
    deps,
    rows.map(({ id }) => id),
  )
}

async function whoDisplaced({ db }: Deps, by: string | undefined, row: AiringRow): Promise<string> {
  if (by === undefined) return row.confirmedById
  const [emergency] = await findEmergencies(db, [by])
  return emergency?.orderedById ?? (await findAiring(db, by))?.confirmedById ?? row.confirmedById
}

async function freeTimesFor({ db, clock }: Deps, row: AiringRow): Promise<FreeTime[]> {
  const edition = await theEdition({ db }, row.editionId)
  const now = clock.now()
  const until = now + FREE_TIMES_DAYS * DAY_MS
  const busy: { from: number; until: number }[] = []
  for (const other of await standing(db, await listAiringsBetween(db, now - DAY_MS, until), now)) {
    const length = (await newestVerified(db, other.editionId))?.durationMs ?? MINUTE_MS
    busy.push({ from: other.startsAt, until: other.startsAt + length })
  }
  for (const { startsAt, endsAt } of await occupiedBetween(db, now, until)) busy.push({ from: startsAt, until: endsAt })
  for (const pause of await listPauses(db, now, until)) busy.push({ from: pause.from, until: endOfPause(pause) })
  return freeTimes({
    now,
    zone: STATION_ZONE,
    dates: new Set(datesIn(edition.course, edition.period)),
    times: timesOn(edition.course, dateAt(now, STATION_ZONE)),
    durationMs: (await newestVerified(db, row.editionId))?.durationMs ?? MINUTE_MS,
    busy,
    most: OFFERED,
  })
}

async function addMakeUp({ db, clock }: Deps, lost: AiringRow, slot: WantedSlot, by: string): Promise<string> {
  const { editionId } = lost
  const edition = await theEdition({ db }, editionId)
  const now = Math.round(clock.now())
  const isOutside = !mayAirOn(edition.course, edition.period, slot.date)
  const reason = `Phát bù cho lần ${lost.time} ngày ${vietnameseDate(lost.date)}`
  const wanted = {
    ...slot,
    editionId,
    outsideWindowReason: isOutside ? reason : undefined,
    makesUpForId: lost.id,
    by,
    at: now,
  }
  const [id] = await addAirings(db, [wanted], async (trx) => {
    const [made] = await listMakeUps(trx, [lost.id])
    if (made) throw new StationError('made-up-already', { date: vietnameseDate(made.date), time: made.time })
    await refuseClashes(trx, [slot], { editionId, priority: edition.airRules.priority, now })
  })
  if (id === undefined) throw new StationError('not-found')
  return id
}

async function theEdition({ db }: Pick<Deps, 'db'>, editionId: string): Promise<EditionNames> {
  const found = await findEditionNames(db, editionId)
  if (!found) throw new StationError('not-found')
  return found
}
