import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AudioError, type Ffmpeg, measure } from '../../audio/index.ts'
import { gatedLoudness, lameLossDb, nextGain, type Trial, TruePeakLimiter } from '../../audio/loudness/index.ts'
import { wav } from '../sounds.ts'
import { integratedLufs, truePeakDbtp } from './bs1770.ts'
import { ffmpegUnderTest } from './ffmpeg-under-test.ts'
import { Material } from './material.ts'

let material: Material
let ffmpeg: Ffmpeg

beforeAll(async () => {
  material = await Material.open()
  ffmpeg = await ffmpegUnderTest()
})

afterAll(() => material.close())

/** One millisecond of a 1 kHz sine. */
const cycle = Float32Array.from({ length: 48 }, (_sample, frame) => Math.sin((2 * Math.PI * frame) / 48))

/** A 1 kHz sine on both sides: pieces of seconds and dBFS. */
function sines(...pieces: [seconds: number, dbfs: number][]): Float32Array {
  const parts = pieces.map(([seconds, dbfs]) => {
    const amplitude = 10 ** (dbfs / 20)
    return Float32Array.from(
      { length: Math.round(seconds * 48_000) * 2 },
      (_sample, index) => amplitude * (cycle[(index >> 1) % 48] ?? 0),
    )
  })
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

describe('the meter on the cases of EBU Tech 3341 that can be synthesised', () => {
  test.each([
    ['1: a steady tone', sines([20, -23]), -23],
    ['2: the same, 10 dB down', sines([20, -33]), -33],
    ['3: quiet ends fall under the relative gate', sines([10, -36], [60, -23], [10, -36]), -23],
    [
      '4: very quiet ends fall under the absolute gate',
      sines([10, -72], [10, -36], [60, -23], [10, -36], [10, -72]),
      -23,
    ],
    ['5: three levels that all count', sines([20, -26], [20.1, -20], [20, -26]), -23],
  ])('%s', async (name, samples, expectedLufs) => {
    const path = await material.write(`case${name[0]}.wav`, wav(samples, 48_000, 2))
    const figures = await measure(path, ffmpeg)
    expect(Math.abs((figures.integratedLufs ?? 0) - expectedLufs)).toBeLessThanOrEqual(0.1)
    expect(Math.abs(integratedLufs(samples) - expectedLufs)).toBeLessThanOrEqual(0.1)
  })

  test('15: a true peak between the samples is found', async () => {
    // A quarter of the rate at 45°: every sample lies 3 dB under the peak. Faded, because a sudden edge peaks by itself.
    const samples = new Float32Array(2 * 48_000).map((_sample, index) => {
      const frame = Math.floor(index / 2)
      const fade = Math.min(1, frame / 4_800, (48_000 - frame) / 4_800)
      return 0.5 * fade * Math.sin((Math.PI / 2) * frame + Math.PI / 4)
    })
    const { truePeakDbtp: found } = await measure(await material.write('between.wav', wav(samples, 48_000, 2)), ffmpeg)
    expect(found).toBeGreaterThan(-6.02 - 0.4)
    expect(found).toBeLessThan(-6.02 + 0.2)
    expect(truePeakDbtp(samples)).toBeGreaterThan(-6.02 - 0.4)
    expect(truePeakDbtp(samples)).toBeLessThan(-6.02 + 0.2)
  })
})

describe('the meter on speech', () => {
  test('agrees with a meter written from BS.1770 within 0.05 LU and 0.3 dB', async () => {
    const path = await material.speech('speech.wav')
    const figures = await measure(path, ffmpeg)
    const samples = await material.samples(await material.sox(path, 'both.wav', 'rate', '-v', '48k', 'remix', '1', '1'))
    expect(figures.integratedLufs).toBeCloseTo(integratedLufs(samples), 1)
    expect(Math.abs((figures.truePeakDbtp ?? 0) - truePeakDbtp(samples))).toBeLessThan(0.3)
  })

  test('counts mono as it is heard from two speakers: 3 dB more than one channel alone', async () => {
    const mono = await material.speech('mono.wav')
    const oneSided = await material.sox(mono, 'one-sided.wav', 'remix', '1', '0')
    const both = (await measure(mono, ffmpeg)).integratedLufs ?? 0
    const single = (await measure(oneSided, ffmpeg)).integratedLufs ?? 0
    expect(both - single).toBeCloseTo(3.01, 1)
  })

  test('leaves out what cannot be measured', async () => {
    const silence = await material.write('silence.wav', wav(new Float32Array(2 * 48_000), 48_000, 2))
    expect(await measure(silence, ffmpeg)).toEqual({})
    const short = await material.write('short.wav', wav(sines([0.9, -20]), 48_000, 2))
    const figures = await measure(short, ffmpeg)
    expect(figures.integratedLufs).toBeCloseTo(-20, 1)
    expect(figures.maxShortTermLufs).toBeUndefined()
  })

  test('refuses an empty file', async () => {
    await expect(measure(await material.write('empty.wav', ''), ffmpeg)).rejects.toBeInstanceOf(AudioError)
  })
})

describe('the true-peak limiter', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 1, maxLength: 20 })

  function limited(sound: Float32Array, ceilingDbtp: number, frames: readonly number[]): Float32Array {
    const limiter = new TruePeakLimiter(ceilingDbtp)
    const pieces: Float32Array[] = []
    for (let at = 0, turn = 0; at < sound.length; turn++) {
      const next = Math.min(sound.length, at + 2 * (frames[turn % frames.length] ?? 1))
      pieces.push(limiter.push(sound.subarray(at, next)))
      at = next
    }
    return Float32Array.from([...pieces, limiter.end()].flatMap((piece) => [...piece]))
  }

  test('holds the ceiling, keeps the length to the sample, and leaves what lies under it as it is', () => {
    const loud = sines([1, -3], [1, -20])
    const held = limited(loud, -9, [4_800])
    expect(held.length).toBe(loud.length)
    expect(truePeakDbtp(held)).toBeLessThan(-8.95)
    expect(truePeakDbtp(held)).toBeGreaterThan(-9.3)
    // From 700 ms after the loud part the limiter has let go: sample for sample the same, not even shifted.
    const from = 1.7 * 96_000
    expect(held.subarray(from)).toEqual(loud.subarray(from))
    expect(limited(loud, 0, [4_800])).toEqual(loud)
  })

  test('gives the same samples however the sound is cut', () => {
    const sound = sines([0.1, -20], [0.15, -2], [0.1, -12], [0.05, 0])
    const whole = limited(sound, -6, [100_000])
    fc.assert(
      fc.property(cuts, (frames) => {
        expect(limited(sound, -6, frames)).toEqual(whole)
      }),
      { numRuns: 20 },
    )
  })

  test('tells how deep it went, 10 ms at a time', () => {
    const limiter = new TruePeakLimiter(-9)
    limiter.push(sines([0.5, -20], [0.5, -3], [1, -20]))
    limiter.end()
    const deepest = limiter.lowestGains.map((gain) => -20 * Math.log10(gain))
    expect(Math.max(...deepest.slice(0, 48))).toBeCloseTo(0, 9)
    expect(Math.max(...deepest)).toBeCloseTo(6, 0)
    expect(deepest.findIndex((depth) => depth > 5)).toBeGreaterThanOrEqual(49)
    expect(limiter.lowestGains.slice(-20).every((gain) => gain === 1)).toBe(true)
  })
})

