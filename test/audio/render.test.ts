import { mkdtemp, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseFile } from 'music-metadata'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  AudioError,
  createPartStore,
  type Ffmpeg,
  measure,
  type PartStore,
  planRecipe,
  type Recipe,
  type Rendered,
  type RenderProgress,
  type Rundown,
  render,
  shippedTunes,
} from '../../audio/index.ts'
import { integratedLufs, truePeakDbtp } from './bs1770.ts'
import { ffmpegUnderTest } from './ffmpeg-under-test.ts'
import { Material, sha256 } from './material.ts'

let material: Material
let ffmpeg: Ffmpeg
let store: PartStore
const files = new Map<string, string>()
const hashes = new Map<string, string>()

const tags = {
  title: 'Một cửa, nhiều việc: “hẹn giờ” ở phường 1',
  artist: 'Đài Truyền thanh Sa Đéc',
  album: 'Cải cách hành chính và cuộc sống',
  date: '2026-11-15',
  comment: 'Bản phát 15/11/2026',
}

beforeAll(async () => {
  material = await Material.open()
  ffmpeg = await ffmpegUnderTest()
  store = await createPartStore({ folder: material.path('parts'), maxBytes: 1e9, ffmpeg })
  const loud = await material.speech('loud.wav', 0)
  const other = await material.speech('other.wav', 1, { pitch: 80 })
  add('loud', await material.sox(loud, 'reader-a.wav', 'gain', '-2'))
  add('soft', await material.convert(await material.sox(other, 'reader-b.wav', 'gain', '-18'), 'reader-b.m4a'))
  add('passage', await material.sox(loud, 'passage.wav', 'gain', '-2', 'repeat', '1'))
  add('leading', await material.sox(loud, 'leading.wav', 'gain', '-2', 'repeat', '1', 'pad', '4', '0'))
  add('half', await material.sox(loud, 'half.wav', 'trim', '1', '0.5'))
  add(
    'telephone',
    await material.convert(await material.speech('third.wav', 2), 'phone.amr', '-ar', '8000', '-ac', '1'),
  )
  add('dead', await material.sox(loud, 'dead.wav', 'remix', '0', '1'))
  add(
    'video',
    await material.ffmpeg('video.mp4', '-f', 'lavfi', '-i', 'testsrc=d=3:s=160x120', '-i', loud, '-shortest'),
  )
  add('opus', await material.convert(other, 'other.opus'))
  add('silence', await material.ffmpeg('silence.wav', '-f', 'lavfi', '-i', 'aevalsrc=0:d=2'))
  add('blink', await material.sox(loud, 'blink.wav', 'trim', '1', '0.3'))
  add('text', await material.write('text.mp3', 'Kính thưa quý vị'))
  add(
    'long',
    await material.ffmpeg('long.flac', '-f', 'lavfi', '-i', 'anoisesrc=d=400:r=48000:a=0.1:c=pink:seed=1', '-ac', '2'),
  )
  for (const tune of shippedTunes()) add(tune.role, tune.path)
  for (const [name, path] of files) hashes.set(name, await sha256(path))
})

afterAll(() => material.close())

function add(name: string, path: string): void {
  files.set(name, path)
}

function rundown(...names: string[]): Rundown {
  return names.map((name) => ({
    role: name === 'intro' || name === 'sting' || name === 'outro' ? name : 'item',
    title: name,
    sha256: hashes.get(name) ?? '',
    gapAfterMs: 500,
  }))
}

function recipeOf(targetLufs: number, ...names: string[]): Recipe {
  return planRecipe(rundown(...names), { targetLufs, tags })
}

/** A store that knows nothing yet. */
async function fresh(): Promise<PartStore> {
  return createPartStore({ folder: await mkdtemp(material.path('parts-')), maxBytes: 1e9, ffmpeg })
}

function pathOf(hash: string): string {
  const name = [...hashes.entries()].find(([, known]) => known === hash)?.[0] ?? ''
  return files.get(name) ?? material.path('missing')
}

async function produce(
  recipe: Recipe,
  options: { signal?: AbortSignal; onProgress?: (progress: RenderProgress) => void } = {},
): Promise<Rendered & { folder: string }> {
  const folder = await mkdtemp(material.path('render-'))
  return { ...(await render(recipe, { ffmpeg, parts: store, pathOf, workDir: folder, ...options })), folder }
}

async function refusal(recipe: Recipe, options: { signal?: AbortSignal } = {}): Promise<AudioError> {
  const workDir = await mkdtemp(material.path('refused-'))
  try {
    await render(recipe, { ffmpeg, parts: store, pathOf, workDir, ...options })
  } catch (error) {
    expect(await readdir(workDir)).toEqual([])
    if (error instanceof AudioError) return error
    throw error
  }
  throw new Error('it was rendered')
}

