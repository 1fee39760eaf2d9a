import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bedRounds } from '../../audio/mix/clips.ts'
import { fadesAt, fadeWeight } from '../../audio/mix/curves.ts'
import { duckDbAt, duckPoints, mergeSpeech } from '../../audio/mix/ducking.ts'
import { layOut, segmentLoudness } from '../../audio/mix/index.ts'
import { speechSpans } from '../../audio/mix/speech.ts'
import { recipeOf } from './ready-parts.ts'

const second = 48_000

/** A part of this length that sounds all along. */
function steady(frames: number): { frames: number; integratedLufs: number; momentaryLufs: number[] } {
  const momentaryLufs = Array.from({ length: Math.floor(frames / 4_800) }, (_lufs, step) => (step < 3 ? -120 : -23))
  return { frames, integratedLufs: -23, momentaryLufs }
}

describe('the layout', () => {
  test('lays parts and gaps end to end, to the frame', () => {
    const recipe = recipeOf([24_000, 0, 12_000].map((gapAfterFrames) => ({ gapAfterFrames })))
    const layout = layOut(recipe, [48_001, 100_000, 20_007].map(steady))
    expect(layout.segments.map(({ startFrame, frames }) => [startFrame, frames])).toEqual([
      [0, 48_001],
      [72_001, 100_000],
      [172_001, 20_007],
    ])
    expect(layout.totalFrames).toBe(192_008 + 12_000)
    expect(layout.quiet).toEqual([{ fromFrame: 48_001, toFrame: 72_001 }])
    expect(layout.cuts).toEqual([60_001])
  })

  test('lets a part begin while the one before it still sounds', () => {
    const recipe = recipeOf([{ gapAfterFrames: -second }, {}])
    const { segments, totalFrames, shortenedOverlaps } = layOut(recipe, [5 * second, 3 * second].map(steady))
    expect(segments[1]?.startFrame).toBe(4 * second)
    expect(totalFrames).toBe(7 * second)
    expect(shortenedOverlaps).toEqual([])
  })

  test('shortens an overlap to what both parts have room for, and says so', () => {
    const recipe = recipeOf([{ gapAfterFrames: -4 * second }, { gapAfterFrames: -second }, {}])
    const { segments, shortenedOverlaps } = layOut(recipe, [5 * second, 2 * second, 5 * second].map(steady))
    expect(segments.map(({ startFrame }) => startFrame / second)).toEqual([0, 3, 5])
    expect(shortenedOverlaps).toEqual([0, 1])
  })

  test('an overlap after the last part overlaps with nothing', () => {
    const layout = layOut(recipeOf([{ gapAfterFrames: -second }]), [steady(2 * second)])
    expect(layout.totalFrames).toBe(2 * second)
    expect(layout.shortenedOverlaps).toEqual([])
  })

  test('a bed begins before its run and ends after it where there is room', () => {
    const beds = [{ fromPart: 1, toPart: 1, leadFrames: 2 * second, tailFrames: 3 * second }]
    const inside = layOut(
      recipeOf([{}, {}, {}], { beds }),
      [10, 10, 10].map((s) => steady(s * second)),
    )
    expect(inside.beds[0]).toMatchObject({ startFrame: 8 * second, frames: 15 * second })
    const tight = layOut(
      recipeOf([{ gapAfterFrames: second }, {}], { beds }),
      [1, 10].map((s) => steady(s * second)),
    )
    expect(tight.beds[0]).toMatchObject({ startFrame: 0, frames: 12 * second })
  })

  test('there is no cut where a bed sounds', () => {
    const gaps = [{ gapAfterFrames: second }, { gapAfterFrames: second }, {}]
    const beds = [{ fromPart: 0, toPart: 1 }]
    const { cuts } = layOut(
      recipeOf(gaps, { beds }),
      [5, 5, 5].map((s) => steady(s * second)),
    )
    expect(cuts).toEqual([11.5 * second])
  })

  test('fades that are longer than their sound share it', () => {
    const [segment] = layOut(recipeOf([{ fadeInFrames: 3 * second, fadeOutFrames: second }]), [steady(second)]).segments
    expect(segment).toMatchObject({ fadeInFrames: 36_000, fadeOutFrames: 12_000 })
  })

  test('keeps order, whole frames and beds inside, whatever is asked', () => {
    const part = fc.record({
      frames: fc.integer({ min: 19_200, max: 500_000 }),
      gapAfterFrames: fc.integer({ min: -600_000, max: 300_000 }),
    })
    const place = fc.record({ from: fc.nat(), to: fc.nat(), lead: fc.nat(200_000), tail: fc.nat(200_000) })
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 12 }),
        fc.array(place, { maxLength: 4 }),
        (parts, places) => {
          const beds = places.map(({ from, to, lead, tail }) => {
            const ends = [from % parts.length, to % parts.length].toSorted((a, b) => a - b)
            return { fromPart: ends[0] ?? 0, toPart: ends[1] ?? 0, leadFrames: lead, tailFrames: tail }
          })
          const recipe = recipeOf(
            parts.map(({ gapAfterFrames }) => ({ gapAfterFrames })),
            { beds },
          )
          const layout = layOut(
            recipe,
            parts.map(({ frames }) => steady(frames)),
          )
          const { segments, totalFrames } = layout
          for (const [index, { startFrame, frames }] of segments.entries()) {
            expect(Number.isInteger(startFrame)).toBe(true)
            expect(startFrame + frames).toBeLessThanOrEqual(totalFrames)
            const [next, beyond] = [segments[index + 1], segments[index + 2]]
            if (next !== undefined) {
              expect(next.startFrame).toBeGreaterThanOrEqual(startFrame)
              expect(next.startFrame + next.frames).toBeGreaterThanOrEqual(startFrame + frames)
            }
            if (beyond !== undefined) expect(beyond.startFrame).toBeGreaterThanOrEqual(startFrame + frames)
            const gap = (next?.startFrame ?? totalFrames) - startFrame - frames
            const asked = parts[index]?.gapAfterFrames ?? 0
            if (next !== undefined && !layout.shortenedOverlaps.includes(index)) expect(gap).toBe(asked)
            else expect(gap).toBeGreaterThanOrEqual(asked)
          }
          for (const { startFrame, frames } of layout.beds) {
            expect(startFrame).toBeGreaterThanOrEqual(0)
            expect(startFrame + frames).toBeLessThanOrEqual(totalFrames)
          }
          for (const cut of layout.cuts)
            for (const { startFrame, frames } of [...segments, ...layout.beds])
              expect(cut + 4_800 <= startFrame || startFrame + frames + 4_800 <= cut).toBe(true)
        },
      ),
    )
  })

  test('reads a segment from the windows that lie wholly inside it and outside its neighbours', () => {
    const course = [-120, -120, -120, -20, -20, -20, -15, -30, -30, -30, -30, -30]
    const [first, second, tiny] = segmentLoudness(course, [
      { startFrame: 0, frames: 6 * 4_800 },
      { startFrame: 6 * 4_800, frames: 6 * 4_800 },
      { startFrame: 12 * 4_800, frames: 100 },
    ])
    expect(first).toBeCloseTo(-20, 6)
    expect(second).toBeCloseTo(-30, 6)
    expect(tiny).toBeUndefined()
    const over = [
      { startFrame: 0, frames: 8 * 4_800 },
      { startFrame: 6 * 4_800, frames: 6 * 4_800 },
    ]
    expect(segmentLoudness(course, over)[0]).toBeCloseTo(-20, 6)
  })
})

