import {
  addDays,
  busyDates,
  dateAt,
  datesWantedIn,
  firstDateOf,
  instantOf,
  lastDateOf,
  proposeDates,
  timeAt,
  timesOn,
  warningsOn,
  wholeWindowIn,
  windowsIn,
} from '../../schedules/index.ts'
import type { Airing, Proposals } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { holidaysBetween } from '../holidays/index.ts'
import type { EditionNames } from '../programmes/index.ts'
import { newestVerified } from '../renders/index.ts'
import { busyWithOthers } from './rule-airings.ts'
import { airingsOf } from './view.ts'
import { warningSentences } from './words.ts'

/** Dates of these are free for the rule to propose again. */
const LOST: ReadonlySet<Airing['state']> = new Set(['withdrawn', 'missed', 'failed', 'skipped', 'replaced'])
const UNKNOWN_LENGTH_MS = 60_000
/** A person who needs another date looks this far past the window. */
const LATER_DAYS = 31

/** What the rules propose for an edition: dates without warnings first, and none over what others have the device for. */
export async function proposalsFor(db: Db, edition: EditionNames, now: number): Promise<Proposals> {
  const { editionId, programmeId, course, period, airRules } = edition
  const today = dateAt(now, STATION_ZONE)
  const stillToday = timesOn(course, today).some((time) => time > timeAt(now, STATION_ZONE))
  const confirmed = (await airingsOf(db, editionId, now))
    .filter(({ state }) => !LOST.has(state))
    .map(({ date }) => date)
  const window = wholeWindowIn(course, period) ?? { from: firstDateOf(period), to: lastDateOf(period) }
  const holidays = await holidaysBetween(db, window.from, addDays(window.to, LATER_DAYS))
  const busy = await busyWithOthers(
    db,
    Math.max(now, instantOf(window.from, '00:00', STATION_ZONE)),
    instantOf(addDays(window.to, 1), '00:00', STATION_ZONE),
    { programmeId, priority: airRules.priority, now },
  )
  const durationMs = (await newestVerified(db, editionId))?.durationMs ?? UNKNOWN_LENGTH_MS
  const dates = proposeDates(course, period, {
    earliest: stillToday ? today : addDays(today, 1),
    confirmed,
    holidays,
    busy: busyDates({ programmeId, course, durationMs }, period, busy, STATION_ZONE),
  })
  return {
    window,
    windows: windowsIn(course, period),
    holidays: [...holidays].map(([date, name]) => ({ date, name })),
    daysWanted: datesWantedIn(course, period),
    daysConfirmed: new Set(confirmed).size,
    proposals: dates.map((date) => {
      const times = timesOn(course, date).filter((time) => instantOf(date, time, STATION_ZONE) > now)
      const warnings = new Set([
        ...warningsOn(date, undefined, holidays),
        ...times.flatMap((time) => warningsOn(date, time, holidays)),
      ])
      const clashes = times.flatMap((time) => {
        const startsAt = instantOf(date, time, STATION_ZONE)
        const other = busy.find((one) => one.startsAt < startsAt + durationMs && startsAt < one.endsAt)
        return other ? [`${time} trùng giờ của “${other.title}” (${timeAt(other.startsAt, STATION_ZONE)})`] : []
      })
      return { date, times, warnings: [...warningSentences([...warnings], holidays.get(date)), ...clashes] }
    }),
  }
}
