import { performance } from 'node:perf_hooks'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AudioError } from '../../audio/errors.ts'
import type { Recipe } from '../../audio/index.ts'
import { GainSearch, layOut, mixChunks, readyMix, segmentLoudness, surveyMix } from '../../audio/mix/index.ts'
import type { PartSource, PartStore, ReadyPart } from '../../audio/parts/index.ts'
import { gated, momentaryLufs } from './bs1770.ts'
import { noise, ReadyParts, recipeOf } from './ready-parts.ts'

const second = 48_000
const silence = Number.NEGATIVE_INFINITY

let made: ReadyParts
let loud: ReadyPart
let soft: ReadyPart
let music: ReadyPart

beforeAll(async () => {
  made = await ReadyParts.open()
  loud = await made.part(noise(1, [0.5, silence], [4, -14], [0.5, silence], [4, -16]))
  soft = await made.part(noise(2, [3, -30], [1.6, -60], [2.5, -32], [0.7, silence]))
  music = await made.part(noise(3, [5, -20]))
})

afterAll(() => made.close())

/** The mix with the gains that are foreseen for it, measured by a meter of its own. */
async function measured(recipe: Recipe, parts: readonly ReadyPart[], beds: readonly ReadyPart[] = []) {
  const gains = new GainSearch(parts, recipe, { beds }).current()
  const layout = layOut(recipe, parts)
  const chunks: Buffer[] = []
  for await (const chunk of mixChunks(layout, parts, beds, gains)) chunks.push(chunk)
  const samples = new Float32Array(new Uint8Array(Buffer.concat(chunks)).buffer)
  const course = momentaryLufs(samples)
  return { samples, course, wholeLufs: gated(course), partsLufs: segmentLoudness(course, layout.segments), gains }
}

/** Loudness of a stretch of a course. */
const between = (course: readonly number[], fromS: number, toS: number): number =>
  gated(course.slice(fromS * 10 + 3, toS * 10))

describe('gains', () => {
  test('bring readers 16 dB apart to one level and the whole to its target', async () => {
    const { wholeLufs, partsLufs } = await measured(recipeOf([{ gapAfterFrames: second / 2 }, {}]), [loud, soft])
    expect(Math.abs(wholeLufs + 23)).toBeLessThan(0.08)
    expect(Math.abs((partsLufs[0] ?? 0) - (partsLufs[1] ?? 0))).toBeLessThan(0.1)
  })

  test('put a part above or below the others by its own offset', async () => {
    const parts = [{ gainDb: -6 }, { gainDb: 2 }, {}]
    const { wholeLufs, partsLufs } = await measured(recipeOf(parts), [music, loud, soft])
    expect(Math.abs(wholeLufs + 23)).toBeLessThan(0.1)
    expect((partsLufs[1] ?? 0) - (partsLufs[2] ?? 0)).toBeCloseTo(2, 1)
    expect((partsLufs[0] ?? 0) - (partsLufs[2] ?? 0)).toBeCloseTo(-6, 1)
  })

  test('count in what lies under speech and what overlaps', async () => {
    const parts = [
      { role: 'intro', gapAfterFrames: -2 * second, fadeOutFrames: 2 * second },
      { gapAfterFrames: second },
      { gapAfterFrames: 2 * second },
    ] as const
    const beds = [{ fromPart: 1, toPart: 2, levelLu: -6, duckDb: 6, tailFrames: 2 * second, attackFrames: 4_800 }]
    const { wholeLufs } = await measured(recipeOf(parts, { beds }), [music, loud, soft], [music])
    expect(Math.abs(wholeLufs + 23)).toBeLessThan(0.1)
  })

  test('a bed lies under its programme by so much as its recipe says', async () => {
    const beds = [{ levelLu: -8, duckDb: 20, releaseFrames: 9_600 }]
    const recipe = recipeOf([{ gapAfterFrames: 6 * second }, { gapAfterFrames: second }], { beds })
    const { course, partsLufs } = await measured(recipe, [loud, loud], [music])
    expect(between(course, 10, 14.5) - (partsLufs[1] ?? 0)).toBeCloseTo(-8, 0)
  })

  test('reach the target for any parts, as far as it can be foreseen', () => {
    const part = fc
      .record({ lufs: fc.double({ min: -40, max: -10, noNaN: true }), blocks: fc.integer({ min: 20, max: 200 }) })
      .map(({ lufs, blocks }) => ({
        frames: blocks * 4_800,
        integratedLufs: lufs,
        truePeakDbtp: lufs + 12,
        momentaryLufs: Array.from({ length: blocks }, (_lufs, step) => (step < 3 ? -120 : lufs)),
      }))
    const asked = fc.record({ gainDb: fc.double({ min: -10, max: 6, noNaN: true }), gapAfterFrames: fc.nat(60_000) })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(part, asked), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(-23, -18, -16),
        (all, targetLufs) => {
          const recipe = recipeOf(
            all.map(([, asks]) => asks),
            { targetLufs },
          )
          const parts = all.map(([one]) => one)
          const search = new GainSearch(parts, recipe)
          // The offset may move a block across the relative gate.
          expect(Math.abs((search.foreseen() ?? 0) - targetLufs)).toBeLessThan(0.3)
          const { gainsDb } = search.current()
          const levels = parts.map(
            ({ integratedLufs }, index) => integratedLufs + (gainsDb[index] ?? 0) - (all[index]?.[1].gainDb ?? 0),
          )
          for (const level of levels) expect(level).toBeCloseTo(levels[0] ?? 0, 6)
        },
      ),
    )
  })
})

