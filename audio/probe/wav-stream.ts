/** The shape of the samples in a WAV that FFmpeg writes to a pipe. */
export interface PcmShape {
  sampleRateHz: number
  channels: number
}

/**
 * Cuts a WAV of 32-bit floats, arriving in chunks of any size, into whole interleaved frames.
 * `onFrames` gets an array that is valid during the call only. The sizes in the header are not read: a pipe's are not true.
 */
export class FloatWavReader {
  private pending: Buffer = Buffer.alloc(0)
  private shape: PcmShape | undefined
  private readonly onFrames: (samples: Float32Array, shape: PcmShape) => void

  constructor(onFrames: (samples: Float32Array, shape: PcmShape) => void) {
    this.onFrames = onFrames
  }

  push(chunk: Buffer): void {
    const joined = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk])
    let offset = 0
    if (this.shape === undefined) {
      const header = readHeader(joined)
      if (header === undefined) {
        this.pending = Buffer.from(joined)
        return
      }
      this.shape = header.shape
      offset = header.dataOffset
    }
    const frameBytes = this.shape.channels * 4
    const wholeBytes = Math.floor((joined.length - offset) / frameBytes) * frameBytes
    if (wholeBytes > 0) {
      // A copy, because a view on floats must begin at a multiple of four bytes.
      const aligned = new Uint8Array(wholeBytes)
      aligned.set(joined.subarray(offset, offset + wholeBytes))
      this.onFrames(new Float32Array(aligned.buffer), this.shape)
    }
    this.pending = Buffer.from(joined.subarray(offset + wholeBytes))
  }
}

function readHeader(bytes: Buffer): { shape: PcmShape; dataOffset: number } | undefined {
  let shape: PcmShape | undefined
  let offset = 12
  while (offset + 8 <= bytes.length) {
    const id = bytes.toString('latin1', offset, offset + 4)
    const size = bytes.readUInt32LE(offset + 4)
    if (id === 'data') return shape === undefined ? undefined : { shape, dataOffset: offset + 8 }
    if (id === 'fmt ') {
      if (offset + 24 > bytes.length) return undefined
      shape = { channels: bytes.readUInt16LE(offset + 10), sampleRateHz: bytes.readUInt32LE(offset + 12) }
    }
    offset += 8 + size + (size % 2)
  }
  return undefined
}