describe.each([-23, -18, -16])('an edition at %i LUFS, with readers 16 dB apart', (targetLufs) => {
  const parts = ['intro', 'loud', 'sting', 'soft', 'telephone', 'outro']
  let rendered: Rendered
  const progress: RenderProgress[] = []

  beforeAll(async () => {
    rendered = await produce(recipeOf(targetLufs, ...parts), { onProgress: (step) => progress.push(step) })
  })

  test('the decoded MP3 meets its target and true peak, by FFmpeg and by a meter written from the standard', async () => {
    const samples = await material.samples(rendered.mp3.path)
    expect(samples.length / 2).toBe(rendered.mp3.frames)
    for (const lufs of [rendered.mp3.figures.integratedLufs, integratedLufs(samples)])
      expect(Math.abs((lufs ?? 0) - targetLufs)).toBeLessThanOrEqual(0.15)
    for (const peak of [rendered.mp3.figures.truePeakDbtp, truePeakDbtp(samples)]) expect(peak).toBeLessThanOrEqual(-1)
    expect(rendered.rounds.mp3).toBeLessThanOrEqual(2)
  })

  test('so does the mono one, heard from two loudspeakers', async () => {
    const samples = await material.samples(rendered.mono.path)
    // FFmpeg folds a mono sound up by 3.01 dB less than two loudspeakers do.
    const heard = samples.map((sample) => sample * Math.SQRT2)
    expect(samples.length / 2).toBe(rendered.mono.frames)
    for (const lufs of [rendered.mono.figures.integratedLufs, integratedLufs(heard)])
      expect(Math.abs((lufs ?? 0) - targetLufs)).toBeLessThanOrEqual(0.15)
    for (const peak of [rendered.mono.figures.truePeakDbtp, truePeakDbtp(heard)]) expect(peak).toBeLessThanOrEqual(-1)
    expect(rendered.rounds.mono).toBeLessThanOrEqual(2)
  })

  test('so does the master that is aired', async () => {
    const samples = await material.samples(rendered.master.path)
    expect(samples.length / 2).toBe(rendered.master.frames)
    for (const lufs of [rendered.master.figures.integratedLufs, integratedLufs(samples)])
      expect(Math.abs((lufs ?? 0) - targetLufs)).toBeLessThanOrEqual(0.15)
    for (const peak of [rendered.master.figures.truePeakDbtp, truePeakDbtp(samples)])
      expect(peak).toBeLessThanOrEqual(-1)
    const { integratedLufs: lufs, truePeakDbtp: peak, rangeLu } = await measure(rendered.master.path, ffmpeg)
    const { figures } = rendered.master
    expect(Math.abs((lufs ?? 0) - (figures.integratedLufs ?? 0))).toBeLessThan(0.02)
    expect(Math.abs((peak ?? 0) - (figures.truePeakDbtp ?? 0))).toBeLessThan(0.1)
    expect(Math.abs((rangeLu ?? 0) - (figures.rangeLu ?? 0))).toBeLessThan(0.3)
  })

  test('master and MP3s have exactly the planned length', () => {
    const last = rendered.parts.at(-1)
    const planned = (last?.startFrame ?? 0) + (last?.frames ?? 0) + 24_000
    const { master, mp3, mono } = rendered
    expect([master.frames, mp3.frames, mono.frames]).toEqual([planned, planned, planned])
  })

  test('neighbouring reads are equally loud, measured where they lie in the master', async () => {
    const samples = await material.samples(rendered.master.path)
    const reads = rendered.parts.filter(({ role }) => role === 'item')
    const heard = reads.map(({ startFrame, frames }) =>
      integratedLufs(samples.subarray(startFrame * 2, (startFrame + frames) * 2)),
    )
    expect(Math.max(...heard) - Math.min(...heard)).toBeLessThan(1)
    const [first, second] = reads
    expect((first?.measuredLufs ?? 0) - (second?.measuredLufs ?? 0)).toBeGreaterThan(14)
  })

  test('it is said whether peaks were limited', () => {
    for (const { measuredTruePeakDbtp, appliedGainDb, limited, limitedDb } of rendered.parts) {
      if (measuredTruePeakDbtp + appliedGainDb > -0.9) expect(limitedDb).toBeGreaterThan(0.05)
      expect(limited).toBe(limitedDb > 0)
    }
    expect(rendered.limited).toBe(rendered.parts.some(({ limited }) => limited))
    if (targetLufs === -23) expect(rendered).toMatchObject({ limited: false, rounds: { master: 1 } })
  })

  test('progress grows from phase to phase and ends at one', () => {
    const fractions = progress.map(({ fraction }) => fraction)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect(progress.at(-1)).toEqual({ phase: 'verifying', fraction: 1 })
    expect(new Set(progress.map(({ phase }) => phase))).toEqual(new Set(['reading', 'mixing', 'encoding', 'verifying']))
  })
})

