import { createHash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { AudioError } from '../errors.ts'

export interface WriteWavOptions {
  /** Where the file is made; the caller names it and moves it. */
  path: string
  sampleRateHz: number
  channels: number
  sampleFormat: 's16le' | 'f32le'
  /** Interleaved samples; a chunk may end anywhere, even inside a sample. */
  chunks: AsyncIterable<Buffer>
  signal?: AbortSignal
}

export interface WrittenWav {
  frames: number
  durationMs: number
  bytes: number
  /** Of the whole file, lower-case hexadecimal. */
  sha256: string
}

const headerBytes = 44
const largestDataBytes = 0xffff_ffff - headerBytes

/**
 * Writes a 16-bit PCM WAV in constant memory: samples as they come, the sizes in the header at the end, then fsync. Floats
 * are rounded to 16 bit (±1 = full scale, beyond is clipped); 16-bit samples stay bit for bit. Bytes after the last whole
 * frame are dropped. On failure the file is removed. Rejects with AudioError `cancelled`, `disk-full`, `too-short` (no whole
 * frame) or `decode-failed` (more than a WAV can hold, or what the source threw).
 */
export async function writeWav(options: WriteWavOptions): Promise<WrittenWav> {
  const { path, channels, sampleRateHz, signal } = options
  const file = await open(path, 'w+')
  try {
    let position = headerBytes
    for await (const samples of wholeFrames(options)) {
      if (signal?.aborted) throw new AudioError('cancelled')
      if (position + samples.length > largestDataBytes)
        throw new AudioError('decode-failed', { problem: 'larger than a WAV can be' })
      await file.write(samples, 0, samples.length, position)
      position += samples.length
    }
    if (signal?.aborted) throw new AudioError('cancelled')
    const dataBytes = position - headerBytes
    const frames = dataBytes / (2 * channels)
    if (frames === 0) throw new AudioError('too-short', { durationMs: 0 })
    await file.write(wavHeader(sampleRateHz, channels, dataBytes), 0, headerBytes, 0)
    await file.sync()
    const hash = createHash('sha256')
    for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) hash.update(chunk as Buffer)
    return {
      frames,
      durationMs: Math.round((frames / sampleRateHz) * 1000),
      bytes: position,
      sha256: hash.digest('hex'),
    }
  } catch (error) {
    await rm(path, { force: true })
    if (error instanceof AudioError) throw error
    const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
    throw new AudioError(isFull ? 'disk-full' : 'decode-failed', { message: String(error) }, { cause: error })
  } finally {
    await file.close()
  }
}

/** A canonical 44-byte header of 16-bit PCM. */
export function wavHeader(sampleRateHz: number, channels: number, dataBytes: number): Buffer {
  const header = Buffer.alloc(headerBytes)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(dataBytes + headerBytes - 8, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(channels, 22)
  header.writeUInt32LE(sampleRateHz, 24)
  header.writeUInt32LE(sampleRateHz * channels * 2, 28)
  header.writeUInt16LE(channels * 2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(dataBytes, 40)
  return header
}

/** Floats, ±1 = full scale, as 16-bit samples: rounded, and clipped where they do not fit. */
export function toSixteenBit(samples: ArrayLike<number>): Buffer {
  const bytes = Buffer.alloc(samples.length * 2)
  for (let index = 0; index < samples.length; index++) {
    const scaled = Math.round((samples[index] ?? 0) * 32_767)
    bytes.writeInt16LE(Math.max(-32_768, Math.min(32_767, scaled)), index * 2)
  }
  return bytes
}

async function* wholeFrames({ chunks, channels, sampleFormat }: WriteWavOptions): AsyncGenerator<Buffer> {
  const frameBytes = channels * (sampleFormat === 'f32le' ? 4 : 2)
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const joined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const whole = Math.floor(joined.length / frameBytes) * frameBytes
    if (whole > 0)
      yield sampleFormat === 'f32le' ? floatsToSixteenBit(joined.subarray(0, whole)) : joined.subarray(0, whole)
    rest = Buffer.from(joined.subarray(whole))
  }
}

function floatsToSixteenBit(bytes: Buffer): Buffer {
  const aligned = new Uint8Array(bytes)
  return toSixteenBit(new Float32Array(aligned.buffer))
}
