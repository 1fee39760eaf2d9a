import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { AudioError } from '../errors.ts'
import { houseRateHz } from '../house-format.ts'
import { wavHeader } from './write-wav.ts'

export interface WaveShape {
  channels: 1 | 2
  bitsPerSample: 16 | 24
  frames: number
}

/** The sizes in a WAV's header are of 32 bits. */
const largestBytes = 0xffff_ffff

/**
 * A PCM WAV at 48 kHz whose length is known and whose samples come in any order; what never comes is silence. On any failure
 * the file is the caller's to remove. A full disk is what the file system throws.
 */
export class WaveFile {
  private readonly file: FileHandle
  private readonly shape: WaveShape
  private readonly header: Buffer

  private constructor(file: FileHandle, shape: WaveShape, header: Buffer) {
    this.file = file
    this.shape = shape
    this.header = header
  }

  /** Makes the file. Rejects with AudioError `too-long` where a WAV cannot hold that much. */
  static async create(path: string, shape: WaveShape): Promise<WaveFile> {
    const dataBytes = shape.frames * frameBytes(shape)
    const header = headerOf(shape, dataBytes)
    const bytes = header.length + dataBytes
    if (bytes > largestBytes) throw new AudioError('too-long', { limitMs: Math.floor(longestMs(shape)) })
    const file = await open(path, 'w+')
    const wave = new WaveFile(file, shape, header)
    try {
      await wave.put(header, 0)
    } catch (error) {
      await file.close()
      throw error
    }
    return wave
  }

  /** Whole interleaved frames, ±1 = full scale, made ready at once for a place of the file; beyond full scale is clipped. */
  ready(samples: Float32Array, atFrame: number): () => Promise<void> {
    const bytes = this.shape.bitsPerSample === 16 ? sixteenBit(samples) : twentyFourBit(samples)
    return () => this.put(bytes, this.header.length + atFrame * frameBytes(this.shape))
  }

  /** Brings it to its full length, makes it durable and reads it back. Rejects with AudioError `cancelled`. */
  async finish(signal: AbortSignal | undefined): Promise<{ bytes: number; sha256: string }> {
    await this.file.truncate(this.header.length + this.shape.frames * frameBytes(this.shape))
    await this.file.sync()
    const hash = createHash('sha256')
    let bytes = 0
    for await (const chunk of this.file.createReadStream({ start: 0, autoClose: false, highWaterMark: 1024 * 1024 })) {
      if (signal?.aborted) throw new AudioError('cancelled')
      hash.update(chunk as Buffer)
      bytes += (chunk as Buffer).length
    }
    return { bytes, sha256: hash.digest('hex') }
  }

  async close(): Promise<void> {
    await this.file.close()
  }

  private async put(bytes: Buffer, position: number): Promise<void> {
    for (let done = 0; done < bytes.length; )
      done += (await this.file.write(bytes, done, bytes.length - done, position + done)).bytesWritten
  }
}

function frameBytes({ channels, bitsPerSample }: WaveShape): number {
  return (channels * bitsPerSample) / 8
}

function longestMs(shape: WaveShape): number {
  return ((largestBytes - 68) / frameBytes(shape) / houseRateHz) * 1000
}

/** More than 16 bits are announced by WAVEFORMATEXTENSIBLE, as Microsoft's “Multiple channel audio data” asks. */
function headerOf(shape: WaveShape, dataBytes: number): Buffer {
  const { channels, bitsPerSample } = shape
  if (bitsPerSample === 16) return wavHeader(houseRateHz, channels, dataBytes)
  const header = Buffer.alloc(68)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(Math.min(largestBytes, dataBytes + header.length - 8), 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(40, 16)
  header.writeUInt16LE(0xfffe, 20)
  header.writeUInt16LE(channels, 22)
  header.writeUInt32LE(houseRateHz, 24)
  header.writeUInt32LE(houseRateHz * frameBytes(shape), 28)
  header.writeUInt16LE(frameBytes(shape), 32)
  header.writeUInt16LE(bitsPerSample, 34)
  header.writeUInt16LE(22, 36)
  header.writeUInt16LE(bitsPerSample, 38)
  // The places of the loudspeakers: the middle one, or left and right.
  header.writeUInt32LE(channels === 1 ? 4 : 3, 40)
  Buffer.from('0100000000001000800000aa00389b71', 'hex').copy(header, 44)
  header.write('data', 60, 'latin1')
  header.writeUInt32LE(Math.min(largestBytes, dataBytes), 64)
  return header
}

function sixteenBit(samples: Float32Array): Buffer {
  const bytes = Buffer.alloc(samples.length * 2)
  for (let index = 0; index < samples.length; index++) bytes.writeInt16LE(whole(samples[index], 32_768), index * 2)
  return bytes
}

function twentyFourBit(samples: Float32Array): Buffer {
  const bytes = Buffer.alloc(samples.length * 3)
  for (let index = 0; index < samples.length; index++) bytes.writeIntLE(whole(samples[index], 8_388_608), index * 3, 3)
  return bytes
}

/** The scale by which FFmpeg makes floats of whole numbers: they come back as they were. What is no number is silence. */
function whole(sample: number | undefined, scale: number): number {
  const scaled = Math.round((sample ?? 0) * scale)
  return Number.isNaN(scaled) ? 0 : Math.max(-scale, Math.min(scale - 1, scaled))
}
