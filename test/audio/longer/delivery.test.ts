import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, symlink } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { produceInThread } from '../../../audio/assembly/thread.ts'
import { stretchesOf } from '../../../audio/delivery/index.ts'
import {
  createPartStore,
  type Ffmpeg,
  type PartStore,
  planRecipe,
  type Recipe,
  type Rendered,
  readyMix,
  render,
  type StretchStore,
  shippedTunes,
} from '../../../audio/index.ts'
import { layOut } from '../../../audio/mix/index.ts'
import { descendantsOf } from '../../bench/memory.ts'
import { ffmpegUnderTest } from '../ffmpeg-under-test.ts'
import { Material, sha256 } from '../material.ts'

let material: Material
let ffmpeg: Ffmpeg
const paths = new Map<string, string>()
const hashes: Record<string, string> = {}
const tags = { title: 'Bản tin', artist: 'Đài', album: 'Tuần', date: '2026-11-15' }

beforeAll(async () => {
  material = await Material.open()
  ffmpeg = await ffmpegUnderTest()
  const [first, second, third] = [
    await material.speech('first.wav', 0),
    await material.speech('second.wav', 1, { pitch: 80 }),
    await material.speech('third.wav', 2, { pitch: 30 }),
  ]
  await add('first', first)
  await add('second', await material.sox(second, 'soft.wav', 'gain', '-14'))
  await add('third', third)
  await add('other', await material.sox(third, 'other.wav', 'speed', '1.13'))
  for (const tune of shippedTunes()) await add(tune.role, tune.path)
})
afterAll(() => material.close())

async function add(name: string, path: string): Promise<void> {
  hashes[name] = await sha256(path)
  paths.set(hashes[name], path)
}

function recipeOf(targetLufs: number, ...names: string[]): Recipe {
  const rundown = names.map((title) => ({
    role: 'item' as const,
    title,
    sha256: hashes[title] ?? '',
    gapAfterMs: 433,
  }))
  return planRecipe(rundown, { targetLufs, tags })
}

const pathOf = (hash: string): string => paths.get(hash) ?? ''

interface Stores {
  parts: PartStore
  stretches: StretchStore
}

async function stores(): Promise<Stores> {
  const folder = await mkdtemp(material.path('stores-'))
  return {
    parts: await createPartStore({ folder: `${folder}/parts`, maxBytes: 1e9, ffmpeg }),
    stretches: { folder: `${folder}/stretches`, maxBytes: 1e9 },
  }
}

async function made(recipe: Recipe, kept: Stores): Promise<Rendered> {
  const workDir = await mkdtemp(material.path('work-'))
  return render(recipe, { ffmpeg, ...kept, pathOf, workDir })
}

const hashesOf = ({ master, mp3, mono }: Rendered): string[] => [master.sha256, mp3.sha256, mono.sha256]

describe.each([-23, -16])('a programme at %i LUFS', (targetLufs) => {
  test('is the same to the byte with empty and with full stores, alone and beside another render', async () => {
    const recipe = recipeOf(targetLufs, 'first', 'sting', 'second', 'third')
    const warm = await stores()
    const [alone, beside] = [await made(recipe, warm), Promise.all([made(recipe, await stores()), made(recipe, warm)])]
    for (const rendered of await beside) expect(hashesOf(rendered)).toEqual(hashesOf(alone))
  })

  test('encodes only what changed when a read is exchanged, and comes out as if made from nothing', async () => {
    const warm = await stores()
    await made(recipeOf(targetLufs, 'first', 'second', 'third', 'first', 'second'), warm)
    const before = (await readdir(warm.stretches.folder)).length
    const changed = recipeOf(targetLufs, 'first', 'second', 'other', 'first', 'second')
    const again = await made(changed, warm)
    const fresh = await made(changed, await stores())
    expect(hashesOf(again)).toEqual(hashesOf(fresh))
    expect(before).toBeGreaterThanOrEqual(6)
    // At −16 the limiter may ask for another gain of a whole form.
    if (targetLufs === -23) expect((await readdir(warm.stretches.folder)).length - before).toBe(2)
  })
})

test('in the MP3s every part begins at most 24 ms before its place in the master, with silence between', async () => {
  const recipe = recipeOf(-23, 'first', 'second', 'third', 'other')
  const kept = await stores()
  const rendered = await made(recipe, kept)
  const { parts } = await readyMix(recipe, kept.parts, { pathOf, signal: new AbortController().signal })
  const stretches = stretchesOf(layOut(recipe, parts))
  expect(stretches.length).toBe(4)
  const master = await material.samples(rendered.master.path)
  for (const { path } of [rendered.mp3, rendered.mono]) {
    const mp3 = await material.samples(path)
    for (const [index, { fromFrame, mp3Frame }] of stretches.entries()) {
      const shift = fromFrame - mp3Frame * 1152
      const length = 48_000
      const at = fromFrame + 9_600
      // In place it is the same sound; a few samples away it is not.
      const [inPlace, beside] = [0, 12].map((off) => likeness(master, at, mp3, at - shift + off, length))
      expect(inPlace).toBeGreaterThan(0.98)
      expect(inPlace).toBeGreaterThan(beside ?? 1)
      const part = rendered.parts[index]
      const end = (part?.startFrame ?? 0) + (part?.frames ?? 0)
      const pause = mp3.subarray(2 * (end + 3_000), 2 * (end + 15_000))
      expect(pause.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeLessThan(1e-4)
    }
  }
})

/** Correlation of the left sides of two stretches, −1…1. */
function likeness(one: Float32Array, from: number, other: Float32Array, otherFrom: number, length: number): number {
  let [product, squares, otherSquares] = [0, 0, 0]
  for (let frame = 0; frame < length; frame++) {
    const [a, b] = [one[2 * (from + frame)] ?? 0, other[2 * (otherFrom + frame)] ?? 0]
    product += a * b
    squares += a * a
    otherSquares += b * b
  }
  return product / Math.sqrt(squares * otherSquares)
}

test('every FFmpeg of a render stands back behind the rest of the machine', async () => {
  const seen = new Set<number>()
  const timer = setInterval(async () => {
    for (const pid of await descendantsOf(process.pid)) {
      const niceness = nicenessOf(pid)
      if (niceness !== undefined) seen.add(niceness)
    }
  }, 20)
  try {
    await made(recipeOf(-23, 'first', 'second'), await stores())
  } finally {
    clearInterval(timer)
  }
  expect([...seen]).toEqual([10])
})

/** Of a running FFmpeg that is past its first instant. */
function nicenessOf(pid: number): number | undefined {
  try {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8')
    if (!name.startsWith('ffmpeg') || readdirSync(`/proc/${pid}/task`).length < 2) return undefined
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])
  } catch {
    return undefined
  }
}

test('a disk that is full while the master is written is called so', async () => {
  const recipe = recipeOf(-23, 'first')
  const { parts } = await stores()
  const signal = new AbortController().signal
  const workDir = material.path('full')
  await mkdir(workDir)
  await symlink('/dev/full', `${workDir}/master.wav`)
  const production = { recipe, ...(await readyMix(recipe, parts, { pathOf, signal })), forms: [] }
  const io = { signal, niceness: () => 10, onProgress: () => undefined }
  await expect(produceInThread({ production, ffmpeg, workDir }, io)).rejects.toMatchObject({ code: 'disk-full' })
})
