import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { levelVerdict, meterFraction, PeakHold, peakDbfs, waveColumns } from '../../web/level.ts'

describe('the level meter', () => {
  test('calls full scale 0 dBFS and silence no voice', () => {
    expect(peakDbfs(32_768)).toBe(0)
    expect(peakDbfs(16_384)).toBeCloseTo(-6.02, 2)
    expect(levelVerdict(peakDbfs(0))).toBe('silent')
    expect(levelVerdict(Number.NaN)).toBe('silent')
    expect(meterFraction(Number.NEGATIVE_INFINITY)).toBe(0)
    expect(meterFraction(0)).toBe(1)
  })

  test('tells too quiet from good from breaking', () => {
    expect(levelVerdict(-40)).toBe('too-quiet')
    expect(levelVerdict(-14)).toBe('good')
    expect(levelVerdict(-2)).toBe('hot')
    expect(levelVerdict(-0.1)).toBe('clipping')
  })

  test('holds a peak for a second and a half, then lets it fall', () => {
    const hold = new PeakHold(1_500, 20)
    expect(hold.take(-6, 0)).toBe(-6)
    expect(hold.take(-40, 1_500)).toBe(-6)
    expect(hold.take(-40, 2_000)).toBeCloseTo(-16, 5)
    expect(hold.take(-40, 60_000)).toBe(-40)
  })

  test('a waveform keeps its largest swing at every width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -128, max: 127 }), { minLength: 2, maxLength: 400 }),
        fc.integer({ min: 1, max: 300 }),
        (values, columns) => {
          const pairs = values.length % 2 === 0 ? values : values.slice(1)
          const bars = waveColumns(pairs, columns)
          expect(bars).toHaveLength(columns)
          expect(Math.max(...bars)).toBeCloseTo(Math.max(...pairs.map(Math.abs)) / 128, 9)
        },
      ),
    )
  })

  test('no peaks, no bars', () => {
    expect(waveColumns([], 100)).toEqual([])
  })
})
