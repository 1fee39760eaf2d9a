import { addMonths, type CalendarMonth, periodTitle, vietnameseDate } from '../../../schedules/index.ts'
import type { Facts, PlayFact, ProgrammeFact, StationDays } from '../facts/index.ts'
import { daysOfMonth, monthOfDate } from '../spans.ts'
import { type Counted, type CountedColumn, type CountedTable, counted } from './counted.ts'
import { itemPlaysOf, itemsOf } from './items.ts'
import {
  BROADCAST_DAYS,
  type BroadcastDay,
  EDITIONS,
  type EditionPlays,
  ITEMS,
  PLAY_MINUTES,
  PLAYS,
  SHORT_PERIODS,
  type ShortPeriod,
} from './listings.ts'
import { plannedDays } from './plan.ts'

const AIR_COLUMNS: readonly CountedColumn[] = [
  { key: 'airings', title: 'Lượt phát', unit: 'count' },
  { key: 'outside', title: 'Lượt phát ngoài hệ thống', unit: 'count' },
  { key: 'minutes', title: 'Phút phát', unit: 'minutes' },
]

/** How often, elsewhere how often, and how long: what these plays amount to (pure). Minutes are those of the station's own air. */
export function airFigures(plays: readonly PlayFact[]): Counted[] {
  const inside = plays.filter(({ isOutside }) => !isOutside)
  return [
    counted(inside, PLAYS),
    counted(
      plays.filter(({ isOutside }) => isOutside),
      PLAYS,
    ),
    counted(inside, PLAY_MINUTES),
  ]
}

/** Each programme against its plan (pure). */
export function programmesTable(
  facts: Facts,
  programmes: readonly ProgrammeFact[],
  key: string,
  title: string,
): CountedTable {
  const byProgramme = Map.groupBy(facts.plays, ({ programmeId }) => programmeId)
  const lines = programmes.flatMap((programme) => {
    const plays = byProgramme.get(programme.programmeId) ?? []
    const { dates } = plannedDays(programme.course, facts.days)
    if (plays.length === 0 && dates === 0) return []
    return [
      {
        key: programme.programmeId,
        title: programme.name,
        figures: [
          counted(editionsOf(plays), EDITIONS),
          counted(itemsOf(itemPlaysOf(plays)), ITEMS),
          counted(broadcastDays(plays, programme.name), BROADCAST_DAYS, dates),
          counted(shortPeriods(facts, programme), SHORT_PERIODS),
          ...airFigures(plays),
        ],
      },
    ]
  })
  return {
    key,
    title,
    lineTitle: 'Chương trình',
    columns: [
      { key: 'editions', title: 'Kỳ đã phát', unit: 'count' },
      { key: 'items', title: 'Tin, bài', unit: 'count' },
      { key: 'days', title: 'Ngày phát', unit: 'days' },
      { key: 'short', title: 'Kỳ phát chưa đủ ngày', unit: 'count' },
      ...AIR_COLUMNS,
    ],
    lines,
    notes: programmeNotes(facts, programmes),
  }
}

/** The distinct dates of each reporting month, programme by programme, against the plan (pure): the year at a glance. */
export function monthsTable(
  facts: Facts,
  programmes: readonly ProgrammeFact[],
  cutOffDay: number | undefined,
): CountedTable {
  const byMonth = Map.groupBy(facts.plays, ({ date }) => monthOfDate(date, cutOffDay))
  const shown = programmes.filter(
    ({ programmeId, course }) =>
      plannedDays(course, facts.days).dates > 0 || facts.plays.some((play) => play.programmeId === programmeId),
  )
  return {
    key: 'months',
    title: 'Ngày phát sóng theo tháng',
    lineTitle: 'Tháng',
    columns: shown.map(({ programmeId, name }) => ({ key: programmeId, title: name, unit: 'days' })),
    lines: monthsWithin(facts, cutOffDay).map((month) => {
      const days = daysOfMonth(month, cutOffDay)
      const within = {
        from: days.from > facts.days.from ? days.from : facts.days.from,
        to: days.to < facts.days.to ? days.to : facts.days.to,
      }
      return {
        key: month,
        title: `Tháng ${Number(month.slice(5))}/${month.slice(0, 4)}`,
        figures: shown.map(({ programmeId, name, course }) => {
          const plays = (byMonth.get(month) ?? []).filter((play) => play.programmeId === programmeId)
          return counted(broadcastDays(plays, name), BROADCAST_DAYS, plannedDays(course, within).dates)
        }),
      }
    }),
    notes: [],
    isOfDates: true,
  }
}

/** For whom (pure): a programme for two audiences counts for each of them. */
export function audiencesTable(plays: readonly PlayFact[], programmes: readonly ProgrammeFact[]): CountedTable {
  const audiences = [...new Set(programmes.flatMap((programme) => programme.audiences))]
  const lines = audiences.flatMap((audience) => {
    const ids = new Set(
      programmes.filter((programme) => programme.audiences.includes(audience)).map(({ programmeId }) => programmeId),
    )
    const mine = plays.filter(({ programmeId }) => ids.has(programmeId))
    if (mine.length === 0) return []
    const figures = [
      counted(editionsOf(mine), EDITIONS),
      counted(itemsOf(itemPlaysOf(mine)), ITEMS),
      ...airFigures(mine),
    ]
    return [{ key: audience, title: audience, figures }]
  })
  return {
    key: 'audiences',
    title: 'Theo đối tượng tuyên truyền',
    lineTitle: 'Đối tượng',
    columns: [
      { key: 'editions', title: 'Kỳ đã phát', unit: 'count' },
      { key: 'items', title: 'Tin, bài', unit: 'count' },
      ...AIR_COLUMNS,
    ],
    lines,
    notes: lines.length > 1 ? ['Chương trình có nhiều đối tượng được tính cho từng đối tượng.'] : [],
  }
}

