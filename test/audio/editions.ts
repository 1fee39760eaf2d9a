import { join } from 'node:path'
import { shippedTunes } from '../../audio/index.ts'
import { runProgram } from '../../audio/run.ts'
import { DEMO_SCRIPT } from '../../server/demo/content/index.ts'

/** Words of the demo's script: editions made of them in another order are as alike as two editions can be. */
const WORDS = DEMO_SCRIPT.flatMap(({ text }) => text.replace(/[^\p{L}\s]/gu, ' ').split(/\s+/)).filter(Boolean)

/** A way that sound takes to a listener, as an FFmpeg graph from `[0]` and the hum `[1]` to one output. */
export interface Way {
  /** Speed of the recording against the master. */
  speed: number
  /** The level goes up and down by so much in 7 s. */
  swingDb: number
  /** Peak of the hum's 50 Hz; its harmonics at 100, 150 and 350 Hz are softer. */
  hum: number
  options: string[]
}

const HUM = [
  [50, 1],
  [100, 0.6],
  [150, 0.4],
  [350, 0.2],
] as const

/** The bar of a comparison: MP3 at 64 kbit/s, ±3 dB, an added hum, 0.1 % of speed. */
export const THE_BAR: Way = {
  speed: 1.001,
  swingDb: 3,
  hum: 0.02,
  options: ['-ac', '1', '-ar', '44100', '-b:a', '64k'],
}

/** Editions of one programme by one synthetic voice, between the tunes that we ship; made in a folder by SoX and espeak-ng. */
export class Editions {
  readonly #folder: string
  readonly #ffmpegPath: string

  constructor(folder: string, ffmpegPath: string) {
    this.#folder = folder
    this.#ffmpegPath = ffmpegPath
  }

  path(name: string): string {
    return join(this.#folder, name)
  }

  /** The tunes, which all editions share. */
  tunes(): string[] {
    return shippedTunes()
      .filter(({ role }) => role !== 'bed')
      .map(({ path }) => path)
  }

  /** 48 kHz stereo, opened and closed by the tunes. About 4 words a second; another seed says something else. */
  async edition(name: string, seed: number, words: number): Promise<string> {
    const [spoken, polished, whole] = ['spoken', 'polished', 'edition'].map((kind) => this.path(`${name}-${kind}.wav`))
    if (spoken === undefined || polished === undefined || whole === undefined) throw new Error('no names')
    await run('espeak-ng', ['-v', 'vi+f2', '-s', '166', '-p', '48', '-a', '80', '-w', spoken, textOf(seed, words)])
    const voice = ['gain', '-6', 'highpass', '110', 'norm', '-4']
    await run('sox', ['-R', spoken, '-b', '16', '-r', '48000', '-c', '2', polished, ...voice])
    const tune = (role: string) => shippedTunes().find((one) => one.role === role)?.path ?? ''
    const levelled = await Promise.all(
      (['intro', 'outro'] as const).map(async (role) => {
        const path = this.path(`${name}-${role}.wav`)
        await run('sox', ['-R', tune(role), '-b', '16', '-r', '48000', '-c', '2', path, 'gain', '-3'])
        return path
      }),
    )
    await run('sox', ['-R', levelled[0] ?? '', polished, levelled[1] ?? '', whole])
    return whole
  }

  /** A stretch of a sound, s. */
  async cut(from: string, name: string, startS: number, lengthS?: number): Promise<string> {
    const path = this.path(name)
    await run('sox', ['-R', from, path, 'trim', String(startS), ...(lengthS === undefined ? [] : [String(lengthS)])])
    return path
  }

  async silence(name: string, seconds: number): Promise<string> {
    const path = this.path(name)
    await run('sox', ['-R', '-n', '-r', '48000', '-c', '2', '-b', '16', path, 'trim', '0', String(seconds)])
    return path
  }

  async joined(name: string, ...parts: string[]): Promise<string> {
    const path = this.path(name)
    await run('sox', ['-R', ...parts, path])
    return path
  }

  /** What is recorded at the end of a way; the ending decides the format. */
  async received(from: string, name: string, way: Way): Promise<string> {
    const path = this.path(name)
    const hum = HUM.map(([hz, share]) => `${way.hum * share}*sin(2*PI*${hz}*t)`).join('+')
    const graph =
      `[0:a]asetrate=${Math.round(48_000 * way.speed)},aresample=48000,` +
      `volume='pow(10,${way.swingDb}*sin(2*PI*t/7)/20)':eval=frame[sound];[sound][1:a]amix=2:duration=first,volume=2[out]`
    await run(this.#ffmpegPath, [
      ...['-nostdin', '-loglevel', 'error', '-y', '-i', from, '-f', 'lavfi', '-i', `aevalsrc='${hum}':s=48000`],
      ...['-filter_complex', graph, '-map', '[out]', ...way.options, path],
    ])
    return path
  }

  async convert(from: string, name: string, ...options: string[]): Promise<string> {
    const path = this.path(name)
    await run(this.#ffmpegPath, ['-nostdin', '-loglevel', 'error', '-y', '-i', from, ...options, path])
    return path
  }
}

function textOf(seed: number, words: number): string {
  const random = mulberry(seed)
  const out: string[] = []
  let inSentence = 0
  for (let i = 0; i < words; i++) {
    const word = WORDS[Math.floor(random() * WORDS.length)] ?? ''
    inSentence++
    const ends = inSentence >= 6 + random() * 10
    out.push(ends ? `${word}${random() < 0.4 ? '.\n' : ','}` : word)
    if (ends) inSentence = 0
  }
  return `${out.join(' ')}.`
}

/** A small generator of numbers in 0…1 (T. Ettinger's mulberry32): the same each time. */
export function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const result = await runProgram(program, args, { timeLimitMs: 600_000 })
  if (result.outcome !== 'exited' || result.exitCode !== 0)
    throw new Error(`${program} ${args.slice(0, 12).join(' ')}: ${JSON.stringify(result).slice(0, 500)}`)
}
