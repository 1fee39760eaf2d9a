import {
  addDays,
  type CalendarDate,
  dateAt,
  instantOf,
  isCalendarDate,
  timeAt,
  vietnameseDate,
  weekday,
} from '../../../schedules/index.ts'
import { STATION_ZONE } from '../../deps.ts'

const WEEKDAYS = ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy']
/** How many times a ward is offered to choose from: what a telephone shows without scrolling. */
const MOST_OFFERED = 6
/** How many of its usual hours. */
const USUAL_HOURS = 3
/** Two tellings so near to each other are of one airing: a person rounds, a player does not. */
export const SAME_PLAY_MS = 5 * 60_000

/** “05:15 Thứ Ba 18/11/2026” of an instant, in the station's zone (pure). */
export function momentWords(instant: number): string {
  const date = dateAt(instant, STATION_ZONE)
  return `${timeAt(instant, STATION_ZONE)} ${WEEKDAYS[weekday(date)]} ${vietnameseDate(date)}`
}

/**
 * The instants at which a ward has probably aired an edition (pure), the newest first: when the station aired it, and the hours
 * at which this ward aired before, yesterday and today. None is ahead, none lies before the edition was made, none was said
 * already.
 */
export function momentsToOffer(facts: {
  /** When the station airs the edition. */
  stationInstants: readonly number[]
  /** When this ward aired other editions, in any order. */
  wardInstants: readonly number[]
  /** When it has said that it aired this one. */
  saidInstants: readonly number[]
  madeAt: number
  now: number
}): number[] {
  const { stationInstants, wardInstants, saidInstants, madeAt, now } = facts
  const today = dateAt(now, STATION_ZONE)
  const hours = [...new Set(wardInstants.toSorted((a, b) => b - a).map((instant) => timeAt(instant, STATION_ZONE)))]
  const usual = [today, addDays(today, -1)].flatMap((date) =>
    hours.slice(0, USUAL_HOURS).map((time) => instantOf(date, time, STATION_ZONE)),
  )
  const possible = [...stationInstants, ...usual].filter(
    (instant) => instant <= now && instant >= madeAt && !saidInstants.some((said) => isSamePlay(said, instant)),
  )
  return [...new Set(possible)].sort((a, b) => b - a).slice(0, MOST_OFFERED)
}

/** Whether two tell of one and the same airing (pure). */
export function isSamePlay(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME_PLAY_MS
}

/**
 * The instant of a day and a time as people and browsers write them (pure): `2026-11-18` or `18/11/2026`, `05:15`, `5h15` or `5h`.
 * Undefined where that is no day or no time.
 */
export function instantWritten(day: string, time: string): number | undefined {
  const date = dateWritten(day.trim())
  const wall = /^(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?(?::\d{2})?$/i.exec(time.trim())
  if (date === undefined || !wall) return undefined
  const [hours, minutes] = [Number(wall[1]), Number(wall[2] ?? 0)]
  if (hours > 23 || minutes > 59) return undefined
  return instantOf(date, `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`, STATION_ZONE)
}

function dateWritten(day: string): CalendarDate | undefined {
  const vietnamese = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(day)
  const date = vietnamese
    ? `${vietnamese[3]}-${(vietnamese[2] ?? '').padStart(2, '0')}-${(vietnamese[1] ?? '').padStart(2, '0')}`
    : day
  return isCalendarDate(date) ? date : undefined
}
