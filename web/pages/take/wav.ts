/** Uncompressed sound read piece by piece from a WAV file (RIFF, RF64) that stays where it is. */

/** Where the samples of a file lie and what they are. */
export interface WavShape {
  readonly sampleRateHz: number
  readonly channels: number
  readonly format: 's16' | 's24' | 's32' | 'f32'
  /** The first byte of the samples. */
  readonly dataAt: number
  readonly frames: number
}

export const frameBytes = ({ channels, format }: Pick<WavShape, 'channels' | 'format'>) =>
  channels * (format === 's16' ? 2 : format === 's24' ? 3 : 4)

const PCM = 1
const FLOAT = 3
const EXTENSIBLE = 0xfffe

/**
 * Reads the beginning of a file. Undefined when it is no WAV of plain samples, or when its samples begin behind what was
 * given. `fileBytes`: how long the whole file is, for headers that were never finished.
 */
export function readWavShape(bytes: Uint8Array, fileBytes: number): WavShape | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const name = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
  if (bytes.length < 12 || !['RIFF', 'RF64'].includes(name(0)) || name(8) !== 'WAVE') return undefined
  let format: Omit<WavShape, 'dataAt' | 'frames'> | undefined
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true)
    if (name(at) === 'fmt ' && length >= 16 && at + 8 + length <= bytes.length) format = formatAt(view, at + 8, length)
    if (name(at) === 'data') {
      if (!format) return undefined
      const shape = { ...format, dataAt: at + 8, frames: 0 }
      const there = Math.max(0, fileBytes - shape.dataAt)
      // RF64 writes the length elsewhere; a recording that was broken off wrote none at all.
      const dataBytes = length === 0 || length === 0xffff_ffff ? there : Math.min(length, there)
      return { ...shape, frames: Math.floor(dataBytes / frameBytes(shape)) }
    }
    at += 8 + length + (length % 2)
  }
  return undefined
}

function formatAt(view: DataView, at: number, length: number): Omit<WavShape, 'dataAt' | 'frames'> | undefined {
  const said = view.getUint16(at, true)
  const kind = said === EXTENSIBLE && length >= 26 ? view.getUint16(at + 24, true) : said
  const channels = view.getUint16(at + 2, true)
  const sampleRateHz = view.getUint32(at + 4, true)
  const bits = view.getUint16(at + 14, true)
  const known = [
    [PCM, 16, 's16'],
    [PCM, 24, 's24'],
    [PCM, 32, 's32'],
    [FLOAT, 32, 'f32'],
  ] as const
  const format = known.find(([code, width]) => code === kind && width === bits)?.[2]
  if (!format || channels < 1 || view.getUint16(at + 12, true) !== frameBytes({ channels, format })) return undefined
  return { sampleRateHz, channels, format }
}

/** Whole frames as two sides; one channel sounds on both, as it is aired. */
export function toSides(bytes: ArrayBuffer, shape: WavShape): [Float32Array, Float32Array] {
  const each = frameBytes(shape)
  const frames = Math.floor(bytes.byteLength / each)
  const view = new DataView(bytes)
  const width = each / shape.channels
  const read = sampleReader(view, shape.format)
  const left = new Float32Array(frames)
  for (let n = 0; n < frames; n += 1) left[n] = read(n * each)
  if (shape.channels === 1) return [left, left]
  const right = new Float32Array(frames)
  for (let n = 0; n < frames; n += 1) right[n] = read(n * each + width)
  return [left, right]
}

function sampleReader(view: DataView, format: WavShape['format']): (at: number) => number {
  if (format === 's16') return (at) => view.getInt16(at, true) / 32_768
  if (format === 's24') return (at) => ((view.getInt16(at + 1, true) << 8) | view.getUint8(at)) / 8_388_608
  if (format === 's32') return (at) => view.getInt32(at, true) / 2_147_483_648
  return (at) => view.getFloat32(at, true)
}
