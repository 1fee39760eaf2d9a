import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planSplice, type Seam, type SeamSound, type SplicedPiece, seamSound } from '../../audio/takes/splice.ts'

const piece = (source: number, fromFrame: number, toFrame: number): SplicedPiece => ({ source, fromFrame, toFrame })
const length = (pieces: readonly SplicedPiece[]) =>
  pieces.reduce((sum, { fromFrame, toFrame }) => sum + toFrame - fromFrame, 0)

const somePieces = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 1, max: 20_000 }))
    .map(([source, from, frames]) => piece(source, from, from + frames)),
  { minLength: 1, maxLength: 12 },
)

describe('a plan of pieces', () => {
  test('is exactly as long as they are, and every frame of it comes from one body or one seam', () => {
    fc.assert(
      fc.property(somePieces, (pieces) => {
        const { frames, bodies, seams } = planSplice(pieces)
        expect(frames).toBe(length(pieces))
        const stretches = [
          ...bodies.map(({ at, fromFrame, toFrame }) => ({ from: at, to: at + toFrame - fromFrame })),
          ...seams.map(({ at, fade, ends, begins }) => ({ from: ends ? at - fade : at, to: begins ? at + fade : at })),
        ].filter(({ from, to }) => from !== to)
        stretches.sort((one, other) => one.from - other.from)
        expect(stretches.map(({ from }) => from)).toEqual([0, ...stretches.slice(0, -1).map(({ to }) => to)])
        expect(stretches.at(-1)?.to).toBe(frames)
      }),
    )
  })

  test('does not hear a split: pieces that touch are one', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 99_999 }), { maxLength: 6 }), (places) => {
        const ends = [0, ...places.toSorted((a, b) => a - b), 100_000]
        const split = ends.slice(1).map((to, index) => piece(0, ends[index] ?? 0, to))
        expect(planSplice(split)).toEqual(planSplice([piece(0, 0, 100_000)]))
      }),
    )
    expect(planSplice([piece(0, 0, 9_000), piece(1, 9_000, 18_000)]).bodies).toHaveLength(2)
  })

  test('is refused when it is empty, has an empty piece, or begins before the beginning', () => {
    const codeOf = (pieces: readonly SplicedPiece[]) => {
      try {
        return planSplice(pieces)
      } catch (error) {
        return error
      }
    }
    expect(codeOf([])).toMatchObject({ code: 'empty-edit' })
    expect(codeOf([piece(0, 5, 5)])).toMatchObject({ code: 'empty-edit' })
    expect(codeOf([piece(0, 9, 5)])).toMatchObject({ code: 'empty-edit' })
    expect(codeOf([piece(0, 0, Number.NaN)])).toMatchObject({ code: 'empty-edit' })
    expect(codeOf([piece(0, -1, 5)])).toMatchObject({ code: 'piece-outside' })
    expect(codeOf([piece(0, Number.NaN, 5)])).toMatchObject({ code: 'piece-outside' })
  })
})

