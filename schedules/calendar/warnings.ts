import { type CalendarDate, type WallTime, weekday } from './dates.ts'

/** Why a date or time deserves a second look. They warn and never forbid (FIELD: weekends, holidays, hours). */
export type DateWarning = 'saturday' | 'sunday' | 'public-holiday' | 'before-five' | 'after-nine-in-the-evening'

/** Holidays by date, with their names: Tết and the days that the Government adds change every year and are data. */
export type Holidays = ReadonlyMap<CalendarDate, string>

/** What a person should know before airing on this date at this time. */
export function warningsOn(date: CalendarDate, time?: WallTime, holidays: Holidays = NONE): DateWarning[] {
  const warnings: DateWarning[] = []
  if (weekday(date) === 6) warnings.push('saturday')
  if (weekday(date) === 0) warnings.push('sunday')
  if (holidays.has(date) || SOLAR_HOLIDAYS.has(date.slice(5))) warnings.push('public-holiday')
  if (time !== undefined && time < '05:00') warnings.push('before-five')
  if (time !== undefined && time >= '21:00') warnings.push('after-nine-in-the-evening')
  return warnings
}

const NONE: Holidays = new Map()

/** The holidays with a fixed solar date (Bộ luật Lao động 2019, điều 112): true without any data. */
const SOLAR_HOLIDAYS = new Set(['01-01', '04-30', '05-01', '09-02'])
