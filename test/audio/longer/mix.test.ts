import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Ffmpeg,
  planRecipe,
  type Recipe,
  type RundownBed,
  type RundownSlot,
  shippedTunes,
} from '../../../audio/index.ts'
import { GainSearch, layOut, mixChunks, previewMix, readyMix, segmentLoudness } from '../../../audio/mix/index.ts'
import { createPartStore, type PartStore } from '../../../audio/parts/index.ts'
import { gated, momentaryLufs } from '../bs1770.ts'
import { ffmpegUnderTest } from '../ffmpeg-under-test.ts'
import { Material, sha256 } from '../material.ts'

let material: Material
let ffmpeg: Ffmpeg
let folder: string
let store: PartStore
/** At −23 LUFS, and what it sounds like. */
let recipe: Recipe
let mix: Float32Array
const paths = new Map<string, string>()
const slots = new Map<string, RundownSlot>()

const pathOf = (hash: string): string => paths.get(hash) ?? hash
const never = new AbortController().signal
const tags = { title: 'Kỳ thử', artist: 'Đài', album: 'Chương trình', date: '2026-11-15' }

async function slot(name: string, role: RundownSlot['role'], path: string): Promise<void> {
  const hash = await sha256(path)
  paths.set(hash, path)
  slots.set(name, { role, title: name, sha256: hash, gapAfterMs: 500 })
}

const take = (name: string, changes: Partial<RundownSlot> = {}): RundownSlot => {
  const found = slots.get(name)
  if (found === undefined) throw new Error(name)
  return { ...found, ...changes }
}

beforeAll(async () => {
  material = await Material.open()
  ffmpeg = await ffmpegUnderTest()
  folder = await mkdtemp(join(tmpdir(), 'len-song-longer-mix-'))
  store = await createPartStore({ folder: join(folder, 'parts'), maxBytes: 10 ** 9, ffmpeg })
  const low = await material.speech('low.wav', 0, { pitch: 20 })
  await slot('một', 'item', await material.sox(low, 'one.wav', 'repeat', '1', 'gain', '-4'))
  await slot('hai', 'item', await material.sox(await material.speech('high.wav', 1), 'two.wav', 'gain', '-20'))
  await slot('ba', 'item', await material.speech('third.wav', 2))
  for (const { role, path } of shippedTunes()) if (role !== 'bed') await slot(role, role, path)
  await slot(
    'nền',
    'sting',
    await material.ffmpeg('bed.wav', '-f', 'lavfi', '-i', 'anoisesrc=d=7:c=pink:r=48000:a=0.1:s=5'),
  )
  recipe = edition(-23)
  mix = await whole(recipe)
})

afterAll(async () => {
  await material.close()
  await rm(folder, { recursive: true, force: true })
})

const bed = (changes: Partial<RundownBed>): RundownBed => ({
  ...{ title: 'Nhạc nền', sha256: take('nền').sha256, fromSlot: 0, toSlot: 0, levelLu: -10, duckDb: 10 },
  ...{ attackMs: 300, releaseMs: 800, fadeInMs: 500, fadeOutMs: 1_000, leadMs: 0, tailMs: 0 },
  ...changes,
})

const edition = (targetLufs: number): Recipe =>
  planRecipe(
    [
      take('intro', { gapAfterMs: -2_000, fadeOutMs: 2_000 }),
      take('một', { gapAfterMs: 1_500 }),
      take('hai'),
      take('sting'),
      take('ba', { gainDb: -2, gapAfterMs: 700 }),
      take('outro'),
    ],
    { targetLufs, tags, beds: [bed({ fromSlot: 1, toSlot: 2, tailMs: 500 })] },
  )

async function whole(recipe: Recipe): Promise<Float32Array> {
  const { parts, beds } = await readyMix(recipe, store, { pathOf, signal: never })
  const gains = new GainSearch(parts, recipe, { beds }).current()
  const chunks: Buffer[] = []
  for await (const chunk of mixChunks(layOut(recipe, parts), parts, beds, gains)) chunks.push(chunk)
  return new Float32Array(new Uint8Array(Buffer.concat(chunks)).buffer)
}

