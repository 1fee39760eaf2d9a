import { Type } from 'typebox'
import { dateAt, isCalendarDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { schema } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import type { RenderQueue } from '../renders/index.ts'
import { monthView } from './view.ts'

const OnDate = Type.Object({ date: Type.Optional(schema.CalendarDate) })

/** “Tháng này”, as it stands today or, of its windows and what is due, on another date. */
export function registerMonth(app: App, deps: Deps, queue: RenderQueue): void {
  app.get('/api/month', { schema: { querystring: OnDate, response: { 200: schema.Month } } }, (request) => {
    const { date } = request.query
    if (date !== undefined && !isCalendarDate(date)) throw new StationError('bad-request', { what: 'ngày' })
    const today = date ?? dateAt(deps.clock.now(), STATION_ZONE)
    return monthView(deps, queue, { accountId: personOf(request).id, wardStationId: request.wardStationId, today })
  })
}
