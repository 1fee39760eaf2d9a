/** Raw 16-bit sound on its way from the microphone to the station: blocks in, numbered chunks out. Pure. */

/** What the capture hands over: interleaved 16-bit samples and the moment of the first, in milliseconds. */
export interface PcmBlock {
  samples: Int16Array
  channels: 1 | 2
  sampleRateHz: number
  /** By the sound device's own clock, where the browser tells it. */
  atMs?: number | undefined
  /** Largest swing in the block, 0…32768. */
  peak: number
}

/** One numbered piece of a recording: half a second long, 400 kB large at most (the route's limit). */
export interface PcmChunk {
  number: number
  /** Where it stands in the recording. */
  firstFrame: number
  frames: number
  bytes: ArrayBuffer
}

const CHUNK_BYTES = 400_000

/**
 * Frames in a full chunk. What is not yet a chunk is lost when the browser is killed: half a second leaves room below the
 * one second that may be lost for what the browser itself holds back.
 */
export const chunkFrames = (sampleRateHz: number, channels: number) =>
  Math.min(Math.floor(sampleRateHz / 2), Math.floor(CHUNK_BYTES / (2 * channels)))

/** Cuts a stream of blocks into numbered chunks; no frame is lost or repeated between them. */
export class Chunker {
  readonly #channels: number
  readonly #buffer: Int16Array<ArrayBuffer>
  #filled = 0
  #number: number
  #firstFrame: number

  /** `from`: the number and the first frame of the chunk that comes next, in a recording that goes on. */
  constructor(sampleRateHz: number, channels: 1 | 2, from = { chunk: 0, frame: 0 }) {
    this.#channels = channels
    this.#buffer = new Int16Array(chunkFrames(sampleRateHz, channels) * channels)
    this.#number = from.chunk
    this.#firstFrame = from.frame
  }

  /** Where the next frame will stand in the recording. */
  get frames(): number {
    return this.#firstFrame + this.#filled / this.#channels
  }

  /** The number of the next chunk. */
  get count(): number {
    return this.#number
  }

  /** Takes samples; returns the chunks that became full. */
  push(samples: Int16Array): PcmChunk[] {
    const full: PcmChunk[] = []
    let from = 0
    while (from < samples.length) {
      const length = Math.min(samples.length - from, this.#buffer.length - this.#filled)
      this.#buffer.set(samples.subarray(from, from + length), this.#filled)
      this.#filled += length
      from += length
      if (this.#filled === this.#buffer.length) full.push(this.#cut())
    }
    return full
  }

  /** The last, shorter chunk, if anything is left. */
  flush(): PcmChunk | undefined {
    return this.#filled > 0 ? this.#cut() : undefined
  }

  #cut(): PcmChunk {
    const bytes = littleEndian(this.#buffer.subarray(0, this.#filled))
    const frames = this.#filled / this.#channels
    const chunk = { number: this.#number, firstFrame: this.#firstFrame, frames, bytes }
    this.#number += 1
    this.#firstFrame += frames
    this.#filled = 0
    return chunk
  }
}

function littleEndian(samples: Int16Array): ArrayBuffer {
  const bytes = new ArrayBuffer(samples.length * 2)
  const view = new DataView(bytes)
  for (let i = 0; i < samples.length; i += 1) view.setInt16(i * 2, samples[i] ?? 0, true)
  return bytes
}

/** Float samples as 16 bits; exact for sound that was 16 bits before. */
export function toInt16(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)))
}

/** At the end there is no time left to see whether a lag stays: only a step beyond most trembling counts. */
const LAST_STEPS = 3
/** How far a sound device's clock may run from the machine's: 500 millionths. */
const DRIFT = 0.0005

