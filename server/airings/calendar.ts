import { Type } from 'typebox'
import {
  dateAt,
  isInside,
  lengthOfPeriod,
  type PeriodLength,
  periodsBetween,
  timeAt,
  windowsIn,
} from '../../schedules/index.ts'
import { type Calendar, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { STATION_ZONE } from '../deps.ts'
import { holidaysBetween } from '../holidays/index.ts'
import { occupiedBetween } from '../occupied/index.ts'
import { listPauses } from '../pauses/index.ts'
import { courseOf, isToldTo, listProgrammes } from '../programmes/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { asRunBetween } from './as-run.ts'
import { type ExpectedAiring, expectedAirings } from './rule-airings.ts'
import { calendarTab } from './sheet.ts'
import { daysInFileName, instantsOfDays } from './span.ts'
import { airingsBetween } from './view.ts'

const Span = Type.Object({ from: schema.CalendarDate, to: schema.CalendarDate })
const SpanOfProgramme = Type.Object({ ...Span.properties, programmeId: Type.Optional(schema.Id) })
const UNKNOWN_LENGTH_MS = 60_000
const CHOSEN: ReadonlySet<PeriodLength> = new Set(['month', 'quarter'])

/** The calendar of all programmes, of a ward's for the ward's people, also as a sheet; and the log of what sounded. */
export function registerCalendar(app: App, deps: Deps): void {
  const { db, clock } = deps

  app.get('/api/calendar', { schema: { querystring: Span, response: { 200: schema.Calendar } } }, (request) =>
    calendarBetween(deps, request.query.from, request.query.to, request.wardStationId),
  )

  app.get('/api/calendar/xlsx', { schema: { querystring: SpanOfProgramme } }, async (request, reply) => {
    const { from, to, programmeId } = request.query
    const { airings, expected } = await calendarBetween(deps, from, to, request.wardStationId)
    const isAsked = (one: { programmeId: string }) => programmeId === undefined || one.programmeId === programmeId
    const tab = calendarTab({ airings: airings.filter(isAsked), expected: expected.filter(isAsked) })
    return sendSheet(reply, await writeSheet([tab]), `Lịch phát ${daysInFileName(from, to)}.xlsx`)
  })

  app.get(
    '/api/as-run',
    { schema: { querystring: Span, response: { 200: Type.Array(schema.AsRun) } } },
    ({ query: { from, to } }) => asRunBetween(db, ...instantsOfDays(from, to), clock.now()),
  )
}

async function calendarBetween(
  { db, clock }: Deps,
  from: string,
  to: string,
  wardStationId: string | undefined,
): Promise<Calendar> {
  const now = clock.now()
  const [start, end] = instantsOfDays(from, to)
  const isOfStation = wardStationId === undefined
  const programmes = (await listProgrammes(db)).filter((one) => isToldTo(one, wardStationId))
  const told = new Set(programmes.map(({ id }) => id))
  const airings = (await airingsBetween(db, start, end, now)).filter(({ programmeId }) => told.has(programmeId))
  // What the station's device is taken for is nothing to a ward, which airs on its own.
  const occupied = (isOfStation ? await occupiedBetween(db, start, end) : []).map(({ title, startsAt, endsAt }) => ({
    title,
    startsAt,
    endsAt,
  }))
  const expected = await expectedAirings(db, { from, to }, now, wardStationId)
  const coming = airings
    .filter(({ state }) => state === 'ready' || state === 'incomplete' || state === 'on-air')
    .map(({ programmeId, programmeName, startsAt, durationMs = UNKNOWN_LENGTH_MS }) => ({
      programmeId,
      title: programmeName,
      startsAt,
      endsAt: startsAt + durationMs,
    }))
  return {
    from,
    to,
    today: dateAt(now, STATION_ZONE),
    airings,
    windows: programmes.flatMap((programme) => {
      const course = courseOf(programme)
      // Where rules name their dates there is no window to choose in: those stand among the expected airings.
      const chosen = periodsBetween(course, { from, to }).filter((period) => CHOSEN.has(lengthOfPeriod(period)))
      const windows = chosen.flatMap((period) => windowsIn(course, period))
      return windows.map((window) => ({ programmeId: programme.id, ...window }))
    }),
    expected: expected.map((airing) => {
      const clash = clashWords(airing, [
        ...coming,
        ...occupied,
        ...expected.map(({ programmeId, programmeName, startsAt, endsAt }) => ({
          programmeId,
          title: programmeName,
          startsAt,
          endsAt,
        })),
      ])
      const { programmeId, programmeName, period, title, date, time, startsAt } = airing
      return {
        programmeId,
        programmeName,
        period,
        title,
        date,
        time,
        startsAt,
        ...(clash !== undefined && { clash }),
      }
    }),
    holidays: [...(await holidaysBetween(db, from, to))]
      .filter(([date]) => isInside({ from, to }, date))
      .map(([date, name]) => ({ date, name })),
    occupied,
    pauses: isOfStation ? (await listPauses(db, start, end)).filter(({ lifted }) => lifted === undefined) : [],
  }
}

function clashWords(
  { programmeId, startsAt, endsAt }: ExpectedAiring,
  others: readonly { programmeId?: string; title: string; startsAt: number; endsAt: number }[],
): string | undefined {
  const other = others.find((one) => one.programmeId !== programmeId && one.startsAt < endsAt && startsAt < one.endsAt)
  return other && `Trùng giờ của “${other.title}” (${timeAt(other.startsAt, STATION_ZONE)})`
}