describe('speech', () => {
  test('is found to a tenth of a second in the course of a read', () => {
    // Speech from 0.5 s to 2 s and from 3.2 s to 4 s: every window of 400 ms that holds 100 ms of it is loud.
    const speaks = (step: number): boolean => (step >= 5 && step < 20) || (step >= 32 && step < 40)
    const momentaryLufs = Array.from({ length: 45 }, (_lufs, step) => {
      const share = [0, 1, 2, 3].filter((back) => speaks(step - back)).length / 4
      return step < 3 || share === 0 ? -120 : -23 + 10 * Math.log10(share)
    })
    expect(speechSpans({ frames: 45 * 4_800, integratedLufs: -23, momentaryLufs })).toEqual([
      { fromFrame: 5 * 4_800, toFrame: 20 * 4_800 },
      { fromFrame: 32 * 4_800, toFrame: 40 * 4_800 },
    ])
  })

  test('that begins and ends with its part reaches both ends', () => {
    expect(speechSpans(steady(100_001))).toEqual([{ fromFrame: 0, toFrame: 100_001 }])
  })
})

describe('ducking', () => {
  const spans = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 4_800, max: 200_000 })), { maxLength: 12 })
    .map((steps) => {
      let at = 0
      return steps.map(([pause, length]) => {
        const fromFrame = at + pause
        at = fromFrame + length
        return { fromFrame, toFrame: at }
      })
    })
  const ducking = fc.record({
    duckDb: fc.double({ min: 0.1, max: 40, noNaN: true }),
    attackFrames: fc.integer({ min: 0, max: 100_000 }),
    releaseFrames: fc.integer({ min: 0, max: 200_000 }),
  })

  test('is down for every word, up where nobody speaks, and never pumps', () => {
    fc.assert(
      fc.property(spans, ducking, (speech, how) => {
        const place = { fromFrame: 0, toFrame: 3_000_000 }
        const points = duckPoints(mergeSpeech(speech, how), how, place)
        const at = (frame: number): number => duckDbAt(points, frame)
        for (const [index, point] of points.entries()) {
          expect(point.gainDb === 0 || point.gainDb === -how.duckDb).toBe(true)
          // Four corners each: down, low, low, up; so every ramp is one straight line and none is broken off.
          expect(point.gainDb).toBe([0, -how.duckDb, -how.duckDb, 0][index % 4])
          expect(point.atFrame).toBeGreaterThanOrEqual(points[index - 1]?.atFrame ?? Number.NEGATIVE_INFINITY)
        }
        for (const [index, { fromFrame, toFrame }] of speech.entries()) {
          for (const frame of [fromFrame, (fromFrame + toFrame) >> 1, toFrame - 1])
            expect(at(frame)).toBeCloseTo(-how.duckDb, 9)
          const next = speech[index + 1]
          if (next === undefined) continue
          const pause = next.fromFrame - toFrame
          const middle = toFrame + (pause >> 1)
          if (pause < second) expect(at(middle)).toBeCloseTo(-how.duckDb, 9)
          const ramps = Math.max(480, how.attackFrames) + Math.max(480, how.releaseFrames)
          if (pause >= Math.max(second, ramps)) expect(at(toFrame + Math.max(480, how.releaseFrames))).toBe(0)
        }
        const first = speech[0]
        if (first !== undefined) expect(at(first.fromFrame - Math.max(480, how.attackFrames))).toBe(0)
        expect(at(3_000_000)).toBeLessThanOrEqual(0)
      }),
    )
  })

  test('leaves a bed alone that has nothing to make way for', () => {
    const how = { duckDb: 12, attackFrames: 4_800, releaseFrames: 48_000 }
    expect(duckPoints([], how, { fromFrame: 0, toFrame: second })).toEqual([])
    expect(duckPoints([{ fromFrame: 0, toFrame: 9 }], { ...how, duckDb: 0 }, { fromFrame: 0, toFrame: 9 })).toEqual([])
  })

  test('makes way for what is read, not for signature tunes and stings', () => {
    const parts = (role: 'item' | 'sting') => layOut(recipeOf([{ role }], { beds: [{}] }), [steady(5 * second)])
    expect(parts('item').beds[0]?.duck).toHaveLength(4)
    expect(parts('sting').beds[0]?.duck).toHaveLength(0)
  })
})

