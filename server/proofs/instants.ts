import { dateAt, instantOf } from '../../schedules/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'

const HALF_DAY_MS = 43_200_000
const DAY_MS = 2 * HALF_DAY_MS
const WALL_TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,3}))?)?$/

/**
 * When a recording began, as a person writes it: `05:14:30` (with tenths, if known) of the day of the airing, or an ISO 8601
 * instant with its zone. A time that lies across midnight is taken where it is nearest to the airing. Refuses `bad-request`.
 */
export function recordedFromOf(text: string, airingStartsAt: number): number {
  const wall = WALL_TIME.exec(text.trim())
  if (wall) {
    const [, hours = '', minutes = '', seconds = '0', fraction = ''] = wall
    const minute = instantOf(dateAt(airingStartsAt, STATION_ZONE), `${hours}:${minutes}`, STATION_ZONE)
    const instant = minute + Number(seconds) * 1000 + Number(fraction.padEnd(3, '0'))
    if (instant - airingStartsAt > HALF_DAY_MS) return instant - DAY_MS
    return airingStartsAt - instant > HALF_DAY_MS ? instant + DAY_MS : instant
  }
  const instant = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text.trim()) ? Date.parse(text.trim()) : Number.NaN
  if (Number.isNaN(instant)) throw new StationError('bad-request', { what: 'giờ bắt đầu bản thu (ví dụ 05:14:30)' })
  return instant
}
