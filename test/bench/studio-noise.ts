import { Readable } from 'node:stream'
import { type ChildProcess, end, start } from '../on-air/run.ts'
import type { SoundServer } from '../on-air/sound-server.ts'

const RATE = 48_000
const SEED = 7

/** Noise without end that never repeats within a day: 16 bits, two sides. The same from the beginning every time. */
class EndlessNoise {
  #state = SEED

  /** The next frames, interleaved. */
  next(frames: number): Int16Array<ArrayBuffer> {
    const samples = new Int16Array(frames * 2)
    for (let i = 0; i < samples.length; i++) {
      this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0
      samples[i] = (this.#state >>> 17) - 16_384
    }
    return samples
  }
}

/** Plays it on a sink until it is stopped. */
export function feedEndlessNoise(sound: SoundServer, sink: string): { stop: () => Promise<void> } {
  const args = ['--playback', '-d', sink, '--raw', '--format=s16le', `--rate=${RATE}`, '--channels=2']
  const player: ChildProcess = start('pacat', args, {
    env: { ...process.env, ...sound.env },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  if (!player.stdin) throw new Error('the player takes no sound')
  const noise = new EndlessNoise()
  const seconds = (function* () {
    for (;;) yield Buffer.from(noise.next(RATE).buffer)
  })()
  // It ends by being ended: what is still on its way then breaks.
  Readable.from(seconds)
    .pipe(player.stdin)
    .on('error', () => undefined)
  return { stop: async () => void (await end(player, 'SIGTERM')) }
}

export interface Compared {
  frames: number
  /** Frames that differ by more than the last bit. */
  altered: number
  /** Frames of what was fed that are not in the take, and in how many places. */
  lost: number
  places: number
}

const PROBE = 64
/** The take begins this soon after the noise, and no loss is longer. */
const FARTHEST_S = 90

/** Holds a take against what was fed, as it is read. `channels`: mono has both sides mixed, stereo the left as it was. */
export async function compareWithNoise(sound: AsyncIterable<Buffer>, channels: number): Promise<Compared> {
  const fed = new FedWindow(channels)
  const told: Compared = { frames: 0, altered: 0, lost: 0, places: -1 }
  let isLost = true
  for await (const heard of seconds(sound, channels)) {
    let at = 0
    while (at < heard.length) {
      if (isLost) {
        if (at + PROBE > heard.length) break
        const skipped = fed.find(heard.subarray(at, at + PROBE))
        if (skipped === undefined) {
          told.altered += 1
          told.frames += 1
          at += 1
          continue
        }
        if (told.places >= 0) told.lost += skipped
        told.places += 1
        isLost = false
      }
      const same = Math.abs((heard[at] ?? 0) - fed.next()) <= 1
      // A single altered sample stays in step; where the next ones differ too, something is missing.
      if (!same) {
        told.altered += 1
        isLost = !fed.goesOn(heard.subarray(at + 1, at + 1 + PROBE))
      }
      told.frames += 1
      at += 1
    }
  }
  return told
}

/** What was fed, from a place that only moves on. */
class FedWindow {
  readonly #noise = new EndlessNoise()
  readonly #channels: number
  #window: number[] = []
  #at = 0

  constructor(channels: number) {
    this.#channels = channels
  }

  next(): number {
    this.#fill(1)
    const value = this.#window[this.#at] ?? 0
    this.#at += 1
    return value
  }

  goesOn(heard: Int16Array): boolean {
    this.#fill(heard.length)
    return heard.every((sample, i) => Math.abs(sample - (this.#window[this.#at + i] ?? 0)) <= 1)
  }

  /** Moves to where these samples were fed; how many frames were passed over. Undefined, and nothing moves, when nowhere near. */
  find(heard: Int16Array): number | undefined {
    this.#fill(FARTHEST_S * RATE + heard.length)
    for (let skipped = 0; skipped < FARTHEST_S * RATE; skipped += 1) {
      const place = this.#at + skipped
      if (heard.every((sample, i) => Math.abs(sample - (this.#window[place + i] ?? 0)) <= 1)) {
        this.#at = place
        return skipped
      }
    }
    return undefined
  }

  #fill(frames: number): void {
    if (this.#window.length - this.#at >= frames) return
    this.#window = this.#window.slice(this.#at)
    this.#at = 0
    while (this.#window.length < frames) {
      const samples = this.#noise.next(RATE)
      for (let frame = 0; frame < RATE; frame++) {
        const [left, right] = [samples[frame * 2] ?? 0, samples[frame * 2 + 1] ?? 0]
        this.#window.push(this.#channels === 2 ? left : Math.round((left + right) / 2))
      }
    }
  }
}

/** The left side of a WAV file, in pieces of whole frames. */
async function* seconds(sound: AsyncIterable<Buffer>, channels: number): AsyncGenerator<Int16Array> {
  let rest: Buffer = Buffer.alloc(0)
  let isHeader = true
  for await (const piece of sound) {
    rest = Buffer.concat([rest, piece])
    if (isHeader) {
      const data = rest.indexOf('data', 12, 'latin1')
      if (data < 0 || rest.length < data + 8) continue
      rest = rest.subarray(data + 8)
      isHeader = false
    }
    const frames = Math.floor(rest.length / (2 * channels))
    if (frames < RATE) continue
    yield leftOf(rest, frames, channels)
    rest = rest.subarray(frames * 2 * channels)
  }
  yield leftOf(rest, Math.floor(rest.length / (2 * channels)), channels)
}

function leftOf(bytes: Buffer, frames: number, channels: number): Int16Array {
  return Int16Array.from({ length: frames }, (_, frame) => bytes.readInt16LE(frame * 2 * channels))
}
