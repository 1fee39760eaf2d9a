import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instantOf } from '../../../schedules/index.ts'
import { readConfig } from '../../../server/config.ts'
import type { FigureRows, OfficeSettings } from '../../../server/contract/index.ts'
import { countWithRows, unpackRows } from '../../../server/figures/index.ts'
import { layYears, SIGN_IN, type YearsLaid } from '../../bench/ten-years.ts'
import { TestStation } from '../../builders.ts'
import { FakeClock } from '../../fake-clock.ts'
import { column, expectCountedApart, expectTurnsCountedApart, figuresOf, headline } from '../compared-apart.ts'
import { CountedApart } from '../counted-apart.ts'

const DAYS_IN_THE_CALENDAR: [span: string, from: string, to: string][] = [
  ['2025', '2025-01-01', '2025-12-31'],
  ['2025-H1', '2025-01-01', '2025-06-30'],
  ['2025-H2', '2025-07-01', '2025-12-31'],
  ['2025-Q1', '2025-01-01', '2025-03-31'],
  ['2025-Q2', '2025-04-01', '2025-06-30'],
  ['2025-Q3', '2025-07-01', '2025-09-30'],
  ['2025-Q4', '2025-10-01', '2025-12-31'],
  ['2025-02-11..2025-03-05', '2025-02-11', '2025-03-05'],
  ['2025-12-31..2025-12-31', '2025-12-31', '2025-12-31'],
]

const TODAY = instantOf('2026-01-20', '08:00', 'Asia/Ho_Chi_Minh')

/** A quarter that is closed with the 14th: FIELD §2, reporting periods. */
const DAYS_WITH_THE_14TH: [span: string, from: string, to: string][] = [
  ['2025', '2024-12-15', '2025-12-14'],
  ['2025-H2', '2025-06-15', '2025-12-14'],
  ['2025-Q1', '2024-12-15', '2025-03-14'],
  ['2025-Q2', '2025-03-15', '2025-06-14'],
  ['2025-Q3', '2025-06-15', '2025-09-14'],
  ['2025-Q4', '2025-09-15', '2025-12-14'],
]

describe('a busy year with everything in it that happens to stations, counted twice', () => {
  let dataDir: string
  let laid: YearsLaid
  let station: TestStation

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'len-song-year-'))
    laid = await layYears(dataDir, { years: 1, wards: 12 })
    station = await TestStation.open({ dataDir, clock: new FakeClock(TODAY) })
    await station.get('POST', '/api/sign-in', SIGN_IN)
  }, 120_000)

  afterAll(async () => {
    await station.close()
    await rm(dataDir, { recursive: true, force: true })
  })

  test.each(DAYS_IN_THE_CALENDAR)('%s, closed as the calendar closes', async (span, from, to) => {
    await expectCountedApart(station, { span, from, to })
    const [programme] = laid.station.programmes
    if (programme) await expectTurnsCountedApart(station, programme, { span, from, to })
  })

  test('the airings, days and minutes of four quarters are those of the year', async () => {
    const year = await figuresOf(station, '2025')
    const quarters = await Promise.all([1, 2, 3, 4].map((part) => figuresOf(station, `2025-Q${part}`)))
    for (const key of ['airings', 'outside', 'broadcast-days', 'feedback', 'evaluations', 'questions-received'])
      expect([key, quarters.reduce((sum, quarter) => sum + (headline(quarter, key) ?? 0), 0)]).toEqual([
        key,
        headline(year, key),
      ])
    const minutes = quarters.reduce((sum, quarter) => sum + (headline(quarter, 'minutes') ?? 0), 0)
    expect(minutes).toBeCloseTo(headline(year, 'minutes') ?? 0, 0)
  })

  test('what the heir of merged units sent counts with what they sent', async () => {
    const { heirId, periods } = laid.station
    const july = periods.find(({ duties }) => duties.some(({ unitId }) => unitId === heirId))
    expect(july?.period).toBe('2025-07')
    const figures = await figuresOf(station, '2025', `unit.${heirId}`)
    const apart = new CountedApart(dataDir, { from: '2025-01-01', to: '2025-12-31' })
    const mergedIds = laid.station.mergedIds
    expect(mergedIds).toHaveLength(2)
    expect(headline(figures, 'items')).toBe(apart.itemsOfUnits([heirId, ...mergedIds]))
    apart.close()
    expect(figures.notes.join(' ')).toContain('UBND phường Sa Đéc')
  })

  test('a rule that changed in July is asked for from July on', async () => {
    const [programme] = laid.station.programmes
    const figures = await figuresOf(station, '2025')
    const table = figures.tables.find(({ key }) => key === 'programmes')
    const line = table?.lines.find(({ key }) => key === programme?.id)
    // 6 months of 2 days and 6 of 3.
    expect(line?.figures[table?.columns.findIndex(({ key }) => key === 'days') ?? -1]?.planned).toBe(6 * 2 + 6 * 3)
    expect(table?.notes.join(' ')).toContain('01/07/2025')
  })

  test('every figure is the count, or the sum, of the rows behind it', async () => {
    const deps = {
      config: readConfig({ LEN_SONG_DATA: dataDir }),
      db: station.db,
      clock: new FakeClock(TODAY),
    }
    const wardId = laid.wardStationIds[0] ?? ''
    for (const scope of [
      { of: 'station' },
      { of: 'agency' },
      { of: 'unit', unitId: laid.station.unitIds[0] ?? '' },
      { of: 'ward', wardStationId: wardId },
    ] as const) {
      const counted = await countWithRows(deps, scope, { kind: 'quarter', year: 2025, part: 4 })
      const [figures, rows] = [counted.figures, unpackRows(counted.rows)]
      const all = [
        ...figures.headlines.map(({ figure }) => figure),
        ...figures.tables.flatMap(({ lines }) => lines.flatMap((line) => line.figures)),
      ]
      expect(all.length).toBeGreaterThan(4)
      for (const { rowsKey, value } of all) expect([rowsKey, value]).toEqual([rowsKey, worthOf(rows.get(rowsKey))])
    }
  })

  test.each(DAYS_WITH_THE_14TH)('%s, closed with the 14th', async (span, from, to) => {
    await closeWith(station, 14)
    const figures = await expectCountedApart(station, { span, from, to })
    expect(figures.cutOffDay).toBe(14)
    expect(column(figures, 'months', laid.station.programmes[0]?.id ?? '').size).toBeGreaterThan(0)
  })
})

/** Closes periods with a day of the month from now on. */
async function closeWith(station: TestStation, cutOffDay: number): Promise<void> {
  const { letterhead } = await station.get<OfficeSettings>('GET', '/api/office')
  await station.get('PUT', '/api/office', { letterhead, cutOffDay })
}

function worthOf(rows: FigureRows | undefined): number | undefined {
  if (!rows) return undefined
  const { sumOf } = rows
  if (sumOf === undefined) return rows.rows.length
  const sum = rows.rows.reduce((all, { cells }) => all + Number(cells[sumOf]), 0)
  return Math.round(sum * 10) / 10
}
