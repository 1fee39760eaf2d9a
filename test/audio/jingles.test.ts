import { readFile, stat } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ffmpeg, measure, probe, shippedTunes } from '../../audio/index.ts'
import { performTune } from '../../audio/jingles/score.ts'
import { ffmpegUnderTest } from './ffmpeg-under-test.ts'
import { Material } from './material.ts'

let material: Material
let ffmpeg: Ffmpeg

beforeAll(async () => {
  material = await Material.open()
  ffmpeg = await ffmpegUnderTest()
})

afterAll(() => material.close())

async function pcm(path: string): Promise<Int16Array> {
  const bytes = new Uint8Array(
    await readFile(await material.convert(path, 'tune.s16', '-f', 's16le', '-c:a', 'pcm_s16le')),
  )
  return new Int16Array(bytes.buffer)
}

/** Energy of one pitch in a stretch of the left channel, by Goertzel, as a share of the stretch's energy. */
function share(samples: Int16Array, fromSeconds: number, seconds: number, hz: number): number {
  const first = Math.round(fromSeconds * 48_000)
  const frames = Math.round(seconds * 48_000)
  const turn = 2 * Math.cos((2 * Math.PI * hz) / 48_000)
  let [last, before, energy] = [0, 0, 0]
  for (let frame = first; frame < first + frames; frame++) {
    const sample = samples[frame * 2] ?? 0
    const next = sample + turn * last - before
    before = last
    last = next
    energy += sample * sample
  }
  return (last * last + before * before - turn * last * before) / (energy * (frames / 2))
}

describe.each(shippedTunes())('$title ($role)', ({ role, path }) => {
  const seconds = { intro: 10, sting: 2.6, outro: 9, bed: 24 }[role]

  test('is what its score sounds like, sample for sample', async () => {
    const shipped = await pcm(path)
    const { left, right } = performTune(role)
    expect(shipped.length).toBe(left.length * 2)
    let furthest = 0
    for (let frame = 0; frame < left.length; frame++) {
      for (const [side, channel] of [left, right].entries()) {
        furthest = Math.max(furthest, Math.abs((shipped[frame * 2 + side] ?? 0) - (channel[frame] ?? 0) * 32_767))
      }
    }
    // Half a step of rounding, and what two processors may differ by.
    expect(furthest).toBeLessThan(0.6)
  })

  test('has its length, fits into the repository, and is stereo without clipping or oddities', async () => {
    expect((await stat(path)).size).toBeLessThan(1_500_000)
    const found = await probe(path, ffmpeg)
    expect(found).toMatchObject({
      durationMs: seconds * 1_000,
      channels: 2,
      sampleRateHz: 48_000,
      container: 'FLAC',
      warnings: [],
    })
    const { truePeakDbtp, integratedLufs } = await measure(path, ffmpeg)
    expect(truePeakDbtp).toBeLessThan(-2)
    expect(integratedLufs).toBeGreaterThan(-24)
    expect(integratedLufs).toBeLessThan(-14)
  })

  test('begins and ends in silence; a bed begins again where it ends', async () => {
    const samples = await pcm(path)
    if (role === 'bed') {
      const steps = [...samples.slice(0, 9_600), ...samples.slice(-9_600)].map((sample, place, all) =>
        place < 2 || place === 9_600 || place === 9_601 ? 0 : Math.abs(sample - (all[place - 2] ?? 0)),
      )
      const seam = [0, 1].map((side) => Math.abs((samples[side] ?? 99_999) - (samples.at(side - 2) ?? 0)))
      expect(Math.max(...seam)).toBeLessThanOrEqual(Math.max(...steps))
      return
    }
    expect(Math.abs(samples[0] ?? 1) + Math.abs(samples[1] ?? 1)).toBeLessThanOrEqual(2)
    expect(Math.abs(samples.at(-1) ?? 99) + Math.abs(samples.at(-2) ?? 99)).toBeLessThanOrEqual(2)
  })

  test('sounds in the mode Bắc on D, in tones and not in noise', async () => {
    const samples = await pcm(path)
    const energyOf = (semitones: readonly number[]): number => {
      let energy = 0
      for (const octave of [-1, 0, 1]) {
        for (const semitone of semitones) {
          for (let start = 0.4; start < seconds - 0.8; start += 0.2)
            energy += share(samples, start, 0.2, 293.66 * 2 ** (octave + semitone / 12))
        }
      }
      return energy / semitones.length
    }
    // hò xự xang xê cống against the five tones that the mode leaves out and no partial of its tones falls on.
    expect(energyOf([0, 2, 5, 7, 9])).toBeGreaterThan(8 * energyOf([1, 3, 6, 8, 10]))
  })
})
