import fc from 'fast-check'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { FinePeaksCounter, finePeaksFile } from '../../audio/takes/index.ts'
import { type FinePeaksHeader, schema } from '../../server/contract/index.ts'
import { PeaksFile } from '../../web/pages/take/peaks.ts'

/** As the contract tells it, read without regard to how it was written. */
function read(file: Buffer): { header: FinePeaksHeader; level: (index: number) => number[] } {
  const headerBytes = file.readUInt32LE(0)
  const header: FinePeaksHeader = JSON.parse(file.toString('utf8', 4, 4 + headerBytes))
  expect(Value.Check(schema.FinePeaksHeader, header)).toBe(true)
  expect((4 + headerBytes) % 8).toBe(0)
  return {
    header,
    level(index) {
      const { offset = 0, pairs = 0 } = header.levels[index] ?? {}
      return Array.from({ length: 2 * pairs }, (_none, place) => file.readInt8(4 + headerBytes + offset + place))
    },
  }
}

/** Peaks the plain way: one stretch after the other. */
function plainly(samples: Float32Array, channels: number, sampleRateHz: number): number[] {
  const frames = samples.length / channels
  const pairs: number[] = []
  for (let pair = 0; (pair * sampleRateHz) / 200 < frames; pair++) {
    const from = Math.ceil((pair * sampleRateHz) / 200)
    const to = Math.min(frames, Math.ceil(((pair + 1) * sampleRateHz) / 200))
    const stretch = samples.subarray(from * channels, to * channels)
    if (stretch.length > 0)
      pairs.push(...[Math.min(...stretch), Math.max(...stretch)].map((sample) => Math.round(sample * 127)))
  }
  return [...Int8Array.from(pairs)]
}

const noise = (length: number, seed: number) => {
  let state = seed
  return Float32Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 1_073_741_823.5 - 1
  })
}

describe('fine peaks', () => {
  test('are the lowest and highest sample of each 5 ms over all channels, however the sound arrives', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(8_000, 22_050, 44_100, 48_000, 96_000),
        fc.constantFrom(1, 2),
        fc.integer({ min: 1, max: 9_000 }),
        fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 1e9 }),
        (sampleRateHz, channels, frames, cuts, seed) => {
          const samples = noise(frames * channels, seed)
          const counter = new FinePeaksCounter()
          for (let at = 0, turn = 0; at < frames; turn++) {
            const to = Math.min(frames, at + (cuts[turn % cuts.length] ?? 1))
            counter.add(samples.subarray(at * channels, to * channels), { sampleRateHz, channels })
            at = to
          }
          const file = counter.result() ?? Buffer.alloc(0)
          const { header, level } = read(file)
          expect(header.durationMs).toBeCloseTo((frames / sampleRateHz) * 1000, 6)
          expect(level(0)).toEqual(plainly(samples, channels, sampleRateHz))
          expect(counter.result()?.equals(file)).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('come in levels, each an eighth of the one before it and as high and low as it, the coarsest first in the file', () => {
    for (const pairs of [1, 7, 512, 513, 4_096, 4_097, 33_000]) {
      const finest = Int8Array.from({ length: 2 * pairs }, (_none, index) =>
        index % 2 === 0 ? -((index * 37) % 129) : (index * 53) % 128,
      )
      const { header, level } = read(finePeaksFile(finest, pairs * 5))
      expect(header.levels[0]).toMatchObject({ perSecond: 200, pairs })
      expect(header.levels.at(-1)?.pairs).toBeLessThanOrEqual(512)
      expect(header.levels.slice(0, -1).every((one) => one.pairs > 512)).toBe(true)
      expect(header.levels.at(-1)?.offset).toBe(0)
      for (const [index, { perSecond, pairs: count, offset }] of header.levels.entries()) {
        const finer = header.levels[index - 1]
        if (finer === undefined) continue
        expect(perSecond).toBe(finer.perSecond / 8)
        expect(count).toBe(Math.ceil(finer.pairs / 8))
        expect(finer.offset).toBe(offset + 2 * count)
        const [fine, coarse] = [level(index - 1), level(index)]
        for (let pair = 0; pair < count; pair++) {
          const under = fine.slice(16 * pair, 16 * pair + 16)
          expect(coarse[2 * pair]).toBe(Math.min(...under.filter((_one, place) => place % 2 === 0)))
          expect(coarse[2 * pair + 1]).toBe(Math.max(...under.filter((_one, place) => place % 2 === 1)))
        }
      }
    }
  })

  test('are read back by the page as they were written', () => {
    const samples = noise(48_000 * 7 + 11, 5)
    const counter = new FinePeaksCounter()
    counter.add(samples, { sampleRateHz: 48_000, channels: 1 })
    const file = counter.result() ?? Buffer.alloc(0)
    const page = new PeaksFile()
    for (let at = 0; at < file.length; at += 999) page.push(new Uint8Array(file.subarray(at, at + 999)))
    const { level, header } = read(file)
    expect(page.peaks?.durationMs).toBe(header.durationMs)
    expect(page.peaks?.levels.map(({ pairs }) => [...pairs])).toEqual(
      header.levels.map((_level, index) => level(index)),
    )
  })

  test('know of no sound nothing, and take what is no number for silence', () => {
    const counter = new FinePeaksCounter()
    expect(counter.result()).toBeUndefined()
    counter.add(new Float32Array(240).fill(Number.NaN), { sampleRateHz: 48_000, channels: 1 })
    counter.add(Float32Array.of(Number.POSITIVE_INFINITY, -2, 0.5), { sampleRateHz: 48_000, channels: 1 })
    expect(read(counter.result() ?? Buffer.alloc(0)).level(0)).toEqual([0, 0, -128, 127])
  })

  test('hold a two-hour read in the memory of its file', () => {
    const counter = new FinePeaksCounter()
    const minute = new Float32Array(8_000 * 60)
    for (let turn = 0; turn < 120; turn++) counter.add(minute, { sampleRateHz: 8_000, channels: 1 })
    const file = counter.result() ?? Buffer.alloc(0)
    expect(read(file).header.levels.map(({ pairs }) => pairs)).toEqual([1_440_000, 180_000, 22_500, 2_813, 352])
    expect(file.length).toBeLessThan(3.4e6)
  })
})
