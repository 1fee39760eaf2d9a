import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { planRecipe, type Recipe, shippedTunes } from '../../audio/index.ts'
import { DEMO_SCRIPT, readPath } from '../../server/demo/content/index.ts'
import { end, start } from '../on-air/run.ts'

/** A sound of a programme that is measured. */
export interface Sound {
  role: 'intro' | 'item' | 'outro'
  title: string
  path: string
  sha256: string
}

const gapMs = 700

/**
 * The demo's reads between the shipped tunes until a programme is so long, each read another voice at another level: a sound
 * that comes twice would be decoded once, and would prove less.
 */
export async function longProgramme(minutes: number, folder: string, ffmpegPath: string): Promise<Sound[]> {
  const tune = (role: 'intro' | 'outro') => shippedTunes().filter((one) => one.role === role)
  const made: Omit<Sound, 'sha256'>[] = []
  let ms = 20_000
  for (let read = 0; ms < minutes * 60_000; read++) {
    const item = DEMO_SCRIPT[read % DEMO_SCRIPT.length]
    if (item === undefined) break
    const path = join(folder, `read-${read}.wav`)
    ms += (await anotherVoice(readPath(item), path, read, ffmpegPath)) + gapMs
    made.push({ role: 'item', title: `${item.title} (${read + 1})`, path })
  }
  const all = [
    ...tune('intro').map(({ title, path }) => ({ role: 'intro' as const, title, path })),
    ...made,
    ...tune('outro').map(({ title, path }) => ({ role: 'outro' as const, title, path })),
  ]
  const sounds: Sound[] = []
  for (const sound of all) sounds.push(await withHash(sound))
  return sounds
}

/** The same sounds with another read in the place of one in the middle. */
export async function withOneExchanged(sounds: readonly Sound[], folder: string, ffmpegPath: string): Promise<Sound[]> {
  const place = Math.floor(sounds.length / 2)
  const item = DEMO_SCRIPT[1]
  if (item === undefined) throw new Error('the demo has no reads')
  const path = join(folder, 'exchanged.wav')
  await anotherVoice(readPath(item), path, 77, ffmpegPath)
  const exchanged = await withHash({ role: 'item', title: 'Bản đọc lại', path })
  return sounds.map((sound, index) => (index === place ? exchanged : sound))
}

/** What FFmpeg is given to join sounds in one format: its inputs, and the graph as far as one stream. */
export function joining(sounds: readonly Sound[]): { inputs: string[]; joined: string } {
  const each = sounds.map((_, i) => `[${i}:a]aresample=48000,aformat=sample_fmts=fltp:channel_layouts=stereo[p${i}]`)
  return {
    inputs: sounds.flatMap(({ path }) => ['-i', path]),
    joined: `${each.join(';')};${sounds.map((_, i) => `[p${i}]`).join('')}concat=n=${sounds.length}:v=0:a=1`,
  }
}

export function recipeOf(sounds: readonly Sound[], targetLufs: number): Recipe {
  return planRecipe(
    sounds.map(({ role, title, sha256 }) => ({ role, title, sha256, gapAfterMs: gapMs })),
    { targetLufs, tags: { title: 'Đo tốc độ', artist: 'Lên Sóng', album: 'Đo tốc độ', date: '2026-11-01' } },
  )
}

/** Runs FFmpeg as a person does, and gives what it says. */
export async function typed(path: string, args: readonly string[]): Promise<string> {
  const child = start(path, ['-hide_banner', '-nostdin', ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  let text = ''
  child.stderr?.on('data', (part: Buffer) => {
    text += part
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  await end(child, 'SIGKILL')
  if (code !== 0) throw new Error(text.slice(-500))
  return text
}

/** Up to 6 % higher or lower and faster or slower, up to 9 dB softer, mono 16 bit as microphones give it; its length, ms. */
async function anotherVoice(from: string, to: string, seed: number, ffmpegPath: string): Promise<number> {
  const rate = Math.round(48_000 * (1 + (((seed * 7) % 13) - 6) / 100))
  const filters = `aresample=48000,asetrate=${rate},aresample=48000,volume=${-(seed * 5) % 10}dB`
  await typed(ffmpegPath, ['-y', '-i', from, '-af', filters, '-ac', '1', '-c:a', 'pcm_s16le', to])
  return ((await stat(to)).size / 96_000) * 1000
}

async function withHash(sound: Omit<Sound, 'sha256'>): Promise<Sound> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(sound.path), hash)
  return { ...sound, sha256: hash.digest('hex') }
}
