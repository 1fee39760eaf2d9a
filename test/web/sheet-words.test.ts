import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CURVE_ABOVE_LU,
  CURVE_BELOW_LU,
  curvePath,
  curveY,
  fitSentence,
  limitedWords,
  sheetFigure,
  sheetGain,
  silencesWords,
} from '../../web/sheet-words.ts'

describe('a quality sheet in words', () => {
  test('sets the length against its norm', () => {
    expect(fitSentence(1_670_000, 1_800_000, 'short')).toBe('Thiếu 2 phút 10 giây so với định mức 30 phút.')
    expect(fitSentence(1_900_000, 1_800_000, 'long')).toBe('Thừa 1 phút 40 giây so với định mức 30 phút.')
    expect(fitSentence(1_788_000, 1_800_000, 'fits')).toBe('Đúng định mức 30 phút (ngắn hơn 12 giây).')
    expect(fitSentence(1_800_200, 1_800_000, 'fits')).toBe('Đúng định mức 30 phút.')
    expect(fitSentence(1000, undefined, 'unknown')).toBe('Không đặt định mức.')
  })

  test('writes figures with a decimal comma and a true minus, unknown ones as a dash', () => {
    expect(sheetFigure(-23.04)).toBe('−23,0')
    expect(sheetFigure(-1.234, 2)).toBe('−1,23')
    expect(sheetFigure(undefined)).toBe('–')
    expect([3.21, -1, 0.01].map(sheetGain)).toEqual(['+3,2', '−1,0', '0,0'])
    expect([0, 0.04, 1.25].map(limitedWords)).toEqual(['–', '–', '1,3'])
  })

  test('names silences by their place in the programme', () => {
    expect(silencesWords({ startMs: 60_000, silences: [] })).toBe('–')
    expect(silencesWords({ startMs: 60_000, silences: [{ atMs: 3000, ms: 2400 }] })).toBe('1:03 (2,4 giây)')
    const many = Array.from({ length: 6 }, (_, n) => ({ atMs: n * 10_000, ms: 2000 }))
    expect(silencesWords({ startMs: 0, silences: many })).toMatch(/^0:00 \(2,0 giây\); .*; và 2 chỗ nữa$/)
  })
})

describe('a loudness curve', () => {
  test('breaks where there is silence, and shows a single second', () => {
    expect(curvePath([-20, -20, null, -20], -23, 400, 100)).toBe('M50.0 25.0L150.0 25.0M350.0 25.0h50.0')
    expect(curvePath([], -23, 400, 100)).toBe('')
    expect(curvePath([null, null], -23, 400, 100)).toBe('')
  })

  test('stays within its drawing', () => {
    fc.assert(
      fc.property(fc.double({ min: -120, max: 20, noNaN: true }), (lufs) => {
        const y = curveY(lufs, -16, 200)
        expect(y).toBeGreaterThanOrEqual(0)
        expect(y).toBeLessThanOrEqual(200)
      }),
    )
    expect([-16 + CURVE_ABOVE_LU, -16, -16 - CURVE_BELOW_LU].map((lufs) => curveY(lufs, -16, 180))).toEqual([
      0, 60, 180,
    ])
  })
})
