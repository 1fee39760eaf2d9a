import { Type } from 'typebox'
import {
  addDays,
  dateAt,
  instantOf,
  isCalendarDate,
  monthOf,
  proposeDates,
  timeAt,
  vietnameseDate,
  warningsOn,
  windowIn,
} from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type Airing, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { occupiedBetween } from '../occupied/index.ts'
import { listPauses } from '../pauses/index.ts'
import { type EditionNames, editionMonthsOf, findEditionNames, listProgrammes } from '../programmes/index.ts'
import { asRunBetween } from './as-run.ts'
import { refuseClashes, wantedSlot, windowReason } from './slots.ts'
import { addAirings, findAiring, moveAiring, withdrawAiring } from './store.ts'
import { airingsBetween, airingsOf } from './view.ts'
import { warningSentence } from './words.ts'

const ById = Type.Object({ id: schema.Id })
const Span = Type.Object({ from: schema.CalendarDate, to: schema.CalendarDate })
const LONGEST_SPAN_DAYS = 400
/** Dates of these are free for the rule to propose again. */
const LOST: ReadonlySet<Airing['state']> = new Set(['withdrawn', 'missed', 'failed', 'skipped', 'replaced'])

/** The schedule: what the rule proposes, what the technician confirms, moves and withdraws; the calendar; the log. */
export function registerAirings(app: App, deps: Deps, onChange: () => Promise<void>): void {
  const { db, clock, live } = deps

  app.get(
    '/api/editions/:id/proposals',
    { schema: { params: ById, response: { 200: schema.Proposals } } },
    async (request) => {
      const edition = await editionNames(request.params.id)
      const now = clock.now()
      const today = dateAt(now, STATION_ZONE)
      const stillToday = edition.times.some((time) => time > timeAt(now, STATION_ZONE))
      const confirmed = (await airingsOf(db, request.params.id, now))
        .filter(({ state }) => !LOST.has(state))
        .map(({ date }) => date)
      const window = windowIn(edition.rule, edition.month)
      const first = stillToday ? today : addDays(today, 1)
      const earliest = [first, edition.startsOn].sort().at(-1) ?? first
      return {
        window,
        daysWanted: edition.rule.daysAMonth,
        daysConfirmed: new Set(confirmed).size,
        proposals: proposeDates(edition.rule, edition.month, { earliest, confirmed }).map((date) => {
          const times = edition.times.filter((time) => instantOf(date, time, STATION_ZONE) > now)
          const warnings = new Set([...warningsOn(date), ...times.flatMap((time) => warningsOn(date, time))])
          return { date, times, warnings: [...warnings].map(warningSentence) }
        }),
      }
    },
  )

  app.post(
    '/api/editions/:id/airings',
    { schema: { params: ById, body: schema.AiringsConfirmed, response: { 201: Type.Array(schema.Airing) } } },
    async (request, reply) => {
      const editionId = request.params.id
      const edition = await editionNames(editionId)
      const { slots, outsideWindowReason } = request.body
      const wanted = slots.map(({ date, time }) => ({
        ...wantedSlot(date, time, clock.now()),
        reason: windowReason(edition, date, outsideWindowReason),
      }))
      const ids = await addAirings(
        db,
        wanted.map(({ date, time, startsAt, reason }) => ({
          editionId,
          date,
          time,
          startsAt,
          outsideWindowReason: reason,
          movedFromId: undefined,
          by: personOf(request).id,
          at: Math.round(clock.now()),
        })),
        (trx) => refuseClashes(trx, wanted, { editionId, priority: edition.airRules.priority, now: clock.now() }),
      )
      await changed()
      const added = await airingsOf(db, editionId, clock.now())
      return reply.code(201).send(added.filter(({ id }) => ids.includes(id)))
    },
  )

  app.post(
    '/api/airings/:id/move',
    { schema: { params: ById, body: schema.AiringMoved, response: { 201: schema.Airing } } },
    async (request, reply) => {
      const old = await movable(request.params.id)
      const edition = await editionNames(old.editionId)
      const { date, time, outsideWindowReason } = request.body
      const slot = wantedSlot(date, time, clock.now())
      const reason = windowReason(edition, date, outsideWindowReason)
      const id = await moveAiring(
        db,
        old.id,
        {
          ...slot,
          editionId: old.editionId,
          outsideWindowReason: reason,
          movedFromId: old.id,
          makesUpForId: old.makesUpForId,
          by: personOf(request).id,
          at: Math.round(clock.now()),
        },
        `Dời sang ${time} ngày ${vietnameseDate(date)}`,
        (trx) =>
          refuseClashes(trx, [slot], {
            editionId: old.editionId,
            priority: edition.airRules.priority,
            now: clock.now(),
            exceptId: old.id,
          }),
      )
      await changed()
      return reply.code(201).send(await airing(old.editionId, id))
    },
  )

  app.post(
    '/api/airings/:id/withdraw',
    { schema: { params: ById, body: schema.AiringWithdrawn, response: { 200: schema.Airing } } },
    async (request) => {
      const old = await movable(request.params.id)
      const reason = request.body.reason.normalize('NFC').trim()
      if (reason === '') throw new StationError('bad-request', { what: 'chưa ghi lý do' })
      await withdrawAiring(db, old.id, reason, personOf(request).id, Math.round(clock.now()))
      await changed()
      return airing(old.editionId, old.id)
    },
  )

  app.get('/api/calendar', { schema: { querystring: Span, response: { 200: schema.Calendar } } }, async (request) => {
    const { from, to } = request.query
    const now = clock.now()
    const programmes = await listProgrammes(db)
    const months = monthsOf(from, to)
    const [start, end] = instants(from, to)
    return {
      from,
      to,
      today: dateAt(now, STATION_ZONE),
      airings: await airingsBetween(db, start, end, now),
      windows: programmes.flatMap(({ id, rule, startsOn }) =>
        months
          .filter((month) => month >= monthOf(startsOn))
          .map((month) => ({ programmeId: id, ...windowIn(rule, month) })),
      ),
      occupied: (await occupiedBetween(db, start, end)).map(({ title, startsAt, endsAt }) => ({
        title,
        startsAt,
        endsAt,
      })),
      pauses: (await listPauses(db, start, end)).filter(({ lifted }) => lifted === undefined),
    }
  })

  app.get('/api/as-run', { schema: { querystring: Span, response: { 200: Type.Array(schema.AsRun) } } }, (request) =>
    asRunBetween(db, ...instants(request.query.from, request.query.to), clock.now()),
  )

  async function editionNames(id: string): Promise<EditionNames> {
    const found = await findEditionNames(db, id)
    if (!found) throw new StationError('not-found')
    return found
  }

  /** An airing that has not begun: what has sounded is history and is not moved. */
  async function movable(id: string): Promise<Airing> {
    const row = await findAiring(db, id)
    if (!row) throw new StationError('not-found')
    const found = await airing(row.editionId, id)
    if (found.state !== 'ready' && found.state !== 'incomplete') throw new StationError('airing-over')
    return found
  }

  async function airing(editionId: string, id: string | undefined): Promise<Airing> {
    const found = (await airingsOf(db, editionId, clock.now())).find((candidate) => candidate.id === id)
    if (!found) throw new StationError('not-found')
    return found
  }

  async function changed(): Promise<void> {
    await onChange()
    live.tell({ event: 'changed', data: { what: 'airings' } })
  }
}

/** Midnight to midnight in the station's zone, the last day included; refuses what is no span. */
export function instants(from: string, to: string): [number, number] {
  if (!isCalendarDate(from) || !isCalendarDate(to))
    throw new StationError('no-such-date', { date: isCalendarDate(from) ? to : from })
  const span: [number, number] = [
    instantOf(from, '00:00', STATION_ZONE),
    instantOf(addDays(to, 1), '00:00', STATION_ZONE),
  ]
  const days = (span[1] - span[0]) / 86_400_000
  if (days <= 0 || days > LONGEST_SPAN_DAYS) throw new StationError('bad-request', { what: 'khoảng ngày không hợp lệ' })
  return span
}

function monthsOf(from: string, to: string): string[] {
  return editionMonthsOf(monthOf(from), monthOf(to))
}
