import type { CalendarDate, Holidays } from '../../schedules/index.ts'
import type { Holiday } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { knownHolidays } from './known.ts'
import { listDays } from './store.ts'

/** The holidays between two dates, both inside, with their names: what was entered counts before what is known. */
export async function holidaysBetween(db: Db, from: CalendarDate, to: CalendarDate): Promise<Holidays> {
  return new Map((await holidayList(db, from, to)).map(({ date, name }) => [date, name]))
}

/** The same in the order of their dates, with who entered them. */
export async function holidayList(db: Db, from: CalendarDate, to: CalendarDate): Promise<Holiday[]> {
  const days = new Map<CalendarDate, Holiday>()
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    for (const [date, name] of knownHolidays(year)) if (from <= date && date <= to) days.set(date, { date, name })
  }
  for (const { date, name, set } of await listDays(db, from, to)) {
    if (name === undefined) days.delete(date)
    else days.set(date, { date, name, set })
  }
  return [...days.values()].toSorted((a, b) => a.date.localeCompare(b.date))
}
