import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReportFigures } from '../../../server/contract/index.ts'
import { changesSince } from '../../../server/reports/changes.ts'
import { correctable } from '../../../server/reports/corrections.ts'

function figures(editions: number | undefined, lines: Record<string, (number | undefined)[]>): ReportFigures {
  const figure = (rowsKey: string, value: number | undefined) => ({ rowsKey, ...(value !== undefined && { value }) })
  return {
    from: '2026-07-01',
    to: '2026-09-30',
    before: { from: '2026-04-01', to: '2026-06-30' },
    isOver: true,
    countedAt: 0,
    headlines: [
      { key: 'editions', title: 'Số kỳ đã phát', unit: 'count', figure: figure('headlines/editions', editions) },
    ],
    tables: [
      {
        key: 'topics',
        title: 'Theo chủ đề',
        lineTitle: 'Chủ đề',
        columns: [
          { key: 'items', title: 'Số tin, bài', unit: 'count' },
          { key: 'minutes', title: 'Thời lượng', unit: 'minutes' },
        ],
        lines: Object.entries(lines).map(([key, values]) => ({
          key,
          title: `Chủ đề ${key}`,
          figures: values.map((value, place) => figure(`topics/${key}/${place === 0 ? 'items' : 'minutes'}`, value)),
        })),
        notes: [],
      },
    ],
    notes: [],
  }
}

describe('what has changed since a report was sent', () => {
  it('names each figure that is counted otherwise, with what was told and what is counted now', () => {
    expect(changesSince(figures(3, { a: [4, 12.5] }), figures(4, { a: [4, 15], b: [1, 2] }))).toEqual([
      { title: 'Số kỳ đã phát', unit: 'count', rowsKey: 'headlines/editions', told: 3, now: 4 },
      { title: 'Theo chủ đề: Chủ đề a, thời lượng', unit: 'minutes', rowsKey: 'topics/a/minutes', told: 12.5, now: 15 },
      { title: 'Theo chủ đề: Chủ đề b, số tin, bài', unit: 'count', rowsKey: 'topics/b/items', now: 1 },
      { title: 'Theo chủ đề: Chủ đề b, thời lượng', unit: 'minutes', rowsKey: 'topics/b/minutes', now: 2 },
    ])
  })

  it('tells of a line that is gone, of one that became known, not of an empty one nor of the last places of a sum', () => {
    expect(changesSince(figures(3, { a: [4, 1] }), figures(3, {}))).toMatchObject([
      { rowsKey: 'topics/a/items', told: 4 },
      { rowsKey: 'topics/a/minutes', told: 1 },
    ])
    expect(changesSince(figures(undefined, {}), figures(2, {}))).toMatchObject([{ now: 2 }])
    expect(changesSince(figures(3, { a: [1, 0.3] }), figures(3, { a: [1, 0.1 + 0.2], b: [0, 0] }))).toEqual([])
  })

  it('does not compare what only a newer program counts', () => {
    const now = figures(3, { a: [4, 1] })
    const old = {
      ...now,
      headlines: [],
      tables: now.tables.map((table) => ({
        ...table,
        columns: table.columns.slice(0, 1),
        lines: table.lines.map((line) => ({ ...line, figures: line.figures.slice(0, 1) })),
      })),
    }
    expect(changesSince(old, figures(9, { a: [5, 7] }))).toMatchObject([{ rowsKey: 'topics/a/items', told: 4, now: 5 }])
    expect(changesSince({ ...old, tables: [] }, now)).toEqual([])
  })

  it('is told once: what a later report has corrected counts as told', () => {
    const [sent, then, now] = [
      figures(3, { a: [4, 1] }),
      figures(4, { a: [4, 1], b: [1, 1] }),
      figures(5, { a: [4, 1] }),
    ]
    const told = [changesSince(sent, then)]
    expect(changesSince(sent, then, told)).toEqual([])
    expect(changesSince(sent, now, told)).toMatchObject([
      { rowsKey: 'headlines/editions', told: 4, now: 5 },
      { rowsKey: 'topics/b/items', told: 1 },
      { rowsKey: 'topics/b/minutes', told: 1 },
    ])
  })

  it('is nothing between a report and itself, and nothing is left once it was told', () => {
    const value = fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined })
    const lines = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.tuple(value, value))
    const counted = fc.tuple(value, lines).map(([editions, of]) => figures(editions, of))
    fc.assert(
      fc.property(counted, counted, counted, (sent, then, now) => {
        expect(changesSince(sent, sent)).toEqual([])
        const told = [changesSince(sent, then)]
        expect(changesSince(sent, then, told)).toEqual([])
        told.push(changesSince(sent, now, told))
        expect(changesSince(sent, now, told)).toEqual([])
      }),
    )
  })
})

describe('which reports a later one corrects', () => {
  const sent = (id: string, span: string, from: string, to: string) => ({ id, span, from, to })
  const days = { from: '2026-10-01', to: '2026-12-31' }

  it('are the newest of each period that is not later than its own, back to a year before, the latest first', () => {
    const all = [
      sent('late', '2027-Q1', '2027-01-01', '2027-03-31'),
      sent('q3 again', '2026-Q3', '2026-07-01', '2026-09-30'),
      sent('q3', '2026-Q3', '2026-07-01', '2026-09-30'),
      sent('own', '2026-Q4', '2026-10-01', '2026-12-31'),
      sent('q4 before', '2025-Q4', '2025-10-01', '2025-12-31'),
      sent('long ago', '2025-Q2', '2025-04-01', '2025-06-30'),
    ]
    expect(correctable(all, days).map(({ id }) => id)).toEqual(['own', 'q3 again', 'q4 before'])
  })
})
