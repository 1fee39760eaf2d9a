import { readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { measure } from '../../../audio/loudness/index.ts'
import {
  createPartStore,
  type PartStore,
  type ReadyPart,
  type Treatment,
  treatedMp3,
  untreated,
} from '../../../audio/parts/index.ts'
import { ffmpegUnderTest } from '../ffmpeg-under-test.ts'
import { Material, sha256 } from '../material.ts'

const ffmpeg = await ffmpegUnderTest()
const rate = 48_000
let material: Material
let folder: string
let store: PartStore

beforeAll(async () => {
  material = await Material.open()
  folder = material.path('parts')
  store = await createPartStore({ folder, maxBytes: 1e9, ffmpeg })
})

afterAll(async () => {
  await material.close()
})

interface Wish {
  keep?: { fromFrame: number; toFrame: number }[]
  treatment?: Partial<Treatment>
  signal?: AbortSignal
  onProgress?: (fraction: number) => void
  from?: PartStore
}

async function partOf(path: string, wish: Wish = {}): Promise<ReadyPart> {
  const { keep = [], treatment = {}, signal = new AbortController().signal, from = store, onProgress } = wish
  const source = { sha256: await sha256(path), title: 'Bản tin', keep, treatment: { ...untreated, ...treatment } }
  return from.ready(source, { pathOf: () => path, signal, onProgress })
}

async function samplesOf(part: ReadyPart): Promise<Float32Array> {
  return new Float32Array(new Uint8Array(await readFile(part.pcmPath)).buffer)
}

/** One side. */
async function leftOf(part: ReadyPart): Promise<Float32Array> {
  const samples = await samplesOf(part)
  return Float32Array.from({ length: samples.length / 2 }, (_sample, frame) => samples[2 * frame] ?? 0)
}

/** dB, of a stretch in seconds. */
function level(sound: Float32Array, fromS: number, toS: number): number {
  const part = sound.subarray(Math.round(fromS * rate), Math.round(toS * rate))
  return 10 * Math.log10(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length + 1e-20)
}

/** By how many frames the second sound lags behind the first, found by their likeness around a loud place. */
function lag(first: Float32Array, second: Float32Array, aroundS: number): number {
  const at = Math.round(aroundS * rate)
  let best = { shift: Number.NaN, likeness: Number.NEGATIVE_INFINITY }
  for (let shift = -300; shift <= 300; shift++) {
    let likeness = 0
    for (let n = at; n < at + 9_600; n++) likeness += (first[n] ?? 0) * (second[n + shift] ?? 0)
    if (likeness > best.likeness) best = { shift, likeness }
  }
  return best.shift
}

/** Two seconds of pause, a voice, two seconds of pause, with hiss all through; its frames. */
async function noisyRead(name: string): Promise<{ path: string; voiceS: number }> {
  const voice = await material.sox(
    await material.speech(`${name}-voice.wav`),
    `${name}-even.wav`,
    'rate',
    '48000',
    'gain',
    '-8',
  )
  const padded = await material.sox(voice, `${name}-padded.wav`, 'pad', '2', '2')
  const seconds = (await stat(padded)).size / 2 / rate
  const hiss = await material.ffmpeg(
    `${name}-hiss.wav`,
    ...['-f', 'lavfi', '-i', `anoisesrc=color=pink:amplitude=0.012:seed=5:sample_rate=48000:duration=${seconds}`],
  )
  const path = await material.ffmpeg(
    `${name}.wav`,
    ...['-i', padded, '-i', hiss, '-filter_complex', '[0:a][1:a]amix=2:duration=first,volume=2', '-c:a', 'pcm_s16le'],
  )
  return { path, voiceS: seconds - 4 }
}

describe('treatments', () => {
  test('noise goes down in the pauses by what was promised, the voice keeps level and place', async () => {
    const { path, voiceS } = await noisyRead('noisy')
    const plain = await partOf(path)
    const before = await leftOf(plain)
    for (const [noiseReduction, least, most] of [
      ['light', 8, 12],
      ['strong', 14, 20],
    ] as const) {
      const part = await partOf(path, { treatment: { noiseReduction } })
      const after = await leftOf(part)
      const gainDb = (fromS: number, toS: number): number => level(after, fromS, toS) - level(before, fromS, toS)
      expect(part.frames).toBe(plain.frames)
      expect(-gainDb(0.3, 1.7)).toBeGreaterThan(least)
      expect(-gainDb(0.3, 1.7)).toBeLessThan(most)
      expect(Math.abs(gainDb(2, 2 + voiceS))).toBeLessThan(0.5)
      expect(Math.abs(part.integratedLufs - plain.integratedLufs)).toBeLessThan(0.5)
      expect(lag(before, after, 3)).toBe(0)
      expect(part.noiseFloorDbfs ?? 0).toBeLessThan((plain.noiseFloorDbfs ?? 0) - least + 1)
    }
  })

  test('rumble goes, the voice over it keeps level, length and place within a millisecond', async () => {
    const voice = await material.sox(await material.speech('deep.wav'), 'deep-48.wav', 'rate', '48000', 'gain', '-8')
    const path = await material.ffmpeg(
      'rumble.wav',
      ...['-i', voice, '-f', 'lavfi', '-i', 'sine=frequency=20:sample_rate=48000:duration=10'],
      ...['-filter_complex', '[0:a]apad=pad_len=96000[v];[v][1:a]amix=2:duration=first,volume=2', '-c:a', 'pcm_s16le'],
    )
    const [plain, part] = [await partOf(path), await partOf(path, { treatment: { highPass: true } })]
    const [before, after] = [await leftOf(plain), await leftOf(part)]
    const endS = part.frames / rate
    expect(part.frames).toBe(plain.frames)
    expect(level(before, endS - 1.5, endS - 0.5) - level(after, endS - 1.5, endS - 0.5)).toBeGreaterThan(20)
    expect(Math.abs(part.integratedLufs - (await partOf(voice)).integratedLufs)).toBeLessThan(0.5)
    expect(Math.abs(lag(await leftOf(await partOf(voice)), after, 1))).toBeLessThanOrEqual(48)
  })

  test('clicks go, the voice keeps level, length and place', async () => {
    const { path } = await noisyRead('clean')
    const plain = await partOf(path)
    const clean = await leftOf(plain)
    const clicked = Int16Array.from(clean, (sample) => Math.round(sample * 32_767))
    for (let at = 30_000; at < clicked.length - 1_000; at += 9_700)
      for (const [n, height] of [9_000, -6_000, 2_500].entries()) clicked[at + n] = (clicked[at + n] ?? 0) + height
    const raw = await material.write('clicked.s16', Buffer.from(clicked.buffer))
    const clickedPath = await material.ffmpeg('clicked.wav', '-f', 's16le', '-ar', '48000', '-ac', '1', '-i', raw)
    const error = async (part: ReadyPart): Promise<number> => {
      const sound = await leftOf(part)
      expect(sound).toHaveLength(clean.length)
      return level(
        sound.map((sample, n) => sample - (clean[n] ?? 0)),
        0,
        sound.length / rate,
      )
    }
    const untouched = await error(await partOf(clickedPath))
    for (const deClick of ['light', 'strong'] as const) {
      const part = await partOf(clickedPath, { treatment: { deClick } })
      expect(untouched - (await error(part))).toBeGreaterThan(6)
      expect(Math.abs(part.integratedLufs - plain.integratedLufs)).toBeLessThan(0.3)
      expect(lag(clean, await leftOf(part), 3)).toBe(0)
    }
  })
})

describe('listening before and after', () => {
  async function heard(path: string, treatment: Treatment, name: string): Promise<Float32Array> {
    const chunks: Buffer[] = []
    const signal = new AbortController().signal
    const onChunk = (chunk: Buffer): void => void chunks.push(chunk)
    await treatedMp3(path, treatment, { ffmpeg, fromMs: 1_000, toMs: 5_500, signal, onChunk })
    const samples = await material.samples(await material.write(name, Buffer.concat(chunks)))
    return Float32Array.from({ length: samples.length / 2 }, (_sample, frame) => samples[2 * frame] ?? 0)
  }

  test('the same stretch, the noise gone in the second', async () => {
    const { path } = await noisyRead('listened')
    const before = await heard(path, untreated, 'before.mp3')
    const after = await heard(path, { highPass: true, noiseReduction: 'strong', deClick: 'light' }, 'after.mp3')
    expect(before).toHaveLength(after.length)
    expect(Math.abs(before.length / rate - 4.5)).toBeLessThan(0.1)
    expect(level(before, 0.2, 0.8) - level(after, 0.2, 0.8)).toBeGreaterThan(12)
    expect(Math.abs(level(before, 1.5, 4) - level(after, 1.5, 4))).toBeLessThan(0.6)
    expect(Math.abs(lag(before, after, 2))).toBeLessThanOrEqual(48)
  })

  test('what lies past the end is refused, what is no sound too; a listener who leaves ends it', async () => {
    const path = await material.speech('left.wav')
    const io = { ffmpeg, signal: new AbortController().signal, onChunk: () => undefined }
    await expect(treatedMp3(path, untreated, { ...io, fromMs: 60_000 })).rejects.toMatchObject({ code: 'too-short' })
    const letter = await material.write('letter.wav', 'Kính gửi'.repeat(999))
    await expect(treatedMp3(letter, untreated, io)).rejects.toMatchObject({ code: 'not-audio' })
    const leaving = new AbortController()
    const never = new Promise<void>(() => undefined)
    const onChunk = (): Promise<void> => {
      leaving.abort()
      return never
    }
    const left = treatedMp3(path, untreated, { ...io, signal: leaving.signal, onChunk })
    await expect(left).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('cutting', () => {
  test('is exact to the sample, of a read at 44.1 kHz too, and what is beyond the end is left out', async () => {
    const path = await material.sox(await material.speech('cut.wav'), 'cut-44.wav', 'rate', '44100')
    const whole = await leftOf(await partOf(path))
    const keep = [
      { fromFrame: 4_801, toFrame: 30_000 },
      { fromFrame: 50_000, toFrame: 80_003 },
      { fromFrame: 100_000, toFrame: 10_000_000 },
    ]
    const part = await partOf(path, { keep })
    const cut = await leftOf(part)
    expect(part.frames).toBe(25_199 + 30_003 + whole.length - 100_000)
    expect(cut).toHaveLength(part.frames)
    expect(cut.subarray(0, 24_000)).toEqual(whole.subarray(4_801, 28_801))
    expect(cut.subarray(26_000, 54_000)).toEqual(whole.subarray(50_801, 78_801))
    expect(cut.subarray(-10_000)).toEqual(whole.subarray(-10_000))
    await expect(partOf(path, { keep: [{ fromFrame: 9_000_000, toFrame: 9_100_000 }] })).rejects.toMatchObject({
      code: 'too-short',
      details: { title: 'Bản tin' },
    })
  })
})

describe('odd inputs', () => {
  test('two readers 16 dB apart are measured as FFmpeg measures them', async () => {
    const near = await material.speech('near.wav')
    const far = await material.sox(near, 'far.wav', 'gain', '-16')
    const [loud, soft] = [await partOf(near), await partOf(far)]
    expect(loud.integratedLufs - soft.integratedLufs).toBeCloseTo(16, 1)
    const figures = await measure(near, ffmpeg)
    expect(Math.abs(loud.integratedLufs - (figures.integratedLufs ?? 0))).toBeLessThan(0.02)
    expect(Math.abs(loud.truePeakDbtp - (figures.truePeakDbtp ?? 0))).toBeLessThan(0.1)
  })

  test('8 kHz AMR, a video’s sound track, half a second', async () => {
    const speech = await material.speech('odd.wav')
    const amr = await material.convert(speech, 'telephone.amr', '-ar', '8000', '-ac', '1', '-b:a', '12.2k')
    const video = await material.ffmpeg(
      'film.mp4',
      ...['-f', 'lavfi', '-i', 'testsrc=size=64x64:rate=10:duration=5', '-i', speech, '-c:a', 'aac', '-shortest'],
    )
    const clip = await material.sox(speech, 'clip.wav', 'trim', '0.3', '0.5')
    const seconds = (await partOf(speech)).frames / rate
    expect(Math.abs((await partOf(amr)).frames / rate - seconds)).toBeLessThan(0.05)
    expect((await partOf(video)).frames / rate).toBeGreaterThan(4.5)
    expect((await partOf(clip)).frames).toBe(0.5 * rate)
    const blink = await material.sox(speech, 'blink.wav', 'trim', '0.3', '0.3')
    await expect(partOf(blink)).rejects.toMatchObject({ code: 'too-short' })
    const silent = await material.sox(speech, 'silent.wav', 'vol', '0')
    await expect(partOf(silent)).rejects.toMatchObject({ code: 'silent' })
    await expect(partOf(await material.write('letter.mp3', 'Kính gửi'.repeat(999)))).rejects.toMatchObject({
      code: 'not-audio',
      details: { title: 'Bản tin' },
    })
  })

  test('96 kHz stereo with one dead channel sounds on both sides, as loud as if it had been mono', async () => {
    const speech = await material.speech('mono.wav')
    const mono = await material.sox(speech, 'mono-96.wav', 'rate', '96000')
    const dead = await material.sox(speech, 'dead-96.wav', 'rate', '96000', 'remix', '0', '1')
    const [whole, mended] = [await partOf(mono), await partOf(dead)]
    expect(mended.usedChannel).toBe('right')
    expect(mended.integratedLufs).toBeCloseTo(whole.integratedLufs, 2)
    const samples = await samplesOf(mended)
    expect(samples.every((sample, index) => index % 2 === 1 || sample === samples[index + 1])).toBe(true)
  })

  test('an offset is taken off, clipping is counted where it was sampled, leading silence is named', async () => {
    const speech = await material.speech('tilted.wav')
    const tilted = await material.sox(speech, 'tilted-dc.wav', 'gain', '-12', 'dcshift', '0.1')
    const mean = (await leftOf(await partOf(tilted))).reduce((sum, sample, _n, all) => sum + sample / all.length, 0)
    expect(Math.abs(mean)).toBeLessThan(0.0005)

    const clipped = await material.sox(speech, 'clipped.wav', 'rate', '44100', 'gain', '30')
    const native = await partOf(clipped)
    const high = await partOf(await material.sox(clipped, 'clipped-gentle.wav', 'gain', '-3'))
    expect(native.clippedRuns).toBeGreaterThan(100)
    expect(high.clippedRuns).toBe(0)
    expect((await partOf(clipped, { treatment: { highPass: true } })).clippedRuns).toBe(native.clippedRuns)

    const read = await material.sox(speech, 'read.wav', 'rate', '48000', 'repeat', '3')
    const late = await partOf(await material.sox(read, 'late.wav', 'pad', '4'))
    expect(late.silences[0]?.atFrame).toBe(0)
    expect(Math.abs((late.silences[0]?.frames ?? 0) / rate - 4)).toBeLessThan(0.3)
    expect(Math.abs(late.integratedLufs - (await partOf(read)).integratedLufs)).toBeLessThan(0.1)
  })
})

describe('the store', () => {
  test('finds what it made, also after a restart; makes again what was broken or deleted', async () => {
    const path = await material.speech('kept.wav', 1)
    const first = await partOf(path)
    const made = (await stat(first.pcmPath, { bigint: true })).ino
    const isKept = async (part: ReadyPart): Promise<boolean> =>
      (await stat(part.pcmPath, { bigint: true })).ino === made
    expect(await partOf(path)).toEqual(first)
    expect(await isKept(first)).toBe(true)
    await writeFile(join(folder, 'rest.f32'), 'left by a crash')
    const restarted = await createPartStore({ folder, maxBytes: 1e9, ffmpeg })
    expect(await partOf(path, { from: restarted })).toEqual(first)
    expect(await isKept(first)).toBe(true)
    expect(await readdir(folder)).not.toContain('rest.f32')

    const bytes = await readFile(first.pcmPath)
    await truncate(first.pcmPath, bytes.length - 8)
    expect(await partOf(path, { from: restarted })).toEqual(first)
    expect(await readFile(first.pcmPath)).toEqual(bytes)

    // As long as before, and yet not what it was: a bit that fell over.
    const rotten = Buffer.from(bytes)
    rotten[1_000] = (rotten[1_000] ?? 0) ^ 64
    await writeFile(first.pcmPath, rotten)
    expect(await partOf(path, { from: restarted })).toEqual(first)
    expect(await readFile(first.pcmPath)).toEqual(bytes)

    await writeFile(first.pcmPath.replace(/f32$/, 'json'), '{"version":1,')
    expect(await partOf(path, { from: restarted })).toEqual(first)
    await rm(folder, { recursive: true })
    expect(await partOf(path, { from: restarted })).toEqual(first)
    expect(await readFile(first.pcmPath)).toEqual(bytes)
  })

  test('drops what was used longest ago, never what is leased, and keeps within its bytes', async () => {
    const own = material.path('small')
    const paths = await Promise.all([0, 1, 2].map((n) => material.speech(`s${n}.wav`, 0, { pitch: 30 + 20 * n })))
    const [one = '', two = '', three = ''] = paths
    const sizes = await createPartStore({ folder: material.path('sizes'), maxBytes: 1e9, ffmpeg })
    const bytes = (await stat((await partOf(one, { from: sizes })).pcmPath)).size
    const small = await createPartStore({ folder: own, maxBytes: Math.round(bytes * 2.5), ffmpeg })
    const lives = async (part: ReadyPart): Promise<boolean> =>
      stat(part.pcmPath).then(
        () => true,
        () => false,
      )
    const first = await partOf(one, { from: small })
    const second = await partOf(two, { from: small })
    await partOf(one, { from: small })
    const lease = small.lease()
    const third = await partOf(three, { from: small })
    expect(await Promise.all([first, second, third].map(lives))).toEqual([true, false, true])
    await partOf(one, { from: small })
    const again = await partOf(two, { from: small })
    expect(await Promise.all([first, again, third].map(lives))).toEqual([true, true, true])
    lease.release()
    await partOf(two, { from: small })
    expect((await Promise.all([first, again, third].map(lives))).filter(Boolean)).toHaveLength(2)
    expect(await lives(again)).toBe(true)
  })

  test('makes once what is asked for twice at the same time, and tells both how far it is', async () => {
    const path = await material.speech('twice.wav', 2)
    const told: number[][] = [[], []]
    const own = await createPartStore({ folder: material.path('twice'), maxBytes: 1e9, ffmpeg })
    const [one, other] = await Promise.all(
      told.map((list) => partOf(path, { from: own, onProgress: (fraction) => list.push(fraction) })),
    )
    expect(one).toEqual(other)
    expect(told[0]).toEqual(told[1])
    expect(await readdir(material.path('twice'))).toHaveLength(2)
  })

  test('a changed or missing file is named', async () => {
    const path = await material.speech('changed.wav')
    const source = { sha256: '0'.repeat(64), title: 'Lời chào', keep: [], treatment: untreated }
    const io = { pathOf: () => path, signal: new AbortController().signal }
    await expect(store.ready(source, io)).rejects.toMatchObject({
      code: 'input-changed',
      details: { title: 'Lời chào' },
    })
    const gone = { ...io, pathOf: () => material.path('gone.wav') }
    await expect(store.ready(source, gone)).rejects.toMatchObject({ code: 'input-missing' })
  })

  test('a making that is cancelled ends within a second and leaves nothing; another caller still gets the part', async () => {
    const path = await material.ffmpeg(
      'long.wav',
      ...['-f', 'lavfi', '-i', 'sine=frequency=300:sample_rate=44100:duration=900', '-c:a', 'pcm_s16le'],
    )
    const own = await createPartStore({ folder: material.path('cancelled'), maxBytes: 1e9, ffmpeg })
    const [one, other] = [new AbortController(), new AbortController()]
    const first = partOf(path, { from: own, signal: one.signal, treatment: { deClick: 'strong' } })
    const second = partOf(path, { from: own, signal: other.signal, treatment: { deClick: 'strong' } })
    while ((await readdir(material.path('cancelled'))).length === 0) await setTimeout(20)
    one.abort()
    await expect(first).rejects.toMatchObject({ code: 'cancelled' })
    expect(await readdir(material.path('cancelled'))).toHaveLength(1)
    const startedAt = performance.now()
    other.abort()
    await expect(second).rejects.toMatchObject({ code: 'cancelled' })
    expect(performance.now() - startedAt).toBeLessThan(1_000)
    expect(await readdir(material.path('cancelled'))).toEqual([])
  })
})