describe('a seam', () => {
  const fade = 480
  const both: Seam = { at: 10_000, fade, ends: { source: 0, frame: 10_000 }, begins: { source: 1, frame: 20_000 } }
  /** The same sound everywhere around a place. */
  const sound = (at: (frame: number) => number, beyond = 48_000): SeamSound => ({
    samples: Float32Array.from({ length: 2 * fade }, (_none, index) => at(index - fade)),
    beyond,
  })
  let seed = 1
  const noise = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 1_073_741_823.5 - 1
  }

  test('leaves everything beyond its 10 ms as it was', () => {
    const [ends, begins] = [sound(() => 0.25), sound(() => -0.125)]
    const { from, samples } = seamSound(both, 1, ends, begins)
    expect([from, samples.length]).toEqual([10_000 - fade, 2 * fade])
    expect(new Set(samples.subarray(0, fade / 2))).toEqual(new Set([0.25]))
    expect(new Set(samples.subarray(fade + fade / 2))).toEqual(new Set([-0.125]))
  })

  test('goes from any level to any other without a step', () => {
    const { samples } = seamSound(
      both,
      1,
      sound(() => 0.5),
      sound(() => -0.5),
    )
    const steps = [...samples.subarray(1)].map((sample, index) => Math.abs(sample - (samples[index] ?? 0)))
    // Half a cosine of height one over 480 frames is nowhere steeper than π / 960; evened out at most twice that.
    expect(Math.max(...steps)).toBeLessThan((2 * Math.PI) / 960)
  })

  test('keeps the level of noise even, where shares that add up to one would lose half of its power in the middle', () => {
    const power = new Float64Array(2 * fade)
    const rounds = 2_000
    for (let round = 0; round < rounds; round++) {
      const { samples } = seamSound(both, 1, sound(noise), sound(noise))
      for (const [index, sample] of samples.entries()) power[index] = (power[index] ?? 0) + (sample * sample) / rounds
    }
    const level = (from: number, to: number) =>
      10 * Math.log10(power.subarray(from, to).reduce((sum, one) => sum + one, 0) / (to - from))
    const around = level(0, fade / 2)
    expect(Math.abs(level(fade - 60, fade + 60) - around)).toBeLessThan(0.2)
    expect(Math.abs(level(fade / 2, (3 * fade) / 2) - around)).toBeLessThan(0.2)
  })

  test('keeps the level of what goes through the cut unchanged: it would rise by 3 dB if the powers added up to one', () => {
    const tone = (frame: number) => 0.5 * Math.sin((2 * Math.PI * 440 * frame) / 48_000)
    const { samples } = seamSound(both, 1, sound(tone), sound(tone))
    for (const [index, sample] of samples.entries()) expect(sample).toBeCloseTo(tone(index - fade), 5)
  })

  test('takes more from one side where the other has nothing beyond its cut', () => {
    for (const [endsBeyond, beginsBeyond] of [
      [0, 48_000],
      [48_000, 0],
      [100, 48_000],
      [48_000, 100],
    ] as const) {
      const tone = (frame: number) => 0.5 * Math.sin((2 * Math.PI * 440 * frame) / 48_000)
      const cutOff = sound((frame) => (frame < endsBeyond ? tone(frame) : 0), endsBeyond)
      const cutOn = sound((frame) => (frame >= -beginsBeyond ? tone(frame) : 0), beginsBeyond)
      const { samples } = seamSound(both, 1, cutOff, cutOn)
      for (const [index, sample] of samples.entries()) expect(sample).toBeCloseTo(tone(index - fade), 4)
    }
  })

  test('fades each side by itself where neither goes on beyond', () => {
    const { samples } = seamSound(
      both,
      1,
      sound((frame) => (frame < 0 ? 0.5 : 0), 0),
      sound((frame) => (frame < 0 ? 0 : 0.5), 0),
    )
    expect(samples[0]).toBeCloseTo(0.5, 3)
    expect(samples.at(-1)).toBeCloseTo(0.5, 3)
    expect(Math.abs(samples[fade - 1] ?? 1)).toBeLessThan(1e-4)
    expect(Math.abs(samples[fade] ?? 1)).toBeLessThan(1e-4)
    const steps = [...samples.subarray(1)].map((sample, index) => Math.abs(sample - (samples[index] ?? 0)))
    expect(Math.max(...steps)).toBeLessThan(Math.PI / 960)
  })

  test('reaches into silence without a step where a source ends a little before its piece does', () => {
    const { samples } = seamSound(
      both,
      1,
      sound((frame) => (frame < -40 ? 0.5 : 0), -40),
      sound(() => 0, 0),
    )
    const steps = [...samples.subarray(1)].map((sample, index) => Math.abs(sample - (samples[index] ?? 0)))
    expect(Math.max(...steps)).toBeLessThan(Math.PI / 960)
  })

  test('without a neighbour fades inside the piece, except where the source itself ends', () => {
    const start: Seam = { at: 0, fade, ends: undefined, begins: { source: 0, frame: 5_000 } }
    const faded = seamSound(
      start,
      1,
      undefined,
      sound(() => 0.5),
    )
    expect([faded.from, faded.samples.length]).toEqual([0, fade])
    expect(faded.samples[0]).toBeLessThan(1e-4)
    expect(faded.samples.at(-1)).toBeCloseTo(0.5, 3)

    const end: Seam = { at: 9_000, fade, ends: { source: 0, frame: 5_000 }, begins: undefined }
    const cut = seamSound(
      end,
      1,
      sound(() => 0.5),
      undefined,
    )
    expect([cut.from, cut.samples.length]).toEqual([9_000 - fade, fade])
    expect(cut.samples.at(-1)).toBeLessThan(1e-4)
    const whole = seamSound(
      end,
      1,
      sound(() => 0.5, 30),
      undefined,
    )
    expect(new Set(whole.samples)).toEqual(new Set([0.5]))
  })

  test('treats both channels alike', () => {
    const stereo = (left: number, right: number): SeamSound => ({
      samples: Float32Array.from({ length: 4 * fade }, (_none, index) => (index % 2 === 0 ? left : right)),
      beyond: 48_000,
    })
    const { samples } = seamSound(both, 2, stereo(0.5, -0.25), stereo(0.5, -0.25))
    for (let index = 0; index < samples.length; index += 2) {
      expect(samples[index]).toBeCloseTo(0.5, 5)
      expect(samples[index + 1]).toBeCloseTo(-0.25, 5)
    }
  })
})
