import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { framesLeft, heardBefore, joined } from '../../../../web/pages/studio/keep/cuts.ts'

const cuts = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 60 }))
    .map(([fromFrame, length]) => ({ fromFrame, toFrame: fromFrame + length })),
  { maxLength: 6 },
)
const isCut = (frame: number, list: { fromFrame: number; toFrame: number }[]) =>
  list.some(({ fromFrame, toFrame }) => frame >= fromFrame && frame < toFrame)

describe('what was read again', () => {
  test('is the same when stretches are joined, and they no longer touch', () => {
    fc.assert(
      fc.property(cuts, (list) => {
        const result = joined(list)
        for (let frame = 0; frame < 300; frame += 1) expect(isCut(frame, result)).toBe(isCut(frame, list))
        for (const [index, { fromFrame }] of result.entries())
          expect(fromFrame).toBeGreaterThan(result[index - 1]?.toFrame ?? -1)
      }),
    )
  })

  test('is not counted in the length', () => {
    fc.assert(
      fc.property(cuts, fc.integer({ min: 0, max: 250 }), (list, frames) => {
        const left = Array.from({ length: frames }, (_, frame) => frame).filter((frame) => !isCut(frame, list)).length
        expect(framesLeft(frames, list)).toBe(left)
      }),
    )
  })

  test('is passed over when the seconds before a place sound', () => {
    fc.assert(
      fc.property(cuts, fc.integer({ min: 0, max: 250 }), fc.integer({ min: 0, max: 80 }), (list, place, wanted) => {
        const heard = heardBefore(place, wanted, list).flatMap(({ fromFrame, toFrame }) =>
          Array.from({ length: toFrame - fromFrame }, (_, i) => fromFrame + i),
        )
        const kept = Array.from({ length: place }, (_, frame) => frame).filter((frame) => !isCut(frame, list))
        expect(heard).toEqual(wanted === 0 ? [] : kept.slice(-wanted))
      }),
    )
  })
})