describe('gain', () => {
  test('is one constant where nothing had to be limited', async () => {
    const rendered = await produce(recipeOf(-23, 'loud', 'soft'))
    const before = await material.samples(pathOf(hashes.get('loud') ?? ''))
    const after = (await material.samples(rendered.master.path)).slice(0, before.length)
    const gainDb = rendered.parts[0]?.appliedGainDb ?? 0
    for (let start = 0; start + 9_600 <= before.length; start += 9_600) {
      const [was, is] = [before, after].map(
        (samples) =>
          10 *
          Math.log10(samples.subarray(start, start + 9_600).reduce((sum, sample) => sum + sample * sample, 0) / 9_600),
      )
      // FFmpeg's own upmix of mono, with which `before` was read, lies 3.01 dB under ours.
      if ((was ?? -99) > -50) expect(Math.abs((is ?? 0) - (was ?? 0) - gainDb - 3.01)).toBeLessThan(0.1)
    }
  })

  test('is not moved by four seconds of silence before a read', async () => {
    // The three windows in which silence meets speech count for any meter of BS.1770: in a read of 9 s they weigh 0.06 LU.
    const [plain, silent] = [await produce(recipeOf(-18, 'passage')), await produce(recipeOf(-18, 'leading'))]
    const difference = (silent.parts[0]?.appliedGainDb ?? 0) - (plain.parts[0]?.appliedGainDb ?? 0)
    expect(Math.abs(difference)).toBeLessThanOrEqual(0.1)
    expect(silent.master.frames - plain.master.frames).toBe(4 * 48_000)
  })

  test('brings a clip of half a second to its target', async () => {
    const rendered = await produce(recipeOf(-23, 'half'))
    expect(Math.abs((rendered.mp3.figures.integratedLufs ?? 0) + 23)).toBeLessThanOrEqual(0.2)
    expect(rendered.limited).toBe(false)
  })

  test('a read with a dead channel sounds from both sides, as loud as the others', async () => {
    const rendered = await produce(recipeOf(-23, 'dead', 'opus', 'video'))
    expect(rendered.parts.map(({ usedChannel }) => usedChannel)).toEqual(['right', 'both', 'both'])
    const samples = await material.samples(rendered.master.path)
    const { startFrame, frames } = rendered.parts[0] ?? { startFrame: 0, frames: 0 }
    const read = samples.subarray(startFrame * 2, (startFrame + frames) * 2)
    // Dither differs from side to side; the sound does not.
    for (let frame = 0; frame < frames; frame += 101)
      expect(Math.abs((read[2 * frame] ?? 0) - (read[2 * frame + 1] ?? 0))).toBeLessThan(4 / 32_768)
    expect(Math.abs(integratedLufs(read) + 23)).toBeLessThan(0.5)
  })
})

describe('what is delivered', () => {
  test('is the same to the byte for the same recipe and FFmpeg', async () => {
    const recipe = recipeOf(-16, 'loud', 'sting', 'telephone')
    const [first, second] = [await produce(recipe), await produce(JSON.parse(JSON.stringify(recipe)))]
    expect([second.master.sha256, second.mp3.sha256]).toEqual([first.master.sha256, first.mp3.sha256])
    expect(await sha256(first.master.path)).toBe(first.master.sha256)
    expect(await sha256(first.mp3.path)).toBe(first.mp3.sha256)
    expect(await readdir(first.folder)).toEqual(['master.wav', 'programme-mono.mp3', 'programme.mp3'])
  })

  test('carries Vietnamese tags that readers find, at 128 kbit/s and 48 kHz, with the LAME header', async () => {
    const { mp3, master } = await produce(recipeOf(-23, 'loud'))
    const { common, format } = await parseFile(mp3.path)
    expect(common).toMatchObject({ title: tags.title, artist: tags.artist, album: tags.album, year: 2026 })
    expect(common.comment?.[0]?.text).toBe(tags.comment)
    expect(format).toMatchObject({ sampleRate: 48_000, bitrate: 128_000, numberOfChannels: 2, codecProfile: 'CBR' })
    expect(format.numberOfSamples).toBeGreaterThanOrEqual(mp3.frames)
    const wave = await parseFile(master.path)
    expect(wave.format).toMatchObject({ sampleRate: 48_000, bitsPerSample: 16, numberOfChannels: 2 })
    expect(wave.format.numberOfSamples).toBe(master.frames)
  })
})

