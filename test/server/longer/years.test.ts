import { describe, expect, test } from 'vitest'
import { addDays } from '../../../schedules/index.ts'
import type { TestStation } from '../../builders.ts'
import { column, expectCountedApart, headline } from '../compared-apart.ts'
import { SOURCE_STATIONS, type SourceStation } from '../source-stations.ts'
import { goThroughYear } from '../year.ts'

describe.each(SOURCE_STATIONS)('$source', (source) => {
  test('a year of it, done day by day as “Hôm nay” says', { timeout: 900_000 }, async () => {
    const { programmes, submissions, urged, lateAtNight, cameBack } = await goThroughYear(source, {
      heard: source.heard,
      whenOver: (station) => reportsAreRight(station, source),
    })
    expect(lateAtNight).toEqual([])

    for (const { source: plan, opened, heard, missed } of programmes) {
      expect(opened).toHaveLength(plan.periods)
      expect(new Set(opened).size).toBe(plan.periods)
      for (const period of opened) {
        const dates = heard.get(period) ?? []
        expect([period, dates.length]).toEqual([period, plan.silent.includes(period) ? 0 : plan.datesWanted])
        expect(new Set(dates).size).toBe(dates.length)
      }
      expect([...heard.values()].flat().filter((date) => !plan.mayAir(date))).toEqual([])
      expect(missed).toEqual(plan.silent)
    }

    for (const { unitName, period, does } of source.slips) {
      const theirs = submissions.filter(
        (one) => one.unitName === unitName && one.placements.some((place) => place.period === period),
      )
      expect([unitName, theirs.map(({ isLate }) => isLate)]).toEqual([unitName, does === 'sends-late' ? [true] : []])
    }
    expect(submissions.filter(({ isLate }) => isLate)).toHaveLength(
      source.slips.filter(({ does }) => does === 'sends-late').length,
    )
    // Whoever sends in time is never urged.
    expect([...urged].flatMap(([period, units]) => [...units].map((unit) => `${period} ${unit}`)).sort()).toEqual(
      source.slips.map(({ unitName, period }) => `${period} ${unitName}`).sort(),
    )
    expect(cameBack.map((item) => item.split(',')[0])).toEqual(
      source.extras.filter(({ decision }) => decision === 'held').map(({ title }) => title),
    )
  })
})

/** The year's report says what a pencil counts and what plain SQL does; so do the reports of its quarters. */
async function reportsAreRight(station: TestStation, source: SourceStation): Promise<void> {
  const { byHand, heard } = source
  const [from, to] = [source.from, addDays(source.from, source.days - 1)]
  const figures = await expectCountedApart(station, { span: `${from}..${to}`, from, to })
  const airings = heard === 'inside' ? { airings: byHand.days, outside: 0 } : { airings: 0, outside: byHand.days }
  expect(Object.fromEntries(figures.headlines.map(({ key, figure }) => [key, figure.value]))).toMatchObject({
    ...airings,
    editions: byHand.editions,
    items: byHand.items,
    'broadcast-days': byHand.days,
    minutes: airings.airings,
    'intake-on-time': byHand.turnsOnTime,
    'intake-late': byHand.turnsLate,
    'intake-missing': byHand.turnsMissing,
  })
  expect(figures.headlines.find(({ key }) => key === 'broadcast-days')?.figure.planned).toBe(byHand.daysPlanned)
  const short = source.programmes.reduce((sum, { silent }) => sum + silent.length, 0)
  expect([...column(figures, 'programmes', 'short').values()].reduce((sum, count) => sum + count, 0)).toBe(short)
  expect(figures.isOver).toBe(true)

  let airingsOfQuarters = 0
  for (const { span, from: first, to: last } of quartersWithin(from, to)) {
    const quarter = await expectCountedApart(station, { span, from: first, to: last })
    airingsOfQuarters += (headline(quarter, 'airings') ?? 0) + (headline(quarter, 'outside') ?? 0)
  }
  expect(airingsOfQuarters).toBe(byHand.days)
}

/** The quarters of the calendar that days lie in. */
function quartersWithin(from: string, to: string): { span: string; from: string; to: string }[] {
  const quarters: { span: string; from: string; to: string }[] = []
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    for (const [place, days] of QUARTERS.entries()) {
      const quarter = { span: `${year}-Q${place + 1}`, from: `${year}-${days.from}`, to: `${year}-${days.to}` }
      if (quarter.to >= from && quarter.from <= to) quarters.push(quarter)
    }
  }
  return quarters
}

const QUARTERS = [
  { from: '01-01', to: '03-31' },
  { from: '04-01', to: '06-30' },
  { from: '07-01', to: '09-30' },
  { from: '10-01', to: '12-31' },
]