/** By the hour in which an airing began (pure): “chọn thời điểm đưa tin phù hợp” (Ngã Năm 2022). */
export function hoursTable(plays: readonly PlayFact[], calendar: StationDays): CountedTable {
  const byHour = Map.groupBy(plays, ({ at }) => calendar.hourAt(at))
  return {
    key: 'hours',
    title: 'Theo giờ phát trong ngày',
    lineTitle: 'Khung giờ',
    columns: AIR_COLUMNS,
    lines: [...byHour]
      .sort(([a], [b]) => a - b)
      .map(([hour, mine]) => ({ key: String(hour), title: `${hour}h – ${hour + 1}h`, figures: airFigures(mine) })),
    notes: [],
  }
}

/** What was aired by other means, programme by programme (pure). */
export function outsideTable(plays: readonly PlayFact[], programmes: readonly ProgrammeFact[]): CountedTable {
  const outside = Map.groupBy(
    plays.filter(({ isOutside }) => isOutside),
    ({ programmeId }) => programmeId,
  )
  return {
    key: 'outside',
    title: 'Phát ngoài hệ thống',
    lineTitle: 'Chương trình',
    columns: [
      { key: 'airings', title: 'Lượt phát', unit: 'count' },
      { key: 'days', title: 'Ngày phát', unit: 'days' },
      { key: 'minutes', title: 'Phút phát (theo bản dựng)', unit: 'minutes' },
    ],
    lines: programmes.flatMap(({ programmeId, name }) => {
      const mine = outside.get(programmeId)
      return mine
        ? [
            {
              key: programmeId,
              title: name,
              figures: [
                counted(mine, PLAYS),
                counted(broadcastDays(mine, name), BROADCAST_DAYS),
                counted(mine, PLAY_MINUTES),
              ],
            },
          ]
        : []
    }),
    notes: [],
  }
}

/** The editions that were heard, in the order in which they first were (pure). */
export function editionsOf(plays: readonly PlayFact[]): EditionPlays[] {
  return [...Map.groupBy(plays, ({ editionId }) => editionId)].map(([editionId, mine]) => ({
    editionId,
    title: mine[0]?.editionTitle ?? '',
    plays: mine,
  }))
}

/** The distinct dates on which a programme was heard (pure). */
export function broadcastDays(plays: readonly PlayFact[], programmeName: string): BroadcastDay[] {
  return [...Map.groupBy(plays, ({ date }) => date)].map(([date, mine]) => ({ date, programmeName, plays: mine }))
}

/** The periods of a programme that came to an end here, and not with as many dates as their rule wants (pure). */
export function shortPeriods(facts: Facts, { programmeId, name, course }: ProgrammeFact): ShortPeriod[] {
  const mine = facts.plays.filter((play) => play.programmeId === programmeId)
  const editions = new Map(mine.map(({ period, editionId }) => [period, editionId]))
  const byEdition = Map.groupBy([...facts.earlier, ...mine], ({ editionId }) => editionId)
  return plannedDays(course, facts.days).closing.flatMap(({ period, wanted, lastOn }) => {
    if (lastOn >= facts.today) return []
    const editionId = editions.get(period)
    const heard = new Set((byEdition.get(editionId ?? '') ?? []).map(({ date }) => date)).size
    return heard < wanted ? [{ programmeName: name, period, wanted, heard, lastOn, editionId }] : []
  })
}

function monthsWithin({ days }: Facts, cutOffDay: number | undefined): CalendarMonth[] {
  const months: CalendarMonth[] = []
  const last = monthOfDate(days.to, cutOffDay)
  for (let month = monthOfDate(days.from, cutOffDay); month <= last; month = addMonths(month, 1)) months.push(month)
  return months
}

function programmeNotes(facts: Facts, programmes: readonly ProgrammeFact[]): string[] {
  return programmes.flatMap(({ name, course, knownFrom }) => {
    const changed = course.rules
      .slice(1)
      .filter(({ from }) => facts.days.from < from && from <= facts.days.to)
      .map(
        ({ from }) =>
          `“${name}” đổi quy định ngày phát từ ngày ${vietnameseDate(from)}; mỗi kỳ phát tính theo quy định của kỳ đó.`,
      )
    const { dates, goingOn } = plannedDays(course, facts.days)
    const later = goingOn.map(
      ({ period, lastOn }) =>
        `Kỳ ${periodTitle(period)} của “${name}” còn được phát đến ngày ${vietnameseDate(lastOn)}: chỉ tiêu ngày phát của kỳ đó tính vào kỳ báo cáo sau.`,
    )
    const isNew = dates > 0 && facts.days.from < knownFrom && knownFrom <= facts.asOf
    return [
      ...changed,
      ...later,
      ...(isNew
        ? [`“${name}” có trong hệ thống từ ngày ${vietnameseDate(knownFrom)}; trước đó chỉ có những gì đài ghi thêm.`]
        : []),
    ]
  })
}
