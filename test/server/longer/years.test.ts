import { describe, expect, test } from 'vitest'
import { SOURCE_STATIONS } from '../source-stations.ts'
import { goThroughYear } from '../year.ts'

describe.each(SOURCE_STATIONS)('$source', (source) => {
  test('a year of it, done day by day as “Hôm nay” says', { timeout: 900_000 }, async () => {
    const { programmes, submissions, urged, lateAtNight, cameBack } = await goThroughYear(source)
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
