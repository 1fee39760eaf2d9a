import { open } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Recipe } from '../../audio/index.ts'
import { layOut, type MixGains, mixChunks } from '../../audio/mix/index.ts'
import type { ReadyPart } from '../../audio/parts/index.ts'
import { noise, ReadyParts, recipeOf, tone } from './ready-parts.ts'

const second = 48_000
const silence = Number.NEGATIVE_INFINITY

let made: ReadyParts

beforeAll(async () => {
  made = await ReadyParts.open()
})

afterAll(() => made.close())

const unchanged = (recipe: Recipe): MixGains => ({
  gainsDb: recipe.parts.map(() => 0),
  bedGainsDb: recipe.beds.map(() => 0),
})

/** The mix as samples, interleaved. */
async function mixed(
  recipe: Recipe,
  parts: readonly ReadyPart[],
  beds: readonly ReadyPart[] = [],
  { gains = unchanged(recipe), range }: { gains?: MixGains; range?: { fromFrame: number; toFrame: number } } = {},
): Promise<Float32Array> {
  const chunks: Buffer[] = []
  for await (const chunk of mixChunks(layOut(recipe, parts), parts, beds, gains, range)) {
    expect(chunk.length).toBeLessThanOrEqual(second * 4)
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(Buffer.concat(chunks))
  return new Float32Array(bytes.buffer, 0, bytes.length / 4)
}

function sameBits(a: Float32Array, b: Float32Array): boolean {
  const bytes = ({ buffer, byteOffset, byteLength }: Float32Array) => Buffer.from(buffer, byteOffset, byteLength)
  return bytes(a).equals(bytes(b))
}

/** Level of a stretch, dBFS RMS. */
function levelDb(samples: Float32Array, fromS: number, toS: number): number {
  const piece = samples.subarray(Math.round(fromS * second) * 2, Math.round(toS * second) * 2)
  return 10 * Math.log10(piece.reduce((sum, sample) => sum + sample * sample, 0) / piece.length)
}

describe('the arithmetic of the mix', () => {
  test('a part with neither gain nor fade comes out as it went in, gaps are silence', async () => {
    const [one, two] = [noise(1, [0.7, -20]), noise(2, [0.6, -20])]
    const parts = [await made.unmeasured(one), await made.unmeasured(two)]
    const sum = await mixed(recipeOf([{ gapAfterFrames: 12_000 }, {}]), parts)
    expect(sameBits(sum.subarray(0, one.length), one)).toBe(true)
    expect(sum.subarray(one.length, one.length + 24_000).every((sample) => sample === 0)).toBe(true)
    expect(sameBits(sum.subarray(one.length + 24_000), two)).toBe(true)
  })

  test('an overlap is the exact sum of its two parts', async () => {
    const [one, two] = [noise(3, [1, -20]), noise(4, [1, -20])]
    const parts = [await made.unmeasured(one), await made.unmeasured(two)]
    const sum = await mixed(recipeOf([{ gapAfterFrames: -second / 2 }, {}]), parts)
    const both = two.subarray(0, second).map((sample, index) => sample + (one[second + index] ?? 0))
    expect(sameBits(sum.subarray(second, 2 * second), both)).toBe(true)
    expect(sum.length).toBe(3 * second)
  })

  test('gains are factors', async () => {
    const sound = noise(5, [0.5, -30])
    const recipe = recipeOf([{}])
    const sum = await mixed(recipe, [await made.unmeasured(sound)], [], { gains: { gainsDb: [6], bedGainsDb: [] } })
    const factor = Math.fround(10 ** (6 / 20))
    expect(
      sameBits(
        sum,
        sound.map((sample) => sample * factor),
      ),
    ).toBe(true)
  })

  test('two parts that fade into one another keep their loudness', async () => {
    const parts = [await made.unmeasured(noise(6, [3, -20])), await made.unmeasured(noise(7, [3, -20]))]
    const fades = [
      { gapAfterFrames: -second, fadeOutFrames: second },
      { fadeInFrames: second, fadeOutFrames: second },
    ]
    const sum = await mixed(recipeOf(fades), parts)
    for (let at = 0; at < 4; at += 0.25) expect(levelDb(sum, at, at + 0.25)).toBeCloseTo(-20, 0)
    expect(levelDb(sum, 4.99, 5)).toBeLessThan(-50)
  })

  test('any stretch of it is what the whole has there, bit for bit', async () => {
    const parts = [
      await made.unmeasured(noise(8, [1.3, -20])),
      await made.unmeasured(noise(9, [0.3, -20], [1.2, silence], [0.5, -20])),
    ]
    const bed = await made.unmeasured(noise(10, [0.9, -30]))
    const recipe = recipeOf(
      [
        { gapAfterFrames: -9_001, fadeOutFrames: 9_001 },
        { fadeInFrames: 777, gapAfterFrames: 99 },
      ],
      {
        beds: [{ fadeInFrames: 5_000, fadeOutFrames: 20_000, attackFrames: 3_000, releaseFrames: 3_000 }],
      },
    )
    const whole = await mixed(recipe, parts, [bed])
    const frames = whole.length / 2
    await fc.assert(
      fc.asyncProperty(fc.nat(frames), fc.nat(frames), async (a, b) => {
        const range = { fromFrame: Math.min(a, b), toFrame: Math.max(a, b) }
        const piece = await mixed(recipe, parts, [bed], { range })
        expect(sameBits(piece, whole.subarray(range.fromFrame * 2, range.toFrame * 2))).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  test('refuses a stretch that is not there', async () => {
    const parts = [await made.unmeasured(noise(11, [0.5, -20]))]
    for (const [fromFrame, toFrame] of [
      [-1, 5],
      [5, 4],
      [0, second],
      [0.5, 3],
    ] as const)
      await expect(mixed(recipeOf([{}]), parts, [], { range: { fromFrame, toFrame } })).rejects.toThrow(RangeError)
  })

  test('says which file is gone, and which is shorter than it was', async () => {
    const part = await made.unmeasured(noise(12, [0.5, -20]))
    await expect(mixed(recipeOf([{}]), [{ ...part, pcmPath: `${part.pcmPath}-gone` }])).rejects.toMatchObject({
      code: 'input-missing',
      details: { pcmPath: `${part.pcmPath}-gone` },
    })
    const file = await open(part.pcmPath, 'r+')
    await file.truncate(1_000)
    await file.close()
    await expect(mixed(recipeOf([{}]), [part])).rejects.toMatchObject({ code: 'input-changed' })
  })

  test('a consumer that goes away leaves no file open', async () => {
    const parts = await Promise.all(
      Array.from({ length: 20 }, (_part, index) => made.unmeasured(noise(index, [0.5, -20]))),
    )
    const recipe = recipeOf(parts.map(() => ({})))
    const before = process.getActiveResourcesInfo().length
    for await (const chunk of mixChunks(layOut(recipe, parts), parts, [], unchanged(recipe))) {
      expect(chunk.length).toBe(192_000)
      break
    }
    expect(process.getActiveResourcesInfo().length).toBe(before)
  })
})

describe('a bed', () => {
  /** 3 s of pause, 2 s of speech, a breath of 0.6 s, 2 s of speech, 4 s of pause, 2 s of speech, 3 s of pause; at 300 Hz. */
  const spoken = async (): Promise<ReadyPart> => {
    const talk = [
      [3, silence],
      [2, -20],
      [0.6, silence],
      [2, -20],
      [4, silence],
      [2, -20],
      [3, silence],
    ] as const
    const pieces = talk.map(([seconds, dbfs]) => tone(seconds, dbfs, 300))
    const samples = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
    let at = 0
    for (const piece of pieces) {
      samples.set(piece, at)
      at += piece.length
    }
    return made.part(samples)
  }

  /** What is left of the bed after the speech, which is known, is taken away. */
  async function bedUnder(recipe: Recipe, parts: readonly ReadyPart[], bed: ReadyPart): Promise<Float32Array> {
    const gains = { gainsDb: recipe.parts.map(() => 0), bedGainsDb: [0] }
    const both = await mixed(recipe, parts, [bed], { gains })
    const alone = await mixed({ ...recipe, beds: [] }, parts)
    return both.map((sample, index) => sample - (alone[index] ?? 0))
  }

  test('makes way before the first word, stays down in a breath, comes up in a pause and at the end', async () => {
    const how = { duckDb: 12, attackFrames: 0.3 * second, releaseFrames: second }
    const recipe = recipeOf([{}], { beds: [how] })
    const bed = await bedUnder(recipe, [await spoken()], await made.unmeasured(tone(20, -30, 1_000)))
    const full = -30 - 10 * Math.log10(2)
    expect(levelDb(bed, 1, 2.6)).toBeCloseTo(full, 1)
    // 200 ms before the first word it is on its way down: a third of the way, or what the meter's 100 ms make of it.
    expect(levelDb(bed, 2.79, 2.81)).toBeLessThan(full - 3)
    expect(levelDb(bed, 2.79, 2.81)).toBeGreaterThan(full - 9)
    for (const [fromS, toS] of [
      [3, 5],
      [5, 5.6],
      [5.6, 7.6],
      [11.6, 13.6],
    ] as const)
      expect(levelDb(bed, fromS, toS)).toBeCloseTo(full - 12, 1)
    expect(levelDb(bed, 8.8, 11.1)).toBeCloseTo(full, 1)
    expect(levelDb(bed, 14.8, 16.5)).toBeCloseTo(full, 1)
    expect(levelDb(bed, 3.1, 3.2) - levelDb(bed, 7.3, 7.4)).toBeCloseTo(0, 2)
  })

  test('of 20 s under a voice of 5 s lasts 20 s where it is asked to', async () => {
    const recipe = recipeOf([{ gapAfterFrames: 15 * second }], {
      beds: [{ tailFrames: 15 * second, fadeOutFrames: 2 * second, duckDb: 6, releaseFrames: second }],
    })
    const parts = [await made.unmeasured(tone(5, -20, 300))]
    const bed = await bedUnder(recipe, parts, await made.unmeasured(tone(20, -30, 1_000)))
    expect(bed.length).toBe(20 * second * 2)
    expect(levelDb(bed, 1, 5)).toBeCloseTo(-39, 0)
    expect(levelDb(bed, 6.2, 17.9)).toBeCloseTo(-33, 0)
    expect(levelDb(bed, 19, 19.5)).toBeLessThan(-36)
    expect(levelDb(bed, 19.5, 19.9)).toBeGreaterThan(-60)
  })

  test('that is shorter than its run is heard again and again, without a hole and without a click', async () => {
    const recipe = recipeOf([{ role: 'intro' }], { beds: [{}] })
    const parts = [await made.unmeasured(tone(30, -20, 300))]
    const bed = await bedUnder(recipe, parts, await made.unmeasured(noise(20, [7, -30])))
    for (let at = 0; at < 29.5; at += 0.5) expect(levelDb(bed, at, at + 0.5)).toBeCloseTo(-30, 0)
    expect(levelDb(bed, 29.99, 30)).toBeLessThan(-30)
  })
})

test('half a second of the mix takes under 5 ms of the loop', async () => {
  const parts = await Promise.all([1, 2].map((seed) => made.unmeasured(noise(seed, [30, -20]))))
  const bed = await made.unmeasured(noise(3, [20, -30]))
  const recipe = recipeOf([{}, {}], { beds: [{}] })
  const layout = layOut(recipe, parts)
  const drain = async (): Promise<number> => {
    let frames = 0
    for await (const chunk of mixChunks(layout, parts, [bed], unchanged(recipe))) frames += chunk.length / 8
    return frames
  }
  await drain()
  const before = performance.eventLoopUtilization()
  expect(await drain()).toBe(60 * second)
  const { active } = performance.eventLoopUtilization(before)
  expect(active / 120).toBeLessThan(5)
})
