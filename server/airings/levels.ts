import { Type } from 'typebox'
import { type LevelCurve, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { findEmergencies } from '../emergencies/index.ts'
import { StationError } from '../errors.ts'
import { type AiringEvent, listEvents } from '../journal/index.ts'
import { findAiring } from './store.ts'

const ById = Type.Object({ id: schema.Id })

/** The level curve of an airing or an emergency: what was handed to the device, and what was measured of the output. */
export function registerLevels(app: App, { db }: Deps): void {
  app.get(
    '/api/airings/:id/levels',
    { schema: { params: ById, response: { 200: schema.LevelCurves } } },
    async (request) => {
      const { id } = request.params
      const planned = (await findAiring(db, id))?.startsAt ?? (await findEmergencies(db, [id]))[0]?.orderedAt
      if (planned === undefined) throw new StationError('not-found')
      const events = await listEvents(db, [id])
      const startsAt = events.find(({ event }) => event === 'first-sample')?.at ?? planned
      return { startsAt, curves: events.filter(({ event }) => event === 'levels').flatMap(curveOf) }
    },
  )
}

function curveOf({ details }: AiringEvent): LevelCurve[] {
  const { fromMs, stepMs, handedDbfs, heardDbfs } = details
  if (typeof fromMs !== 'number' || typeof stepMs !== 'number' || !isNumbers(handedDbfs)) return []
  return [{ fromMs, stepMs, handedDbfs, ...(isNumbers(heardDbfs) && { heardDbfs }) }]
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number')
}
