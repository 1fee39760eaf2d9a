import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  barsOf,
  cellState,
  isOnTarget,
  lineThrough,
  loudnessScale,
  monthMarks,
  stepsOf,
  xOf,
  yOf,
} from '../../../../web/pages/charts/geometry.ts'

describe('the year at a glance', () => {
  it('says of a month whether its plan was reached, and of one that runs nothing bad', () => {
    expect(cellState({ value: 2, planned: 2 }, false)).toBe('met')
    expect(cellState({ value: 1, planned: 2 }, false)).toBe('short')
    expect(cellState({ value: 0, planned: 2 }, false)).toBe('none')
    expect(cellState({ planned: 2 }, true)).toBe('running')
    expect(cellState({ value: 3, planned: 2 }, true)).toBe('met')
    expect(cellState({ value: 1 }, false)).toBe('met')
    expect(cellState({ value: 0 }, false)).toBe('blank')
  })
})

describe('bars', () => {
  it('are as long as what they show, their parts end to end, the longest one whole', () => {
    const rows = fc.array(fc.array(fc.nat(1000), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(rows, (values) => {
        const bars = barsOf(values)
        const lengths = bars.map((parts) => parts.reduce((sum, { share }) => sum + share, 0))
        const sums = values.map((row) => row.reduce((sum, value) => sum + value, 0))
        expect(Math.max(...lengths)).toBeCloseTo(Math.max(...sums) === 0 ? 0 : 1)
        for (const parts of bars) {
          for (const [place, { from }] of parts.entries()) {
            const before = parts[place - 1]
            expect(from).toBeCloseTo(before ? before.from + before.share : 0)
          }
        }
      }),
    )
  })
})

describe('the loudness of editions', () => {
  const edition = (lufs: number, targetLufs = -23) => ({ lufs, targetLufs })

  it('is on target within half a LU, as it is shown to a tenth', () => {
    expect(isOnTarget(edition(-23.54))).toBe(true)
    expect(isOnTarget(edition(-23.56))).toBe(false)
    expect(isOnTarget(edition(-22.4))).toBe(false)
  })

  it('lies on a scale that holds every edition and every target, with few figures beside it', () => {
    const lufs = fc.double({ min: -60, max: -1, noNaN: true })
    const targets = fc.constantFrom(-23, -18, -16)
    fc.assert(
      fc.property(fc.array(fc.tuple(lufs, targets), { minLength: 1, maxLength: 30 }), (pairs) => {
        const editions = pairs.map(([value, target]) => edition(value, target))
        const scale = loudnessScale(editions)
        for (const { lufs: value, targetLufs } of editions) {
          for (const one of [value, targetLufs]) {
            expect(yOf(one, scale, 100)).toBeGreaterThan(0)
            expect(yOf(one, scale, 100)).toBeLessThan(100)
          }
        }
        expect(scale.marks.length).toBeGreaterThan(1)
        expect(scale.marks.length).toBeLessThanOrEqual(8)
        for (const mark of scale.marks) {
          expect(mark).toBeGreaterThanOrEqual(scale.bottom)
          expect(mark).toBeLessThanOrEqual(scale.top)
        }
      }),
    )
  })

  it('is a line through its points, over a target that steps between them', () => {
    expect(
      lineThrough([
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ]),
    ).toBe('M1.0 2.0L3.0 4.0')
    expect([xOf(0, 2, 100), xOf(1, 2, 100)]).toEqual([25, 75])
    expect(stepsOf([-23, -23, -16], 90, (lufs) => -lufs)).toBe('M0.0 23.0L30.0 23.0L60.0 23.0L60.0 16.0L90.0 16.0')
  })

  it('has a month written where its first edition stands', () => {
    const on = (beginsOn: string) => ({ beginsOn })
    expect(monthMarks([on('2026-01-01'), on('2026-01-05'), on('2026-02-01'), on('2026-11-09')])).toEqual([
      { place: 0, month: 1 },
      { place: 2, month: 2 },
      { place: 3, month: 11 },
    ])
  })
})
