import { Type } from 'typebox'
import { isCalendarDate, vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { schema } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import type { App, Deps } from '../deps.ts'
import { STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { registerReading } from './reading-routes.ts'
import { addOccupied, listOccupied, removeOccupied } from './store.ts'
import { type Occupied, occurrencesIn, type WeeklySlot } from './week.ts'

const ById = Type.Object({ id: schema.Id })

/** What the occupied slots ask of the schedule. */
export interface OccupiedParts {
  onChange: () => Promise<void>
  /** Refuses a new slot that would lie over an airing that is to come. */
  refuseOverAirings: (slot: WeeklySlot) => Promise<void>
}

/** Stretches of the week when the station relays VOV or the province station (tiếp âm): data that airings clash with. */
export function registerOccupied(app: App, deps: Deps, { onChange, refuseOverAirings }: OccupiedParts): void {
  const { db, clock, live } = deps
  registerReading(app, deps)

  app.get('/api/occupied', { schema: { response: { 200: Type.Array(schema.OccupiedSlot) } } }, () => listOccupied(db))

  app.post(
    '/api/occupied',
    { schema: { body: schema.OccupiedSlotMade, response: { 201: schema.OccupiedSlot } } },
    async (request, reply) => {
      const { from, until, firstDate, lastDate } = request.body
      const title = request.body.title.normalize('NFC').trim()
      const weekdays = [...new Set(request.body.weekdays)].sort()
      if (title === '') throw new StationError('bad-request', { what: 'chưa ghi tên khung giờ' })
      if (until <= from) throw new StationError('bad-request', { what: 'giờ kết thúc phải sau giờ bắt đầu' })
      for (const date of [firstDate, lastDate]) {
        if (date !== undefined && !isCalendarDate(date)) {
          throw new StationError('no-such-date', { date: vietnameseDate(date) })
        }
      }
      if (firstDate !== undefined && lastDate !== undefined && lastDate < firstDate) {
        throw new StationError('bad-request', { what: 'ngày cuối phải sau ngày đầu' })
      }
      const slot = { ...request.body, title, weekdays }
      await refuseOverAirings({ id: 'new', ...slot })
      const id = await addOccupied(db, slot, personOf(request).id, clock.now())
      await changed()
      const added = (await listOccupied(db)).find((candidate) => candidate.id === id)
      if (!added) throw new StationError('not-found')
      return reply.code(201).send(added)
    },
  )

  app.post(
    '/api/occupied/:id/remove',
    { schema: { params: ById, response: { 200: schema.Done } } },
    async (request) => {
      if (!(await removeOccupied(db, request.params.id, clock.now()))) throw new StationError('not-found')
      await changed()
      return { done: true } as const
    },
  )

  async function changed(): Promise<void> {
    await onChange()
    live.tell({ event: 'changed', data: { what: 'airings' } })
  }
}

/** Every occupied stretch within [from, to), in order. */
export async function occupiedBetween(db: Db, from: number, to: number): Promise<Occupied[]> {
  return occurrencesIn(await listOccupied(db), from, to, STATION_ZONE)
}