describe('gating', () => {
  const levels = fc.array(fc.double({ min: -60, max: -10, noNaN: true }), { minLength: 1, maxLength: 50 })

  test('silence before, after or between moves nothing', () => {
    fc.assert(
      fc.property(levels, fc.nat(200), (blocks, silent) => {
        const silence = new Array<number>(silent).fill(-90)
        expect(gatedLoudness([...silence, ...blocks, ...silence])).toBeCloseTo(gatedLoudness(blocks) ?? 0, 9)
      }),
    )
  })

  test('the result lies between the quietest and the loudest block', () => {
    fc.assert(
      fc.property(levels, (blocks) => {
        const lufs = gatedLoudness(blocks) ?? 0
        expect(lufs).toBeGreaterThanOrEqual(Math.min(...blocks) - 1e-9)
        expect(lufs).toBeLessThanOrEqual(Math.max(...blocks) + 1e-9)
      }),
    )
  })

  test('nothing above the absolute gate has no loudness', () => {
    expect(gatedLoudness([-70, -80, Number.NEGATIVE_INFINITY])).toBeUndefined()
    expect(gatedLoudness([])).toBeUndefined()
  })
})

describe('the gain plan', () => {
  test('the next gain finds the way through a limiter that gives back less than it gets', () => {
    const through = (gainDb: number): number => -20 + (gainDb < 2 ? gainDb : 2 + 0.5 * (gainDb - 2))
    const trials: Trial[] = [{ gainDb: 4, lufs: through(4) }]
    for (let round = 0; round < 4; round++) {
      const gainDb = nextGain(trials, -16, 0.7) ?? 0
      trials.push({ gainDb, lufs: through(gainDb) })
    }
    expect(trials.at(-1)?.lufs).toBeCloseTo(-16, 1)
  })

  test("knows LAME's loss at each bit rate", () => {
    expect([48, 128, 192, 224, 256].map(lameLossDb)).toEqual([0.45, 0.45, 0.27, 0.18, 0])
  })
})
