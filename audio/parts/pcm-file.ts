import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { FrameStream } from './frame-stream.ts'

const chunkBytes = 512 * 1024

/** Writes house-format samples to a file of its own and sums them up. Blocks its thread: for worker threads only. */
export class PcmWriter {
  frames = 0
  crc = 0
  private readonly descriptor: number

  /** A file that is there already is written over from its beginning. */
  constructor(path: string, flags: 'wx' | 'r+') {
    this.descriptor = openSync(path, flags)
  }

  write(samples: Float32Array): void {
    const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
    this.crc = crc32(bytes, this.crc)
    this.frames += samples.length / 2
    for (let at = 0; at < bytes.length; ) at += writeSync(this.descriptor, bytes, at)
  }

  close(): void {
    closeSync(this.descriptor)
  }
}

/** A step that sound passes through: as many frames out as in. */
export interface Passage {
  push(samples: Float32Array): void
  end(): void
}

/**
 * Sends a file of house-format samples through a passage and back into the same file; what comes out may lag behind what goes
 * in, never the other way round. Returns the new sum. Rejects with the signal's reason.
 */
export async function rewrite(
  path: string,
  passage: (give: (samples: Float32Array) => void) => Passage,
  onFrames: (samples: Float32Array) => void,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const source = openSync(path, 'r')
  const { size } = fstatSync(source)
  const writer = new PcmWriter(path, 'r+')
  try {
    const through = passage((samples) => {
      writer.write(samples)
      onFrames(samples)
    })
    const stream = new FrameStream((samples) => through.push(samples))
    const chunk = Buffer.alloc(chunkBytes)
    for (let at = 0, read = 0; ; at += read) {
      read = readSync(source, chunk, 0, chunkBytes, at)
      if (read === 0) break
      stream.push(chunk.subarray(0, read))
      onProgress((at + read) / size)
      // A message to stop is only heard between two turns of the loop.
      await new Promise(setImmediate)
      signal.throwIfAborted()
    }
    through.end()
    return writer.crc
  } finally {
    closeSync(source)
    writer.close()
  }
}
