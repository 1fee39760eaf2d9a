import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { type LeaderKept, type PhoneState, schema, type WardLeader } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { tidyLine } from '../scripts/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { addTry, type LeaderKeys } from './keys/index.ts'
import { registerPhone } from './phone-routes.ts'
import { leadersAsked, leadersTab, withWards } from './sheet.ts'
import { addLeader, addLink, endLeader, endPhone, hasPhone, listCurrentLeaders, listLeaders } from './store.ts'

const ById = Type.Object({ id: schema.Id })
const all = { response: { 200: Type.Array(schema.LeaderKept) } }
/** Time enough to hand it over by Zalo; too short to lie about. */
const LINK_LASTS_MS = 24 * 3_600_000

/**
 * The leaders who approve, their telephones, and the links that register them. `wardLeaders` answers who of them approves for
 * a ward: the sheet says so.
 */
export function registerLeaders(
  app: App,
  deps: Deps,
  keys: LeaderKeys,
  { wardLeaders }: { wardLeaders: () => Promise<WardLeader[]> },
): void {
  const { db, clock, live } = deps
  const now = () => Math.round(clock.now())
  registerPhone(app, deps, keys)

  app.get('/api/leaders', { schema: all }, () => everybody())

  app.get('/api/leaders/xlsx', { schema: { querystring: schema.LeadersAsked } }, async (request, reply) => {
    const leaders = leadersAsked(withWards(await everybody(), await wardLeaders()), request.query)
    return sendSheet(reply, await writeSheet([leadersTab(leaders)]), 'Lãnh đạo phê duyệt.xlsx')
  })

  app.post(
    '/api/leaders',
    { schema: { body: schema.LeaderMade, response: { 201: Type.Array(schema.LeaderKept) } } },
    async (request, reply) => {
      const title = tidyLine(request.body.title)
      const name = tidyLine(request.body.name ?? '')
      if (title === '') throw new StationError('bad-request', { what: 'chức vụ' })
      await addLeader(db, { title, name: name === '' ? undefined : name, by: personOf(request).id, at: now() })
      return reply.code(201).send(await changed())
    },
  )

  app.post('/api/leaders/:id/end', { schema: { params: ById, ...all } }, async (request) => {
    const leader = await current(request.params.id)
    await endLeader(db, leader.id, personOf(request).id, now())
    return changed()
  })

  app.post(
    '/api/leaders/:id/links',
    { schema: { params: ById, response: { 201: schema.LeaderLink } } },
    async (request, reply) => {
      const leader = await current(request.params.id)
      const expiresAt = now() + LINK_LASTS_MS
      const secret = await addLink(db, { leaderId: leader.id, by: personOf(request).id, at: now(), expiresAt })
      live.tell({ event: 'changed', data: { what: 'station' } })
      return reply.code(201).send({ path: `/phe-duyet/dang-ky/${secret}`, expiresAt })
    },
  )

  app.post('/api/leader-phones/:id/end', { schema: { params: ById, ...all } }, async (request) => {
    await endPhone(db, await phone(request.params.id), personOf(request).id, now())
    return changed()
  })

  app.post('/api/leader-phones/:id/unlock', { schema: { params: ById, ...all } }, async (request) => {
    const phoneId = await phone(request.params.id)
    await addTry(db, { phoneId, what: 'unlocked', by: personOf(request).id, at: now() })
    return changed()
  })

  async function current(id: string) {
    const found = (await listCurrentLeaders(db)).find((leader) => leader.id === id)
    if (!found) throw new StationError('not-found')
    return found
  }

  async function phone(id: string): Promise<string> {
    if (!(await hasPhone(db, id))) throw new StationError('not-found')
    return id
  }

  async function changed(): Promise<LeaderKept[]> {
    live.tell({ event: 'changed', data: { what: 'station' } })
    return everybody()
  }

  async function everybody(): Promise<LeaderKept[]> {
    const leaders: LeaderKept[] = []
    for (const { phones, ...leader } of await listLeaders(db, now())) {
      const kept: LeaderKept['phones'] = []
      for (const { isEnded, ...one } of phones) {
        const { triesLeft, hasPasskey } = await keys.stateOf(one.id)
        const isOver = isEnded || leader.ended !== undefined
        const state: PhoneState = isOver ? 'ended' : triesLeft === 0 ? 'locked' : 'usable'
        kept.push({ ...one, state, hasPasskey })
      }
      leaders.push({ ...leader, phones: kept })
    }
    return leaders
  }
}
