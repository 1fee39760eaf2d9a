import { readdir, readFile, stat, symlink } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  AudioError,
  type EditTakeOptions,
  editTake,
  finePeaks,
  peaks,
  probe,
  type TakePiece,
} from '../../../audio/index.ts'
import { withPeakMemory } from '../../bench/peak-memory.ts'
import { babble, wav } from '../../sounds.ts'
import { ffmpegUnderTest } from '../ffmpeg-under-test.ts'
import { Material, sha256 } from '../material.ts'

const ffmpeg = await ffmpegUnderTest()
const rate = 48_000
let material: Material
let made = 0

beforeAll(async () => {
  material = await Material.open()
})

afterAll(() => material.close())

async function edited(pieces: readonly TakePiece[], options: EditTakeOptions = {}) {
  made += 1
  const path = material.path(`edited-${made}.wav`)
  return { path, ...(await editTake(pieces, path, ffmpeg, options)) }
}

/** The samples of a WAV as whole numbers; the header is taken apart, not trusted to be of one size. */
async function wholeSamples(path: string): Promise<Int32Array> {
  const bytes = await readFile(path)
  let at = 12
  let bits = 0
  while (bytes.toString('latin1', at, at + 4) !== 'data') {
    if (bytes.toString('latin1', at, at + 4) === 'fmt ') bits = bytes.readUInt16LE(at + 22)
    at += 8 + bytes.readUInt32LE(at + 4)
  }
  const size = bytes.readUInt32LE(at + 4)
  expect(at + 8 + size).toBe(bytes.length)
  return Int32Array.from({ length: (8 * size) / bits }, (_none, index) =>
    bytes.readIntLE(at + 8 + (index * bits) / 8, bits / 8),
  )
}

const noise = (frames: number, gain: number, seed = 7) => {
  let state = seed
  return Float32Array.from({ length: frames }, () => {
    state = (state * 48_271) % 2_147_483_647
    return gain * (state / 1_073_741_823.5 - 1)
  })
}

/** dB of full scale. */
const level = (samples: ArrayLike<number>, from: number, to: number) => {
  let sum = 0
  for (let index = from; index < to; index++) sum += ((samples[index] ?? 0) / 32_768) ** 2
  return 10 * Math.log10(sum / (to - from) + 1e-20)
}

/** The largest step from one sample to the next. */
const steepest = (samples: ArrayLike<number>, from: number, to: number) => {
  let most = 0
  for (let index = from; index < to; index++)
    most = Math.max(most, Math.abs((samples[index + 1] ?? 0) - (samples[index] ?? 0)))
  return most
}

