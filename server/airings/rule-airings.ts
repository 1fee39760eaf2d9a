import {
  addDays,
  type DateWindow,
  dateAt,
  isExact,
  type OnDevice,
  periodTitle,
  type RuleAiring,
  ruleAirings,
  ruleClashes,
  timeAt,
  vietnameseDate,
} from '../../schedules/index.ts'
import type { Programme, RuleClash } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { occupiedBetween } from '../occupied/index.ts'
import { courseOf, dayWords, isToldTo, listProgrammes } from '../programmes/index.ts'
import { newestVerified } from '../renders/index.ts'
import type { WantedSlot, Wanting } from './slots.ts'
import { standing } from './standing.ts'
import { listAiringsBetween } from './store.ts'

const DAY_MS = 86_400_000
const UNKNOWN_LENGTH_MS = 60_000
/** Rules are looked at a year ahead: every month and quarter once. */
const AHEAD_DAYS = 366

/** An airing that follows from a rule and that nobody has confirmed, moved or withdrawn. */
export interface ExpectedAiring extends RuleAiring {
  programmeName: string
  priority: 'normal' | 'high'
  /** “Bản tin phường, tuần 47 (16/11 – 22/11/2026)”. */
  title: string
}

/** Something that has the device for a while. UTC ms. */
export interface Busy {
  title: string
  startsAt: number
  endsAt: number
}

/**
 * The airings still to come that the rules of the station's programmes name for a span of dates (weekly and listed dates),
 * in order; for a ward those of its own. What a person decided about one, whichever way, stands in the book and is left out.
 */
export async function expectedAirings(
  db: Db,
  span: DateWindow,
  now: number,
  wardStationId?: string,
): Promise<ExpectedAiring[]> {
  const programmes = (await listProgrammes(db)).filter((programme) =>
    wardStationId === undefined ? isOnDevice(programme) : isToldTo(programme, wardStationId),
  )
  const named = programmes
    .flatMap((programme) =>
      ruleAirings(onDevice(programme), span, STATION_ZONE).map((airing) => ({
        ...airing,
        programmeName: programme.name,
        priority: programme.airRules.priority,
        title: `${programme.name}, ${periodTitle(airing.period)}`,
      })),
    )
    .filter(({ startsAt }) => startsAt > now)
    .sort((a, b) => a.startsAt - b.startsAt)
  const [first, last] = [named[0], named.at(-1)]
  if (!first || !last) return []
  const decided = new Set(
    (await listAiringsBetween(db, first.startsAt, last.startsAt + 1)).map(
      ({ programmeId, startsAt }) => `${programmeId} ${startsAt}`,
    ),
  )
  return named.filter(({ programmeId, startsAt }) => !decided.has(`${programmeId} ${startsAt}`))
}

/** What others will have the device for between two instants: confirmed and expected airings, and other people's time. */
export async function busyWithOthers(
  db: Db,
  from: number,
  until: number,
  { programmeId, priority, now }: { programmeId: string; priority: 'normal' | 'high'; now: number },
): Promise<Busy[]> {
  const gives = (other: 'normal' | 'high') => !(priority === 'high' && other === 'normal')
  const busy: Busy[] = []
  const span = { from: dateAt(from, STATION_ZONE), to: dateAt(until, STATION_ZONE) }
  for (const other of await expectedAirings(db, span, now)) {
    if (other.programmeId !== programmeId && gives(other.priority)) {
      busy.push({ title: other.programmeName, startsAt: other.startsAt, endsAt: other.endsAt })
    }
  }
  const lengths = new Map<string, number>()
  for (const row of await standing(db, await listAiringsBetween(db, from - DAY_MS, until), now)) {
    if (row.programmeId === programmeId || !gives(row.priority)) continue
    const known = lengths.get(row.editionId)
    const length = known ?? (await newestVerified(db, row.editionId))?.durationMs ?? UNKNOWN_LENGTH_MS
    lengths.set(row.editionId, length)
    busy.push({ title: row.programmeName, startsAt: row.startsAt, endsAt: row.startsAt + length })
  }
  for (const { title, startsAt, endsAt } of await occupiedBetween(db, from, until)) {
    busy.push({ title, startsAt, endsAt })
  }
  return busy
}

