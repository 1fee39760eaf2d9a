import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cutOut,
  cutRanges,
  keptMs,
  keptRanges,
  nextKept,
  putBack,
} from '../../../../web/pages/edition/render/rundown/ranges.ts'

describe('cutting a read', () => {
  test('leaves a stretch out and the rest as it is', () => {
    const keep = cutOut([], 10_000.4, 2000, 3000)
    expect(keep).toEqual([
      { fromMs: 0, toMs: 2000 },
      { fromMs: 3000, toMs: 10_000 },
    ])
    expect(keptMs(keep ?? [], 10_000.4)).toBe(9000)
    expect(cutRanges(keep ?? [], 10_000.4)).toEqual([{ fromMs: 2000, toMs: 3000 }])
  })

  test('takes the two marks in any order and joins cuts that meet', () => {
    const first = cutOut([], 10_000, 3000, 2000) ?? []
    const second = cutOut(first, 10_000, 2500, 4000) ?? []
    expect(cutRanges(second, 10_000)).toEqual([{ fromMs: 2000, toMs: 4000 }])
  })

  test('leaves no sliver beside a cut', () => {
    expect(cutOut([], 10_000, 20, 5000)).toEqual([{ fromMs: 5000, toMs: 10_000 }])
  })

  test('refuses to leave nothing, and to cut nothing', () => {
    expect(cutOut([], 10_000, 0, 10_000)).toBeUndefined()
    expect(cutOut([], 10_000, 500, 510)).toBeUndefined()
    expect(cutOut([{ fromMs: 0, toMs: 2000 }], 10_000, 4000, 5000)).toBeUndefined()
  })

  test('a stretch that is taken back in makes the read whole again', () => {
    const keep = cutOut([], 10_000, 2000, 3000) ?? []
    expect(putBack(keep, 10_000, { fromMs: 2000, toMs: 3000 })).toEqual([])
    const both = cutOut(keep, 10_000, 6000, 7000) ?? []
    expect(putBack(both, 10_000, { fromMs: 2000, toMs: 3000 })).toEqual([
      { fromMs: 0, toMs: 6000 },
      { fromMs: 7000, toMs: 10_000 },
    ])
  })

  test('listening goes on behind a cut', () => {
    const keep = cutOut([], 10_000, 2000, 3000) ?? []
    expect(nextKept(keep, 10_000, 1000)).toBe(1000)
    expect(nextKept(keep, 10_000, 2000)).toBe(3000)
    expect(nextKept([{ fromMs: 0, toMs: 500 }], 10_000, 700)).toBeUndefined()
  })

  test('ranges of another read are held to the length of this one', () => {
    expect(keptRanges([{ fromMs: 0, toMs: 9000 }], 5000)).toEqual([{ fromMs: 0, toMs: 5000 }])
  })

  test('whatever is cut and put back, what is kept is in order, apart and inside the read', () => {
    const cut = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 0, max: 60_000 }))
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 15 }), (steps) => {
        const total = 60_000.7
        let keep: { fromMs: number; toMs: number }[] = []
        for (const [isCut, a, b] of steps) {
          const cuts = cutRanges(keep, total)
          const back = cuts[a % Math.max(1, cuts.length)]
          keep = isCut || !back ? (cutOut(keep, total, a, b) ?? keep) : putBack(keep, total, back)
          let end = -1
          for (const { fromMs, toMs } of keptRanges(keep, total)) {
            expect(fromMs).toBeGreaterThan(end)
            expect(toMs).toBeGreaterThan(fromMs)
            end = toMs
          }
          expect(end).toBeLessThanOrEqual(60_000)
          const cutMs = cutRanges(keep, total).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
          expect(Math.floor(keptMs(keep, total)) + cutMs).toBe(60_000)
        }
      }),
    )
  })
})
