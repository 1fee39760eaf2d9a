import { Type } from 'typebox'
import { vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type Airing, schema } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { type EditionNames, findEditionNames } from '../programmes/index.ts'
import { proposalsFor } from './proposals.ts'
import { refuseRuleClashes } from './rule-airings.ts'
import { refuseClashes, type WantedSlot, wantedSlot, windowReason } from './slots.ts'
import { addAirings, findAiring, moveAiring, withdrawAiring } from './store.ts'
import { airingsOf } from './view.ts'

const ById = Type.Object({ id: schema.Id })

/** The schedule: what the rules propose, what the technician confirms, moves and withdraws. */
export function registerAirings(app: App, deps: Deps, onChange: () => Promise<void>): void {
  const { db, clock, live } = deps

  app.get(
    '/api/editions/:id/proposals',
    { schema: { params: ById, response: { 200: schema.Proposals } } },
    async (request) => {
      return proposalsFor(db, await editionNames(request.params.id), clock.now())
    },
  )

  app.post(
    '/api/editions/:id/airings',
    { schema: { params: ById, body: schema.AiringsConfirmed, response: { 201: Type.Array(schema.Airing) } } },
    async (request, reply) => {
      const editionId = request.params.id
      const edition = await editionNames(editionId)
      const { slots, outsideWindowReason, acceptsRuleClash } = request.body
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
        (trx) => refuseTaken(trx, wanted, edition, { acceptsRuleClash }),
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
      const { date, time, outsideWindowReason, acceptsRuleClash } = request.body
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
        (trx) => refuseTaken(trx, [slot], edition, { acceptsRuleClash, exceptId: old.id }),
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

  /** A confirmed airing is never overlaid; one that a rule names only when the person means it. */
  async function refuseTaken(
    trx: Db,
    slots: readonly WantedSlot[],
    { editionId, programmeId, airRules: { priority } }: EditionNames,
    { acceptsRuleClash, exceptId }: { acceptsRuleClash: boolean | undefined; exceptId?: string },
  ): Promise<void> {
    const wanting = { editionId, programmeId, priority, now: clock.now(), ...(exceptId !== undefined && { exceptId }) }
    await refuseClashes(trx, slots, wanting)
    if (!acceptsRuleClash) await refuseRuleClashes(trx, slots, wanting)
  }

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
