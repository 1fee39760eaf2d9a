import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Ffmpeg,
  measure,
  probe,
  testTone,
  testToneWav,
  transcodeForListening,
  writeWav,
} from '../../audio/index.ts'
import { ffmpegUnderTest } from './ffmpeg-under-test.ts'
import { Material, sha256 } from './material.ts'

let material: Material
let ffmpeg: Ffmpeg

beforeAll(async () => {
  material = await Material.open()
  ffmpeg = await ffmpegUnderTest()
})

afterAll(() => material.close())

/** Bytes in pieces of a given size, as a network delivers them. */
async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const samples = Int16Array.from({ length: 48_000 * 3 }, (_sample, index) =>
  Math.round(20_000 * Math.sin(index / 7) + (index % 13)),
)
const bytes = Buffer.from(samples.buffer)

describe('a take that was recorded in the browser', () => {
  test.each([1_000, 4_096, 4_097])('keeps every 16-bit sample, however it is cut (%i bytes)', async (size) => {
    const path = material.path(`take${size}.wav`)
    const written = await writeWav({
      path,
      sampleRateHz: 48_000,
      channels: 1,
      sampleFormat: 's16le',
      chunks: pieces(bytes, size),
    })
    expect(written).toEqual({
      frames: samples.length,
      durationMs: 3_000,
      bytes: 44 + bytes.length,
      sha256: await sha256(path),
    })
    expect((await readFile(path)).subarray(44).equals(bytes)).toBe(true)
    expect(await probe(path, ffmpeg)).toMatchObject({
      durationMs: 3_000,
      sampleRateHz: 48_000,
      channels: 1,
      container: 'WAV',
      warnings: [],
    })
  })

  test('floats are rounded to 16 bit and clipped beyond full scale', async () => {
    const floats = Buffer.from(new Float32Array([0, 0.5, -0.5, 1, -1, 1.5, -1.5, 0.25]).buffer)
    const path = material.path('floats.wav')
    const { frames } = await writeWav({
      path,
      sampleRateHz: 44_100,
      channels: 2,
      sampleFormat: 'f32le',
      chunks: pieces(floats, 5),
    })
    const data = (await readFile(path)).subarray(44)
    expect(frames).toBe(4)
    expect(Array.from({ length: 8 }, (_value, index) => data.readInt16LE(index * 2))).toEqual([
      0, 16_384, -16_383, 32_767, -32_767, 32_767, -32_768, 8_192,
    ])
  })

  test('that fails or is cancelled leaves no file', async () => {
    const before = await readdir(material.folder)
    const path = material.path('failed.wav')
    async function* failing(): AsyncGenerator<Buffer> {
      yield bytes
      throw new Error('mạng đứt')
    }
    const shape = { path, sampleRateHz: 48_000, channels: 1, sampleFormat: 's16le' } as const
    await expect(writeWav({ ...shape, chunks: failing() })).rejects.toMatchObject({ code: 'decode-failed' })
    await expect(
      writeWav({ ...shape, chunks: pieces(bytes, 1_000), signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'cancelled' })
    await expect(writeWav({ ...shape, chunks: pieces(Buffer.alloc(1), 1) })).rejects.toMatchObject({
      code: 'too-short',
    })
    expect(await readdir(material.folder)).toEqual(before)
  })
})

describe('a copy for listening', () => {
  test.each([
    ['amr', ['-ar', '8000', '-ac', '1']],
    ['wma', []],
    ['webm', []],
  ] as const)('of an %s is an MP3 of the same length and loudness', async (ending, options) => {
    const original = await material.convert(await material.speech('speech.wav'), `original.${ending}`, ...options)
    const copy = material.path(`copy-${ending}.mp3`)
    const fractions: number[] = []
    const { durationMs } = await probe(original, ffmpeg)
    await transcodeForListening(original, copy, ffmpeg, {
      durationMs,
      onProgress: (fraction) => fractions.push(fraction),
    })
    const found = await probe(copy, ffmpeg)
    expect(found).toMatchObject({ container: 'MP3', codec: 'mp3', sampleRateHz: 48_000, channels: 2 })
    expect(Math.abs(found.durationMs - durationMs)).toBeLessThanOrEqual(1)
    const [was, is] = [await measure(original, ffmpeg), await measure(copy, ffmpeg)]
    expect(Math.abs((was.integratedLufs ?? 0) - 0.45 - (is.integratedLufs ?? 0))).toBeLessThan(0.2)
    expect(fractions.at(-1)).toBeGreaterThan(0.9)
  })

  test('of what is no sound leaves nothing', async () => {
    const text = await material.write('text.mp3', 'Kính thưa quý vị')
    const before = await readdir(material.folder)
    await expect(transcodeForListening(text, material.path('never.mp3'), ffmpeg)).rejects.toMatchObject({
      code: 'not-audio',
    })
    expect(await readdir(material.folder)).toEqual(before)
  })
})

describe('the test tone', () => {
  test('has the level, pitch and length that were asked for, and soft ends', () => {
    const tone = testTone({ seconds: 2, hz: 1_000 })
    const peak = tone.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
    expect(tone).toHaveLength(96_000)
    expect(20 * Math.log10(peak)).toBeCloseTo(-20, 1)
    const crossings = tone.filter((sample, index) => index > 0 && sample >= 0 && (tone[index - 1] ?? 0) < 0).length
    expect(crossings).toBeGreaterThan(1_990)
    expect(crossings).toBeLessThan(2_002)
    expect(Math.abs(tone[0] ?? 1) + Math.abs(tone.at(-1) ?? 1)).toBeLessThan(1e-6)
    expect(tone.subarray(0, 480).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeLessThan(0.001)
  })

  test('is a WAV file that any player reads', async () => {
    const path = await material.write('tone.wav', testToneWav({ seconds: 1.5, hz: 440 }))
    expect(await probe(path, ffmpeg)).toMatchObject({
      durationMs: 1_500,
      channels: 2,
      sampleRateHz: 48_000,
      codec: 'pcm_s16le',
      warnings: [],
    })
    expect((await measure(path, ffmpeg)).truePeakDbtp).toBeCloseTo(-20, 0)
  })
})