describe('a read cut and joined', () => {
  /** Eight seconds of something like a voice over a hiss at −50 dBFS. */
  const voice = babble(8)
  const hiss = noise(voice.length, 0.0055)
  const read = wav(voice.map((sample, index) => sample + (hiss[index] ?? 0)))
  let source: string
  let before: Int32Array

  beforeAll(async () => {
    source = await material.write('read.wav', read)
    before = await wholeSamples(source)
  })

  test('is exactly as long as its pieces, and bit for bit the original away from the seams', async () => {
    const result = await edited([
      { path: source, fromMs: 0, toMs: 2_500 },
      { path: source, fromMs: 3_100.25, toMs: 5_000.5 },
      { path: source, fromMs: 6_000, toMs: 8_000 },
    ])
    const frames = 2_500 * 48 + (5_000.5 - 3_100.25) * 48 + 2_000 * 48
    expect(result).toMatchObject({ frames, channels: 1, bitsPerSample: 16, bytes: 44 + 2 * frames })
    expect(result.bytes).toBe((await stat(result.path)).size)
    expect(result.sha256).toBe(await sha256(result.path))
    expect(await probe(result.path, ffmpeg)).toMatchObject({
      durationMs: Math.round(frames / 48),
      sampleRateHz: rate,
      channels: 1,
      codec: 'pcm_s16le',
      container: 'WAV',
      warnings: [],
    })
    const after = await wholeSamples(result.path)
    const same = (from: number, to: number, cut: number) =>
      expect(
        Buffer.from(after.slice(from, to).buffer).equals(Buffer.from(before.slice(from + cut, to + cut).buffer)),
      ).toBe(true)
    const [first, second] = [120_000, 120_000 + 91_212]
    same(0, first - 240, 0)
    same(first + 240, second - 240, 148_812 - first)
    same(second + 240, frames, 288_000 - second)
  })

  test('does not click: nowhere around a seam is it steeper or louder than what it was cut from', async () => {
    for (let turn = 0; turn < 12; turn++) {
      const [fromMs, toMs] = [1_000 + turn * 137.3, 3_000 + turn * 211.7]
      const { path } = await edited([
        { path: source, fromMs: 0, toMs: fromMs },
        { path: source, fromMs: toMs, toMs: 8_000 },
      ])
      const after = await wholeSamples(path)
      const [cut, on] = [Math.round(fromMs * 48), Math.round(toMs * 48)]
      const around = Math.max(steepest(before, cut - 2_400, cut + 2_400), steepest(before, on - 2_400, on + 2_400))
      expect(steepest(after, cut - 480, cut + 480)).toBeLessThanOrEqual(around * 1.1 + 2)
    }
  })

  test('in a pause with nothing but hiss keeps the hiss as loud as it was', async () => {
    const room = await material.write('room.wav', wav(noise(rate * 60, 0.01, 3)))
    const cuts = 100
    const pieces = Array.from({ length: cuts }, (_none, turn) => ({
      path: room,
      fromMs: turn * 550,
      toMs: turn * 550 + 400,
    }))
    const { path, frames } = await edited(pieces)
    expect(frames).toBe(cuts * 400 * 48)
    const after = await wholeSamples(path)
    let [at, apart] = [0, 0]
    for (let turn = 1; turn < cuts; turn++) {
      const seam = turn * 400 * 48
      at += 10 ** (level(after, seam - 120, seam + 120) / 10) / (cuts - 1)
      apart += 10 ** (level(after, seam - 4_800, seam - 960) / 10) / (cuts - 1)
    }
    expect(Math.abs(10 * Math.log10(at / apart))).toBeLessThan(0.5)
  })

  test('fades an end that was cut, within the piece, and leaves the ends of the read itself', async () => {
    const loud = await material.write('loud.wav', wav(new Float32Array(rate * 3).fill(0.5)))
    const trimmed = await wholeSamples((await edited([{ path: loud, fromMs: 1_000, toMs: 2_000 }])).path)
    expect([trimmed.length, trimmed[0], trimmed.at(-1)]).toEqual([48_000, 0, 0])
    expect(steepest(trimmed, 0, trimmed.length - 1)).toBeLessThan((16_384 * Math.PI) / 900)
    expect(new Set(trimmed.subarray(480, -480)).size).toBe(1)
    const untouched = await wholeSamples((await edited([{ path: loud, fromMs: 0, toMs: 3_000 }])).path)
    expect(new Set(untouched).size).toBe(1)
  })

  test('a split alone changes nothing, and an order of its own is kept', async () => {
    const split = await edited([
      { path: source, fromMs: 0, toMs: 1_234.5 },
      { path: source, fromMs: 1_234.5, toMs: 8_000 },
    ])
    expect(split.sha256).toBe(await sha256(source))
    const turned = await wholeSamples(
      (
        await edited([
          { path: source, fromMs: 4_000, toMs: 8_000 },
          { path: source, fromMs: 0, toMs: 4_000 },
        ])
      ).path,
    )
    expect([...turned.subarray(480, 4_000)]).toEqual([...before.subarray(192_000 + 480, 192_000 + 4_000)])
    expect([...turned.subarray(192_000 + 480, 200_000)]).toEqual([...before.subarray(480, 8_000)])
  })

  test('joins reads of any kinds at their exact places: 24 bits, two channels, the first half of one and the second of another', async () => {
    const other = await material.convert(source, 'other.mp3', '-ar', '44100', '-ac', '2', '-b:a', '192k')
    const third = await material.convert(source, 'third.flac', '-ar', '96000', '-ac', '2', '-sample_fmt', 's32')
    const result = await edited([
      { path: source, fromMs: 0, toMs: 2_000 },
      { path: other, fromMs: 2_000, toMs: 4_000 },
      { path: third, fromMs: 4_000, toMs: 6_000 },
      { path: source, fromMs: 6_000, toMs: 8_000 },
    ])
    expect(result).toMatchObject({ frames: 8 * rate, channels: 2, bitsPerSample: 24, bytes: 68 + 8 * rate * 6 })
    const found = await probe(result.path, ffmpeg)
    expect(found).toMatchObject({
      durationMs: 8_000,
      sampleRateHz: rate,
      channels: 2,
      codec: 'pcm_s24le',
      warnings: [],
    })
    const after = await wholeSamples(result.path)
    const left = (frame: number) => (after[2 * frame] ?? 0) / 8_388_608
    const right = (frame: number) => (after[2 * frame + 1] ?? 0) / 8_388_608
    for (const frame of [1_000, 50_000, 95_000, 290_000, 380_000]) {
      expect(left(frame)).toBe((before[frame] ?? 0) / 32_768)
      expect(right(frame)).toBe(left(frame))
    }
    for (const [path, from, to] of [
      [other, 96_000, 192_000],
      [third, 192_000, 288_000],
    ] as const) {
      const decoded = await material.samples(path)
      let worst = 0
      for (let frame = from + 240; frame < to - 240; frame++)
        worst = Math.max(worst, Math.abs(left(frame) - (decoded[2 * frame] ?? 0)))
      expect(worst).toBeLessThan(2e-4)
    }
  })

  test('of a surround recording is folded down to two channels; mono of 24 bits stays mono of 24 bits', async () => {
    const surround = await material.convert(source, 'surround.wav', '-ac', '6')
    expect(await edited([{ path: surround, fromMs: 500, toMs: 1_500 }])).toMatchObject({
      channels: 2,
      bitsPerSample: 24,
    })
    const fine = await material.convert(source, 'fine.wav', '-c:a', 'pcm_s24le')
    const result = await edited([{ path: fine, fromMs: 1_000, toMs: 3_000 }])
    expect(result).toMatchObject({ channels: 1, bitsPerSample: 24 })
    const after = await wholeSamples(result.path)
    for (let frame = 480; frame < 95_000; frame += 97) expect(after[frame]).toBe((before[48_000 + frame] ?? 0) * 256)
  })

  test('takes the length that its page was told, rounded to a millisecond, as the end of the read', async () => {
    const odd = await material.write('odd.wav', wav(new Float32Array(rate + 13).fill(0.25)))
    const { durationMs } = await probe(odd, ffmpeg)
    const { frames, path } = await edited([
      { path: odd, fromMs: 500, toMs: durationMs + 0.9 },
      { path: odd, fromMs: 0, toMs: durationMs },
    ])
    expect(frames).toBe(Math.round((durationMs + 0.9) * 48) - 24_000 + durationMs * 48)
    expect(steepest(await wholeSamples(path), 0, frames - 50)).toBeLessThan((8_192 * Math.PI) / 800)
  })
})

