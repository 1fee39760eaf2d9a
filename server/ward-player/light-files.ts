import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import { AudioError, type Ffmpeg, wavForDevice } from '../../audio/index.ts'
import { WardError } from './errors.ts'

/** A WAV that was made of an MP3 for the device. */
export interface MadeReady {
  sha256: string
  bytes: number
  frames: number
  durationMs: number
}

const RATE = 48_000
/** 16 bit, stereo. */
const FRAME_BYTES = 4
const HEADER_BYTES = 44

/**
 * Makes an MP3 ready for the device: 48 kHz stereo 16-bit WAV at `outPath`, with its hash and length.
 * @throws WardError `not-decoded` or `disk-full`; nothing is left then.
 */
export async function makeReady(mp3Path: string, outPath: string, ffmpeg: Ffmpeg): Promise<MadeReady> {
  try {
    await wavForDevice(mp3Path, outPath, ffmpeg)
    const bytes = (await stat(outPath)).size
    const dataBytes = bytes - (await soundBeginsAt(outPath))
    const frames = Math.floor(dataBytes / FRAME_BYTES)
    if (frames < 1) throw new WardError('not-decoded', { bytes })
    const hash = createHash('sha256')
    for await (const piece of createReadStream(outPath)) hash.update(piece)
    return { sha256: hash.digest('hex'), bytes, frames, durationMs: (frames * 1000) / RATE }
  } catch (cause) {
    await rm(outPath, { force: true })
    if (cause instanceof WardError) throw cause
    const isFull = cause instanceof AudioError && cause.code === 'disk-full'
    throw new WardError(isFull ? 'disk-full' : 'not-decoded', { because: String(cause) }, cause)
  }
}

/** FFmpeg writes the plainest of headers when nothing may depend on the day: anything else is not what was asked for. */
async function soundBeginsAt(path: string): Promise<number> {
  const file = await open(path, 'r')
  try {
    const header = Buffer.alloc(HEADER_BYTES)
    await file.read(header, 0, HEADER_BYTES, 0)
    if (header.toString('latin1', 36, 40) !== 'data') throw new WardError('not-decoded', { header: 'no data' })
    return HEADER_BYTES
  } finally {
    await file.close()
  }
}
