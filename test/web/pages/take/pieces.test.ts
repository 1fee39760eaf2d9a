import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  beginWith,
  continueWith,
  cutAll,
  cutOut,
  isSameSound,
  joined,
  type Line,
  lineMs,
  merged,
  type Piece,
  pieceAt,
  placed,
  removePiece,
  SHORTEST_MS,
  seamsOf,
  slice,
  splitAt,
  trimEnd,
  trimStart,
  whereHeard,
  wholeTake,
} from '../../../../web/pages/take/pieces.ts'

const read = wholeTake({ id: 'a', durationMs: 10_000 })
const other = wholeTake({ id: 'b', durationMs: 8_000 })
const piece = (takeId: string, fromMs: number, toMs: number): Piece => ({ takeId, fromMs, toMs })

describe('cutting a read', () => {
  test('leaves a stretch out, and the rest is the very sound of the take', () => {
    expect(cutOut(read, 2000, 3000)).toEqual([piece('a', 0, 2000), piece('a', 3000, 10_000)])
    expect(cutOut(read, 3000, 2000)).toEqual(cutOut(read, 2000, 3000))
  })

  test('trims what comes before and what comes behind', () => {
    expect(trimStart(read, 1200)).toEqual([piece('a', 1200, 10_000)])
    expect(trimEnd(read, 9000)).toEqual([piece('a', 0, 9000)])
  })

  test('leaves no sliver at the seam, and refuses to leave nothing', () => {
    expect(cutOut(read, 20, 5000)).toEqual([piece('a', 5000, 10_000)])
    expect(cutOut(read, 0, 10_000)).toBeUndefined()
    expect(cutOut(read, 500, 510)).toBeUndefined()
    expect(trimStart(read, 0)).toBeUndefined()
  })

  test('takes several stretches out by the places that they had before', () => {
    const left = cutAll(read, [
      { fromMs: 6000, toMs: 7000 },
      { fromMs: 1000, toMs: 2000 },
      { fromMs: 1500, toMs: 2500 },
    ])
    expect(left).toEqual([piece('a', 0, 1000), piece('a', 2500, 6000), piece('a', 7000, 10_000)])
    expect(cutAll(read, [])).toBeUndefined()
    expect(cutAll(read, [{ fromMs: -5, toMs: 20_000 }])).toBeUndefined()
  })

  test('splits a piece without changing what is heard, and takes a piece away', () => {
    const split = splitAt(read, 4000)
    expect(split).toEqual([piece('a', 0, 4000), piece('a', 4000, 10_000)])
    expect(isSameSound(split ?? [], read)).toBe(true)
    expect(joined(split ?? [])).toEqual(read)
    expect(removePiece(split ?? [], 0)).toEqual([piece('a', 4000, 10_000)])
    expect(splitAt(read, 20)).toBeUndefined()
    expect(removePiece(read, 0)).toBeUndefined()
  })

  test('joins the first half of one read and the second half of another', () => {
    expect(continueWith(read, 5000, other, 4500)).toEqual([piece('a', 0, 5000), piece('b', 4500, 8000)])
    expect(beginWith(read, 5000, other, 4500)).toEqual([piece('b', 0, 4500), piece('a', 5000, 10_000)])
    expect(continueWith(read, 0, other, 4500)).toBeUndefined()
    expect(continueWith(read, 5000, other, 8000)).toBeUndefined()
  })

  test('knows where the sound of a take is heard now', () => {
    const cut = cutOut(read, 2000, 3000) ?? []
    expect(whereHeard(cut, [piece('a', 2500, 4000)])).toEqual([{ fromMs: 2000, toMs: 3000 }])
    expect(whereHeard(cut, [piece('a', 2100, 2900)])).toEqual([])
    expect(whereHeard(cut, [piece('a', 1000, 4000)])).toEqual([{ fromMs: 1000, toMs: 3000 }])
    expect(whereHeard(cut, [piece('b', 0, 4000)])).toEqual([])
  })

  test('names what is missing at a seam, where the take goes on behind it', () => {
    expect(seamsOf(cutOut(read, 2000, 3500) ?? [])).toEqual([{ atMs: 2000, missingMs: 1500 }])
    expect(seamsOf(continueWith(read, 5000, other, 4500) ?? [])).toEqual([{ atMs: 5000, missingMs: undefined }])
    expect(seamsOf(splitAt(read, 4000) ?? [])).toEqual([])
  })
})