describe('an edit that cannot be made', () => {
  let source: string
  beforeAll(async () => {
    source = await material.write('short.wav', wav(babble(4)))
  })

  const refused = async (pieces: readonly TakePiece[], options: EditTakeOptions = {}) => {
    const files = await readdir(material.folder)
    const error: unknown = await edited(pieces, options).catch((cause: unknown) => cause)
    expect(await readdir(material.folder)).toEqual(files)
    if (!(error instanceof AudioError)) throw new Error(`not refused: ${JSON.stringify(error)}`)
    return error
  }

  test.each([
    ['without a piece', [], 'empty-edit'],
    ['with a piece without length', [{ fromMs: 1_000, toMs: 1_000 }], 'empty-edit'],
    ['with a piece that ends before it begins', [{ fromMs: 2_000, toMs: 1_000 }], 'empty-edit'],
    ['before the beginning', [{ fromMs: -10, toMs: 1_000 }], 'piece-outside'],
    [
      'beyond the end',
      [
        { fromMs: 0, toMs: 1_000 },
        { fromMs: 3_000, toMs: 4_002 },
      ],
      'piece-outside',
    ],
    ['all of it beyond the end', [{ fromMs: 9_000, toMs: 10_000 }], 'piece-outside'],
    ['of more than four hours', Array.from({ length: 3_700 }, () => ({ fromMs: 0, toMs: 3_999 })), 'too-long'],
  ])('%s is refused and leaves nothing', async (_what, places, code) => {
    expect((await refused(places.map((place) => ({ path: source, ...place })))).code).toBe(code)
  })

  test('of files that are no sound is refused as probing refuses them', async () => {
    const text = await material.write('text.wav', 'Kính thưa quý vị và các bạn')
    expect((await refused([{ path: text, fromMs: 0, toMs: 1_000 }])).code).toBe('not-audio')
    expect((await refused([{ path: material.path('nowhere.wav'), fromMs: 0, toMs: 1_000 }])).code).toBe('input-missing')
    const outside = await refused([
      { path: source, fromMs: 0, toMs: 1_000 },
      { path: source, fromMs: 2_000, toMs: 8_000 },
    ])
    expect(outside.details).toMatchObject({ path: source, durationMs: 4_000 })
  })

  test('is given up when it is cancelled, at once and in the midst of it', async () => {
    const long = await material.ffmpeg('long.wav', '-f', 'lavfi', '-i', 'anoisesrc=d=300:r=48000:a=0.1')
    const pieces = [
      { path: long, fromMs: 0, toMs: 1_000 },
      { path: long, fromMs: 2_000, toMs: 299_000 },
    ]
    expect((await refused(pieces, { signal: AbortSignal.abort() })).code).toBe('cancelled')
    const giveUp = new AbortController()
    const fractions: number[] = []
    const onProgress = (fraction: number) => {
      fractions.push(fraction)
      if (fraction > 0.2) giveUp.abort()
    }
    expect((await refused(pieces, { signal: giveUp.signal, onProgress })).code).toBe('cancelled')
    expect(fractions).toEqual(fractions.toSorted((one, other) => one - other))
  })

  test('for want of room on the disk says so', async () => {
    const path = material.path('full.wav')
    await symlink('/dev/full', path)
    const full = editTake([{ path: source, fromMs: 500, toMs: 3_000 }], path, ffmpeg)
    await expect(full).rejects.toMatchObject({ code: 'disk-full' })
    expect(await readdir(material.folder)).not.toContain('full.wav')
  })
})