/** Level of each 100 ms, dBFS RMS. */
function levels(samples: Float32Array): number[] {
  return Array.from({ length: Math.floor(samples.length / 9_600) }, (_level, step) => {
    const piece = samples.subarray(step * 9_600, (step + 1) * 9_600)
    return 10 * Math.log10(piece.reduce((sum, sample) => sum + sample * sample, 1e-9) / piece.length)
  })
}

async function preview(recipe: Recipe, fromMs: number): Promise<{ samples: Float32Array; firstAfterMs: number }> {
  const chunks: Buffer[] = []
  const began = performance.now()
  let firstAfterMs = Number.POSITIVE_INFINITY
  const onChunk = (chunk: Buffer): void => {
    firstAfterMs = Math.min(firstAfterMs, performance.now() - began)
    chunks.push(chunk)
  }
  await previewMix(recipe, { parts: store, pathOf, ffmpeg, fromMs, onChunk, signal: never })
  const path = material.path('preview.mp3')
  await writeFile(path, Buffer.concat(chunks))
  return { samples: await material.samples(path), firstAfterMs }
}

test('an edition of real voices, tunes and a bed is foreseen to 0.15 LU, even half a minute of it', async () => {
  const { parts } = await readyMix(recipe, store, { pathOf, signal: never })
  const course = momentaryLufs(mix)
  expect(Math.abs(gated(course) + 23)).toBeLessThan(0.15)
  const reads = segmentLoudness(course, layOut(recipe, parts).segments)
  expect(Math.abs((reads[1] ?? 0) - (reads[2] ?? 0))).toBeLessThan(1)
})

describe('the preview', () => {
  test('is the mix, heard within a second of asking', async () => {
    const { samples, firstAfterMs } = await preview(recipe, 0)
    expect(firstAfterMs).toBeLessThan(1_000)
    // No header tells the encoder's delay and padding: up to three MP3 frames more.
    expect(samples.length / 2 - mix.length / 2).toBeGreaterThanOrEqual(0)
    expect(samples.length / 2 - mix.length / 2).toBeLessThan(3 * 1_152)
    const heard = levels(samples.subarray(2 * 1_105))
    for (const [step, level] of levels(mix).entries())
      if (level > -40) expect(Math.abs((heard[step] ?? 0) - level)).toBeLessThan(1.5)
  })

  test('begins at any point', async () => {
    const { samples } = await preview(recipe, 9_400)
    const heard = levels(samples.subarray(2 * 1_105))
    const there = levels(mix.subarray(9.4 * 48_000 * 2))
    expect(Math.abs(heard.length - there.length)).toBeLessThanOrEqual(1)
    for (const [step, level] of there.entries())
      if (level > -40 && step > 0) expect(Math.abs((heard[step] ?? 0) - level)).toBeLessThan(1.5)
    const chunks: Buffer[] = []
    await previewMix(recipe, {
      parts: store,
      pathOf,
      ffmpeg,
      fromMs: 3_600_000,
      onChunk: (chunk) => void chunks.push(chunk),
      signal: never,
    })
    expect(chunks).toEqual([])
  })

  test('keeps loud programmes under the ceiling', async () => {
    const loud = edition(-14)
    const unlimited = await whole(loud)
    expect(unlimited.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeGreaterThan(1)
    const { samples } = await preview(loud, 0)
    const highest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
    expect(20 * Math.log10(highest)).toBeLessThan(0.5)
  })

  test('stops at once when nobody listens any more', async () => {
    const listener = new AbortController()
    let leaving = 0
    const onChunk = async (): Promise<void> => {
      leaving = performance.now()
      listener.abort()
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    const heard = previewMix(recipe, { parts: store, pathOf, ffmpeg, fromMs: 0, onChunk, signal: listener.signal })
    await expect(heard).rejects.toMatchObject({ code: 'cancelled' })
    expect(performance.now() - leaving).toBeLessThan(1_000)
  })

  test('says which sound cannot be used', async () => {
    const lost = planRecipe([take('một', { sha256: 'd'.repeat(64), title: 'Tin mất' })], { targetLufs: -23, tags })
    const heard = previewMix(lost, {
      parts: store,
      pathOf,
      ffmpeg,
      fromMs: 0,
      onChunk: () => undefined,
      signal: never,
    })
    await expect(heard).rejects.toMatchObject({ code: 'input-missing', details: { title: 'Tin mất' } })
  })
})
