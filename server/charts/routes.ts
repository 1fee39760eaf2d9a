import { Type } from 'typebox'
import { dateAt } from '../../schedules/index.ts'
import { schema, type YearCharts } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { countFigures, monthOfDate } from '../figures/index.ts'
import { loudnessBetween } from './store.ts'

const OfYear = Type.Object({ year: Type.Integer({ minimum: 2000, maximum: 2199 }) })

/** A year in pictures: the same figures as the station's report of the year, and how loud each edition is. */
export function registerCharts(app: App, deps: Deps): void {
  app.get(
    '/api/charts',
    { schema: { querystring: OfYear, response: { 200: schema.YearCharts } } },
    ({ query }): Promise<YearCharts> => chartsOf(deps, query.year),
  )
}

async function chartsOf(deps: Deps, year: number): Promise<YearCharts> {
  const figures = await countFigures(deps, { of: 'station' }, { kind: 'year', year })
  const tables = Object.fromEntries(
    (['months', 'topics', 'intake', 'wards'] as const).flatMap((name) => {
      const table = figures.tables.find(({ key }) => key === name)
      return table ? [[name, table]] : []
    }),
  )
  const { from, to, isOver, cutOffDay } = figures
  const thisMonth = monthOfDate(dateAt(deps.clock.now(), STATION_ZONE), cutOffDay)
  return { year, from, to, isOver, thisMonth, ...tables, loudness: await loudnessBetween(deps.db, from, to) }
}
