import { asRunOf, type CalendarDate, dateAt } from '../../schedules/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { listEvents } from '../journal/index.ts'
import { listOutside } from '../outside/index.ts'
import { listAiringsBetween } from './store.ts'
import { STATE_OF_OUTCOME } from './words.ts'

/**
 * On which distinct dates each edition was heard among the airings that start within [from, to) (UTC ms), counted as
 * `datesHeard` counts, by the date on which each began to sound: the same question for a year of editions at once. Editions that
 * were not heard are left out.
 */
export async function heardDatesBetween(db: Db, from: number, to: number): Promise<Map<string, Set<CalendarDate>>> {
  const rows = await listAiringsBetween(db, from, to)
  const events = await listEvents(
    db,
    rows.map(({ id }) => id),
    { withLevels: false, withPositions: false },
  )
  const byAiring = Map.groupBy(events, ({ airingId }) => airingId)
  const sounded = rows.flatMap(({ id, editionId, startsAt }) => {
    const { outcome, device, startedAt } = asRunOf(id, byAiring.get(id) ?? [])
    const isHeard = outcome !== undefined && STATE_OF_OUTCOME[outcome] === 'aired' && device?.isNull !== true
    return isHeard ? [{ editionId, startsAt: startedAt ?? startsAt }] : []
  })
  const heard = new Map<string, Set<CalendarDate>>()
  for (const { editionId, startsAt } of [...sounded, ...(await listOutside(db, { from, to }))]) {
    const dates = heard.get(editionId) ?? new Set()
    heard.set(editionId, dates.add(dateAt(startsAt, STATION_ZONE)))
  }
  return heard
}
