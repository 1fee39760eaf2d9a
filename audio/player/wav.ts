import { type FileHandle, open } from 'node:fs/promises'
import { endianness } from 'node:os'
import { CHANNELS, PlayerError, RATE } from '../system/index.ts'

/** A WAV file open for reading by frames, whatever it holds turned into 48 kHz stereo 16-bit. */
export interface WavFile {
  readonly frames: number
  readonly channels: 1 | 2
  readonly bitsPerSample: 16 | 24
  /** Interleaved stereo of up to `frames` frames from `fromFrame`; shorter at the end, empty after it. */
  read(fromFrame: number, frames: number): Promise<Int16Array>
  close(): Promise<void>
}

const PCM = 1
const LITTLE_ENDIAN = endianness() === 'LE'
const EXTENSIBLE = 0xfffe

/**
 * Opens a RIFF WAVE file of PCM 16- or 24-bit, mono or stereo, at 48 kHz (Microsoft RIFF MCI specification; chunks in
 * any order before `data`, odd chunks padded). A `data` length that is 0, 0xFFFFFFFF or past the end means “to the end”.
 * 24-bit samples are rounded to 16, mono goes to both sides.
 * @throws PlayerError `file-missing` or `file-refused` with the reason in `details`.
 */
export async function openWav(path: string): Promise<WavFile> {
  let handle: FileHandle
  try {
    handle = await open(path, 'r')
  } catch (cause) {
    throw new PlayerError('file-missing', { path }, cause)
  }
  try {
    const size = (await handle.stat()).size
    const { fmt, dataStart, dataBytes } = await findChunks(handle, size, path)
    const format = readFormat(fmt, path)
    const bytesPerFrame = format.channels * (format.bitsPerSample / 8)
    const frames = Math.floor(dataBytes / bytesPerFrame)
    return {
      frames,
      channels: format.channels,
      bitsPerSample: format.bitsPerSample,
      async read(fromFrame, count) {
        const wanted = Math.max(0, Math.min(count, frames - fromFrame))
        const bytes = Buffer.alloc(wanted * bytesPerFrame)
        let got = 0
        while (got < bytes.length) {
          const at = dataStart + fromFrame * bytesPerFrame + got
          const { bytesRead } = await handle.read(bytes, got, bytes.length - got, at)
          if (bytesRead === 0) break
          got += bytesRead
        }
        return toStereo16(bytes.subarray(0, got - (got % bytesPerFrame)), format)
      },
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    if (error instanceof PlayerError) throw error
    throw new PlayerError('file-refused', { path, reason: 'unreadable' }, error)
  }
}

async function findChunks(handle: FileHandle, size: number, path: string) {
  const head = Buffer.alloc(12)
  await handle.read(head, 0, 12, 0)
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') {
    throw new PlayerError('file-refused', { path, reason: 'not-wav' })
  }
  let fmt: Buffer | undefined
  for (let at = 12; at + 8 <= size; ) {
    const chunk = Buffer.alloc(8)
    await handle.read(chunk, 0, 8, at)
    const id = chunk.toString('latin1', 0, 4)
    const length = chunk.readUInt32LE(4)
    if (id === 'fmt ') {
      fmt = Buffer.alloc(Math.min(length, 64))
      await handle.read(fmt, 0, fmt.length, at + 8)
    }
    if (id === 'data') {
      if (fmt === undefined) break
      const rest = size - at - 8
      return { fmt, dataStart: at + 8, dataBytes: length === 0 || length > rest ? rest : length }
    }
    at += 8 + length + (length % 2)
  }
  throw new PlayerError('file-refused', { path, reason: 'no-sound-inside' })
}

function readFormat(fmt: Buffer, path: string): { channels: 1 | 2; bitsPerSample: 16 | 24 } {
  if (fmt.length < 16) throw new PlayerError('file-refused', { path, reason: 'not-wav' })
  const tag = fmt.readUInt16LE(0)
  const kind = tag === EXTENSIBLE && fmt.length >= 26 ? fmt.readUInt16LE(24) : tag
  const channels = fmt.readUInt16LE(2)
  const rate = fmt.readUInt32LE(4)
  const bitsPerSample = fmt.readUInt16LE(14)
  const fits =
    kind === PCM &&
    rate === RATE &&
    (channels === 1 || channels === 2) &&
    (bitsPerSample === 16 || bitsPerSample === 24)
  if (!fits) throw new PlayerError('file-refused', { path, reason: 'format', kind, channels, rate, bitsPerSample })
  return { channels, bitsPerSample }
}

function toStereo16(bytes: Buffer, format: { channels: 1 | 2; bitsPerSample: 16 | 24 }): Int16Array {
  if (format.bitsPerSample === 16 && format.channels === 2 && LITTLE_ENDIAN) {
    return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  }
  const width = format.bitsPerSample / 8
  const frames = bytes.length / (width * format.channels)
  const out = new Int16Array(frames * CHANNELS)
  const right = format.channels === 2 ? 1 : 0
  for (let frame = 0; frame < frames; frame++) {
    const base = frame * format.channels
    out[frame * 2] = sample16(bytes, base, width)
    out[frame * 2 + 1] = sample16(bytes, base + right, width)
  }
  return out
}

function sample16(bytes: Buffer, index: number, width: number): number {
  if (width === 2) return bytes.readInt16LE(index * 2)
  return Math.min(32_767, Math.round(bytes.readIntLE(index * 3, 3) / 256))
}
