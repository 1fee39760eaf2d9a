import type { CalendarDate, Holidays } from '../../schedules/index.ts'
import type { Db } from '../db/index.ts'

/** The holidays between two dates, both inside, with their names. */
export async function holidaysBetween(_db: Db, _from: CalendarDate, _to: CalendarDate): Promise<Holidays> {
  return new Map()
}
