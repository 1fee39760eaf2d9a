import type { FinePeaksHeader, Peaks } from '../../../server/contract/index.ts'

/** One fineness of a take's waveform: lowest and highest sample of each stretch, interleaved; 127 is full scale. */
export interface PeakLevel {
  readonly perSecond: number
  readonly pairs: Int8Array
}

/** What is known of a take's waveform, the finest level first. */
export interface TakePeaks {
  readonly durationMs: number
  readonly levels: readonly PeakLevel[]
}

const FOLD = 8
const COARSE_ENOUGH = 512

/** Reads a file of peaks (see the contract) as it arrives: each level is there as soon as its bytes are. */
export class PeaksFile {
  #bytes = new Uint8Array(64 * 1024)
  #filled = 0
  #header: FinePeaksHeader | undefined
  #bodyAt = 0

  /** Takes the next bytes. Throws RangeError on what is no file of peaks of a version that is known here. */
  push(chunk: Uint8Array): void {
    this.#room(this.#filled + chunk.length)
    this.#bytes.set(chunk, this.#filled)
    this.#filled += chunk.length
    if (!this.#header) this.#readHeader()
  }

  /** What has arrived whole; undefined before the first level has. */
  get peaks(): TakePeaks | undefined {
    const header = this.#header
    if (!header) return undefined
    const levels = header.levels.flatMap(({ perSecond, offset, pairs }) => {
      const at = this.#bodyAt + offset
      return at + 2 * pairs <= this.#filled
        ? [{ perSecond, pairs: new Int8Array(this.#bytes.buffer, at, 2 * pairs) }]
        : []
    })
    return levels.length > 0 ? { durationMs: header.durationMs, levels } : undefined
  }

  #readHeader(): void {
    if (this.#filled < 4) return
    const length = new DataView(this.#bytes.buffer).getUint32(0, true)
    if (length === 0 || length > 65_536) throw new RangeError('not a file of peaks')
    if (this.#filled < 4 + length) return
    const read: unknown = JSON.parse(new TextDecoder().decode(this.#bytes.subarray(4, 4 + length)))
    if (!isHeader(read)) throw new RangeError('not a file of peaks')
    this.#header = read
    this.#bodyAt = 4 + length
    const ends = read.levels.map(({ offset, pairs }) => offset + 2 * pairs)
    this.#room(this.#bodyAt + Math.max(0, ...ends))
  }

  #room(bytes: number): void {
    if (bytes <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(bytes, this.#header ? bytes : 2 * this.#bytes.length))
    larger.set(this.#bytes.subarray(0, this.#filled))
    this.#bytes = larger
  }
}

const isLevel = (level: unknown) =>
  typeof level === 'object' &&
  level !== null &&
  'perSecond' in level &&
  typeof level.perSecond === 'number' &&
  'offset' in level &&
  Number.isInteger(level.offset) &&
  'pairs' in level &&
  Number.isInteger(level.pairs)

function isHeader(read: unknown): read is FinePeaksHeader {
  return (
    typeof read === 'object' &&
    read !== null &&
    'version' in read &&
    read.version === 1 &&
    'durationMs' in read &&
    typeof read.durationMs === 'number' &&
    'levels' in read &&
    Array.isArray(read.levels) &&
    read.levels.every(isLevel)
  )
}

/** The coarse waveform that a take carries from the beginning, for as long as the fine one is not there. */
export function fromCoarse({ perSecond, pairs }: Peaks, durationMs: number): TakePeaks {
  const levels: PeakLevel[] = [{ perSecond, pairs: Int8Array.from(pairs) }]
  for (;;) {
    const last = levels.at(-1)
    if (!last || last.pairs.length / 2 <= COARSE_ENOUGH) return { durationMs, levels }
    levels.push({ perSecond: last.perSecond / FOLD, pairs: folded(last.pairs) })
  }
}

/** Every eight pairs as one. */
export function folded(pairs: Int8Array): Int8Array {
  const count = pairs.length / 2
  const coarse = new Int8Array(2 * Math.ceil(count / FOLD))
  for (let n = 0; n < coarse.length / 2; n += 1) {
    let low = 127
    let high = -128
    for (let i = n * FOLD; i < Math.min(count, (n + 1) * FOLD); i += 1) {
      low = Math.min(low, pairs[2 * i] ?? 0)
      high = Math.max(high, pairs[2 * i + 1] ?? 0)
    }
    coarse[2 * n] = low
    coarse[2 * n + 1] = high
  }
  return coarse
}

/**
 * The level to draw columns of a width from: the coarsest that still has a pair for each column, so that a column looks at
 * eight pairs at most; the finest where none has.
 */
export function levelFor({ levels }: TakePeaks, msPerColumn: number): PeakLevel | undefined {
  return levels.findLast(({ perSecond }) => (perSecond * msPerColumn) / 1000 >= 1) ?? levels[0]
}

/** Lowest and highest value of each of `count` columns from a place of the take on; silence past its end. */
export function columns(level: PeakLevel, fromMs: number, msPerColumn: number, count: number): Int8Array {
  const out = new Int8Array(2 * count)
  const { pairs, perSecond } = level
  const last = pairs.length / 2
  const perColumn = (perSecond * msPerColumn) / 1000
  const first = (perSecond * fromMs) / 1000
  for (let column = 0; column < count; column += 1) {
    const from = Math.max(0, Math.floor(first + column * perColumn))
    const to = Math.min(last, Math.max(from + 1, Math.ceil(first + (column + 1) * perColumn)))
    let low = 0
    let high = 0
    for (let i = from; i < to; i += 1) {
      const [a, b] = [pairs[2 * i] ?? 0, pairs[2 * i + 1] ?? 0]
      if (a < low) low = a
      if (b > high) high = b
    }
    out[2 * column] = low
    out[2 * column + 1] = high
  }
  return out
}
