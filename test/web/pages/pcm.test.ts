import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Chunker, chunkFrames, GapCounter, toInt16, wavHeader } from '../../../web/pages/studio/pcm.ts'

const samplesOf = (bytes: ArrayBuffer) => {
  const view = new DataView(bytes)
  return Array.from({ length: bytes.byteLength / 2 }, (_, i) => view.getInt16(i * 2, true))
}

describe('a recording on its way to the station', () => {
  test('chunks joined in their order are the samples, whatever the blocks were', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -32_768, max: 32_767 }), { maxLength: 300 }), { maxLength: 30 }),
        fc.constantFrom<1 | 2>(1, 2),
        (blocks, channels) => {
          const even = blocks.map((block) => block.slice(0, block.length - (block.length % channels)))
          const chunker = new Chunker(100, channels)
          const chunks = even.flatMap((block) => chunker.push(Int16Array.from(block)))
          const last = chunker.flush()
          const all = last ? [...chunks, last] : chunks
          expect(all.flatMap(({ bytes }) => samplesOf(bytes))).toEqual(even.flat())
          expect(all.map(({ number }) => number)).toEqual(all.map((_, index) => index))
          expect(all.reduce((sum, { frames }) => sum + frames, 0)).toBe(chunker.frames)
          for (const [index, { firstFrame }] of all.entries()) {
            const before = all[index - 1]
            expect(firstFrame).toBe(before ? before.firstFrame + before.frames : 0)
          }
          expect(chunker.count).toBe(all.length)
          expect(chunks.every(({ frames }) => frames === chunkFrames(100, channels))).toBe(true)
        },
      ),
    )
  })

  test('goes on where it was broken off', () => {
    const chunker = new Chunker(100, 1, { chunk: 7, frame: 321 })
    chunker.push(new Int16Array(60))
    expect([chunker.count, chunker.frames]).toEqual([8, 381])
    expect(chunker.flush()).toMatchObject({ number: 8, firstFrame: 371, frames: 10 })
  })

  test('no chunk is longer than half a second or larger than 400 kB', () => {
    for (const rate of [8_000, 44_100, 48_000, 96_000, 192_000])
      for (const channels of [1, 2]) {
        expect(chunkFrames(rate, channels)).toBeLessThanOrEqual(rate / 2)
        expect(chunkFrames(rate, channels) * channels * 2).toBeLessThanOrEqual(400_000)
      }
  })

  test('sixteen bits come back from float unaltered', () => {
    for (let sample = -32_768; sample <= 32_767; sample += 1) expect(toInt16(Math.fround(sample / 32_768))).toBe(sample)
    expect(toInt16(1.5)).toBe(32_767)
    expect(toInt16(-1.5)).toBe(-32_768)
  })

  test('a saved file says what it is', () => {
    const view = new DataView(wavHeader(96_000, 48_000, 1))
    expect(view.getUint32(4, true)).toBe(96_036)
    expect(view.getUint32(24, true)).toBe(48_000)
    expect(view.getUint32(40, true)).toBe(96_000)
  })
})

describe('the counter of lost frames', () => {
  const RATE = 48_000
  const BLOCK = 480

  /** Feeds blocks whose clock is given by `at`; returns the counter. */
  const feed = (blocks: number, windowMs: number, at: (block: number) => number) => {
    const counter = new GapCounter(RATE, windowMs, 8)
    for (let block = 0; block < blocks; block += 1) counter.take(BLOCK, at(block))
    return counter
  }

  test('counts nothing while every block arrives, however late some of them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 600, maxLength: 600 }), (delays) => {
        const counter = feed(600, 300, (block) => 1_000 + block * 10 + (block % 7 === 0 ? (delays[block] ?? 0) : 0))
        expect(counter.lostFrames).toBe(0)
      }),
      { numRuns: 50 },
    )
  })

  test('counts a jump of 1,024 frames', () => {
    const jump = (1_024 / RATE) * 1_000
    const counter = feed(600, 300, (block) => block * 10 + (block >= 250 ? jump : 0))
    expect(Math.abs(counter.lostFrames - 1_024)).toBeLessThanOrEqual(48)
  })

  test('learns from the first blocks, which come early', () => {
    const counter = feed(600, 300, (block) => block * 10 + (block >= 3 ? 40 : 0))
    expect(counter.lostFrames).toBe(0)
  })

  test('gives back a lag that goes away again', () => {
    const counter = feed(600, 300, (block) => block * 10 + (block >= 100 && block < 300 ? 30 : 0))
    expect(counter.lostFrames).toBe(0)
  })

  test('leaves out what was lost before the recording began', () => {
    const counter = feed(300, 300, (block) => block * 10 + (block >= 100 ? 40 : 0))
    expect(counter.lostFrames).toBeGreaterThan(0)
    counter.restart()
    expect(counter.lostFrames).toBe(0)
  })

  test('sees a loss just before the end', () => {
    const counter = feed(300, 300, (block) => block * 10 + (block >= 285 ? 60 : 0))
    expect(counter.lostFrames).toBe(0)
    counter.settle()
    expect(Math.abs(counter.lostFrames - 0.06 * RATE)).toBeLessThanOrEqual(48)
  })

  test('counts two losses apart', () => {
    const counter = feed(1_000, 300, (block) => block * 10 + (block >= 200 ? 20 : 0) + (block >= 600 ? 50 : 0))
    expect(Math.abs(counter.lostFrames - 0.07 * RATE)).toBeLessThanOrEqual(96)
  })

  test('forgives a stall of one second whose blocks come afterwards', () => {
    const counter = feed(800, 2_000, (block) => (block >= 300 && block < 400 ? 4_000 : block * 10))
    expect(counter.lostFrames).toBe(0)
  })

  test('does not take the drift of ten minutes for a loss', () => {
    const counter = feed(60_000, 300, (block) => block * 10 * 1.0002)
    expect(counter.lostFrames).toBe(0)
  })
})
