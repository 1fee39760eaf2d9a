import { expect } from 'vitest'
import type { FigureRows, FigureTable, ReportFigures } from '../../server/contract/index.ts'
import type { TestStation } from '../builders.ts'
import { CountedApart } from './counted-apart.ts'

/** The figures that a page would show of a span about somebody, as their codes stand in addresses. */
export function figuresOf(station: TestStation, span: string, scope = 'station'): Promise<ReportFigures> {
  return station.get('GET', `/api/figures?${new URLSearchParams({ span, scope })}`)
}

/** The rows behind one of them. */
export function rowsOf(
  station: TestStation,
  asked: { span: string; scope?: string; rowsKey: string },
): Promise<FigureRows> {
  const { span, scope = 'station', rowsKey } = asked
  return station.get('GET', `/api/figures/rows?${new URLSearchParams({ span, scope, rowsKey })}`)
}

/** The value of a headline; undefined where there is none. */
export function headline(figures: ReportFigures, key: string): number | undefined {
  return figures.headlines.find((one) => one.key === key)?.figure.value
}

/** A column of a table, by the keys of its lines; empty where the table is left out. */
export function column(figures: ReportFigures, tableKey: string, columnKey: string): Map<string, number> {
  const table = figures.tables.find(({ key }) => key === tableKey)
  return new Map((table?.lines ?? []).map((line) => [line.key, valueIn(table, line, columnKey)]))
}

function valueIn(table: FigureTable | undefined, line: FigureTable['lines'][number], columnKey: string): number {
  const place = table?.columns.findIndex(({ key }) => key === columnKey) ?? -1
  const value = line.figures[place]?.value
  if (value === undefined) throw new Error(`no figure ${table?.key}/${line.key}/${columnKey}`)
  return value
}

/**
 * Expects the station's figures of a span to be those that plain SQL counts of its days. The days are said by the test, so that
 * they are counted apart as well. Answers the figures.
 */
export async function expectCountedApart(
  station: TestStation,
  { span, from, to }: { span: string; from: string; to: string },
): Promise<ReportFigures> {
  const figures = await figuresOf(station, span)
  expect({ span, from: figures.from, to: figures.to }).toEqual({ span, from, to })
  const apart = new CountedApart(station.dataDir, { from, to })
  try {
    const tasks = apart.tasks()
    expect({
      span,
      ...Object.fromEntries(figures.headlines.map(({ key, figure }) => [key, figure.value])),
    }).toMatchObject({
      span,
      editions: apart.editions(),
      items: apart.items(),
      'broadcast-days': sum(apart.broadcastDays()),
      airings: apart.airings(),
      outside: apart.outside(),
      minutes: Math.round(apart.soundedMs() / 6000) / 10,
      'questions-received': apart.questionsReceived(),
      'questions-answered': apart.questionsAnswered(),
      'questions-overdue': apart.questionsOverdue(),
      feedback: apart.feedback(),
      evaluations: apart.evaluations(),
      'award-plays': apart.worksPlayed(),
      'wards-reached': apart.taken().size,
      'wards-proven': apart.proven().size,
      'tasks-done': tasks.done,
    })
    expect(figures.headlines.find(({ key }) => key === 'tasks-done')?.figure.planned).toBe(tasks.all)
    expect(withoutZeros(column(figures, 'programmes', 'days'))).toEqual(apart.broadcastDays())
    expect(withoutZeros(column(figures, 'hours', 'airings'))).toEqual(
      new Map([...apart.airingsByHour()].map(([hour, count]) => [String(hour), count])),
    )
    const topics = column(figures, 'topics', 'items')
    topics.delete('Chưa ghi chủ đề')
    expect(withoutZeros(topics)).toEqual(apart.itemsByTopic())
    expect(withoutZeros(column(figures, 'wards', 'taken'))).toEqual(apart.taken())
    expect(withoutZeros(column(figures, 'wards', 'proven'))).toEqual(apart.proven())
  } finally {
    apart.close()
  }
  return figures
}

/** Expects the turns of a programme whose items come by the 10th of each month to be those that plain SQL counts. */
export async function expectTurnsCountedApart(
  station: TestStation,
  programme: { id: string; name: string },
  { span, from, to }: { span: string; from: string; to: string },
): Promise<void> {
  const apart = new CountedApart(station.dataDir, { from, to })
  try {
    const turns = { onTime: 0, late: 0, missing: 0 }
    for (const [state, rowsKey] of [
      ['onTime', 'headlines/intake-on-time'],
      ['late', 'headlines/intake-late'],
      ['missing', 'headlines/intake-missing'],
    ] as const) {
      const { rows } = await rowsOf(station, { span, rowsKey })
      turns[state] = rows.filter(({ cells }) => cells.includes(programme.name)).length
    }
    const { turns: all, ...apartly } = apart.turns(programme.id)
    expect(turns).toEqual(apartly)
    expect(turns.onTime + turns.late + turns.missing).toBe(all)
  } finally {
    apart.close()
  }
}

function sum(counts: ReadonlyMap<unknown, number>): number {
  return [...counts.values()].reduce((all, count) => all + count, 0)
}

/** Plain SQL has no line where nothing is. */
function withoutZeros<Key>(counts: ReadonlyMap<Key, number>): Map<Key, number> {
  return new Map([...counts].filter(([, count]) => count !== 0))
}
