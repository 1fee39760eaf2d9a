/** Sound that lies in the browser, read back. */
import type { FrameRange } from '../../../../server/contract/index.ts'
import { wavHeader } from '../pcm.ts'
import type { KeptChunk } from './kept.ts'
import type { KeptFile } from './store.ts'

/** A chunk as it was kept; without `bytes` when the storage gives back something else than was written. */
export interface ReadChunk {
  chunk: KeptChunk
  bytes?: ArrayBuffer
}

/** The chunk of that number, its sound checked; undefined when it never lay here. */
export async function checkedChunk(file: KeptFile, number: number): Promise<ReadChunk | undefined> {
  const { chunks } = file.kept
  // They stand in order, without holes.
  const chunk = chunks[number - (chunks[0]?.number ?? number)]
  if (!chunk) return undefined
  const bytes = await file.read(chunk)
  return (await sha256Of(bytes)) === chunk.sha256 ? { chunk, bytes } : { chunk }
}

/** Samples of these stretches one after another, as far as they lie here. */
export async function samplesOf(file: KeptFile, ranges: readonly FrameRange[]): Promise<Int16Array<ArrayBuffer>> {
  const frameBytes = file.kept.opening.channels * 2
  const pieces: Uint8Array[] = []
  for (const { fromFrame, toFrame } of ranges) {
    for (const chunk of file.kept.chunks) {
      const from = Math.max(fromFrame, chunk.firstFrame) - chunk.firstFrame
      const to = Math.min(toFrame, chunk.firstFrame + chunk.frames) - chunk.firstFrame
      if (to > from) pieces.push(new Uint8Array(await file.read(chunk)).subarray(from * frameBytes, to * frameBytes))
    }
  }
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return new Int16Array(bytes.buffer, 0, Math.floor(bytes.length / 2))
}

/** All that lies here as a WAV file: its sound is read from storage when it is written somewhere. */
export async function wavOf(file: KeptFile): Promise<Blob> {
  const sound = await file.sound()
  const { sampleRateHz, channels } = file.kept.opening
  return new Blob([wavHeader(sound.size, sampleRateHz, channels), sound], { type: 'audio/wav' })
}

/** SHA-256, lower-case hexadecimal. */
export async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