describe('the search', () => {
  const foretold = {
    frames: 480_000,
    momentaryLufs: Array.from({ length: 100 }, (_lufs, step): number => (step < 3 ? -120 : -20)),
  }
  const peaked = (truePeakDbtp: number) => ({ ...foretold, integratedLufs: -20, truePeakDbtp })

  test('limits only where peaks reach the ceiling, and says which parts', () => {
    const recipe = recipeOf([{}, {}], { targetLufs: -16 })
    const search = new GainSearch([peaked(-4), peaked(-12)], recipe)
    expect(search.limited()).toEqual([true, false])
    expect(search.current().ceilingDbtp).toBeLessThan(-1)
    expect(new GainSearch([peaked(-6), peaked(-12)], recipe).current().ceilingDbtp).toBeUndefined()
  })

  test('limits where peaks were measured that no part foretold', () => {
    const search = new GainSearch([peaked(-7), peaked(-12)], recipeOf([{}, {}], { targetLufs: -16 }))
    expect(search.current().ceilingDbtp).toBeUndefined()
    expect(search.isMet(-16, -0.4, [-16, -16])).toBe(false)
    search.correct(-16, -0.4, [-16, -16])
    expect(search.limited()).toEqual([true, false])
    expect(search.current().ceilingDbtp).toBeLessThanOrEqual(-1)
  })

  test('finds its way through a limiter that gives back less than it is given', () => {
    const parts = [peaked(0), peaked(-12)]
    const search = new GainSearch(parts, recipeOf([{}, {}], { targetLufs: -16 }))
    const limitedLufs = (index: number): number => {
      const lufs = -20 + (search.current().gainsDb[index] ?? 0)
      return index === 0 ? lufs - 0.5 * Math.max(0, lufs + 18) : lufs
    }
    let rounds = 0
    for (; rounds < 6; rounds++) {
      const partsLufs = [limitedLufs(0), limitedLufs(1)]
      const wholeLufs = 10 * Math.log10((10 ** ((partsLufs[0] ?? 0) / 10) + 10 ** ((partsLufs[1] ?? 0) / 10)) / 2)
      if (search.isMet(wholeLufs, -1.2, partsLufs)) break
      search.correct(wholeLufs, -1.2, partsLufs)
    }
    expect(rounds).toBeLessThan(5)
  })

  test('leaves the gains of the others mostly as they are by itself', () => {
    const parts = Array.from({ length: 12 }, () => peaked(-8))
    const shorter = { ...peaked(-9), frames: 240_000, momentaryLufs: foretold.momentaryLufs.slice(0, 50) }
    const recipe = recipeOf(parts.map(() => ({ gapAfterFrames: second / 2 })))
    const [before, after] = [parts, parts.with(5, shorter)].map((sounds) => new GainSearch(sounds, recipe).current())
    expect(after?.gainsDb).toEqual(before?.gainsDb)
  })
})

