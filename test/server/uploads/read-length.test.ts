import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lengthSentence, readLength } from '../../../server/takes/read-length.ts'

describe('a read is measured against the reading time of its text', () => {
  it.each([
    [60_000, 200_000, 'short'],
    [119_000, 200_000, 'short'],
    [121_000, 200_000, undefined],
    [319_000, 200_000, undefined],
    [321_000, 200_000, 'long'],
    [3_600_000, 200_000, 'long'],
  ] as const)('%i ms for a text of %i ms', (durationMs, estimatedMs, kind) => {
    expect(readLength(durationMs, estimatedMs)).toBe(kind)
  })

  it('names both times', () => {
    expect(lengthSentence(70_000, 200_000)).toBe(
      'Bản thu dài 1 phút 10 giây, còn lời đọc dự tính 3 phút 20 giây: xin nghe lại, có thể thiếu đoạn hoặc nhầm tệp.',
    )
    expect(lengthSentence(400_000, 200_000)).toContain('dài 6 phút 40 giây, còn lời đọc dự tính 3 phút 20 giây')
  })

  it('says nothing of pauses around a short text, of a text without words, and of what is about right', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7_200_000 }),
        fc.double({ min: 0.6, max: 1.6, noNaN: true }),
        (text, share) => {
          expect(readLength(text * share, text)).toBeUndefined()
          expect(readLength(text + 4_999, text)).toBeUndefined()
          expect(readLength(text, 0)).toBeUndefined()
        },
      ),
    )
  })
})