describe('fades and rounds', () => {
  test('a fade and its mirror image always have the power of one', () => {
    for (let share = 0; share <= 1; share += 0.001)
      expect(fadeWeight(share) ** 2 + fadeWeight(1 - share) ** 2).toBeCloseTo(1, 5)
    const faded = { frames: 100, fadeInFrames: 10, fadeOutFrames: 10 }
    for (let frame = 0; frame < 10; frame++)
      expect(fadesAt(frame, faded) ** 2 + fadesAt(90 + frame, faded) ** 2).toBeCloseTo(1, 5)
    expect([fadesAt(-1, faded), fadesAt(50, faded), fadesAt(100, faded)]).toEqual([0, 1, 0])
  })

  test('a bed is repeated until its run is full, each round cross-faded with the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: 19_200, max: 900_000 }), fc.integer({ min: 480, max: 2_000_000 }), (own, run) => {
        const bed = { startFrame: 7, frames: run, fadeInFrames: 0, fadeOutFrames: 480 }
        const rounds = bedRounds(bed, steady(own))
        const [first, last] = [rounds[0], rounds.at(-1)]
        expect(first?.startFrame).toBe(7)
        expect(first?.fadeInFrames).toBe(0)
        expect((last?.startFrame ?? 0) + (last?.frames ?? 0)).toBe(7 + run)
        for (const [index, round] of rounds.entries()) {
          const next = rounds[index + 1]
          expect(round.frames).toBeLessThanOrEqual(own)
          if (next === undefined) continue
          const shared = round.startFrame + round.frames - next.startFrame
          expect(shared).toBe(round.fadeOutFrames)
          expect(shared).toBe(next.fadeInFrames)
        }
      }),
    )
  })

  test('a bed that dies away is repeated before it does, and heard to its end where it is long enough', () => {
    const frames = 20 * second
    const dying = {
      ...steady(frames),
      momentaryLufs: steady(frames).momentaryLufs.map((lufs, step) => (step < 150 ? lufs : -40)),
    }
    const bed = { startFrame: 0, frames: 30 * second, fadeInFrames: 0, fadeOutFrames: 480 }
    expect(bedRounds(bed, dying).map(({ startFrame }) => startFrame / second)).toEqual([0, 14, 28])
    expect(bedRounds({ ...bed, frames }, dying)).toHaveLength(1)
  })
})