describe('half an hour of sound', () => {
  test('is cut, and its peaks are drawn, in no more memory than a short one', async () => {
    const long = await material.ffmpeg('half-hour.wav', '-f', 'lavfi', '-i', 'anoisesrc=d=1800:r=48000:a=0.1')
    const short = await material.ffmpeg('five-minutes.wav', '-f', 'lavfi', '-i', 'anoisesrc=d=300:r=48000:a=0.1')
    const both = (path: string, toMs: number) =>
      withPeakMemory(process.pid, async () => {
        const { frames, path: out } = await edited([
          { path, fromMs: 0, toMs: toMs / 2 },
          { path, fromMs: toMs / 2 + 1_000, toMs },
        ])
        await finePeaks(path, `${out}.peaks`, ffmpeg)
        return frames
      })
    const little = await both(short, 300_000)
    const much = await both(long, 1_800_000)
    expect(much.result).toBe((1_800_000 - 1_000) * 48)
    // Five minutes of samples alone are 55 MB; what is thrown away is not collected at once.
    expect(much.peakMb - little.peakMb).toBeLessThan(80)
  })

  test('has the same peaks, 5 ms by 5 ms, as the coarse ones that every read carries', async () => {
    const path = await material.speech('spoken.wav')
    const out = material.path('spoken.peaks')
    await finePeaks(path, out, ffmpeg)
    const file = await readFile(out)
    const headerBytes = file.readUInt32LE(0)
    const { levels } = JSON.parse(file.toString('utf8', 4, 4 + headerBytes))
    const coarse = await peaks(path, ffmpeg)
    const at = 4 + headerBytes + levels[0].offset
    for (let pair = 0; pair < Math.floor(levels[0].pairs / 10); pair++) {
      const under = Array.from({ length: 20 }, (_none, index) => file.readInt8(at + 20 * pair + index))
      // A pair of 5 ms at 22,050 Hz ends within a frame of where one of 50 ms does.
      expect(Math.abs(Math.min(0, ...under) - (coarse.pairs[2 * pair] ?? 0))).toBeLessThanOrEqual(3)
      expect(Math.abs(Math.max(0, ...under) - (coarse.pairs[2 * pair + 1] ?? 0))).toBeLessThanOrEqual(3)
    }
  })
})
