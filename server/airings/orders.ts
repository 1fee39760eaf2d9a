import { randomUUID } from 'node:crypto'
import { dateAt, mayAirOn, timeAt } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type Airing, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { STATION_ZONE } from '../deps.ts'
import { findEmergencies } from '../emergencies/index.ts'
import { StationError } from '../errors.ts'
import { readStatus, writeCommand } from '../handover/index.ts'
import { findEditionNames } from '../programmes/index.ts'
import { airFactsOf, missingForAir, missingSentence } from '../renders/index.ts'
import { refuseClashes } from './slots.ts'
import { addAirings, skipAiring } from './store.ts'
import { airingById } from './view.ts'

/** The plan is read within a second and the device is armed two seconds ahead; the rest is for a slow machine. */
const PLAY_NOW_AHEAD_MS = 6000
/** The on-air process obeys within a second and tells of it within another. */
const JUST_ORDERED_MS = 10_000

/** What a person orders at the console: stop what sounds, skip what is to come, air an edition at once. */
export function registerOrders(app: App, deps: Deps, onChange: () => Promise<void>): void {
  const { db, clock, config, live } = deps

  app.post(
    '/api/on-air/stop',
    { schema: { body: schema.StopAsked, response: { 200: schema.Done } } },
    async (request) => {
      const { airingId } = request.body
      if (!(await mayBeStopped(airingId))) throw new StationError('not-on-air')
      await command({ kind: 'stop', airingId }, personOf(request).displayName)
      return { done: true } as const
    },
  )

  app.post(
    '/api/on-air/skip',
    { schema: { body: schema.SkipAsked, response: { 200: schema.Airing } } },
    async (request) => {
      const found = await airing(request.body.airingId)
      if (found.state === 'on-air') throw new StationError('already-sounding')
      if (found.state !== 'ready' && found.state !== 'incomplete') throw new StationError('airing-over')
      const person = personOf(request)
      const reason = request.body.reason?.normalize('NFC').trim() ?? ''
      await skipAiring(db, found.id, reason, person.id, clock.now())
      await command({ kind: 'skip', airingId: found.id }, person.displayName)
      await changed()
      return airing(found.id)
    },
  )

  app.post(
    '/api/on-air/play-now',
    { schema: { body: schema.PlayNowAsked, response: { 201: schema.Airing } } },
    async (request, reply) => {
      const edition = await findEditionNames(db, request.body.editionId)
      if (!edition) throw new StationError('not-found')
      const { editionId, airRules } = edition
      const missing = missingForAir(await airFactsOf(db, editionId)).map(missingSentence)
      if (missing.length > 0) throw new StationError('not-ready-to-air', { missing })
      await refuseWhileBusy()
      const now = Math.round(clock.now())
      const startsAt = now + PLAY_NOW_AHEAD_MS
      const slot = { date: dateAt(startsAt, STATION_ZONE), time: timeAt(startsAt, STATION_ZONE), startsAt }
      const isOutside = !mayAirOn(edition.course, edition.period, slot.date)
      const wanted = {
        ...slot,
        editionId,
        outsideWindowReason: isOutside ? 'Phát ngay' : undefined,
        orderedNow: true,
        by: personOf(request).id,
        at: now,
      }
      const [id] = await addAirings(db, [wanted], (trx) =>
        refuseClashes(trx, [slot], { editionId, priority: airRules.priority, now }),
      )
      await changed()
      return reply.code(201).send(await airing(id))
    },
  )

  /** What sounds, what waits to go on, and an emergency that was ordered a moment ago and may not sound yet. */
  async function mayBeStopped(airingId: string): Promise<boolean> {
    const now = clock.now()
    const { status, stale } = await readStatus(config.dataDir, now)
    if (stale || !status) return false
    const isSounding = status.state === 'playing' || status.state === 'device-error'
    if (isSounding && status.airingId === airingId) return true
    if (status.displaced?.airingId === airingId) return true
    const [emergency] = await findEmergencies(db, [airingId])
    return emergency !== undefined && now - emergency.orderedAt < JUST_ORDERED_MS
  }

  async function refuseWhileBusy(): Promise<void> {
    const { status, stale } = await readStatus(config.dataDir, clock.now())
    if (!status || stale) throw new StationError('on-air-not-running')
    if (status.emergency) throw new StationError('emergency-sounds', { title: status.emergency.title })
    const sounds = status.state === 'playing' || status.state === 'stopping' || status.state === 'device-error'
    if (sounds || status.displaced) throw new StationError('something-sounds', { title: status.title ?? '' })
  }

  async function command(wish: { kind: 'stop' | 'skip'; airingId: string }, by: string): Promise<void> {
    await writeCommand(config.dataDir, { id: randomUUID(), ...wish, by, at: clock.now() })
  }

  async function airing(id: string | undefined): Promise<Airing> {
    const found = id === undefined ? undefined : await airingById(db, id, clock.now())
    if (!found) throw new StationError('not-found')
    return found
  }

  async function changed(): Promise<void> {
    await onChange()
    live.tell({ event: 'changed', data: { what: 'airings' } })
  }
}
