import { type CalendarDate, dateAt, monthOf } from '../../../schedules/index.ts'
import type { WardAirTime } from '../../contract/index.ts'
import { STATION_ZONE } from '../../deps.ts'

/** Items whose topic nobody noted. */
export const NO_TOPIC = 'Chưa ghi chủ đề'

/** One play of an edition at a ward. */
export interface PlayOfWard {
  wardStationId: string
  startsAt: number
  /** How long it sounded, ms. */
  ms: number
  /** How long the items of each topic sounded in it, ms. */
  topics: ReadonlyMap<string, number>
}

/**
 * Air time of wards (pure) within [from, to], both days inside: “phân bố thời gian, thời lượng phát sóng hợp lý” (Sóc Trăng 2021).
 * Wards in the order given, months in the order of time, topics by how long they sounded.
 */
export function airTimeOf(
  wards: readonly { wardStationId: string; name: string }[],
  plays: readonly PlayOfWard[],
  span: { from: CalendarDate; to: CalendarDate },
): WardAirTime {
  const inside = plays.filter(({ startsAt }) => {
    const date = dateAt(startsAt, STATION_ZONE)
    return date >= span.from && date <= span.to
  })
  const byWard = Map.groupBy(inside, ({ wardStationId }) => wardStationId)
  return {
    ...span,
    wards: wards.map(({ wardStationId, name }) => {
      const mine = byWard.get(wardStationId) ?? []
      return { wardStationId, name, ...sumOf(mine), months: monthsOf(mine), topics: topicsOf(mine) }
    }),
    months: monthsOf(inside),
    topics: topicsOf(inside),
  }
}

function sumOf(plays: readonly PlayOfWard[]): { plays: number; ms: number } {
  return { plays: plays.length, ms: plays.reduce((sum, { ms }) => sum + ms, 0) }
}

function monthsOf(plays: readonly PlayOfWard[]): WardAirTime['months'] {
  const byMonth = Map.groupBy(plays, ({ startsAt }) => monthOf(dateAt(startsAt, STATION_ZONE)))
  return [...byMonth].map(([month, mine]) => ({ month, ...sumOf(mine) })).sort((a, b) => a.month.localeCompare(b.month))
}

function topicsOf(plays: readonly PlayOfWard[]): WardAirTime['topics'] {
  const sums = new Map<string, number>()
  for (const { topics } of plays) for (const [topic, ms] of topics) sums.set(topic, (sums.get(topic) ?? 0) + ms)
  return [...sums]
    .map(([topic, ms]) => ({ topic, ms }))
    .sort((a, b) => b.ms - a.ms || a.topic.localeCompare(b.topic, 'vi'))
}
