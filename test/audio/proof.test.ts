import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fourier } from '../../audio/fourier.ts'
import { AudioError, compareWithMaster, findFfmpeg } from '../../audio/index.ts'
import { linesThrough } from '../../audio/proof/lines.ts'
import { matchPrints } from '../../audio/proof/match.ts'
import { PRINT_RATE, printMaker, type SoundPrint } from '../../audio/proof/print.ts'
import { Editions, mulberry, THE_BAR } from './editions.ts'
import { ffmpegUnderTest } from './ffmpeg-under-test.ts'

describe('the comparison with the master', () => {
  let folder: string
  let make: Editions
  let own: string
  let other: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'len-song-proof-'))
    make = new Editions(folder, (await findFfmpeg()).path)
    own = await make.edition('own', 1, 230)
    other = await make.edition('other', 2, 230)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const compare = async (recordingPath: string, sharedPaths: string[] | undefined = make.tunes()) =>
    compareWithMaster(
      { masterPath: own, recordingPath, ...(sharedPaths && { sharedPaths }) },
      { ffmpeg: await ffmpegUnderTest() },
    )
  const near = (measured: number | undefined, known: number, within: number) =>
    expect(Math.abs((measured ?? Number.NaN) - known), `${measured} for ${known}`).toBeLessThanOrEqual(within)

  test('finds the edition among others through MP3 64k, ±3 dB, a hum and 0.1 % of speed, and what is missing of it', async () => {
    const [head, middle, tail] = await Promise.all([
      make.cut(own, 'head.wav', 0, 30),
      make.cut(own, 'middle.wav', 31.5, 13.5),
      make.cut(own, 'tail.wav', 47.2),
    ])
    const [gap, foreign] = await Promise.all([make.silence('gap.wav', 1.5), make.cut(other, 'foreign.wav', 20, 2.2)])
    const parts = [head, gap, middle, foreign, tail]
    const hour = await make.joined('hour.wav', other, ...parts.filter((one) => one !== undefined), other)
    const recording = await make.received(hour, 'hour.mp3', THE_BAR)
    const progress: number[] = []
    const result = await compareWithMaster(
      { masterPath: own, recordingPath: recording, sharedPaths: make.tunes() },
      { ffmpeg: await ffmpegUnderTest(), onProgress: (fraction) => progress.push(fraction) },
    )
    const otherMs = (result.recordingMs * THE_BAR.speed - result.masterMs) / 2
    expect(result).toMatchObject({ found: true, onlyShared: false, times: 1, isSilent: false })
    near(result.offsetMs, otherMs / THE_BAR.speed, 50)
    near(result.speedPpm, 1000, 60)
    expect(result.missing).toHaveLength(2)
    near(result.missing[0]?.fromMs, 30_000, 200)
    near(result.missing[0]?.toMs, 31_500, 200)
    near(result.missing[1]?.fromMs, 45_000, 200)
    near(result.missing[1]?.toMs, 47_200, 200)
    expect(result.matched).toBeGreaterThan(0.9)
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    expect(progress.length).toBeGreaterThan(1)
  })

  test('refuses another edition of the same programme by the same voice, whether or not it knows the tunes', async () => {
    const recording = await make.received(other, 'other.mp3', THE_BAR)
    for (const shared of [make.tunes(), undefined]) {
      const result = await compare(recording, shared)
      expect(result).toMatchObject({
        found: false,
        onlyShared: true,
        times: 0,
        offsetMs: undefined,
        speedPpm: undefined,
      })
      expect(result.missing).toEqual([{ fromMs: 0, toMs: result.masterMs }])
      expect(result.matched).toBeLessThan(0.35)
    }
    const talk = await make.cut(other, 'talk.wav', 12, 40)
    expect(await compare(talk)).toMatchObject({ found: false, onlyShared: false, matched: 0 })
  })

  test('a recording that begins inside the edition says how much of the beginning is missing', async () => {
    const result = await compare(await make.cut(own, 'late.wav', 25))
    expect(result).toMatchObject({ found: true, times: 1 })
    near(result.offsetMs, -25_000, 50)
    expect(result.missing).toHaveLength(1)
    expect(result.missing[0]?.fromMs).toBe(0)
    near(result.missing[0]?.toMs, 25_000, 200)
  })

  test('of an edition that was aired twice the first time counts', async () => {
    const result = await compare(await make.joined('twice.wav', other, own, other, own))
    expect(result).toMatchObject({ found: true, times: 2, missing: [] })
    near(result.offsetMs, (result.recordingMs - 2 * result.masterMs) / 2, 50)
  })

  test('an edition that was interrupted and went on where it left is whole', async () => {
    const [head, between, tail] = await Promise.all([
      make.cut(own, 'first.wav', 0, 33),
      make.cut(other, 'between.wav', 15, 12),
      make.cut(own, 'rest.wav', 33),
    ])
    const result = await compare(await make.joined('resumed.wav', head, between, tail))
    expect(result).toMatchObject({ found: true, times: 1, missing: [] })
    near(result.offsetMs, 0, 50)
  })

  test('telephone sound, one side upside down, a very soft one: all are recordings', async () => {
    const telephone = await make.convert(own, 'telephone.wav', '-ac', '1', '-ar', '8000', '-c:a', 'pcm_u8')
    const crossed = await make.convert(own, 'crossed.wav', '-af', 'aresample=44100,pan=stereo|c0=c0|c1=-1*c0')
    const soft = await make.convert(own, 'soft.m4a', '-af', 'volume=-42dB', '-b:a', '96k')
    for (const recording of [telephone, crossed, soft]) {
      const result = await compare(recording)
      expect(result).toMatchObject({ found: true, missing: [] })
      near(result.offsetMs, 0, 60)
    }
  })

  test('silence holds nothing; a silent master, a lost file and a cancelled comparison are told as such', async () => {
    const silent = await make.silence('silent.wav', 4)
    expect(await compare(silent)).toMatchObject({ found: false, isSilent: true, matched: 0, recordingMs: 4000 })
    const ffmpeg = await ffmpegUnderTest()
    const told = (masterPath: string, recordingPath: string, signal?: AbortSignal) =>
      compareWithMaster({ masterPath, recordingPath }, { ffmpeg, ...(signal && { signal }) }).then(
        () => 'nothing',
        (error: unknown) => (error instanceof AudioError ? [error.code, error.details.which] : error),
      )
    expect(await told(silent, own)).toEqual(['silent', 'master'])
    expect(await told(own, make.path('mất.wav'))).toEqual(['input-missing', 'recording'])
    expect(await told(own, own, AbortSignal.abort())).toEqual(['cancelled', undefined])
    const soon = new AbortController()
    setTimeout(() => soon.abort(), 150)
    expect(await told(own, other, soon.signal)).toContain('cancelled')
  })
})

