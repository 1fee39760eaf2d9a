import { Type } from 'typebox'
import { asRunOf } from '../../schedules/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { findEmergencies } from '../emergencies/index.ts'
import { StationError } from '../errors.ts'
import { listEvents } from '../journal/index.ts'
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
      const { startedAt = planned, levels } = asRunOf(id, await listEvents(db, [id]))
      return {
        startsAt: startedAt,
        curves: levels.map(({ fromMs, stepMs, handedDbfs, heardDbfs }) => ({
          fromMs,
          stepMs,
          handedDbfs,
          ...(heardDbfs && { heardDbfs }),
        })),
      }
    },
  )
}
