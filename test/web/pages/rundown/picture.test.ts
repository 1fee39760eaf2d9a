import { describe, expect, test } from 'vitest'
import {
  axisMarks,
  bedSpan,
  loudnessPath,
  loudnessPlace,
  SCALE_LUFS,
  slotAt,
} from '../../../../web/pages/edition/render/rundown/picture-marks.ts'
import { aboutLeftWords } from '../../../../web/words.ts'
import { bed } from './places.ts'

const slot = (slotId: string, startMs: number, durationMs: number) => ({
  slotId,
  startMs,
  durationMs,
  measuredLufs: -20,
  gainDb: 0,
})
const slots = [slot('a', 0, 10_000), slot('b', 9000, 5000), slot('c', 15_000, 5000)]

describe('the picture of a rundown', () => {
  test('names the place that began last, and the first before any', () => {
    expect([0, 8999, 9000, 14_500, 19_999].map((ms) => slotAt(slots, ms)?.slotId)).toEqual(['a', 'a', 'b', 'b', 'c'])
    expect(slotAt(slots, -1)?.slotId).toBe('a')
    expect(slotAt([], 5)).toBeUndefined()
  })

  test('breaks the curve in silence and draws a lone second as a dot', () => {
    expect(loudnessPath([-16, -16, null, -20], 4000, 400, 100)).toMatch(
      /^M100\.0 [\d.]+h0\.1L200\.0 [\d.]+M400\.0 [\d.]+h0\.1$/,
    )
    expect(loudnessPath([null, null], 2000, 400, 100)).toBe('')
  })

  test('holds every loudness on its scale', () => {
    for (const lufs of [0, -100, ...SCALE_LUFS]) {
      expect(loudnessPlace(lufs)).toBeGreaterThanOrEqual(0)
      expect(loudnessPlace(lufs)).toBeLessThanOrEqual(1)
    }
    expect(loudnessPlace(-23)).toBeGreaterThan(loudnessPlace(-16))
  })

  test('shows a bed with its lead and tail, inside the programme', () => {
    const music = { ...bed('m', 'a', 'b'), leadMs: 2000, tailMs: 3000 }
    expect(bedSpan(music, slots, 20_000)).toEqual({ fromMs: 0, toMs: 17_000 })
    expect(bedSpan({ ...music, toSlotId: 'c' }, slots, 20_000)?.toMs).toBe(20_000)
    expect(bedSpan({ ...music, toSlotId: 'gone' }, slots, 20_000)).toBeUndefined()
  })

  test('has as many figures on its axis as there is room for', () => {
    expect(axisMarks(269_000, 7)).toEqual([0, 60_000, 120_000, 180_000, 240_000])
    expect(axisMarks(5_400_000, 7)).toHaveLength(7)
    expect(axisMarks(3000, 7)).toEqual([0])
  })
})

test('what is left of a render is said as roughly as it is known', () => {
  expect([3000, 12_000, 44_000, 58_000, 130_000, 3_500_000, 5_500_000].map(aboutLeftWords)).toEqual([
    'còn vài giây',
    'còn khoảng 10 giây',
    'còn khoảng 40 giây',
    'còn khoảng 1 phút',
    'còn khoảng 2 phút',
    'còn khoảng 1 giờ',
    'còn khoảng 1 giờ 30 phút',
  ])
})