test('the Fourier transform is undone by its inverse and keeps the energy', () => {
  const ft = fourier(64)
  const numbers = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 64, maxLength: 64 })
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      const [re, im] = [Float64Array.from(a), Float64Array.from(b)]
      ft.transform(re, im)
      const power = (x: Iterable<number>, y: Iterable<number>) => [...x, ...y].reduce((sum, one) => sum + one * one, 0)
      expect(power(re, im) / 64).toBeCloseTo(power(a, b), 6)
      ft.invert(re, im)
      for (let i = 0; i < 64; i++) {
        expect(re[i] ?? Number.NaN).toBeCloseTo(a[i] ?? 0, 9)
        expect(im[i] ?? Number.NaN).toBeCloseTo(b[i] ?? 0, 9)
      }
    }),
    { numRuns: 20 },
  )
  expect(() => fourier(48)).toThrow(RangeError)
})

test('a line is found among chance sightings, with its place and its speed', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -500, max: 100_000, noNaN: true }),
      fc.double({ min: -0.002, max: 0.002, noNaN: true }),
      fc.integer(),
      (at, wrong, seed) => {
        const random = mulberry(seed)
        const slope = 1 + wrong
        const sightings = Array.from({ length: 30 }, (_, k) => {
          const masterFrame = 128 * k
          const shift = (random() - 0.5) * 0.2
          return [
            // A block's place is that of its middle.
            { masterFrame, recordingFrame: at + slope * (masterFrame + 64) - 64 + shift, likeness: 0.8 },
            { masterFrame, recordingFrame: random() * 100_000, likeness: 0.3 },
          ]
        }).flat()
        const [line] = linesThrough(sightings)
        expect(Math.abs((line?.at ?? Number.NaN) - at)).toBeLessThan(0.35)
        expect(Math.abs((line?.slope ?? Number.NaN) - slope)).toBeLessThan(0.0002)
      },
    ),
    { numRuns: 40 },
  )
})

test('level, length of the chunks and what surrounds a sound do not change what is found', () => {
  const master = babbling(40, 5)
  const masterPrint = printOf(master, -75)
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 3, noNaN: true }),
      fc.integer({ min: 0, max: 30_000 }),
      fc.integer({ min: 100, max: 9000 }),
      (gain, lead, chunk) => {
        const recording = new Float32Array(lead + master.length + 5000)
        recording.set(
          master.map((sample) => sample * gain),
          lead,
        )
        const match = matchPrints(masterPrint, printOf(recording, -96, chunk), undefined)
        expect(match).toMatchObject({ found: true, times: 1, missing: [] })
        expect(Math.abs((match.offsetMs ?? Number.NaN) - (lead / PRINT_RATE) * 1000)).toBeLessThan(10)
      },
    ),
    { numRuns: 8 },
  )
})

/** Bands of noise that come and go like syllables of somebody who never says the same twice. */
function babbling(seconds: number, seed: number): Float32Array {
  const random = mulberry(seed)
  const samples = new Float32Array(seconds * PRINT_RATE)
  let hz = 300
  let level = 0
  let phase = 0
  for (let i = 0; i < samples.length; i++) {
    if (i % 1600 === 0) {
      hz = 350 + random() * 2200
      level = random() < 0.2 ? 0 : 0.05 + 0.2 * random()
    }
    phase += (2 * Math.PI * hz * (0.8 + 0.4 * random())) / PRINT_RATE
    samples[i] = level * Math.sin(phase) + 0.01 * (random() - 0.5)
  }
  return samples
}

function printOf(samples: Float32Array, floorDbfs: number, chunk = 4096): SoundPrint {
  const maker = printMaker(floorDbfs)
  for (let at = 0; at < samples.length; at += chunk) maker.push(samples.subarray(at, at + chunk))
  return maker.print()
}