/**
 * What a programme's rules would sound together with in the year ahead: its own airings over what others have the device
 * for, and where it leaves another programme's window too few free dates, that window. In order; a ward's programme sounds
 * on the ward's own device and meets nothing here.
 */
export async function ruleClashesOf(db: Db, programme: Programme, now: number): Promise<RuleClash[]> {
  if (!isOnDevice(programme)) return []
  const today = dateAt(now, STATION_ZONE)
  const span = { from: today, to: addDays(today, AHEAD_DAYS) }
  const { priority } = programme.airRules
  const busy = await busyWithOthers(db, now, now + AHEAD_DAYS * DAY_MS, { programmeId: programme.id, priority, now })
  const mine = onDevice(programme)
  const clashes = ruleClashes(mine, span, busy, STATION_ZONE)
    .filter(({ startsAt }) => startsAt > now)
    .map(({ date, time, startsAt, other }): RuleClash => {
      const { title, startsAt: otherStartsAt } = busy[other] ?? { title: '', startsAt }
      const otherTime = timeAt(otherStartsAt, STATION_ZONE)
      const words = `${time} ${dayWords(date)}, trùng giờ của “${title}” (${otherTime})`
      return { date, time, startsAt, other: title, otherTime, words }
    })
  return [...clashes, ...(await squeezed(db, programme, span, now))].sort((a, b) => a.startsAt - b.startsAt)
}

/** The windows of other programmes in which this one's own airings leave too few free dates. */
async function squeezed(db: Db, programme: Programme, span: DateWindow, now: number): Promise<RuleClash[]> {
  const mine = ruleAirings(onDevice(programme), span, STATION_ZONE).filter(({ startsAt }) => startsAt > now)
  const others = (await listProgrammes(db)).filter(
    (other) =>
      other.id !== programme.id && isOnDevice(other) && other.airRules.priority === programme.airRules.priority,
  )
  return others
    .filter(({ rules }) => rules.some(({ rule }) => !isExact(rule)))
    .flatMap((other) =>
      ruleClashes(onDevice(other), span, mine, STATION_ZONE)
        .filter(({ date }) => !isExactOn(other, date))
        .map(({ date, time, startsAt, other: place }): RuleClash => {
          const at = mine[place] ?? { date, time, startsAt }
          const words = `${at.time} ${dayWords(at.date)}: “${other.name}” (${time}) không còn đủ ngày trống trong khung của mình`
          return { date: at.date, time: at.time, startsAt: at.startsAt, other: other.name, otherTime: time, words }
        }),
    )
}

/**
 * Refuses `clash-rule` for a slot that lies over an airing which another programme's rule names and nobody has confirmed
 * yet. A person may mean it: then it is not asked.
 */
export async function refuseRuleClashes(
  db: Db,
  slots: readonly WantedSlot[],
  { editionId, programmeId, priority, now }: Wanting & { programmeId: string },
): Promise<void> {
  const durationMs = (await newestVerified(db, editionId))?.durationMs ?? UNKNOWN_LENGTH_MS
  const dates = slots.map(({ date }) => date).sort()
  const [first, last] = [dates[0], dates.at(-1)]
  if (first === undefined || last === undefined) return
  const expected = await expectedAirings(db, { from: addDays(first, -1), to: addDays(last, 1) }, now)
  for (const { date, time, startsAt } of slots) {
    const other = expected.find(
      (one) =>
        one.programmeId !== programmeId &&
        !(priority === 'high' && one.priority === 'normal') &&
        one.startsAt < startsAt + durationMs &&
        startsAt < one.endsAt,
    )
    if (other) {
      throw new StationError('clash-rule', {
        time,
        date: vietnameseDate(date),
        other: other.programmeName,
        otherTime: other.time,
      })
    }
  }
}

/** A programme as what sounds on the station's device. */
export function onDevice(programme: Programme): OnDevice {
  return { programmeId: programme.id, course: courseOf(programme), durationMs: programme.normMs }
}

function isOnDevice({ producer }: Programme): boolean {
  return producer.kind === 'station'
}

function isExactOn(programme: Programme, date: string): boolean {
  const { rules } = programme
  const dated = rules.findLast(({ from }) => from <= date) ?? rules[0]
  return dated !== undefined && isExact(dated.rule)
}