describe('the survey', () => {
  test('shows the waveform and the loudness that the mix then has', async () => {
    const parts = [
      { role: 'intro', gapAfterFrames: -2 * second, fadeOutFrames: 2 * second },
      { gapAfterFrames: second },
      { gapAfterFrames: 2 * second },
    ] as const
    const beds = [{ fromPart: 1, toPart: 2, levelLu: -6, duckDb: 6, tailFrames: 2 * second, attackFrames: 4_800 }]
    const recipe = recipeOf(parts, { beds })
    const sounds = [music, loud, soft]
    const survey = await surveyMix(recipe, sounds, [music])
    const { samples, course, gains } = await measured(recipe, sounds, [music])
    expect(survey.totalFrames).toBe(samples.length / 2)
    expect(survey.gainsDb).toEqual(gains.gainsDb)
    expect(survey.peaks.pairs).toHaveLength(Math.ceil(samples.length / 4_800) * 2)
    for (const [index, pair] of survey.peaks.pairs.entries()) {
      const at = (index >> 1) * 4_800
      const piece = samples.subarray(at, at + 4_800)
      const extreme = piece.reduce(
        (most, sample) => (index % 2 === 0 ? Math.min(most, sample) : Math.max(most, sample)),
        0,
      )
      // Peaks of two sounds hardly meet; the picture adds them, and rounds each.
      expect(Math.abs(pair - extreme * 127)).toBeLessThan(8)
    }
    expect(survey.loudnessLufs).toHaveLength(Math.ceil(course.length / 10))
    for (let at = 2; at < survey.loudnessLufs.length - 2; at++) {
      const windows = course.slice((at - 1.5) * 10 + 3, (at + 1.5) * 10).map((lufs) => 10 ** (lufs / 10))
      const shortTerm = 10 * Math.log10(windows.reduce((sum, power) => sum + power, 0) / windows.length)
      expect(Math.abs((survey.loudnessLufs[at] ?? -70) - shortTerm)).toBeLessThan(1)
    }
  })

  test('of half an hour of 40 parts and a bed all through it takes a moment', async () => {
    const frames = 45 * second
    const momentaryLufs = Array.from({ length: 450 }, (_lufs, step) => (step < 3 || step % 40 < 8 ? -70 : -20))
    const peaks = {
      perSecond: 20,
      pairs: Array.from({ length: 1_800 }, (_peak, index) => (index % 2 === 0 ? -40 : 40)),
    }
    const part = { ...music, frames, integratedLufs: -20, momentaryLufs, peaks }
    const recipe = recipeOf(
      Array.from({ length: 40 }, () => ({ gapAfterFrames: second / 2 })),
      { beds: [{}] },
    )
    const parts = recipe.parts.map(() => part)
    await surveyMix(recipe, parts, [part])
    const before = performance.eventLoopUtilization()
    await surveyMix(recipe, parts, [part])
    // The bar is 100 ms on a quiet machine.
    expect(performance.eventLoopUtilization(before).active).toBeLessThan(300)
  })
})

describe('the parts of a mix', () => {
  const io = { pathOf: (sha256: string) => sha256, signal: new AbortController().signal }
  const storeOf = (ready: PartStore['ready']): PartStore => ({ ready, lease: () => ({ release: () => undefined }) })

  test('are made ready once each, whatever their titles, and come in order', async () => {
    const asked: PartSource[] = []
    const told: number[] = []
    const store = storeOf(async (source, { onProgress }) => {
      asked.push(source)
      onProgress?.(0.5)
      return source.sha256.startsWith('a') ? loud : music
    })
    const recipe = recipeOf([{ sha256: 'a' }, { sha256: 'b' }, { sha256: 'a', title: 'Khác' }], {
      beds: [{ sha256: 'b' }],
    })
    const ready = await readyMix(recipe, store, { ...io, onProgress: (fraction) => told.push(fraction) })
    expect(ready).toEqual({ parts: [loud, music, loud], beds: [music] })
    expect(asked.map(({ sha256 }) => sha256)).toEqual(['a', 'b'])
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told.at(-1)).toBe(1)
  })

  test('end with the first that cannot be used, after the others have stopped', async () => {
    let stopped = false
    const store = storeOf(async ({ sha256, title }, { signal }) => {
      if (sha256 === 'b') throw new AudioError('silent', { title })
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => setTimeout(reject, 20))).catch(
        () => {
          stopped = true
        },
      )
      throw new AudioError('cancelled')
    })
    const recipe = recipeOf([{ sha256: 'a' }, { sha256: 'b', title: 'Tin câm' }])
    await expect(readyMix(recipe, store, io)).rejects.toMatchObject({ code: 'silent', details: { title: 'Tin câm' } })
    expect(stopped).toBe(true)
  })
})
