import {
  addDays,
  type CalendarDate,
  dateAt,
  instantOf,
  monthOf,
  type PlayoutAiring,
  proposeDates,
  weekday,
} from '../../schedules/index.ts'
import { playoutAiring } from '../playout-plans.ts'

/** Numbers that look like chance and are the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const ZONE = 'Asia/Ho_Chi_Minh'
const MINUTE = 60_000

/** A programme of the simulated station: when it airs, how long it is, and what it does on a bad day. */
interface StationProgramme {
  name: string
  times: string[]
  airsOn: (date: CalendarDate) => boolean
  minutes: number
  slackMinutes: number
  rules: Partial<PlayoutAiring>
  reserve?: 'last-edition' | 'apology'
}

const TWO_DAYS_A_MONTH = {
  startsOn: '2000-01-01',
  rules: [
    {
      from: '2000-01-01',
      rule: { kind: 'days-a-month', daysAMonth: 2, fromDay: 15, toDay: 30 },
      times: [],
    },
  ],
} as const
const everyDay = () => true
const on = (days: number[]) => (date: CalendarDate) => days.includes(weekday(date))

/** One of each kind of rule; two of them meet on Sundays, and one lies inside another. */
const PROGRAMMES: StationProgramme[] = [
  {
    name: 'Cải cách hành chính',
    times: ['05:00', '17:00'],
    airsOn: (date) => proposeDates(TWO_DAYS_A_MONTH, monthOf(date), { earliest: `${monthOf(date)}-01` }).includes(date),
    minutes: 10,
    slackMinutes: 60,
    rules: { late: 'from-top', displaced: 'resume' },
    reserve: 'last-edition',
  },
  {
    name: 'Bản tin sáng',
    times: ['05:30'],
    airsOn: everyDay,
    minutes: 6,
    slackMinutes: 0,
    rules: { late: 'join', displaced: 'rejoin' },
    reserve: 'apology',
  },
  {
    name: 'Thông báo của ủy ban',
    times: ['18:00'],
    airsOn: everyDay,
    minutes: 2,
    slackMinutes: 10,
    rules: { late: 'from-top', displaced: 'resume', priority: 'high' },
  },
  {
    name: 'Nông nghiệp',
    times: ['17:58'],
    airsOn: on([2, 4]),
    minutes: 8,
    slackMinutes: 20,
    rules: { late: 'join', displaced: 'resume' },
    reserve: 'last-edition',
  },
  {
    name: 'Chào cờ',
    times: ['06:00'],
    airsOn: on([1]),
    minutes: 3,
    slackMinutes: 0,
    rules: { late: 'miss', displaced: 'reschedule', priority: 'high' },
  },
  {
    name: 'Thiếu nhi',
    times: ['18:01'],
    airsOn: on([0]),
    minutes: 12,
    slackMinutes: 30,
    rules: { late: 'from-top', displaced: 'reschedule' },
  },
]

/** The airings of one date, in the order of their instants. */
export function airingsOn(date: CalendarDate, random: () => number): PlayoutAiring[] {
  return PROGRAMMES.flatMap(({ name, times, airsOn, minutes, slackMinutes, rules, reserve }, programme) => {
    if (!airsOn(date)) return []
    return times.map((time, slot) => {
      const startsAt = instantOf(date, time, ZONE)
      const durationMs = Math.round((minutes * (0.6 + 0.4 * random()) * MINUTE) / 100) * 100
      const airingId = `${date} ${programme}${slot}`
      const standsIn = reserve !== undefined && random() < 0.01
      const reserveMs = Math.round(durationMs / 2)
      return playoutAiring({
        airingId,
        title: name,
        startsAt,
        durationMs,
        masterPath: `media/${airingId}.wav`,
        latestEndAt: startsAt + durationMs + slackMinutes * MINUTE,
        ...rules,
        ...(reserve !== undefined &&
          !standsIn && {
            reserve: {
              kind: reserve,
              title: 'Dự phòng',
              masterPath: `media/reserve-${programme}.wav`,
              masterSha256: 'b'.repeat(64),
              durationMs: reserveMs,
              frames: reserveMs * 48,
            },
          }),
        ...(standsIn && { standsIn: { kind: 'last-edition', because: 'not-ready' } }),
      })
    })
  }).toSorted((a, b) => a.startsAt - b.startsAt)
}

/** The date after this instant's in the station's zone. */
export function nextDate(instant: number): CalendarDate {
  return addDays(dateAt(instant, ZONE), 1)
}
