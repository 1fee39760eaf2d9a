import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columns, folded, fromCoarse, levelFor, PeaksFile } from '../../../../web/pages/take/peaks.ts'

/** A file of peaks as the contract tells it: the coarsest level first. */
function fileOf(finest: Int8Array, perSecond = 200): Uint8Array {
  const levels = [finest]
  while ((levels.at(-1)?.length ?? 0) / 2 > 512) levels.push(folded(levels.at(-1) ?? finest))
  let offset = 0
  const told = levels.toReversed().map((pairs, place) => {
    const entry = { perSecond: perSecond / 8 ** (levels.length - 1 - place), offset, pairs: pairs.length / 2 }
    offset += pairs.length
    return entry
  })
  const durationMs = (finest.length / 2 / perSecond) * 1000
  const json = JSON.stringify({ version: 1, perSecond, durationMs, levels: told.toReversed() })
  const header = new TextEncoder().encode(json.padEnd(Math.ceil((json.length + 4) / 8) * 8 - 4, ' '))
  const bytes = new Uint8Array(4 + header.length + offset)
  new DataView(bytes.buffer).setUint32(0, header.length, true)
  bytes.set(header, 4)
  let at = 4 + header.length
  for (const pairs of levels.toReversed()) {
    bytes.set(new Uint8Array(pairs.buffer, pairs.byteOffset, pairs.length), at)
    at += pairs.length
  }
  return bytes
}

const ramp = Int8Array.from({ length: 2 * 30_000 }, (_, n) => (n % 2 === 0 ? -(n % 128) : n % 127))

describe('a file of peaks', () => {
  test('is read however its bytes arrive, the coarse levels before the fine ones', () => {
    const bytes = fileOf(ramp)
    fc.assert(
      fc.property(fc.integer({ min: 7, max: 30_000 }), (step) => {
        const file = new PeaksFile()
        let seen = 0
        for (let at = 0; at < bytes.length; at += step) {
          file.push(bytes.subarray(at, at + step))
          const levels = file.peaks?.levels ?? []
          expect(levels.length).toBeGreaterThanOrEqual(seen)
          seen = levels.length
        }
        expect(file.peaks?.durationMs).toBe(150_000)
        expect(file.peaks?.levels.map(({ perSecond }) => perSecond)).toEqual([200, 25, 3.125])
        expect(file.peaks?.levels[0]?.pairs).toEqual(ramp)
        expect(file.peaks?.levels[1]?.pairs).toEqual(folded(ramp))
      }),
      { numRuns: 30 },
    )
  })

  test('draws the whole from its beginning', () => {
    const bytes = fileOf(ramp)
    const file = new PeaksFile()
    file.push(bytes.subarray(0, 4096))
    expect(file.peaks?.levels.map(({ perSecond }) => perSecond)).toEqual([3.125])
  })

  test('refuses what is no file of peaks', () => {
    expect(() => new PeaksFile().push(new TextEncoder().encode('<!doctype html><html>'))).toThrow(RangeError)
    const wrong = fileOf(ramp.subarray(0, 200))
    wrong.set(new TextEncoder().encode('{"version":9'), 4)
    expect(() => new PeaksFile().push(wrong)).toThrow()
  })
})

describe('choosing a level', () => {
  const file = new PeaksFile()
  file.push(fileOf(new Int8Array(2 * 1_440_000)))
  const twoHours = file.peaks

  test('no column of two hours looks at more than eight pairs, whatever the zoom', () => {
    expect(twoHours?.levels).toHaveLength(5)
    fc.assert(
      fc.property(fc.double({ min: 0.25, max: 7200, noNaN: true }), (msPerColumn) => {
        const level = twoHours && levelFor(twoHours, msPerColumn)
        const pairs = ((level?.perSecond ?? 0) * msPerColumn) / 1000
        expect(pairs).toBeLessThan(8 + 1e-9)
        if (msPerColumn >= 5) expect(pairs).toBeGreaterThanOrEqual(1 - 1e-9)
      }),
    )
  })

  test('until the fine levels are there, the finest that is draws', () => {
    expect(levelFor({ durationMs: 1000, levels: [{ perSecond: 3.125, pairs: new Int8Array(6) }] }, 1)?.perSecond).toBe(
      3.125,
    )
    expect(levelFor({ durationMs: 0, levels: [] }, 1)).toBeUndefined()
  })
})

describe('columns', () => {
  test('hold the lowest and highest sample of what they stand for', () => {
    const pairs = Int8Array.from([-1, 2, -3, 4, -5, 6, -7, 8])
    expect([...columns({ perSecond: 100, pairs }, 0, 20, 2)]).toEqual([-3, 4, -7, 8])
    expect([...columns({ perSecond: 100, pairs }, 30, 10, 3)]).toEqual([-7, 8, 0, 0, 0, 0])
    expect([...columns({ perSecond: 100, pairs }, 10, 5, 2)]).toEqual([-3, 4, -3, 4])
  })

  test('never lose a peak: any column is as high as the highest pair that begins in it', () => {
    fc.assert(
      fc.property(
        fc.int8Array({ minLength: 2, maxLength: 400 }),
        fc.double({ min: 5, max: 200, noNaN: true }),
        (values, msPerColumn) => {
          const pairs = values
            .subarray(0, values.length - (values.length % 2))
            .map((value, n) => (n % 2 === 0 ? -Math.abs(value) : Math.abs(value % 127)))
          const count = Math.ceil(pairs.length / 2 / 0.2 / msPerColumn) + 1
          const drawn = columns({ perSecond: 200, pairs }, 0, msPerColumn, count)
          expect(Math.max(...drawn)).toBe(Math.max(0, ...pairs))
          expect(Math.min(...drawn)).toBe(Math.min(0, ...pairs))
        },
      ),
    )
  })
})

test('coarse peaks draw until the fine ones are there', () => {
  const { levels, durationMs } = fromCoarse(
    { perSecond: 20, pairs: Array.from({ length: 4000 }, (_, n) => (n % 2 ? 50 : -60)) },
    100_000,
  )
  expect(durationMs).toBe(100_000)
  expect(levels.map(({ perSecond }) => perSecond)).toEqual([20, 2.5])
  expect(levels[1]?.pairs.subarray(0, 2)).toEqual(Int8Array.from([-60, 50]))
})
