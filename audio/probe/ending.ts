import { open } from 'node:fs/promises'

/**
 * Whether a file stops before its own structure does, for the containers where FFmpeg keeps silent about it: a WAV shorter
 * than its RIFF and data sizes (RFC 2361), an Ogg whose last page lacks the end-of-stream flag (RFC 3533 § 6).
 */
export async function endsEarly(path: string, demuxer: string | undefined): Promise<boolean> {
  if (demuxer !== 'wav' && demuxer !== 'ogg') return false
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (demuxer === 'wav') {
      const head = Buffer.alloc(8)
      await file.read(head, 0, 8, 0)
      const promised = head.readUInt32LE(4)
      // Streaming writers leave 0 or all ones where they never learnt the size.
      return (
        head.toString('latin1', 0, 4) === 'RIFF' && promised !== 0 && promised < 0xffff_ff00 && promised + 8 > size + 1
      )
    }
    const tail = Buffer.alloc(Math.min(size, 2 * 65_307))
    await file.read(tail, 0, tail.length, size - tail.length)
    const lastPage = tail.lastIndexOf('OggS', undefined, 'latin1')
    return lastPage < 0 || ((tail[lastPage + 5] ?? 0) & 4) === 0
  } finally {
    await file.close()
  }
}
