import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TakePeaks } from '../../../../web/pages/take/peaks.ts'
import { cutAll, cutOut, lineMs, splitAt, wholeTake } from '../../../../web/pages/take/pieces.ts'
import { QUIETEST_DB, silencesOf, USUAL_RULE, usualThresholdDb } from '../../../../web/pages/take/silences.ts'

/** Peaks of a read: each stretch so many ms at so high a swing. */
function peaksOf(stretches: readonly [ms: number, swing: number][]): TakePeaks {
  const pairs = stretches.flatMap(([ms, swing]) => Array.from({ length: ms / 5 }, () => [-swing, swing]).flat())
  return { durationMs: pairs.length * 2.5, levels: [{ perSecond: 200, pairs: Int8Array.from(pairs) }] }
}

const read = peaksOf([
  [2000, 1],
  [5000, 60],
  [3000, 1],
  [4000, 50],
  [1000, 1],
  [5000, 60],
  [2500, 0],
])
const line = wholeTake({ id: 'a', durationMs: 22_500 })
const shelf = (takeId: string) => (takeId === 'a' ? read : undefined)

describe('long silences', () => {
  test('are shortened to a pause, at either end taken off up to half a pause', () => {
    expect(silencesOf(line, shelf, USUAL_RULE)).toEqual([
      { fromMs: 0, toMs: 1700 },
      { fromMs: 7300, toMs: 9700 },
      { fromMs: 20_300, toMs: 22_500 },
    ])
  })

  test('are fewer when only longer ones count, and more when louder ones do', () => {
    expect(silencesOf(line, shelf, { ...USUAL_RULE, longerThanMs: 2600 })).toEqual([{ fromMs: 7300, toMs: 9700 }])
    expect(silencesOf(line, shelf, { ...USUAL_RULE, longerThanMs: 1000 })).toHaveLength(4)
    expect(silencesOf(line, shelf, { ...USUAL_RULE, quieterThanDb: -44 })).toEqual([{ fromMs: 20_300, toMs: 22_500 }])
  })

  test('are one across a split, and found where their sound stands after a cut', () => {
    expect(silencesOf(splitAt(line, 8000) ?? [], shelf, USUAL_RULE)).toEqual(silencesOf(line, shelf, USUAL_RULE))
    expect(silencesOf(cutOut(line, 0, 3000) ?? [], shelf, USUAL_RULE)).toEqual([
      { fromMs: 4300, toMs: 6700 },
      { fromMs: 17_300, toMs: 19_500 },
    ])
  })

  test('are not looked for in a read whose peaks are not there', () => {
    expect(silencesOf(wholeTake({ id: 'b', durationMs: 9000 }), shelf, USUAL_RULE)).toEqual([])
    expect(silencesOf(wholeTake({ id: 'silent', durationMs: 9000 }), () => peaksOf([[9000, 0]]), USUAL_RULE)).toEqual(
      [],
    )
  })

  test('once removed, none is left, and all that was louder is still heard', () => {
    const stretch = fc.tuple(
      fc.integer({ min: 1, max: 900 }).map((n) => n * 5),
      fc.constantFrom(0, 1, 40, 90),
    )
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 14 }), (stretches) => {
        const peaks = peaksOf(stretches as [number, number][])
        const whole = wholeTake({ id: 'a', durationMs: peaks.durationMs })
        const found = silencesOf(whole, () => peaks, USUAL_RULE)
        const left = cutAll(whole, found) ?? whole
        expect(silencesOf(left, () => peaks, USUAL_RULE).filter(({ fromMs, toMs }) => toMs - fromMs > 100)).toEqual([])
        const quiet = stretches.reduce((sum, [ms, swing]) => sum + (swing > 1 ? 0 : ms), 0)
        expect(lineMs(whole) - lineMs(left)).toBeLessThanOrEqual(quiet + 1)
      }),
    )
  })
})

test('the threshold suits how loudly it was read, within what eight bits can tell apart', () => {
  expect(usualThresholdDb(line, shelf)).toBe(-31)
  expect(usualThresholdDb(line, () => peaksOf([[22_500, 4]]))).toBe(QUIETEST_DB)
  expect(usualThresholdDb(line, () => undefined)).toBe(USUAL_RULE.quieterThanDb)
})
