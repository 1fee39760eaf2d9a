import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  holesOf,
  keptOf,
  misplacedOf,
  type PlacedChunk,
  progressOf,
  withoutHoles,
} from '../../../server/recordings/progress.ts'

/** Chunks of these lengths, one after another, from number 0. */
const chain = (lengths: readonly number[]): PlacedChunk[] => {
  let firstFrame = 0
  return lengths.map((frames, number) => {
    const chunk = { number, frames, firstFrame }
    firstFrame += frames
    return chunk
  })
}
const lengths = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 30 })
const cutsIn = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 200 }))
    .map(([fromFrame, length]) => ({ fromFrame, toFrame: fromFrame + length })),
  { maxLength: 6 },
)

describe('how far a recording has come', () => {
  it('is told by its chunks, the missing ones by number', () => {
    expect(progressOf([])).toEqual({ nextChunk: 0, nextFrame: 0, frames: 0, missing: [] })
    const [first, , third] = chain([10, 20, 30])
    if (!first || !third) throw new Error('three chunks')
    expect(progressOf([first, third])).toEqual({ nextChunk: 3, nextFrame: 60, frames: 40, missing: [1] })
  })

  it('never finds a chunk misplaced that joins the one before', () => {
    fc.assert(
      fc.property(lengths, fc.array(fc.nat(29)), (all, gone) => {
        const come = chain(all).filter(({ number }) => !gone.includes(number))
        expect(misplacedOf(come)).toBeUndefined()
      }),
    )
  })

  it('finds every chunk that was put elsewhere than behind the one before', () => {
    fc.assert(
      fc.property(lengths, fc.nat(), fc.integer({ min: -40, max: 40 }), (all, which, by) => {
        const chunks = chain(all)
        const moved = chunks[which % chunks.length]
        if (!moved || by === 0) return
        moved.firstFrame = Math.max(0, (moved.firstFrame ?? 0) + by)
        const stands = chain(all)[moved.number]?.firstFrame === moved.firstFrame
        expect(misplacedOf(chunks) === undefined).toBe(stands)
      }),
    )
  })

  it('takes chunks of before, whose place was not noted, by their numbers', () => {
    const old = chain([5, 5, 5]).map((chunk) => ({ ...chunk, firstFrame: undefined }))
    expect(misplacedOf(old)).toBeUndefined()
    expect(progressOf(old)).toMatchObject({ nextChunk: 3, nextFrame: 15 })
  })

  it('names the holes where they are heard, with their length', () => {
    const chunks = chain([10, 20, 30, 40])
    const [first, , third] = chunks
    if (!first || !third) throw new Error('four chunks')
    expect(holesOf(chunks)).toEqual([])
    expect(holesOf([first, third])).toEqual([{ atFrame: 10, frames: 20 }])
    expect(holesOf([third])).toEqual([{ atFrame: 0, frames: 30 }])
  })
})

describe('what is left of a recording', () => {
  it('and what was cut make up the whole, frame by frame', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), cutsIn, (frames, cuts) => {
        const kept = keptOf(frames, cuts)
        for (let frame = 0; frame < frames; frame += 1) {
          const isCut = cuts.some(({ fromFrame, toFrame }) => frame >= fromFrame && frame < toFrame)
          const isKept = kept.some(({ fromFrame, toFrame }) => frame >= fromFrame && frame < toFrame)
          expect(isKept).toBe(!isCut)
        }
        for (const [index, piece] of kept.entries()) {
          expect(piece.toFrame).toBeGreaterThan(piece.fromFrame)
          expect(piece.fromFrame).toBeGreaterThan(kept[index - 1]?.toFrame ?? -1)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('moves up by the holes before it', () => {
    const chunks = chain([100, 100, 100]).filter(({ number }) => number !== 1)
    expect(withoutHoles([{ fromFrame: 210, toFrame: 250 }], chunks)).toEqual([{ fromFrame: 110, toFrame: 150 }])
    expect(withoutHoles([{ fromFrame: 50, toFrame: 220 }], chunks)).toEqual([{ fromFrame: 50, toFrame: 120 }])
    expect(withoutHoles([{ fromFrame: 110, toFrame: 190 }], chunks)).toEqual([])
    expect(withoutHoles([{ fromFrame: 20, toFrame: 999 }], chain([100]))).toEqual([{ fromFrame: 20, toFrame: 100 }])
  })
})