const anyPiece = fc
  .tuple(fc.constantFrom('a', 'b'), fc.nat(20_000), fc.integer({ min: SHORTEST_MS, max: 20_000 }))
  .map(([takeId, fromMs, length]) => piece(takeId, fromMs, fromMs + length))
const anyLine = fc.array(anyPiece, { minLength: 1, maxLength: 8 })
const anyPlace = fc.double({ min: -1000, max: 170_000, noNaN: true })

/** Every whole millisecond of a line as what sounds in it. */
const heard = (line: Line) =>
  line.flatMap(({ takeId, fromMs, toMs }) => Array.from({ length: toMs - fromMs }, (_, n) => `${takeId}${fromMs + n}`))

describe('whatever is done', () => {
  test('a cut takes away what it names, and nothing else but slivers at its seam', () => {
    fc.assert(
      fc.property(anyLine, anyPlace, anyPlace, (line, a, b) => {
        const left = cutOut(line, a, b)
        if (!left) return
        const total = lineMs(line)
        const [from, to] = [a, b].map((ms) => Math.min(total, Math.max(0, Math.round(ms)))).toSorted((x, y) => x - y)
        const gone = total - lineMs(left)
        const named = (to ?? 0) - (from ?? 0)
        expect(gone).toBeGreaterThanOrEqual(named)
        expect(gone - named).toBeLessThan(2 * SHORTEST_MS)
        for (const { fromMs, toMs } of left) expect(toMs).toBeGreaterThan(fromMs)
      }),
      { numRuns: 200 },
    )
  })

  test('two slices are the whole, a split sounds as before', () => {
    fc.assert(
      fc.property(anyLine, fc.nat(170_000), (line, at) => {
        const total = lineMs(line)
        expect(heard([...slice(line, 0, at), ...slice(line, at, total)])).toEqual(heard(line))
        const split = splitAt(line, at)
        if (split) {
          expect(split).toHaveLength(line.length + 1)
          expect(isSameSound(split, line)).toBe(true)
        }
      }),
      { numRuns: 12 },
    )
  })

  test('places of pieces follow one another without a hole, and each place has its piece', () => {
    fc.assert(
      fc.property(anyLine, anyPlace, (line, at) => {
        const all = placed(line)
        for (const [index, { startMs, endMs }] of all.entries()) {
          expect(startMs).toBe(all[index - 1]?.endMs ?? 0)
          expect(endMs).toBeGreaterThan(startMs)
        }
        expect(all.at(-1)?.endMs).toBe(lineMs(line))
        const found = pieceAt(line, at)
        if (at >= 0 && at < lineMs(line)) expect(at >= (found?.startMs ?? 0) && at < (found?.endMs ?? 0)).toBe(true)
      }),
    )
  })

  test('stretches cut one by one from the last are the stretches cut at once', () => {
    const range = fc
      .tuple(fc.nat(90_000), fc.integer({ min: 60, max: 9000 }))
      .map(([fromMs, ms]) => ({ fromMs, toMs: fromMs + ms }))
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 5 }), (ranges) => {
        const line = wholeTake({ id: 'a', durationMs: 100_000 })
        const inside = merged(ranges).map(({ fromMs, toMs }) => ({ fromMs, toMs: Math.min(100_000, toMs) }))
        let step: Line | undefined = line
        for (const { fromMs, toMs } of inside.toReversed()) step = step && cutOut(step, fromMs, toMs)
        expect(cutAll(line, ranges)).toEqual(step)
      }),
    )
  })
})
