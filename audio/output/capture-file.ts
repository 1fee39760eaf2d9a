import { closeSync, fstatSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { wavHeader } from '../takes/index.ts'

/** Rate of what is listened to: enough for levels and for the proof. */
export const LISTEN_RATE = 8000
const HEADER_BYTES = 44
/** The length of a stream whose end is not known (as FFmpeg and SoX write it): readers take all there is. */
const OPEN_ENDED = 0xffff_ffff
/** Clocks of cards and computers drift apart by less within an airing; more is sound that was lost. */
const GAP_FRAMES = LISTEN_RATE / 5

/** A mono 16-bit WAV that stands on the clock: its first frame belongs to `fromMs`, and where nothing was heard it is silent. */
export interface CaptureFile {
  /** Sound whose first frame was heard at `atMs` (monotonic). What lies before the file's beginning is left out. */
  add(atMs: number, samples: Int16Array): void
  /** Writes the true length into the header, makes it durable. */
  close(): void
}

/**
 * Opens the file, or goes on with one that was begun for the same instant. The header is right from the first byte on, also
 * after the power failed. @throws what the file system says, ENOSPC among it; so does `add`.
 */
export function openCaptureFile(path: string, fromMs: number): CaptureFile {
  const file = openSync(path, 'a+')
  if (fstatSync(file).size < HEADER_BYTES) writeSync(file, openEnded())
  let frames = Math.max(0, Math.floor((fstatSync(file).size - HEADER_BYTES) / 2))

  const append = (samples: Int16Array): void => {
    const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
    frames += samples.length
  }
  return {
    add(atMs, samples) {
      const first = Math.round(((atMs - fromMs) * LISTEN_RATE) / 1000)
      const isFirst = frames === 0
      const gap = first - frames
      if (gap > (isFirst ? 0 : GAP_FRAMES)) append(new Int16Array(gap))
      const heardTwice = isFirst || gap < -GAP_FRAMES ? Math.max(0, -gap) : 0
      if (heardTwice < samples.length) append(samples.subarray(heardTwice))
    },
    close() {
      closeSync(file)
      // A file opened for appending writes at its end only.
      const whole = openSync(path, 'r+')
      try {
        writeSync(whole, wavHeader(LISTEN_RATE, 1, frames * 2), 0, HEADER_BYTES, 0)
        fsyncSync(whole)
      } finally {
        closeSync(whole)
      }
    },
  }
}

function openEnded(): Buffer {
  const header = wavHeader(LISTEN_RATE, 1, 0)
  header.writeUInt32LE(OPEN_ENDED, 4)
  header.writeUInt32LE(OPEN_ENDED, 40)
  return header
}