describe('a render that cannot be', () => {
  test.each([
    ['silence', 'silent'],
    ['blink', 'too-short'],
    ['text', 'not-audio'],
  ])('%s among the reads is %s, names the read and leaves nothing', async (name, code) => {
    const error = await refusal(recipeOf(-23, 'loud', name, 'soft'))
    expect(error.code).toBe(code)
    expect(error.details).toMatchObject({ title: name, sha256: hashes.get(name) })
  })

  test('a file that is gone, and one that is another', async () => {
    const gone = planRecipe([{ role: 'item', title: 'mất', sha256: 'f'.repeat(64), gapAfterMs: 0 }], {
      targetLufs: -23,
      tags,
    })
    expect((await refusal(gone)).code).toBe('input-missing')
    const workDir = await mkdtemp(material.path('changed-'))
    const other = files.get('soft') ?? ''
    await expect(
      render(recipeOf(-23, 'loud'), { ffmpeg, parts: await fresh(), pathOf: () => other, workDir }),
    ).rejects.toMatchObject({
      code: 'input-changed',
    })
    expect(await readdir(workDir)).toEqual([])
  })

  test('a target that peaks forbid is missed with its figures', async () => {
    const clicks = await material.ffmpeg(
      'clicks.wav',
      '-f',
      'lavfi',
      '-i',
      'aevalsrc=0.9*lt(mod(t\\,0.5)\\,0.0004):d=4:s=48000',
    )
    add('clicks', clicks)
    hashes.set('clicks', await sha256(clicks))
    const error = await refusal(recipeOf(-12, 'clicks'))
    expect(error).toMatchObject({
      code: 'target-missed',
      details: { what: 'loudness', file: 'master', targetLufs: -12 },
    })
    expect(error.details.figures).toMatchObject({
      integratedLufs: expect.any(Number),
      truePeakDbtp: expect.any(Number),
    })
  })

  test('an FFmpeg that lacks something is named before any work', async () => {
    const workDir = await mkdtemp(material.path('lacking-'))
    const lacking = { ...ffmpeg, lacks: ['encoder:libmp3lame'] }
    await expect(
      render(recipeOf(-23, 'loud'), { ffmpeg: lacking, parts: store, pathOf, workDir }),
    ).rejects.toMatchObject({
      code: 'ffmpeg-lacks',
      details: { lacks: lacking.lacks },
    })
  })

  test.each([
    ['reading', 0],
    ['encoding', 0.24],
  ] as const)('cancelled while %s: within a second, nothing is left', async (phase, from) => {
    const abort = new AbortController()
    const workDir = await mkdtemp(material.path('cancelled-'))
    let cancelledAt = 0
    const onProgress = (step: RenderProgress): void => {
      if (cancelledAt === 0 && step.phase === phase && step.fraction >= from) {
        cancelledAt = performance.now()
        setTimeout(() => abort.abort(), 200)
      }
    }
    await expect(
      render(recipeOf(-23, 'long'), {
        ffmpeg,
        parts: await fresh(),
        pathOf,
        workDir,
        signal: abort.signal,
        onProgress,
      }),
    ).rejects.toMatchObject({ code: 'cancelled' })
    expect(performance.now() - cancelledAt - 200).toBeLessThan(1_000)
    expect(await readdir(workDir)).toEqual([])
  })
})

describe('a recipe', () => {
  test('is plain data: hashes, frames and settings, no paths', () => {
    const recipe = recipeOf(-16, 'intro', 'loud')
    expect(JSON.parse(JSON.stringify(recipe))).toEqual(recipe)
    expect(JSON.stringify(recipe)).not.toContain(material.folder)
    expect(recipe).toMatchObject({
      targetLufs: -16,
      truePeakMaxDbtp: -1,
      parts: [{ role: 'intro', gapAfterFrames: 24_000 }, { role: 'item' }],
    })
  })

  test.each([
    ['no parts', () => planRecipe([], { targetLufs: -23, tags })],
    ['a target out of range', () => planRecipe(rundown('loud'), { targetLufs: 0, tags })],
    [
      'a date that is none',
      () => planRecipe(rundown('loud'), { targetLufs: -23, tags: { ...tags, date: '15/11/2026' } }),
    ],
    [
      'a hash that is none',
      () =>
        planRecipe([{ role: 'item', title: '', sha256: join('..', 'etc'), gapAfterMs: 0 }], { targetLufs: -23, tags }),
    ],
    [
      'a gap without end',
      () =>
        planRecipe([{ role: 'item', title: '', sha256: 'a'.repeat(64), gapAfterMs: Number.POSITIVE_INFINITY }], {
          targetLufs: -23,
          tags,
        }),
    ],
  ])('with %s is refused', (_case, plan) => {
    expect(plan).toThrow(AudioError)
  })
})