/**
 * Counts the frames that never arrived. The capture's own frame counter cannot be trusted (an AudioWorklet jumped by
 * 1,024 frames and saw nothing), so the frames are held against a clock: a delay passes, a loss stays. The smallest
 * lag within `windowMs` is what stays: measured, single blocks come up to 14 ms late while the smallest of two seconds
 * keeps within 0.2 ms. A lag that goes back was no loss, and is given back. The first blocks after opening come early
 * by 40 ms, so the counter runs from the opening of the microphone and learns before it counts.
 */
export class GapCounter {
  readonly #sampleRateHz: number
  readonly #windowMs: number
  readonly #stepMs: number
  #frames = 0
  #startMs: number | undefined
  #settledMs = 0
  #lastMs = 0
  #lost = 0
  #recent: { atMs: number; lagMs: number }[] = []

  /** A step smaller than `stepMs` is the clock's trembling and no loss. */
  constructor(sampleRateHz: number, windowMs: number, stepMs: number) {
    this.#sampleRateHz = sampleRateHz
    this.#windowMs = windowMs
    this.#stepMs = stepMs
  }

  /** Frames lost since `restart`. */
  get lostFrames(): number {
    return this.#lost
  }

  /** A recording begins: what was lost before is nobody's business. */
  restart(): void {
    this.#lost = 0
  }

  /** Takes a block of `frames` whose first sample stands at `atMs`; returns the frames found missing now (negative: given back). */
  take(frames: number, atMs: number): number {
    this.#startMs ??= atMs
    const lagMs = atMs - this.#startMs - (this.#frames / this.#sampleRateHz) * 1000
    const elapsedMs = this.#recent.length > 0 ? Math.max(0, atMs - this.#lastMs) : 0
    this.#lastMs = atMs
    this.#frames += frames
    this.#recent.push({ atMs, lagMs })
    while ((this.#recent[0]?.atMs ?? atMs) < atMs - this.#windowMs) this.#recent.shift()
    const smallestMs = this.#smallestSince(Number.NEGATIVE_INFINITY)
    const isLearning = atMs - this.#startMs < this.#windowMs * 1.5
    if (isLearning) {
      this.#settledMs = smallestMs
      return 0
    }
    const stepMs = smallestMs - this.#settledMs
    if (Math.abs(stepMs) > this.#stepMs) return this.#count(smallestMs)
    this.#settledMs += Math.min(stepMs, elapsedMs * DRIFT)
    return 0
  }

  /** The recording ends: also counts a loss so fresh that the window has not passed. */
  settle(): void {
    const smallestMs = this.#smallestSince(this.#lastMs - this.#windowMs / 4)
    if (smallestMs - this.#settledMs > this.#stepMs * LAST_STEPS) this.#count(smallestMs)
  }

  #smallestSince(fromMs: number): number {
    return this.#recent.reduce(
      (least, { atMs, lagMs }) => (atMs >= fromMs ? Math.min(least, lagMs) : least),
      Number.POSITIVE_INFINITY,
    )
  }

  #count(lagMs: number): number {
    const lost = Math.round(((lagMs - this.#settledMs) / 1000) * this.#sampleRateHz)
    this.#settledMs = lagMs
    this.#lost = Math.max(0, this.#lost + lost)
    return lost
  }
}

/** The 44 bytes before 16-bit samples (RIFF/WAVE, format 1). */
export function wavHeader(dataBytes: number, sampleRateHz: number, channels: number): ArrayBuffer {
  const header = new ArrayBuffer(44)
  const view = new DataView(header)
  const text = (at: number, words: string) => {
    for (let i = 0; i < words.length; i += 1) view.setUint8(at + i, words.charCodeAt(i))
  }
  text(0, 'RIFF')
  view.setUint32(4, 36 + dataBytes, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, channels, true)
  view.setUint32(24, sampleRateHz, true)
  view.setUint32(28, sampleRateHz * channels * 2, true)
  view.setUint16(32, channels * 2, true)
  view.setUint16(34, 16, true)
  text(36, 'data')
  view.setUint32(40, dataBytes, true)
  return header
}
