import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gainsDb, sameShare } from '../../../../web/pages/take/compare.ts'
import { addShare, framesOf, mixFrames, mixOf, RATE_HZ, sharesOf, weightAt } from '../../../../web/pages/take/mix.ts'
import { cutOut, type Line, splitAt, wholeTake } from '../../../../web/pages/take/pieces.ts'
import { readWavShape, toSides } from '../../../../web/pages/take/wav.ts'
import { wav } from '../../../sounds.ts'

const read = wholeTake({ id: 'a', durationMs: 2000 })

/** A line as it is heard: takes are functions of their frame. */
function heard(line: Line, takes: (takeId: string, frame: number) => number, blockFrames: number): Float32Array {
  const mix = mixOf(line)
  const whole = new Float32Array(mixFrames(mix))
  for (let from = 0; from < whole.length; from += blockFrames) {
    const frames = Math.min(blockFrames, whole.length - from)
    const sides = [new Float32Array(frames), new Float32Array(frames)] as const
    for (const share of sharesOf(mix, from, frames)) {
      const sound = Float32Array.from({ length: share.frames }, (_, n) => takes(share.takeId, share.takeFrame + n))
      addShare(share, from, [sound, sound], sides)
    }
    whole.set(sides[0], from)
  }
  return whole
}

describe('a line that is heard', () => {
  const takes = (takeId: string, frame: number) => (takeId === 'a' ? 1 : -1) * (1 + frame / 1e6)

  test('is the take itself to the frame, up to the fade of a cut end', () => {
    const sound = heard(read, takes, 24_000)
    expect(sound).toHaveLength(96_000)
    for (const frame of [0, 1, 23_999, 24_000, 90_000]) expect(sound[frame]).toBeCloseTo(1 + frame / 1e6, 6)
    expect(Math.abs(sound[95_999] ?? 1)).toBeLessThan(0.01)
  })

  test('goes over a cut within 10 ms, and is the take itself on both sides of it', () => {
    const sound = heard(cutOut(read, 500, 1000) ?? [], takes, 10_000)
    expect(sound).toHaveLength(72_000)
    expect(sound[24_000 - 241]).toBeCloseTo(takes('a', 24_000 - 241), 6)
    expect(sound[24_000 + 241]).toBeCloseTo(takes('a', 48_000 + 241), 6)
  })

  test('keeps its power through a seam of two different sounds', () => {
    const mix = mixOf([
      { takeId: 'a', fromMs: 0, toMs: 500 },
      { takeId: 'b', fromMs: 700, toMs: 1500 },
    ])
    const [one, other] = mix
    for (let frame = 23_700; frame < 24_300; frame += 7) {
      const power = (one ? weightAt(one, frame) : 0) ** 2 + (other ? weightAt(other, frame) : 0) ** 2
      expect(power).toBeCloseTo(1, 5)
    }
  })

  test('sounds the same in blocks of any length, and across a split as without it', () => {
    const line = cutOut(read, 300, 700) ?? []
    const once = heard(line, takes, 1_000_000)
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 40_000 }), fc.integer({ min: 60, max: 1500 }), (blockFrames, atMs) => {
        expect(heard(splitAt(line, atMs) ?? line, takes, blockFrames)).toEqual(once)
      }),
      { numRuns: 20 },
    )
  })

  test('counts frames of a millisecond without rounding', () => {
    expect(framesOf(1)).toBe(48)
    expect(framesOf(3_600_000)).toBe(3600 * RATE_HZ)
  })
})

describe('comparing two reads', () => {
  test('brings the louder one down to the softer', () => {
    expect(gainsDb(-18, -23)).toEqual([-5, 0])
    expect(gainsDb(-30, -23)).toEqual([0, -7])
    expect(gainsDb(undefined, -23)).toEqual([0, 0])
  })

  test('goes on at the same relative place', () => {
    expect(sameShare(30_000, 60_000, 90_000)).toBe(45_000)
    expect(sameShare(5, 0, 90_000)).toBe(0)
    expect(sameShare(70_000, 60_000, 90_000)).toBe(90_000)
  })
})

describe('a WAV that is read piece by piece', () => {
  const samples = Float32Array.from({ length: 400 }, (_, n) => Math.sin(n / 9) * 0.8)

  test('says where its samples lie', () => {
    const file = wav(samples, 48_000, 2)
    expect(readWavShape(new Uint8Array(file), file.length)).toEqual({
      sampleRateHz: 48_000,
      channels: 2,
      format: 's16',
      dataAt: 44,
      frames: 200,
    })
    // What follows the samples is no sound; a length that was never written is what there is.
    expect(readWavShape(new Uint8Array(file.subarray(0, 60)), file.length + 100)?.frames).toBe(200)
    const unfinished = Buffer.from(file)
    unfinished.writeUInt32LE(0xffff_ffff, 40)
    expect(readWavShape(new Uint8Array(unfinished), 44 + 400)?.frames).toBe(100)
  })

  test('sounds on both sides when it has one channel', () => {
    const file = wav(samples)
    const shape = readWavShape(new Uint8Array(file), file.length)
    const [left, right] = shape ? toSides(new Uint8Array(file).slice(44).buffer, shape) : []
    expect(left).toBe(right)
    expect(left).toHaveLength(400)
    for (const place of [0, 100, 399]) expect(left?.[place]).toBeCloseTo(samples[place] ?? 0, 4)
  })

  test('is read in every width of sample', () => {
    const shape = { sampleRateHz: 48_000, channels: 1, dataAt: 0, frames: 2 }
    const bytes = (write: (view: DataView) => void, length: number) => {
      const buffer = new ArrayBuffer(length)
      write(new DataView(buffer))
      return buffer
    }
    const s24 = bytes((view) => {
      view.setUint8(2, 0x40)
      view.setUint8(5, 0xc0)
    }, 6)
    expect([...toSides(s24, { ...shape, format: 's24' })[0]]).toEqual([0.5, -0.5])
    const s32 = bytes((view) => view.setInt32(4, -(2 ** 30), true), 8)
    expect([...toSides(s32, { ...shape, format: 's32' })[0]]).toEqual([0, -0.5])
    const f32 = bytes((view) => view.setFloat32(0, 0.25, true), 8)
    expect([...toSides(f32, { ...shape, format: 'f32' })[0]]).toEqual([0.25, 0])
  })

  test('is nothing else: an MP3, a compressed WAV, half a header', () => {
    expect(readWavShape(new Uint8Array([0xff, 0xfb, 0x90, 0]), 4)).toBeUndefined()
    const compressed = wav(samples)
    compressed.writeUInt16LE(0x55, 20)
    expect(readWavShape(new Uint8Array(compressed), compressed.length)).toBeUndefined()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(readWavShape(bytes, bytes.length)).toBeUndefined()
      }),
    )
  })
})
