import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planRecipe, type RundownBed, type RundownSlot, readRecipe } from '../../audio/assembly/recipe.ts'

const tags = { title: 'Kỳ thử', artist: 'Đài', album: 'Chương trình', date: '2026-11-15' }
const slot: RundownSlot = { role: 'item', title: 'Tin', sha256: 'a'.repeat(64), gapAfterMs: 400 }
const bed: RundownBed = {
  title: 'Nhạc nền',
  sha256: 'b'.repeat(64),
  fromSlot: 0,
  toSlot: 1,
  levelLu: -12,
  duckDb: 10,
  attackMs: 300,
  releaseMs: 1_000,
  fadeInMs: 500,
  fadeOutMs: 2_000,
  leadMs: 0,
  tailMs: 5_000,
}
const plan = (changes: Partial<RundownSlot>, bedChanges: Partial<RundownBed> = {}) =>
  planRecipe([{ ...slot, ...changes }, slot], { targetLufs: -23, tags, beds: [{ ...bed, ...bedChanges }] })

describe('a recipe', () => {
  test('is plain data in frames of 48 kHz, the same again after it was stored', () => {
    const recipe = plan({ keep: [{ fromMs: 250, toMs: 1_000.5 }], gapAfterMs: -1_500, fadeOutMs: 10, gainDb: -3 })
    expect(recipe.parts[0]).toMatchObject({
      keep: [{ fromFrame: 12_000, toFrame: 48_024 }],
      gapAfterFrames: -72_000,
      fadeInFrames: 0,
      fadeOutFrames: 480,
      gainDb: -3,
      treatment: { highPass: false, noiseReduction: 'off', deClick: 'off' },
    })
    expect(recipe.beds[0]).toMatchObject({ fromPart: 0, toPart: 1, attackFrames: 14_400, tailFrames: 240_000 })
    expect(readRecipe(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe)
  })

  test('of the first version is read as one without edits and beds', () => {
    const parts = [{ role: 'intro' as const, title: 'Nhạc hiệu', sha256: 'c'.repeat(64), gapAfterFrames: 19_200 }]
    const read = readRecipe({ version: 1, targetLufs: -16, truePeakMaxDbtp: -1, parts, tags })
    expect(read).toMatchObject({ version: 2, targetLufs: -16, beds: [], parts })
    expect(read.parts[0]).toMatchObject({ keep: [], gainDb: 0, fadeInFrames: 0, fadeOutFrames: 0 })
  })

  test.each<[string, string, Partial<RundownSlot>]>([
    ['a range that ends before it begins', 'range', { keep: [{ fromMs: 2_000, toMs: 1_000 }] }],
    ['a range of no frame', 'range', { keep: [{ fromMs: 1_000, toMs: 1_000.001 }] }],
    [
      'ranges in the wrong order',
      'range',
      {
        keep: [
          { fromMs: 5_000, toMs: 6_000 },
          { fromMs: 0, toMs: 1_000 },
        ],
      },
    ],
    [
      'ranges that overlap',
      'range',
      {
        keep: [
          { fromMs: 0, toMs: 2_000 },
          { fromMs: 1_000, toMs: 3_000 },
        ],
      },
    ],
    ['a range without an end', 'range', { keep: [{ fromMs: 0, toMs: Number.POSITIVE_INFINITY }] }],
    ['an overlap of more than half a minute', 'gap', { gapAfterMs: -30_001 }],
    ['a gain that is no number', 'gain', { gainDb: Number.NaN }],
    ['a fade backwards', 'fade', { fadeInMs: -1 }],
  ])('refuses %s', (_name, problem, changes) => {
    expect(() => plan(changes)).toThrow(
      expect.objectContaining({ code: 'bad-recipe', details: expect.objectContaining({ problem, title: 'Tin' }) }),
    )
  })

  test.each<[string, string, Partial<RundownBed>]>([
    ['under a place that is not there', 'bed-place', { toSlot: 2 }],
    ['that ends before it begins', 'bed-place', { fromSlot: 1, toSlot: 0 }],
    ['louder than the programme', 'bed-level', { levelLu: 1 }],
    ['that ducks upwards', 'duck', { duckDb: -1 }],
    ['with an endless fade', 'bed-time', { fadeOutMs: Number.POSITIVE_INFINITY }],
  ])('refuses a bed %s', (_name, problem, changes) => {
    expect(() => plan({}, changes)).toThrow(
      expect.objectContaining({ code: 'bad-recipe', details: expect.objectContaining({ problem, title: 'Nhạc nền' }) }),
    )
  })

  test('has whole frames whatever times it is given', () => {
    const ms = fc.double({ min: 0, max: 30_000, noNaN: true })
    fc.assert(
      fc.property(ms, ms, ms, (gapAfterMs, fadeInMs, leadMs) => {
        const { parts, beds } = plan({ gapAfterMs: -gapAfterMs, fadeInMs }, { leadMs })
        for (const frames of [parts[0]?.gapAfterFrames, parts[0]?.fadeInFrames, beds[0]?.leadFrames])
          expect(Number.isInteger(frames)).toBe(true)
      }),
    )
  })
})
