import koffi from 'koffi'
import { end, start } from '../on-air/run.ts'

/** What a meter reads of a whole file, as heard from two speakers. */
export interface Reading {
  integratedLufs: number
  rangeLu: number
  truePeakDbtp: number
  /** Frames that the file decoded to. */
  frames: number
}

type Call<Args extends unknown[], Result> = (...args: Args) => Result

/** Integrated loudness, range and true peak: `enum mode` of ebur128.h. */
const MODE = 5 | 11 | 49
/** `EBUR128_DUAL_MONO` of `enum channel`: one channel that is heard from two speakers. */
const DUAL_MONO = 6

/**
 * libebur128 (J. Kokemüller), a meter that shares nothing with FFmpeg's nor with ours; Debian has it as libebur128-1.
 * Undefined where it is not installed.
 */
export function openLibebur128(): Libebur128 | undefined {
  try {
    return new Libebur128(koffi.load('libebur128.so.1'))
  } catch {
    return undefined
  }
}

export class Libebur128 {
  readonly #init: Call<[number, number, number], unknown>
  readonly #destroy: Call<[unknown[]], void>
  readonly #setChannel: Call<[unknown, number, number], number>
  readonly #add: Call<[unknown, Float32Array, number], number>
  readonly #loudness: Call<[unknown, number[]], number>
  readonly #range: Call<[unknown, number[]], number>
  readonly #truePeak: Call<[unknown, number, number[]], number>

  constructor(lib: ReturnType<typeof koffi.load>) {
    const result = koffi.out(koffi.pointer('double'))
    this.#init = lib.func('ebur128_init', 'void *', ['uint', 'ulong', 'int'])
    this.#destroy = lib.func('ebur128_destroy', 'void', [koffi.inout(koffi.pointer('void *'))])
    this.#setChannel = lib.func('ebur128_set_channel', 'int', ['void *', 'uint', 'int'])
    this.#add = lib.func('ebur128_add_frames_float', 'int', ['void *', 'void *', 'size_t'])
    this.#loudness = lib.func('ebur128_loudness_global', 'int', ['void *', result])
    this.#range = lib.func('ebur128_loudness_range', 'int', ['void *', result])
    this.#truePeak = lib.func('ebur128_true_peak', 'int', ['void *', 'uint', result])
  }

  /** Reads interleaved samples, ±1 = full scale, that arrive in pieces of any size. */
  async read(pieces: AsyncIterable<Float32Array>, channels: 1 | 2, rateHz = 48_000): Promise<Reading> {
    const state = this.#init(channels, rateHz, MODE)
    try {
      if (channels === 1) ok(this.#setChannel(state, 0, DUAL_MONO))
      let frames = 0
      for await (const piece of pieces) {
        ok(this.#add(state, piece, piece.length / channels))
        frames += piece.length / channels
      }
      const peaks = Array.from({ length: channels }, (_, side) => got((to) => this.#truePeak(state, side, to)))
      return {
        integratedLufs: got((to) => this.#loudness(state, to)),
        rangeLu: got((to) => this.#range(state, to)),
        truePeakDbtp: 20 * Math.log10(Math.max(...peaks)),
        frames,
      }
    } finally {
      this.#destroy([state])
    }
  }

  /** Reads a file of 48 kHz as the given FFmpeg decodes it, in constant memory. */
  readFile(path: string, channels: 1 | 2, ffmpegPath: string): Promise<Reading> {
    return this.read(decoded(path, channels, ffmpegPath), channels)
  }
}

/** A file's samples as floats; a file of another number of channels or rate is an error, not converted. */
export async function* decoded(path: string, channels: 1 | 2, ffmpegPath: string): AsyncGenerator<Float32Array> {
  const args = ['-hide_banner', '-nostdin', '-nostats', '-i', path, '-map', '0:a:0', '-f', 'f32le', 'pipe:1']
  const child = start(ffmpegPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  child.stderr?.on('data', (text: Buffer) => {
    if (log.length < 100_000) log += text
  })
  const closed = new Promise<number | null>((done) => child.once('close', done))
  try {
    let rest = Buffer.alloc(0)
    for await (const chunk of child.stdout ?? []) {
      const bytes = Buffer.concat([rest, chunk as Buffer])
      const whole = bytes.length - (bytes.length % (channels * 4))
      rest = bytes.subarray(whole)
      if (whole > 0) yield new Float32Array(new Uint8Array(bytes.subarray(0, whole)).buffer)
    }
    const code = await closed
    const form = /Output #0[\s\S]*?Audio: pcm_f32le.*?, (\d+) Hz, (mono|stereo)/.exec(log)
    if (code !== 0 || form?.[1] !== '48000' || form[2] !== (channels === 1 ? 'mono' : 'stereo'))
      throw new Error(`${path}: ${code}, ${form?.[0] ?? log.slice(-500)}`)
  } finally {
    await end(child, 'SIGKILL')
  }
}

function got(read: (to: number[]) => number): number {
  const to = [Number.NaN]
  ok(read(to))
  return to[0] ?? Number.NaN
}

function ok(code: number): void {
  if (code !== 0) throw new Error(`libebur128 answered ${code}`)
}
